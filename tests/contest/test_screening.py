"""A comment is screened once: what was found is kept, and holds until its words or the Page's list change."""

import pytest

from captionbot.contest.screening import Found, Screening, look, remembered
from captionbot.contest.screens import NO_WORDS, UNREAD, Flag, Mark, read_words
from tests.contest.made import comment

OWN = read_words("biscuit\n")


def test_what_was_found_comes_back_as_it_was() -> None:
    """Flags, marks and the flags of the name, through plain JSON."""
    seen = comment(1, "Biscuit, see www.example.com", by=None)
    kept = Screening(OWN)(seen)

    assert kept == {"list": OWN.digest, "flags": ["word of our list", "link"], "marks": ["author withheld"], "name": []}
    assert remembered(kept) == look(seen, OWN) == Found((Flag.LISTED, Flag.LINK), (Mark.AUTHOR_WITHHELD,))


def test_a_name_is_screened_as_well() -> None:
    """It may be announced beside the caption."""
    named = Screening(OWN)(comment(1))
    assert named["name"] == []

    assert look(comment("biscuit")).name == ()
    assert look(comment("biscuit"), OWN).name == (Flag.LISTED,)


@pytest.mark.parametrize("kept", [None, {}, {"flags": ["a flag of a later version"], "marks": []}])
def test_what_can_not_be_read_was_never_found(kept: dict[str, object] | None) -> None:
    """It is looked for again."""
    assert remembered(kept) is None


def test_it_holds_as_long_as_the_list_is_the_same() -> None:
    """Comments and the order of lines make no other list; a word more or less does."""
    kept = Screening(OWN)(comment(1))

    assert Screening(read_words("# ours\nbiscuit")).holds(kept)
    assert not Screening(NO_WORDS).holds(kept)
    assert not Screening(read_words("biscuit\nhorse")).holds(kept)
    assert not Screening(read_words("!biscuit")).holds(kept)
    assert not Screening(OWN).holds(None)


def test_while_the_list_can_not_be_read_nothing_is_forgotten() -> None:
    """What was found with it stays; what is new is looked at again once it is back."""
    assert Screening(UNREAD).holds(Screening(OWN)(comment(1)))
    assert not Screening(OWN).holds(Screening(UNREAD)(comment(1)))
