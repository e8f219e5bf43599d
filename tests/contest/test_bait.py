"""What begs is told from what only sounds so."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from captionbot.contest import bait
from captionbot.contest.bait import bait_in
from tests.house.sources import ROOT

from .begging import BEGS, BEGS_TOO, CLEAN, CLEAN_TOO


@pytest.mark.parametrize("sentence", [*BEGS, *BEGS_TOO])
def test_what_begs_is_found(sentence: str) -> None:
    """For reactions, votes, shares, tags, follows or a set word; and what of it begs is told in its own words."""
    found = bait_in(sentence)

    assert found
    assert found in sentence


@pytest.mark.parametrize("sentence", [*CLEAN, *CLEAN_TOO])
def test_what_only_sounds_so_is_not(sentence: str) -> None:
    """A caption is asked for, friends share a milkshake, and a count of reactions is no request."""
    assert bait_in(sentence) == ""


def test_the_rules_beg_for_nothing() -> None:
    """Though they speak of reactions and votes in every second sentence."""
    rules = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

    assert [sentence for sentence in re.split(r"(?<=[.!?:])\s+", rules) if bait_in(sentence)] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Nice photo. Like  this\npost, please!", "Like this post"),
        ("What's the caption? Tag a friend who knows.", "Tag a"),
        ("Comment YES if you know.", "Comment YES"),
        ("", ""),
    ],
)
def test_it_says_what_of_the_text_begs(text: str, what: str) -> None:
    """On one line, so that a message can quote it."""
    assert bait_in(text) == what


PATTERNS = " ".join((*bait._PIECES.values(), *bait._REACT, *bait._VOTE, *bait._SHARE, *bait._TAG, *bait._FOLLOW))
WORDS = sorted(
    {
        *re.findall(r"[a-z]+|[^\\\w\s]", f"{PATTERNS} {' '.join(bait._COMMENT)}"),
        "rt",
        "NOW",
        "\u017fhare",
        "l\u0131ke",
        "7",
    }
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@example("👍 if")
@example("Reach 500 fans !")
@example("Hit follow")
def test_nothing_begs_without_a_hint(text: str) -> None:
    """The short look finds whatever the long one would, of texts made of the very words that it looks for."""
    if bait._begging().search(text) or bait._SET_WORD.search(text):
        assert bait._HINT.search(text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["like ", "share, ", "tag a ", "that most ", "comment below ", "vote. ", "👍 "])
def test_no_text_takes_long(piece: str) -> None:
    """However often it is said."""
    assert isinstance(bait_in(piece * 2_000), str)
