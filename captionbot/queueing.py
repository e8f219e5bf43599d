"""Which photo takes which slot: pins first, then the queue's own order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from captionbot.contest.timetable import Week, slot_of_week, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.photos.intake import QueuedPhoto
from captionbot.settings import Settings
from captionbot.store.record import Record


def candidates(queue: Sequence[QueuedPhoto], week: Week) -> list[QueuedPhoto]:
    """Photos that may take the slot of ``week``, in the order in which they are tried."""
    ready = [photo for photo in queue if not photo.waits]
    pinned = [photo for photo in ready if _pinned_to(photo) == week]
    free = [photo for photo in ready if photo.sidecar.post_on is None]
    return pinned + free


def _pinned_to(photo: QueuedPhoto) -> Week | None:
    return Week.of(photo.sidecar.post_on) if photo.sidecar.post_on else None


def coming_slots(record: Record, settings: Settings, now: datetime) -> Iterator[tuple[Week, datetime]]:
    """Slots that are still to come, skipped weeks left out, without end."""
    zone, weekly = settings.zone, parse_weekly(settings.post_at)
    skips = record.staff.skips()
    week = week_of(now, zone)
    while True:
        slot = slot_of_week(weekly, week, zone)
        if slot > now and str(week) not in skips and record.contests.slot(str(week)) is None:
            yield week, slot
        week = week.next


def forecast(queue: Sequence[QueuedPhoto], slots: Iterator[tuple[Week, datetime]]) -> Mapping[str, datetime]:
    """The slot that each photo will take, by name, if nothing changes."""
    left = [photo for photo in queue if not photo.waits]
    taken: dict[str, datetime] = {}
    for week, slot in slots:
        choice = candidates(left, week)
        if choice:
            taken[choice[0].name] = slot
            left.remove(choice[0])
        if not _still_coming(left, week):
            break
    return taken


def _still_coming(left: Sequence[QueuedPhoto], week: Week) -> bool:
    """Whether any photo can take a slot after ``week``; one pinned to the past never will."""
    return any((pin := _pinned_to(photo)) is None or pin > week for photo in left)
