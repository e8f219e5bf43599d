"""Choosing the photo of a contest: the next one of the queue that can be posted, or the one that is posted already."""

from datetime import datetime

from captionbot.contest.timetable import week_of
from captionbot.errors import PhotoRefused
from captionbot.intake import look_back
from captionbot.photos.intake import QueuedPhoto
from captionbot.queueing import candidates, waiting
from captionbot.runner.beginning import is_extra
from captionbot.runner.bot import Tick
from captionbot.store.record import Record
from captionbot.utter import CLOCKS_APART


def look_at_queue(tick: Tick) -> None:
    """Examine what has landed and what was posted long ago, as long as this tick may; set aside what is no photo."""
    for aside in tick.intake.look(until=tick.looks_until):
        tick.report.did(aside.line, "rejected")
    look_back(tick.intake, until=tick.looks_until)


def first_photo(tick: Tick, key: str, slot: datetime) -> tuple[QueuedPhoto | None, str]:
    """The first photo that can be posted; what landed a moment ago is examined first.

    The second value says why one isn't ready, if any isn't: then the queue is not empty, and the slot stays open.
    """
    look_at_queue(tick)
    week = None if is_extra(key) else week_of(slot, tick.bot.settings.zone)
    with tick.bot.store.view() as record:
        asked = _asked_photo(record, key)
        queue = waiting(record, tick.bot.photos, tick.bot.settings, tick.now)
    if asked:
        queue = [photo for photo in queue if photo.name == asked]
    chosen = [photo for photo in queue if not photo.waits] if asked else candidates(queue, week)
    not_ready = next((one.what for photo in queue for one in photo.problems if one.waits), "")
    return (chosen[0], "") if chosen else (None, not_ready)


def photo_of_post(tick: Tick, posted_at: datetime, *, number: int = 0) -> QueuedPhoto | None:
    """The photo of a post that this record never made: it came to photos/posted right after the post was made.

    None where no such photo is there that belongs to no contest but ``number``: it is first in the queue still.
    A file's hour is the machine's own; where that is none to go by, the newest is taken.
    """
    photos = tick.bot.photos
    with tick.bot.store.view() as record:
        known, moved = record.contests.photos(but=number), record.contests.last_moved(but=number)
    found = photos.posted_since(posted_at - CLOCKS_APART, but=known)
    if found or (moved and photos.came_since(moved.photo, moved.opens_at - CLOCKS_APART)):
        return found
    return photos.newest_posted(but=known)


def _asked_photo(record: Record, key: str) -> str:
    row = record.contests.slot(key)
    return (row.photo or "") if row and row.outcome == "asked" else ""


def set_aside(tick: Tick, name: str, sha256: str, error: PhotoRefused) -> None:
    """Move a photo that can't be posted out of the way, with the reason beside it; one that is gone is."""
    aside = tick.intake.refuse(name, sha256, error)
    if aside:
        tick.report.did(aside.line, "rejected")
