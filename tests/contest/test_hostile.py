"""Texts made to break or to stall: every screen comes to its end, whatever is written."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.folding import bare_text, fold, has_words
from captionbot.contest.screens import SCREENED, Flag, marks, read_words, screen, screen_text

from .made import PROPERTY, comment

PIECES = (
    "a", "fuc", "f u c k ", "dickens ", "@$!", "a.", "a-", "1 ", "12 a ", "5 a b c ", "@a", "a@a.", "+1 ",
    "this ", "so true ",
    "Jo ", "Jo, ", "\u0301", "e\u0301\u0302", "\u200b", "🖕🏽", "😂", "ﷺ", "'", "-", "\n", " ", "www.", "http://",
    "?", "ſ", "İ", "\ud83d", "㌀",
)  # fmt: skip


@pytest.mark.timeout(60)  # each takes some thousandths of a second; what stalls takes minutes, and is stopped
@pytest.mark.parametrize("length", [8_000, 100_000])
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_no_text_takes_long(piece: str, length: int) -> None:
    """Facebook takes 8,000 characters; what restores and imports bring may be longer."""
    hostile = comment(text=(piece * length)[:length])

    assert screen(hostile) == screen(hostile)
    assert len(marks(hostile)) == len(set(marks(hostile)))
    assert fold(fold(hostile.text)) == fold(hostile.text)
    assert has_words(bare_text(hostile)) in {True, False}


@PROPERTY
@given(st.text(), st.text())
def test_every_text_is_screened(text: str, listed: str) -> None:
    """With any list of the Page's own, and the same each time."""
    words = read_words(listed)

    assert screen(comment(text=text), words) == screen(comment(text=text), words)
    assert set(screen_text(text, words)) <= set(Flag)
    assert len(set(marks(comment(text=text)))) == len(marks(comment(text=text)))


@pytest.mark.parametrize("text", ["!", "!!!", ", !", "! and !", "Jo, !", "&", "\n!\n", " ", ""])
def test_signs_alone_are_nobodys_name(text: str) -> None:
    """And nothing breaks on them."""
    assert Flag.NAME not in screen(comment(text=text))


@pytest.mark.parametrize("padding", ["so there we were ", "\u0301", "ﷺ", "."])
def test_nothing_hides_behind_what_is_not_screened(padding: str) -> None:
    """A text that is longer than what is screened is flagged for that alone."""
    assert Flag.LONG in screen(comment(text=padding * SCREENED + "shit"))
    assert Flag.CRUDE in screen(comment(text="\u200b" * 10 * SCREENED + "shit"))
