"""Somebody asks to be forgotten, and nothing brings them back: no reading, no later contest, no restored backup."""

import json

import pytest

from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town

HORSES, STALL, HAY = (
    "They promised the horses a milkshake.",
    "Two stallions, one stall.",
    "Hay, what are you looking at?",
)
NEXT_CLOSE, NEXT_ANNOUNCE = "2026-12-07T16:00:00Z", "2026-12-08T16:00:00Z"


def _announced(town: Town) -> None:
    """A week whose winner is Ann and whose second is Bea."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.at(SLOT).tick_well()
    for caption, votes, name in ((HORSES, 9, "Ann Lee"), (STALL, 5, "Bea Lane"), (HAY, 2, "Cleo Lund")):
        town.fan(caption, votes, by=name)
    town.at(CLOSE).tick_well()
    town.must("backup", "monday.db")
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


def _holding(town: Town, words: str) -> list[str]:
    """The files in which some words lie, photos apart."""
    return sorted(path.name for path in town.folder.iterdir() if path.is_file() and words.encode() in path.read_bytes())


def _texts(town: Town, *names: str) -> list[str]:
    rows = town.rows("comments")
    return [str(row["text"]) for row in rows if row["entrant_name"] in names]


def test_the_second_is_forgotten_and_does_not_come_back(any_town: Town) -> None:
    """Sealed: the announcement's link is told, the public slip leaves her out and verifies, the next week as well."""
    town = any_town
    _announced(town)
    [link] = [one["id"] for one in town.spoken().announcements]
    said = town.must("forget", "bea lane").out
    assert f"https://www.facebook.com/{link}" in said

    town.must("export", "1", "--format", "json", "--public", "--out", "public.json")
    public = (town.folder / "public.json").read_text()
    assert HORSES in public
    assert STALL not in public
    assert "Bea" not in public
    assert "3 records are withheld" in town.must("verify", "public.json").out
    assert "withheld" not in town.must("verify", "1").out

    town.at(NEXT_SLOT).tick_well()
    town.fan("Bea is back in town.", 50, by="Bea Lane")
    town.fan("A stable relationship.", 4, by="Dee Dunn")
    town.at(NEXT_CLOSE).tick_well()
    town.at(NEXT_ANNOUNCE).tick_well()
    assert town.counts == (2, 2, 2)
    assert town.status()["contests"][0]["winner"]["caption"] == "A stable relationship."
    assert [one["reason"] for one in town.entries("2")["left_out"]] == ["the entrant asked"]
    assert "Bea Lane" not in str(town.spoken().announcements[-1])
    assert _texts(town, "Bea Lane") == [STALL, "Bea is back in town."]


def test_a_backup_from_before_does_not_bring_back_who_was_sealed(town: Town) -> None:
    """It knows the contest in review: the next reading and the announcement keep to it."""
    _announced(town)
    town.must("forget", "Bea Lane")
    assert "1 comment sealed" in town.must("restore", "monday.db", "--yes").out
    town.later(minutes=13).tick_well()

    assert town.counts == (1, 1, 1)
    assert town.stage() == "announced"
    assert [one["comment_id"] for one in town.entries("1")["left_out"] if one["reason"] == "the entrant asked"]


@pytest.fixture
def erased(town: Town) -> Town:
    """The winner of the first week is erased."""
    _announced(town)
    value = town.must("forget", "Ann Lee", "--erase", "--because", "Ann Lee asked us to", "--json").json
    assert [one["what"] for one in value["on_the_page"]] == ["reply", "announcement"]
    return town


def test_no_file_holds_what_was_erased(erased: Town) -> None:
    """But for the backup, of which the person was told; the slip verifies, and says that a record is withheld."""
    for words in ("milkshake", "Ann Lee"):
        assert _holding(erased, words) == ["monday.db"], words
    said = erased.must("verify", "1").out
    assert "1 record is withheld" in said
    erased.must("export", "--format", "zip", "--out", "records.zip")
    assert json.dumps(erased.everything(), default=str).count("milkshake") == 0


def test_the_next_week_does_not_bring_back_who_was_erased(erased: Town) -> None:
    """What she writes there is a number that was left out."""
    town = erased
    town.at(NEXT_SLOT).tick_well()
    town.fan("It is Ann, with another milkshake.", 50, by="Ann Lee")
    town.fan("A stable relationship.", 4, by="Dee Dunn")
    town.at(NEXT_CLOSE).tick_well()
    town.at(NEXT_ANNOUNCE).tick_well()

    assert town.status()["contests"][0]["winner"]["caption"] == "A stable relationship."
    assert _holding(town, "milkshake") == ["monday.db"]
    assert town.counts == (2, 2, 2)


def test_a_backup_from_before_does_not_bring_back_who_was_erased(erased: Town) -> None:
    """It knows her as the winner of a contest in review, and the Page has named her: nobody is named beside her."""
    town = erased
    said = town.must("restore", "monday.db", "--yes").out
    assert "1 comment erased. The backup itself holds their words." in said
    assert "Contest no. 1 is held: staff had stopped it" in said
    assert _holding(town, "milkshake") == ["monday.db"]
    town.later(minutes=13).tick()
    town.must("approve", "1")
    town.later(minutes=1).tick()

    assert town.counts == (1, 1, 1)
    assert "its winner was named on the Page, and has asked to be forgotten" in str(town.contest()["held"])
    town.must("void", "1", "--because", "its winner is announced")
    assert _holding(town, "milkshake") == ["monday.db"]


def test_others_who_name_her_are_not_named_for_it(town: Town) -> None:
    """A runner-up that says her name makes way; staff are told what names her, and the second asking says by whom."""
    town.queue_photo("a.jpg")
    town.at(SLOT).tick_well()
    for caption, votes, name in (
        (STALL, 9, "Ann Lee"),
        ("Whoa there, says petra UNGER", 6, "Bea Lane"),
        (HAY, 3, "Cleo Lund"),
        ("Hoof it.", 1, "Petra Unger"),
    ):
        town.fan(caption, votes, by=name)
    town.at(CLOSE).tick_well()
    said = town.must("forget", "Petra Unger", "--by", "maria").out
    assert "Other people name them" in said
    assert "1, sealed." in said
    assert "already sealed by maria on Monday 30 November 2026." in town.must("forget", "Petra Unger").out
    town.at(ANNOUNCE).tick_well()

    [announcement] = town.spoken().announcements
    assert HAY in str(announcement)
    assert "etra" not in str(announcement)
    town.must("export", "1", "--format", "json", "--public", "--out", "public.json")
    public = (town.folder / "public.json").read_text()
    assert "nger" not in public.casefold()
    assert "says" not in public
