"""What lands in the queue is looked at when it lands: by a daemon by the real clock, whose beats are far apart."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.photos.unlike import file_unlike
from tests.story.test_daemons import STOPS_WITHIN, Process, stops
from tests.story.town import LONG, Town

BEAT = 30
"""Seconds between two beats of a daemon by the real clock."""


@pytest.fixture
def town_of_today(empty_town: Town) -> Town:
    """A town by the real clock, whose slot is three days off."""
    town = empty_town
    town.clock = ""
    town.facebook.lever("clock", words="")
    day = datetime.now(UTC) + timedelta(days=3)
    town.settle_in(POST_AT=f"{day:%A} 10:00".lower())
    town.must("init", "--no-input")
    return town


@contextmanager
def watching(town: Town) -> Iterator[Process]:
    """A daemon that has had its first beat, and will not have the next for half a minute."""
    process = town.start("run", "--no-desk")
    try:
        seconds_until(lambda: town.rows("pages")[0]["last_tick_at"])
        yield process
    finally:
        process.kill()
        process.communicate(timeout=LONG)


def seconds_until(seen: Callable[[], object]) -> float:
    """How long it takes until something is seen."""
    begun = time.monotonic()
    while not seen():
        assert time.monotonic() < begun + LONG, "waited too long"
        time.sleep(0.1)
    return time.monotonic() - begun


def dropped(town: Town, name: str, content: bytes) -> Path:
    """Put a file into the queue at this very moment, as staff do."""
    path = town.folder / "photos" / "queue" / name
    path.write_bytes(content)
    return path


def test_a_file_that_is_no_photo_is_out_of_the_queue_before_the_next_beat(town_of_today: Town) -> None:
    """With its reason beside it, while who dropped it still sits there; the photo beside it stays, and is known."""
    town = town_of_today
    with watching(town) as process:
        dropped(town, "budget.jpg", b"%PDF-1.7 no photo at all")
        dropped(town, "horse.jpg", file_unlike(1))
        took = seconds_until(lambda: town.photos("rejected"))
        assert took < BEAT - 5
        assert town.photos("rejected") == ["budget.jpg", "budget.jpg.reason.txt"]
        assert "PDF" in (town.folder / "photos" / "rejected" / "budget.jpg.reason.txt").read_text(encoding="utf-8")
        assert "budget.jpg was set aside" in town.told()
        seconds_until(lambda: [row["name"] for row in town.rows("photos") if not row["refused"]] == ["horse.jpg"])
        assert stops(process) < STOPS_WITHIN
    assert town.photos("queue") == ["horse.jpg"]


def test_a_pause_file_is_on_record_at_once(town_of_today: Town) -> None:
    """And the folder may go and come back: it is watched again."""
    town = town_of_today
    with watching(town) as process:
        dropped(town, "PAUSE", b"An officer was killed.")
        assert seconds_until(lambda: town.rows("pauses")) < BEAT / 3
        assert town.rows("pauses")[0]["because"] == "An officer was killed."
        assert stops(process) < STOPS_WITHIN


def test_a_daemon_that_can_watch_nothing_goes_on_by_its_beats(town_of_today: Town) -> None:
    """A photos folder that is away when it starts: it says so once, and looks at what lies there when it is back."""
    town = town_of_today
    photos, away = town.folder / "photos", town.folder / "away"
    photos.rename(away)
    with watching(town) as process:
        time.sleep(3)  # until the tick that found no folder is over
        dropped_there = away / "queue" / "budget.jpg"
        dropped_there.write_bytes(b"%PDF-1.7")
        os.utime(dropped_there, (1_000_000_000, 1_000_000_000))
        away.rename(photos)
        assert seconds_until(lambda: town.photos("rejected")) < BEAT + 10
        process.terminate()
        _, log = process.communicate(timeout=LONG)
    assert log.count("can't be watched") == 1
    assert "is watched again" in log
    assert "Traceback" not in log
