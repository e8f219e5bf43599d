"""Dates in a sidecar, and what was meant by those in another form."""

from datetime import date

import pytest

from captionbot.photos.words.dates import day, first_day, hyphened, is_part_of_date, meant


@pytest.mark.parametrize(
    ("value", "meanings"),
    [
        ("25.12.2026", ["2026-12-25"]),
        ("12/25/2026", ["2026-12-25"]),
        ("12-25-2026", ["2026-12-25"]),
        ("03/04/2026", ["2026-03-04", "2026-04-03"]),
        ("4.4.2026", ["2026-04-04"]),
        ("2026/1/5", ["2026-01-05"]),
        ("2026.12.25.", ["2026-12-25"]),
        ("December 25, 2026", ["2026-12-25"]),
        ("Fri, 25th of Dec 2026", ["2026-12-25"]),
        ("25 December 2026", ["2026-12-25"]),
        ("June 1974", ["1974-06"]),
        ("Sept. 1974", ["1974-09"]),
        ("31 June 1974", []),
        ("30/30/2026", []),
        ("1/2/3", []),
        ("25.12.", []),
        ("next Friday", []),
        ("Christmas 2026", []),
        ("2026-02-30", []),
        ("", []),
    ],
)
def test_another_form_is_never_taken_but_shown_as_it_should_be(value: str, meanings: list[str]) -> None:
    """One meaning, two where a day and a month could be either, or none."""
    assert meant(value) == meanings
    assert day(value) is None
    assert all(is_part_of_date(one) for one in meanings)


def test_a_part_of_a_date_has_a_first_day() -> None:
    """By which it is compared with today."""
    assert [first_day(value) for value in ("1974", "1974-06", "1974-06-05", "1974-13", "June")] == [
        date(1974, 1, 1),
        date(1974, 6, 1),
        date(1974, 6, 5),
        None,
        None,
    ]


def test_a_hyphen_of_word_is_one() -> None:
    """It was typed as one."""
    assert hyphened("2026\u201312\u201125") == "2026-12-25"
