"""What people do wrong, and what the world does to them: each ends in a line that says what to do."""

from pathlib import Path

import pytest

from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town

BY = ("--by", "dana")


@pytest.mark.parametrize("command", [("init", "--no-input"), ("tick",), ("run", "--no-desk"), ("status",)])
def test_wrong_settings(empty_town: Town, command: tuple[str, ...]) -> None:
    """Every wrong, missing and unknown setting is named at once, exit 2, and nothing is touched."""
    town = empty_town
    wrong = {"TIMEZONE": "Chicago", "POST_AT": "fryday 10:00", "REVIEW": "maybe", "MIN_VOTES": "few"}
    town.settle_in(**wrong, FACEBOOK_PAGE_ID="", COLECT_EVERY_MINUTES="15")
    ran = town.run(*command)
    assert ran.code == 2
    assert ran.out == ""
    for name in (*wrong, "FACEBOOK_PAGE_ID", "COLLECT_EVERY_MINUTES"):
        assert name in ran.err
    assert town.facebook.token not in ran.said
    assert _files(town.folder) == [".env"]
    assert town.facebook.calls() == []


@pytest.mark.parametrize("command", [("tick",), ("run", "--no-desk"), ("status",), ("pause", "--because", "x")])
def test_no_database(empty_town: Town, command: tuple[str, ...]) -> None:
    """Only `init` makes a database: everything else names it and makes no file."""
    assert "captionbot init" in empty_town.refused(*command)
    assert _files(empty_town.folder) == [".env"]
    assert empty_town.facebook.calls() == []


def test_a_database_of_another_page(town: Town) -> None:
    """A database that knows nothing of this Page is not begun afresh."""
    town.settle_in(FACEBOOK_PAGE_ID="999")
    assert "captionbot init" in town.refused("tick")
    assert len(town.rows("pages")) == 1


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_queue(town: Town) -> None:
    """Without a photo the week stays empty, and a photo that comes an hour later waits for its own slot."""
    ran = town.at(SLOT).later(seconds=5).tick_well()
    assert "queue was empty" in ran.out
    town.later(hours=1)
    town.queue_photo("a.jpg")
    assert "begins" not in town.tick_well().out
    assert town.counts == (0, 0, 0)
    (photo,) = town.must("queue", "--json").json["photos"]
    assert photo["slot"] == NEXT_SLOT
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)


def test_post_now_fills_an_empty_week(town: Town) -> None:
    """A photo that came too late can be run at once, and the next Friday has its own."""
    town.at(SLOT).tick_well()
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.later(hours=1).must("post-now", *BY)
    town.later(minutes=1).tick_well()
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.photos("posted") == ["a.jpg"]
    town.fan("From the empty week.", 2)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 1, 1)


def test_an_unreadable_photo(town: Town) -> None:
    """What can't be a photo is set aside with its text and the reason, and the next photo takes the slot."""
    town.drop("a-broken.jpg", b"this was never a picture")
    town.drop("a-broken.txt", b"Alt: Nothing.\n")
    town.queue_photo("b.jpg")
    town.at(SLOT).later(seconds=5).tick()
    assert town.counts == (1, 0, 0)
    assert town.photos("posted") == ["b.jpg"]
    assert town.photos("rejected") == ["a-broken.jpg", "a-broken.jpg.reason.txt", "a-broken.txt"]
    reason = (town.folder / "photos" / "rejected" / "a-broken.jpg.reason.txt").read_text(encoding="utf-8")
    assert "a-broken.jpg" in reason
    assert "a-broken.jpg was set aside" in town.told()


def test_only_unreadable_photos(town: Town) -> None:
    """Where no photo can be posted the week stays empty, and every one is set aside."""
    town.drop("a.jpg", b"no")
    town.drop("b.png", b"")
    town.at(SLOT).later(seconds=5).tick()
    town.later(minutes=5).tick_well()
    assert town.counts == (0, 0, 0)
    assert {"a.jpg", "b.png"} <= set(town.photos("rejected"))


