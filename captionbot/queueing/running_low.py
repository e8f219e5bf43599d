"""Whether photos become few, and telling staff days before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from captionbot.contest.notices import About
from captionbot.contest.timetable import said_when, week_of
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.words.sidecar import Problem
from captionbot.queueing.plan import Plan, plan
from captionbot.settings import Settings
from captionbot.store.record import Record

FEW: Final = 2
"""Coming slots that ought to have a photo; where one has none, staff hear of it."""

AGAIN: Final = ((timedelta(days=1), "1 day"), (timedelta(days=3), "3 days"))
"""How long before the slot they are told once more."""


NO_PHOTO = "no photo "
"""How the key of such a notice begins."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """One of the next few slots for which no photo is ready."""

    week: str
    slot: datetime
    problem: Problem
    """What to do about it."""


def shortage_of(record: Record, photos: PhotosFolder, settings: Settings, now: datetime) -> Shortage | None:
    """The first of the next few slots for which no photo is ready; None: all have one. Reads only."""
    return shortage(plan(record, photos, settings, now), photos, settings)


def shortage(found: Plan, photos: PhotosFolder, settings: Settings) -> Shortage | None:
    """The same, out of what is planned."""
    if found.bare is None or found.covered >= FEW:
        return None
    queue = [one.photo for one in found.photos]
    what = f"{_left(queue, found.covered)} for {said_when(found.bare, settings.zone)}."
    problem = Problem(what, f"Drop photos into {photos.root / 'queue'}.{_held(queue)}")
    return Shortage(str(week_of(found.bare, settings.zone)), found.bare, problem)


def _left(queue: Sequence[QueuedPhoto], covered: int) -> str:
    if not queue:
        return "The queue is empty: no photo"
    return "One photo is ready for the next slot, and none" if covered else "No photo in the queue is ready"


def _held(queue: Sequence[QueuedPhoto]) -> str:
    """What keeps the first photo that waits for a person: to mend it may be all that is wanted."""
    for photo in queue:
        for one in photo.problems:
            if one.waits:
                return f" {one.what} {one.do}"
    return ""


def tell_running_low(record: Record, short: Shortage, now: datetime) -> bool:
    """Tell staff that a coming slot has no photo: when that is first seen, and again as the slot nears.

    Whether they were told just now.
    """
    near = next((f" {name} before" for before, name in AGAIN if short.slot - now <= before), "")
    return record.staff.tell(
        f"{NO_PHOTO}{short.week}{near}", short.problem.what, now, do=short.problem.do, about=About.LOW
    )
