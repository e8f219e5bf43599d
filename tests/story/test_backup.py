"""`backup` and `restore`: the record in a file and back, and nothing is said twice for it."""

import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.postgres import Server
from tests.story.test_backup_killed import RESTORE, lengths
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town


def restored(town: Town, file: str = "backup.db") -> str:
    """Bring a backup back, and wait until captionbot may speak again; gives what `restore` said."""
    said = town.must("restore", file, "--yes").out
    town.later(minutes=13)
    return said


def test_a_week_is_taken_up_from_every_backup(any_town: Town) -> None:
    """Whichever hour the backup is from, post, reply and announcement are found, taken up, and said once."""
    town = any_town
    town.queue_photo("a.jpg", "Fact: The truth about a.")
    town.queue_photo("b.jpg")
    town.must("backup", "0.db")
    town.at(SLOT).tick_well()
    town.must("backup", "1.db")
    town.fan("The winner.", 9)
    town.at(CLOSE).tick_well()
    town.must("backup", "2.db")
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    for number in "210":
        assert "compared with the file row by row" in restored(town, f"{number}.db")
        for minutes in (1, 12, 60):
            town.later(minutes=minutes).tick()
        assert town.counts == (1, 1, 1), number
        assert town.contest()["photo"] == "a.jpg"
    assert town.calls("POST", "feed") == 2
    assert town.calls("POST", "comments") == 1


def test_the_next_week_goes_on_from_a_backup(town: Town) -> None:
    """Restored in the middle of a week, the week is finished and the next one comes."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.at(SLOT).tick_well()
    town.fan("Early.", 3)
    town.later(minutes=30).tick_well()
    said = town.must("backup", "backup.db").out
    assert "1 contest and 1 comment, up to Friday 27 November at 10:30 AM CST, 2026" in said
    assert S_IMODE((town.folder / "backup.db").stat().st_mode) == 0o600
    later = town.fan("Later and better.", 8)
    town.later(hours=5).tick_well()
    restored(town)
    assert len(town.rows("comments")) == 1
    town.later(minutes=30).tick_well()
    assert len(town.rows("comments")) == 2
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.spoken().replies[0]["parent"] == later.rpartition("_")[2]
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 1, 1)
    assert [row["detail"] for row in town.rows("audit") if row["action"] == "restore"] == ["backup.db"]


def test_nothing_is_said_while_the_last_post_may_not_show_yet(town: Town) -> None:
    """Facebook's list lags behind the post of a minute ago: a backup from before it waits until it must show."""
    town.queue_photo("a.jpg")
    town.must("backup", "backup.db")
    town.facebook.fault("lag=9")
    town.at(SLOT).tick()
    town.facebook.clear_faults()
    town.later(minutes=1).must(*RESTORE)
    for _ in range(13):
        town.later(minutes=1).tick()
    assert town.counts == (1, 0, 0)
    assert (town.stage(), town.calls("POST", "feed")) == ("open", 1)