def test_facebook_takes_no_such_picture(town: Town) -> None:
    """A photo that Facebook refuses (324) is set aside too, and the next one takes the slot in the same tick."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.facebook.fault("324:POST*/photos")
    town.at(SLOT).later(seconds=5).tick()
    assert town.counts == (1, 0, 0)
    assert town.photos("posted") == ["b.jpg"]
    assert "a.jpg" in town.photos("rejected")


def test_a_post_deleted_on_the_page(town: Town) -> None:
    """A post gone twice, SETTLE_MINUTES apart, makes the contest void; staff are told, nothing is posted again."""
    post = town.post_the_first()
    town.fan("Gone with the post.", 9)
    town.facebook.delete(post)
    assert town.later(hours=1).tick().code == 1
    town.later(minutes=9).tick()
    assert town.stage() == "open"
    town.later(minutes=20).tick()
    contest = town.status()["contests"][0]
    assert (contest["stage"], contest["note"]) == ("void", "its post was deleted on the Page")
    assert "deleted on the Page" in town.told()
    for when in (CLOSE, ANNOUNCE):
        town.at(when).tick_well()
    assert town.counts == (0, 0, 0)
    assert town.calls("POST", "feed") == 1


def test_a_post_that_comes_back(town: Town) -> None:
    """A post that is only missing for a moment, or for a lost permission, is not given up."""
    town.post_the_first()
    town.fan("Still here.", 3)
    town.facebook.fault("100-33:GET*/comments:*")
    for _ in range(3):
        town.later(minutes=20).tick()
    assert town.stage() == "open"
    assert "won't let it be read" in town.told()
    town.facebook.clear_faults()
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize(
    ("captions", "why"), [((), "no entries"), ((("Nobody laughed.", 0),), "too few votes")], ids=["no entries", "none"]
)
def test_no_winner_by_itself(town: Town, captions: tuple[tuple[str, int], ...], why: str) -> None:
    """Without entries or votes nothing is announced, and the contest is void at its hour, quietly."""
    town.in_review(*captions)
    assert why in town.contest()["note"]
    town.at("2026-12-01T15:59:00Z").tick_well()
    assert town.stage() == "review"
    town.at(ANNOUNCE).tick_well()
    town.later(days=1).tick_well()
    assert town.stage() == "void"
    assert town.counts == (1, 0, 0)


def test_staff_pick_a_favourite_that_had_no_votes(town: Town) -> None:
    """Until the announcement staff may give the week a winner all the same."""
    (favourite,) = town.in_review(("Nobody laughed but me.", 0))
    town.must("pick", "1", favourite, "--because", "it made the chief laugh", *BY)
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert "reaction" not in town.spoken().announcements[0]["message"]


def test_commands_about_nothing(town: Town) -> None:
    """A contest or comment that doesn't exist: one line, exit 1, nothing changed."""
    town.in_review(("Here I am.", 2))
    before = town.everything()
    why = ("--because", "x")
    for words in (
        ("pick", "9", "1", *why, *BY),
        ("approve", "9", *BY),
        ("hold", "9", *BY),
        ("release", "9", *BY),
        ("void", "9", *why, *BY),
        ("settle", "9", "--not-live", *BY),
        ("entries", "9"),
    ):
        assert "no contest no. 9" in town.refused(*words)
    assert "no comment 424242" in town.refused("pick", "1", "424242", *why, *BY)
    assert "queue is empty" in town.refused("post-now", *BY)
    assert "not on hold" in town.refused("release", "1", *BY)
    assert "nothing to settle" in town.refused("settle", "1", "--not-live", *BY)
    assert "not skipped" in town.refused("unskip", "2026-12-04", *BY)
    assert "not paused" in town.refused("resume", *BY)
    assert town.everything() == before


def test_commands_too_early(town: Town) -> None:
    """While entries are open nobody wins yet: one line, exit 1, nothing changed."""
    town.post_the_first()
    early = town.fan("Too early.", 2)
    town.later(minutes=20).tick_well()
    before = town.everything()
    assert "entries are open" in town.refused("pick", "1", early, "--because", "x", *BY)
    assert "entries are open" in town.refused("approve", "1", *BY)
    assert town.everything() == before


def test_commands_too_late(town: Town) -> None:
    """What is announced can't be picked, approved, held or called off: one line, exit 1, nothing changed."""
    _, second = town.in_review(("The winner.", 5), ("The other.", 4))
    town.at(ANNOUNCE).tick_well()
    before = town.everything()
    assert "announced" in town.refused("pick", "1", second, "--because", "x", *BY)
    assert "announced" in town.refused("approve", "1", *BY)
    assert "announced" in town.refused("hold", "1", *BY)
    assert "announced" in town.refused("void", "1", "--because", "x", *BY)
    assert "past" in town.refused("skip", "2026-11-27", *BY)
    assert town.everything() == before
    town.later(minutes=5).tick_well()
    assert town.counts == (1, 1, 1)


def test_only_an_entry_can_be_picked(town: Town) -> None:
    """What was left out, or withdrawn, can't win by a person's word either."""
    post = town.post_the_first()
    entry = town.fan("An entry.", 2, post=post)
    reply = town.fan("A reply.", 8, post=post, parent=entry)
    gone = town.fan("Gone by the close.", 7, post=post)
    town.later(minutes=20).tick_well()
    town.facebook.delete(gone)
    town.at(CLOSE).tick_well()
    assert "left out (a reply)" in town.refused("pick", "1", reply, "--because", "x", *BY)
    assert "withdrawn" in town.refused("pick", "1", gone, "--because", "x", *BY)


@pytest.mark.parametrize(
    "words",
    [("pick", "one", "2"), ("pick", "1"), ("settle", "1"), ("skip", "friday"), ("nonsense",), ("tick", "--now")],
)
def test_wrong_use(town: Town, words: tuple[str, ...]) -> None:
    """A command that makes no sense ends with exit 2 and says how it is used."""
    ran = town.run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert "Usage" in ran.err or "Error" in ran.err
