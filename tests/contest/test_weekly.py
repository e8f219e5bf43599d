"""A weekday and an hour, as staff may write it and as they may not."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest

from captionbot.contest.weekly import Weekly, parse_weekly


@pytest.mark.parametrize(
    ("text", "weekly"),
    [
        ("friday 10:00", Weekly(4, 10, 0)),
        ("Friday 10:00", Weekly(4, 10, 0)),
        ("FRI 10:00", Weekly(4, 10, 0)),
        ("mon 9:05", Weekly(0, 9, 5)),
        ("  sunday \t 00:00 ", Weekly(6, 0, 0)),
        ("wed 23:59", Weekly(2, 23, 59)),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, weekly: Weekly) -> None:
    """Names in full or three letters, any case, any spaces, hours with or without a leading nought."""
    assert weekly == parse_weekly(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 10:00", "did you mean “monday 10:00”?"),
        ("0 10:00", "did you mean “sunday 10:00”?"),
        ("7 10:00", "did you mean “sunday 10:00”?"),
        ("fridy 10:00", "did you mean “friday 10:00”?"),
        ("tues 10:00", "did you mean “tuesday 10:00”?"),
        ("friday, 10:00", "did you mean “friday 10:00”?"),
        ("10:00 friday", "did you mean “friday 10:00”?"),
        ("friday 9", "did you mean “friday 09:00”?"),
        ("friday 2:30pm", "did you mean “friday 14:30”?"),
        ("friday 2:30 p.m.", "did you mean “friday 14:30”?"),
        ("friday 12am", "did you mean “friday 00:00”?"),
        ("friday 12 pm", "did you mean “friday 12:00”?"),
        ("friday 10.30", "did you mean “friday 10:30”?"),
        ("friday 10h30", "did you mean “friday 10:30”?"),
        ("friday 10:00:00", "did you mean “friday 10:00”?"),
        ("2:30pm", "write it like “friday 14:30”"),
        ("9", "write it like “friday 09:00”"),
        ("saturday", "write it like “saturday 10:00”"),
        ("25:00", "write it like “friday 10:00”"),
        ("friday 24:00", "write it like “friday 10:00”"),
        ("friday 10:60", "write it like “friday 10:00”"),
        ("friday ١٠:٠٠", "write it like “friday 10:00”"),
        ("weekly", "write it like “friday 10:00”"),
        ("", "write it like “friday 10:00”"),
    ],
)
def test_anything_else_is_refused_with_what_was_probably_meant(text: str, meant: str) -> None:
    """The sentence repeats what was written and ends in what to write."""
    with pytest.raises(ValueError, match="is not a weekday and an hour from 00:00 to 23:59") as refused:
        parse_weekly(text)

    assert str(refused.value).startswith(f"“{text}”")
    assert str(refused.value).endswith(meant)


def test_what_may_be_a_token_in_the_wrong_place_is_not_repeated() -> None:
    """A person who pastes one into the wrong line finds no copy of it in a log."""
    with pytest.raises(ValueError, match="“EAAB…” is not a weekday") as refused:
        parse_weekly("EAAB" + "monday0123456789Xy" * 3)

    assert "0123456789" not in str(refused.value)


@pytest.mark.parametrize("weekday", range(7))
def test_it_prints_as_it_is_written(weekday: int) -> None:
    """What is printed can be read again."""
    weekly = Weekly(weekday, 7, 5)

    assert weekly == parse_weekly(str(weekly))
