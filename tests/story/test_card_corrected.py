"""What becomes of a card when its result is corrected, taken back, or its writer asks to be forgotten."""

import pytest

from tests.story.pictures import alt_of, sent, size
from tests.story.test_card import CARD, PHOTO, SECOND, WINNER, WORDS, folder_bytes, in_review
from tests.story.test_correction import SORRY, WITHDRAWN
from tests.story.town import ANNOUNCE, Town

BY = ("--by", "maria")
CARD_2 = "1974-mounted-patrol.card-2.jpg"


@pytest.fixture
def announced(town: Town) -> Town:
    """A town whose winner is public, on a card."""
    in_review(town)
    town.at(ANNOUNCE).tick_well()
    assert town.photos("posted") == [CARD, PHOTO, WORDS]
    return town.later(hours=2)


def _second(town: Town) -> str:
    return next(str(one["id"]) for one in town.facebook.world()["comments"] if one["message"] == SECOND)


def test_a_correction_has_a_card_of_its_own(announced: Town) -> None:
    """The new post has the new card; the old one keeps its picture, and its words point to the new."""
    town, first = announced, folder_bytes(announced, CARD)
    town.must("pick", "1", _second(town), "--because", "copied", "--correct", *BY)
    town.tick_well()
    town.later(hours=1).tick_well()
    old, new = town.spoken().announcements

    assert town.photos("posted") == [CARD_2, CARD, PHOTO, WORDS]
    assert sent(town, old) == first == folder_bytes(town, CARD)
    assert sent(town, new) == folder_bytes(town, CARD_2) != first
    assert (f"“{SECOND}”" in alt_of(town, new), WINNER in alt_of(town, new)) == (True, False)
    assert "Bea Lane" in alt_of(town, new)
    assert size(sent(town, new)) != (0, 0)
    assert old["message"].count(SORRY) == 1
    assert old["message"].splitlines()[-1].endswith(new["id"].rpartition("_")[2])
    assert len(town.rows("cards")) == 2


def test_what_is_taken_back_keeps_its_card_and_draws_none(announced: Town) -> None:
    """The record keeps what was shown; the words say that it is withdrawn, once."""
    town = announced
    told = town.must("retract", "1", "--because", "it was copied", *BY).out
    town.tick_well()
    town.later(hours=1).tick_well()

    assert "You may write there:" in told
    assert [one["message"].count(WITHDRAWN) for one in town.spoken().announcements] == [1]
    assert town.photos("posted") == [CARD, PHOTO, WORDS]
    assert town.counts == (1, 1, 1)


def test_who_is_erased_is_on_no_card(announced: Town) -> None:
    """The file goes; the photo stays, and so does the row that says there was one."""
    town = announced
    town.must("forget", "Ann Lee", "--erase", "--because", "she asked us to", *BY)

    assert town.photos("posted") == [PHOTO, WORDS]
    assert len(town.rows("cards")) == 1
    town.later(hours=1).tick_well()
    assert town.photos("posted") == [PHOTO, WORDS]
    assert "record is withheld" in town.must("verify", "1").out


def test_who_is_sealed_keeps_the_card_in_the_record(announced: Town) -> None:
    """Sealed is for the public; what staff hold stays whole."""
    town = announced
    town.must("forget", "Ann Lee", *BY)
    assert town.photos("posted") == [CARD, PHOTO, WORDS]


def test_erasing_the_second_winner_leaves_the_first_card(announced: Town) -> None:
    """Of two cards of one contest, only that which names the person goes."""
    town = announced
    town.must("pick", "1", _second(town), "--because", "copied", "--correct", *BY)
    town.tick_well()
    town.later(hours=1).tick_well()
    town.must("forget", "Bea Lane", "--erase", "--because", "she asked us to", *BY)
    assert town.photos("posted") == [CARD, PHOTO, WORDS]
