"""What must come off comes off first, whatever else fails: nobody is shown longer than they have to be."""

import os
from pathlib import Path

import pytest

from captionbot import decisions
from captionbot.contest.card import CardWords
from captionbot.errors import HallError
from captionbot.forgetting import forget, writer_of
from captionbot.photos.card.drawn import DrawnCard, Style
from captionbot.site.publishing import Wanted
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import Hall, dangling
from tests.site.room.test_hung import MARIA

ANYTHING = (ZeroDivisionError, OSError(28, "No space left on device"), HallError("No.", "Wait."))


def retract(hall: Hall, number: int) -> None:
    """Take one contest's result back."""
    with hall.store.transaction() as record:
        decisions.retract(record, number, MARIA)


def take_out(hall: Hall, comment: str) -> None:
    """Take out whoever wrote this comment, as they asked."""
    with hall.store.transaction() as record:
        forget(record, hall.settings, writer_of(record, [comment]), MARIA, erase=False)


def broken(_jpeg: bytes, _words: CardWords, _style: Style) -> DrawnCard:
    """A fault of ours in a card."""
    raise ZeroDivisionError


def fail(monkeypatch: pytest.MonkeyPatch, name: str, error: object) -> None:
    """Have this fail from now on, at its first use."""

    def failing(*_: object, **__: object) -> None:
        raise error  # type: ignore[misc]  # each is an exception

    monkeypatch.setattr(name, failing)


def test_a_file_in_the_way_keeps_nobody_there(hall: Hall) -> None:
    """Nothing new is written beside it, and all that names whoever was retracted is gone; links lead somewhere."""
    hall.hang(1, 2, 3).write()
    (hall.place / "contest-4.html").mkdir()
    hall.hang(4)
    retract(hall, 2)
    with pytest.raises(HallError, match=r"somebody else's: .*contest-4\.html") as caught:
        hall.write()

    assert "nothing else was changed" in caught.value.do
    assert "week 2" not in hall.everything()
    assert "week 4" not in hall.everything()
    assert "contest-1.html" in hall.text("contest-3.html")
    assert dangling(hall.place) == set()


@pytest.mark.parametrize("error", ANYTHING, ids=str)
@pytest.mark.parametrize(
    "where",
    [
        "captionbot.site.publishing.page_html",
        "captionbot.site.publishing.contest_pages",
        "captionbot.site.publishing.draw",
        "captionbot.site.publishing.slip_json",
        "captionbot.site.folder.Folder._put",
    ],
)
def test_whatever_fails_keeps_nobody_there(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception
) -> None:
    """A winner who was retracted, and a runner-up who asked: each file that names them is written anew, or gone."""
    hall.hang(1, 2, 3).write()
    retract(hall, 2)
    take_out(hall, "3001")
    hall.hang(4)
    with monkeypatch.context() as patched:
        fail(patched, where, error)
        with pytest.raises((HallError, ZeroDivisionError)):
            hall.write()

    assert "Words 0 of week 2" not in hall.everything()
    assert "Words 1 of week 3" not in hall.everything()
    hall.write()
    assert "Words 0 of week 4" in hall.text("index.html")
    assert dangling(hall.place) == set()


def test_a_card_that_fails_by_our_fault_is_one_not_drawn(hall: Hall) -> None:
    """The pages are written without it, and who asked is told."""
    hall.drawing(broken).hang(1)
    done = hall.write()

    assert done.without[0][0] == 1
    assert "a fault of captionbot's own (ZeroDivisionError)" in done.without[0][1]
    assert "Words 0" in hall.text("index.html")


def test_names_follow_whatever_cards_do(make_hall: MakeHall) -> None:
    """No card of the old names hangs on where a new one can't be drawn."""
    hall = make_hall("SITE_NAMES=full\n").hang(1)
    hall.write()
    hall.settings = make_hall("SITE_NAMES=none\n").settings
    hall.drawing(broken).write()

    assert "Ottilie" not in hall.everything()