@pytest.mark.parametrize("word", ["hold", "void", "pick"])
def test_what_staff_stopped_stays_stopped(town: Town, word: str) -> None:
    """A contest that they held, called off or decided after the backup waits for them."""
    town.queue_photo("a.jpg")
    town.at(SLOT).tick_well()
    other = town.fan("The second.", 2)
    town.fan("The first.", 9)
    town.must("backup", "backup.db")
    town.at(CLOSE).tick_well()
    named = {"pick": (other.rpartition("_")[2],)}.get(word, ())
    town.must(word, "1", *named, "--because", "she asked us to", "--by", "dana")
    assert "Contest no. 1 is held: staff had stopped it" in restored(town)
    town.tick()
    town.at(ANNOUNCE).tick()
    town.later(hours=1).tick()
    assert town.counts == (1, 0, 0)
    assert "a backup was restored" in str(town.contest()["held"])
    town.must("release", "1", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_what_staff_stopped_and_the_backup_never_knew(town: Town) -> None:
    """A contest from after the backup that they called off is not taken up; one that they held waits with all."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.must("backup", "backup.db")
    town.at(SLOT).tick_well()
    town.must("void", "1", "--because", "the wrong photo", "--by", "dana")
    restored(town)
    for when in (CLOSE, ANNOUNCE):
        town.at(when).tick()
    assert (town.counts, town.rows("contests")) == ((1, 0, 0), [])
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 0, 0)
    town.must("hold", "1", "--because", "look first", "--by", "dana")
    assert "The Page is paused: the backup is older than what staff stopped (Friday 4 December" in restored(town)


def test_a_pause_outlives_a_restore(town: Town) -> None:
    """And so does a week that staff leave out: neither was in the backup."""
    town.queue_photo("a.jpg")
    town.must("backup", "backup.db")
    town.must("skip", "2026-12-04")
    town.must("pause", "--because", "an officer has died")
    assert "The Page is paused: an officer has died. `captionbot resume` goes on." in restored(town)
    town.at(SLOT).later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    assert [row["week"] for row in town.rows("skips")] == ["2026-W49"]
    (pause,) = town.rows("pauses")
    assert (pause["by"], pause["because"]) == ("dana", "an officer has died")


def test_a_pause_does_not_keep_a_post_from_being_taken_up(town: Town) -> None:
    """Its captions are collected while nothing is said."""
    town.queue_photo("a.jpg")
    town.must("backup", "backup.db")
    town.at(SLOT).tick_well()
    town.fan("Collected.", 3)
    town.must("pause", "--because", "new machine")
    restored(town)
    town.tick()
    town.later(minutes=1).tick()
    assert (town.stage(), len(town.rows("comments"))) == ("open", 1)


def test_a_machine_is_gone(any_town: Town, tmp_path: Path, postgres_server: Server) -> None:
    """In a new folder and on the other engine `restore` makes the database, and the week goes on; and back again."""
    town = any_town
    town.queue_photo("a.jpg")
    town.at(SLOT).tick_well()
    town.fan("The winner.", 9)
    town.later(minutes=30).tick_well()
    town.must("backup", "backup.db")
    before = lengths(town)
    sqlite = town.database_url.startswith("sqlite")
    with postgres_server.database() as url:
        new = tmp_path / "new machine"
        new.mkdir()
        for name in ("photos", "backup.db", ".env"):
            copy: Callable[[Path, Path], object] = shutil.copytree if name == "photos" else shutil.copy
            copy(town.folder / name, new / name)
        moved = Town(new, town.facebook, url if sqlite else f"sqlite:///{new / 'elsewhere.db'}", town.now, town.clock)
        moved.settle_in()
        assert "captionbot restore FILE" in moved.refused("tick")
        said = restored(moved)
        assert "if they had stopped anything, stop it again now" in said
        assert lengths(moved) == before
        moved.at(CLOSE).tick_well()
        moved.must("backup", "later.db")
        moved.at(ANNOUNCE).tick_well()
        assert moved.counts == (1, 1, 1)
        shutil.copy(new / "later.db", town.folder)
        town.at(moved.now)
        assert f"What was there before is in {town.folder}" in restored(town, "later.db")
        town.tick()
        town.later(hours=1).tick()
    assert (town.stage(), town.counts) == ("announced", (1, 1, 1))


def test_no_restore_over_a_running_captionbot(any_town: Town) -> None:
    """A worker that lives keeps the database; `restore` says which it is, and works once it has stopped."""
    any_town.must("backup", "backup.db")
    with any_town.start("run", "--no-desk") as daemon:
        try:
            _wait(lambda: bool(any_town.rows("leases")) and any_town.rows("leases")[0]["holder"] != "")
            said = any_town.refused(*RESTORE)
            assert f"captionbot works for this Page just now (process {daemon.pid} on " in said
            assert "Stop it first" in said
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(30) == 0
        finally:
            daemon.kill()
    restored(any_town)


def test_a_daemon_whose_database_is_taken_away_says_so(town: Town) -> None:
    """It does not go on with the file that has no name any more, beside the one that was restored."""
    town.queue_photo("a.jpg")
    town.must("backup", "backup.db")
    with town.start("run", "--no-desk") as daemon:
        try:
            _wait(lambda: bool(town.rows("leases")))
            for path in town.folder.glob("captionbot.db*"):
                path.unlink()
            town.must(*RESTORE)
            town.at(SLOT)
            journal = daemon.stderr
            assert journal is not None
            _wait(lambda: "is gone, or another one since this captionbot began" in journal.readline())
        finally:
            daemon.kill()
    assert town.calls("POST", "feed") == 0


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(300):
        if until():
            return
        time.sleep(0.1)
    raise TimeoutError


def test_backups_while_captionbot_writes(any_town: Town) -> None:
    """Each of many, made while ticks read comments, is whole, and holds as many votes as its readings saw."""
    town = any_town
    town.post_the_first()
    post = str(town.spoken().posts[-1]["id"])
    for number in range(30):
        town.fan(f"Caption {number}", 1, post=post)
    for number in range(4):
        town.later(minutes=16)
        with town.forked("tick") as tick:
            town.must("backup", f"{number}.db")
            assert tick.ended(60).code == 0
    for number in range(4):
        with closing(sqlite3.connect(town.folder / f"{number}.db")) as file:
            ended = file.execute("SELECT max(rows) FROM readings WHERE complete").fetchone()[0] or 0
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("SELECT count(*) FROM comments").fetchone() in {(0,), (30,)}
            assert file.execute("SELECT count(*) FROM comments").fetchone()[0] >= ended
