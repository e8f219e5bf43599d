"""What comes of queue, order and weeks: each photo with its slot, and which slots are left out or have none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile, tee

from captionbot.contest.timetable import Week, plain_date
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.queueing.order import candidates, forecast, on_this_day
from captionbot.queueing.queued import waiting
from captionbot.queueing.weeks import WEEKS_AHEAD, Ahead, left_out, open_slots, slot_in, weeks_ahead
from captionbot.settings import Settings
from captionbot.store.record import Record

CHANGE_IT = "Change its Post-on, or take that line out."


@dataclass(frozen=True, slots=True)
class Planned:
    """A photo of the queue and its slot."""

    photo: QueuedPhoto
    """With what is to be said of its pin."""
    slot: datetime | None
    """None where it waits for a person, or its pin holds it."""
    because: str = ""
    """Why it goes before others: ``pinned``, ``on this day``; empty where it doesn't."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The weeks to come, if nothing changes."""

    photos: tuple[Planned, ...]
    """In the order in which they go out; those without a slot come last."""
    left_out: tuple[Ahead, ...]
    """Weeks that are left out, up to the first slot that no photo takes and to the last that one does."""
    covered: int
    """Slots in a row, from the next on, that have a photo."""
    bare: datetime | None
    """The first slot that no photo takes."""


def plan(
    record: Record,
    photos: PhotosFolder,
    settings: Settings,
    now: datetime,
    queue: Sequence[QueuedPhoto] | None = None,
) -> Plan:
    """What will come of the queue as it is; ``queue`` is what ``waiting`` gives, where somebody has asked it."""
    queue = waiting(record, photos, settings, now) if queue is None else queue
    slots, again = tee(open_slots(record, settings, now))  # which is asked of the record once
    taken = forecast(queue, slots)
    pins = _Pins(record, settings, now, queue, taken)
    planned = [_planned(pins.remarked(photo), taken.get(photo.name), settings) for photo in queue]
    ordered = sorted(planned, key=lambda one: (one.slot is None, one.slot or now, one.photo.waits))
    covered, bare = _covered(again, set(taken.values()))
    last = max([*taken.values(), *([bare] if bare else [])], default=now)
    until_then = takewhile(lambda one: one.slot <= last, weeks_ahead(record, settings, now))
    out = tuple(one for one in until_then if one.left_out)
    return Plan(tuple(ordered), out, covered, bare)


def _planned(photo: QueuedPhoto, slot: datetime | None, settings: Settings) -> Planned:
    if slot is None:
        return Planned(photo, slot)
    if photo.sidecar.post_on:
        return Planned(photo, slot, "pinned")
    week = Week.of(slot.astimezone(settings.zone).date())
    return Planned(photo, slot, "on this day" if on_this_day(photo, week) else "")


def _covered(slots: Iterator[tuple[Week, datetime]], taken: set[datetime]) -> tuple[int, datetime | None]:
    covered = 0
    for _, slot in slots:
        if slot not in taken:
            return covered, slot
        covered += 1
    return covered, None


@dataclass(frozen=True, slots=True)
class _Pins:
    """What is to be said of photos whose `Post-on` gives them no slot."""

    record: Record
    settings: Settings
    now: datetime
    queue: Sequence[QueuedPhoto]
    taken: Mapping[str, datetime]

    def remarked(self, photo: QueuedPhoto) -> QueuedPhoto:
        """The photo, with what its pin makes of it."""
        day = photo.sidecar.post_on
        if day is None or photo.waits or photo.name in self.taken:
            return photo
        return replace(photo, problems=(self._problem(photo, day), *photo.problems))

    def _problem(self, photo: QueuedPhoto, day: date) -> Problem:
        week = Week.of(day)
        pinned = f"{shown_name(photo.name)} is pinned to the week of {plain_date(day)}"
        if day > self.now.date() + timedelta(weeks=WEEKS_AHEAD):
            return Problem(f"{pinned}, which is more than ten years ahead.", CHANGE_IT)
        slot = slot_in(self.settings, week)
        why = left_out(self.record, self.settings, str(week), slot)
        if slot <= self.now or str(week) in self.record.contests.slot_keys():
            return Problem(f"{pinned}, whose slot is past.", CHANGE_IT)
        if why:
            do = f"`captionbot unskip {day}` posts in it all the same; or change its Post-on."
            return Problem(f"{pinned}, which is left out ({why}).", do)
        first = shown_name(candidates(self.queue, week)[0].name)
        return Problem(f"{pinned}, which is taken by {first}.", CHANGE_IT)