def test_what_can_t_be_removed_is_told_by_name(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that nobody may write any more: with what is left to a person, and the rest is tried."""
    hall.hang(1).write()
    retract(hall, 1)
    tried: list[str] = []

    def refused(name: str, **_: object) -> None:
        tried.append(name)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(os, "unlink", refused)
    with pytest.raises(HallError, match=r"shows somebody who was taken back: contest-1\.html.*Permission") as caught:
        hall.write()

    assert "by hand" in caught.value.do
    assert {"contest-1.html", "contest-1-slip.json"} <= set(tried)


@pytest.mark.parametrize("comment", ["1000", "1001"])
def test_a_page_that_somebody_changed_is_named_while_it_shows_them(hall: Hall, comment: str) -> None:
    """It is theirs to delete, and only those are named that show whoever is gone."""
    hall.hang(1, 2).write()
    for name in ("index.html", "contest-1.html", "contest-2.html", "rules.html"):
        (hall.place / name).write_text(hall.text(name) + "<!-- counted -->")
    assert hall.write().exposing == ()
    take_out(hall, comment)
    done = hall.write()

    if comment == "1000":
        assert done.exposing == ("contest-2.html", "index.html")  # which led on to theirs, and showed their card
        assert done.abandoned == ("contest-1.html",)
    else:
        assert (done.exposing, done.abandoned) == (("contest-1.html",), ())
    assert hall.write().exposing == done.exposing
    for name in done.exposing:
        (hall.place / name).unlink()
    assert hall.write().exposing == ()


def test_whoever_is_found_out_later_comes_off(hall: Hall) -> None:
    """A reading may learn who wrote a comment after they asked to be forgotten: a runner-up's, too."""
    hall.hang(1, 2).write()
    take_out(hall, "2002")  # no winner, and no runner-up
    assert "Words 1 of week 1" in (hall.write(), hall.everything())[1]
    with hall.store.transaction() as record:
        row = record.comments.get(1, "1001")
        assert row is not None
        row.sealed_at = hall.now
    assert not hall.current
    hall.write()

    assert "Words 1 of week 1" not in hall.everything()


def test_a_namesake_of_whoever_asked_is_left_out(hall: Hall) -> None:
    """Nobody can tell them apart by a name in print."""
    hall.hang(1, 2)
    with hall.store.transaction() as record:
        for number, comment in ((1, "1002"), (2, "2001")):
            row = record.comments.get(number, comment)
            assert row is not None
            row.entrant_name = "Ada Namesake"
    with hall.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(2))
        assert decision is not None
        decision.said_name = "Ada Namesake"
    take_out(hall, "1002")
    hall.write()

    assert "Words 0 of week 2" not in hall.everything()
    assert "Words 0 of week 1" in hall.text("index.html")


def test_a_lost_list_says_what_to_do(hall: Hall) -> None:
    """An `rm .*`, or a copy without hidden files: then nothing there is known to be ours."""
    hall.hang(1).write()
    (hall.place / ".captionbot-site.json").unlink()
    retract(hall, 1)
    with pytest.raises(HallError, match="somebody else's") as caught:
        hall.write()

    assert "whose list .captionbot-site.json was lost, delete its files" in caught.value.do
    assert "may show what was taken back since" in caught.value.do


def test_an_old_card_hangs_until_the_new_one_is_drawn(hall: Hall, make_hall: MakeHall) -> None:
    """Where only the look has changed: no link that was shared loses its picture meanwhile."""
    hall.hang(1, 2).write()
    before = {name for name in hall.files if name.startswith("cards/1-")}
    hall.settings = make_hall("CARD_COLOURS='#000000 #ffffff #ffff00'\n").settings
    hall.write(Wanted(cards_at_most=1))
    assert {name for name in hall.files if name.startswith("cards/1-")} == before
    assert hall.text("contest-1.html").count("cards/1-") > 0
    assert dangling(hall.place) == set()

    hall.write()
    assert before.isdisjoint(hall.files)
    assert dangling(hall.place) == set()


def test_no_card_is_begun_when_time_is_up(hall: Hall) -> None:
    """The others come another time."""
    left = iter([True, True, False])
    done = hall.hang(1, 2, 3).write(Wanted(in_time=lambda: next(left)))

    assert (done.drawn, done.waiting, hall.current) == (2, 1, False)
    assert dangling(hall.place) == set()


def test_a_hall_is_not_lost_with_its_feed(hall: Hall, tmp_path: Path) -> None:
    """Whoever won and asked is out of the feed, whatever lies in the way of a page."""
    hall.hang(1, 2).write()
    (hall.place / "contest-3.html").symlink_to(tmp_path)
    hall.hang(3)
    take_out(hall, "2000")
    with pytest.raises(HallError, match=r"contest-3\.html"):
        hall.write()

    assert "week 2" not in hall.text("feed.xml")
    assert "week 1" in hall.text("feed.xml")
