"""Pages of a long list."""

import pytest

from captionbot.practice.graph.answers import Refusal
from captionbot.practice.graph.fields import Field
from captionbot.practice.graph.paging import cursor, cut, paging, position


def test_cursors_look_like_the_recorded_ones() -> None:
    """Facebook's own cursors for the 1st and 10th row, from recorded answers, are ours."""
    assert (cursor(1), cursor(10)) == ("MQZDZD", "MTAZD")


@pytest.mark.parametrize("at", [0, 1, 9, 10, 99, 100, 12345, 99999])
def test_a_cursor_is_read_back(at: int) -> None:
    """A position survives being written and read."""
    assert position(cursor(at)) == at


@pytest.mark.parametrize("text", ["", "x", "####", "QUJD", "MQ"])
def test_a_foreign_cursor_is_refused(text: str) -> None:
    """What is no cursor of ours is an invalid parameter."""
    with pytest.raises(Refusal) as caught:
        position(text)

    assert caught.value.code == 100


def test_pages_follow_each_other_without_a_gap() -> None:
    """From each page's ``after`` the next begins where it ended, and the last has no ``next``."""
    rows, seen, asked = list(range(23)), [], Field("comments")
    while True:
        start, end = cut(rows, asked, 10)
        seen += rows[start:end]
        told = paging(start, end, len(rows), asked, "http://127.0.0.1/1/comments", "t0ken")
        cursors = told["cursors"]
        assert isinstance(cursors, dict)
        if "next" not in told:
            break
        assert "t0ken" in str(told["next"])
        asked = Field("comments", {"after": cursors["after"]})

    assert seen == rows


def test_the_page_before_is_found_again() -> None:
    """``before`` leads back to the rows in front."""
    rows = list(range(23))

    assert cut(rows, Field("comments", {"before": cursor(11)}), 10) == (0, 10)
    assert cut(rows, Field("comments", {"before": cursor(1)}), 10) == (0, 0)


def test_an_empty_page_tells_nothing_of_pages() -> None:
    """Where no rows are, ``paging`` is left out."""
    assert paging(0, 0, 0, Field("comments"), "http://127.0.0.1", "t") == {}
