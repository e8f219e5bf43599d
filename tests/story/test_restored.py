"""A backup that was restored, a database that was lost: what stands on the Page is taken up, and never repeated."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town


def keep_a_copy(town: Town) -> Callable[[], None]:
    """Copy the database as it is now; what comes back puts the copy in its place, as a restored backup would."""
    database, copy = town.folder / "captionbot.db", town.folder / "copy.db"
    shutil.copy(database, copy)

    def restore() -> None:
        _remove(database)
        shutil.copy(copy, database)

    return restore


def _remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def test_a_backup_from_before_the_slot(town: Town) -> None:
    """The post of the slot stands: it is adopted with its own photo, and the next photo keeps its place."""
    town.queue_photo("a.jpg", "Fact: The truth about a.\n\nWhat's the caption?")
    town.queue_photo("b.jpg")
    restore = keep_a_copy(town)
    town.at(SLOT).tick_well()
    caption = town.fan("Written before the backup came back.", 7)
    restore()
    town.later(hours=1).tick()
    town.later(minutes=30).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.calls("POST", "feed") == 1
    assert (town.stage(), town.contest()["photo"], town.photos("queue")) == ("open", "a.jpg", ["b.jpg"])
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert town.spoken().replies[0]["parent"] == caption.rpartition("_")[2]
    assert "The truth about a." in town.spoken().announcements[0]["message"]
    town.at(NEXT_SLOT).tick_well()
    assert town.contest(2)["photo"] == "b.jpg"


def test_a_backup_from_before_the_slot_with_nothing_left_in_the_queue(town: Town) -> None:
    """The same where the queue is empty by now."""
    town.queue_photo("a.jpg")
    restore = keep_a_copy(town)
    town.at(SLOT).tick_well()
    town.fan("Still counted.", 7)
    restore()
    town.later(hours=1).tick()
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_backup_restored_days_later(town: Town) -> None:
    """Long past the catch-up window the post that stands is taken up all the same."""
    town.queue_photo("a.jpg")
    restore = keep_a_copy(town)
    town.at(SLOT).tick_well()
    town.fan("From Friday.", 7)
    restore()
    town.at("2026-11-29T12:00:00Z").tick()
    assert town.stage() == "open"
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_backup_from_before_the_announcement(town: Town) -> None:
    """Reply and announcement stand: both are adopted, none is repeated."""
    town.in_review(("The winner.", 9))
    restore = keep_a_copy(town)
    town.at(ANNOUNCE).tick_well()
    restore()
    town.later(hours=1).tick_well()
    town.later(hours=1).tick_well()
    assert town.counts == (1, 1, 1)
    assert town.stage() == "announced"
    assert (town.calls("POST", "feed"), town.calls("POST", "comments")) == (2, 1)


def test_a_backup_from_before_the_whole_week(town: Town) -> None:
    """A backup older than the week that has ended repeats none of it."""
    town.queue_photo("a.jpg")
    restore = keep_a_copy(town)
    town.at(SLOT).tick_well()
    town.fan("The winner.", 7)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    restore()
    for minutes in (60, 1, 10, 30):
        town.later(minutes=minutes).tick()
    assert town.counts == (1, 1, 1)
    assert (town.calls("POST", "feed"), town.calls("POST", "comments")) == (2, 1)


def test_a_lost_database(town: Town) -> None:
    """A database lost after the post and begun anew: the week is over for the bot, and nothing is posted again."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.at(SLOT).tick_well()
    _remove(town.folder / "captionbot.db")
    assert "captionbot init" in town.later(minutes=10).refused("tick")
    town.must("init", "--no-input")
    for minutes in (1, 60):
        town.later(minutes=minutes).tick_well()
    assert town.counts == (1, 0, 0)
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 0, 0)
    assert town.photos("posted") == ["a.jpg", "b.jpg"]


def test_a_lost_database_begun_anew_before_the_slot_passed_again(town: Town) -> None:
    """`post-now` under a database that forgot the morning's contest posts another, and takes nothing for its own."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.at(SLOT).tick_well()
    _remove(town.folder / "captionbot.db")
    town.later(hours=1).must("init", "--no-input")
    town.must("post-now", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert town.counts == (2, 0, 0)
    assert town.photos("posted") == ["a.jpg", "b.jpg"]
    assert town.contest()["photo"] == "b.jpg"


def test_the_same_post_twice(town: Town) -> None:
    """Where two posts bear the marker, the older is taken and staff are told of the other."""
    town.queue_photo("a.jpg")
    restore = keep_a_copy(town)
    town.at(SLOT).tick_well()
    (post,) = town.spoken().posts
    town.later(minutes=5)
    town.facebook.lever("posts", text=post["message"], photo=True)
    restore()
    town.later(minutes=5).tick()
    assert town.contest()["post_id"] == post["id"]
    assert "2 times" in town.told()
    assert town.calls("POST", "feed") == 1
