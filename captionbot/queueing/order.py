"""In which order photos take slots: pins, then this day in another year, then the queue's own order. Pure."""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from captionbot.contest.timetable import Week
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import in_name_order

_DAYS: Final = range(7)
_FEBRUARY_28, _FEBRUARY_29 = (2, 28), (2, 29)


def candidates(queue: Sequence[QueuedPhoto], week: Week | None) -> list[QueuedPhoto]:
    """Photos that may take the slot of ``week``, in the order in which they are tried.

    None: a slot of no week, as `post-now` makes one; it takes no pins, and has no anniversaries.
    """
    return list(_tried(queue, week))


def _tried(queue: Iterable[QueuedPhoto], week: Week | None) -> Iterator[QueuedPhoto]:
    ready = [photo for photo in queue if not photo.waits]
    # Of two pins the first by name has the week, so that what Post-on says never hangs on how the queue is arranged.
    if week is not None:
        yield from sorted((one for one in ready if pinned_to(one) == week), key=lambda one: in_name_order(one.name))
    free = [photo for photo in ready if photo.sidecar.post_on is None]
    if week is None or not any(photo.taken_on for photo in free):
        yield from free
        return
    days = _days_of(week)
    yield from (photo for photo in free if _is_of(photo, days, week))
    yield from (photo for photo in free if not _is_of(photo, days, week))


def pinned_to(photo: QueuedPhoto) -> Week | None:
    """The week of its `Post-on`."""
    return Week.of(photo.sidecar.post_on) if photo.sidecar.post_on else None


def on_this_day(photo: QueuedPhoto, week: Week) -> bool:
    """Whether it was taken on a day of this week in an earlier year."""
    return _is_of(photo, _days_of(week), week)


def _is_of(photo: QueuedPhoto, days: frozenset[tuple[int, int]], week: Week) -> bool:
    # A photo of this very week has no anniversary.
    taken = photo.taken_on
    return taken is not None and taken < week.monday and (taken.month, taken.day) in days


def _days_of(week: Week) -> frozenset[tuple[int, int]]:
    """Month and day of its seven days, also over the turn of a year; without a 29 February, the 28th stands for it."""
    days = [week.monday + timedelta(days=number) for number in _DAYS]
    found = {(day.month, day.day) for day in days}
    leaps = any((day.month, day.day) == _FEBRUARY_28 and not isleap(day.year) for day in days)
    return frozenset(found | {_FEBRUARY_29} if leaps else found)


def forecast(queue: Sequence[QueuedPhoto], slots: Iterator[tuple[Week, datetime]]) -> Mapping[str, datetime]:
    """The slot that each photo will take, by name, if nothing changes."""
    left = [photo for photo in queue if not photo.waits]
    taken: dict[str, datetime] = {}
    for week, slot in slots:
        choice = next(_tried(left, week), None)
        if choice is not None:
            taken[choice.name] = slot
            left = [photo for photo in left if photo is not choice]
        if not _still_coming(left, week):
            break
    return taken


def _still_coming(left: Sequence[QueuedPhoto], week: Week) -> bool:
    """Whether any photo can take a slot after ``week``; one pinned to the past never will."""
    return any((pin := pinned_to(photo)) is None or pin > week for photo in left)
