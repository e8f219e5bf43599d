"""Which photo takes which slot: pins first, then the queue's own order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from captionbot.contest.timetable import Week, deadlines, slot_of_week, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.errors import NotNow
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.settings import Settings
from captionbot.store.record import Record

WEEKS_AHEAD = 520
"""Ten years: a photo pinned to a week beyond them (a slip in its `Post-on`) has no slot."""

YEARS_AHEAD = 100
"""A week farther off than this is a slip of the pen."""


def candidates(queue: Sequence[QueuedPhoto], week: Week) -> list[QueuedPhoto]:
    """Photos that may take the slot of ``week``, in the order in which they are tried."""
    ready = [photo for photo in queue if not photo.waits]
    pinned = [photo for photo in ready if _pinned_to(photo) == week]
    free = [photo for photo in ready if photo.sidecar.post_on is None]
    return pinned + free


def _pinned_to(photo: QueuedPhoto) -> Week | None:
    return Week.of(photo.sidecar.post_on) if photo.sidecar.post_on else None


def waiting(record: Record, photos: PhotosFolder, settings: Settings, now: datetime) -> list[QueuedPhoto]:
    """The queue without the photos of contests that have begun, whose posts may be live already."""
    begun = record.contests.photos_in_queue()
    queue = [_with_alt(photo, settings.require_alt) for photo in photos.queue(now) if photo.name not in begun]
    retracted = record.contests.never_again()
    return (
        [_never_again(photo, retracted.get(photos.sha256(photo.name) or "")) for photo in queue] if retracted else queue
    )


def _never_again(photo: QueuedPhoto, contest: int | None) -> QueuedPhoto:
    """The photo, which waits for good where it was that of a contest whose result was retracted."""
    if contest is None:
        return photo
    what = f"{shown_name(photo.name)} is the photo of contest no. {contest}, whose result was retracted."
    do = "Take it out of the queue: it is not posted again."
    return replace(photo, problems=(Problem(what, do, waits=True), *photo.problems))


def _with_alt(photo: QueuedPhoto, required: str) -> QueuedPhoto:
    """The photo, with what is to be said about its alternative text (REQUIRE_ALT: warn, yes or no)."""
    if photo.sidecar.alt or required == "no":
        return photo
    what = f"{shown_name(photo.name)} has no alternative text for people who can't see it."
    do = "Write a line `Alt: …` into the text file beside it."
    return replace(photo, problems=(*photo.problems, Problem(what, do, waits=required == "yes")))


def due_slots(record: Record, settings: Settings, now: datetime) -> list[tuple[str, datetime]]:
    """Slots that have come and of which nothing is written yet, oldest first, then contests asked for."""
    page, zone, weekly = record.page(), settings.zone, parse_weekly(settings.post_at)
    since = page.slots_since if page.post_at == post_at(settings) else now
    known = record.contests.slot_keys()
    week, due = week_of(since, zone), []
    while (slot := slot_of_week(weekly, week, zone)) <= now:
        if slot >= since and str(week) not in known:
            due.append((str(week), slot))
        week = week.next
    return due + [(row.slot_key, row.slot_at) for row in record.contests.asked()]


def post_at(settings: Settings) -> str:
    """POST_AT with its zone, as the record notes it."""
    return f"{settings.post_at} {settings.timezone}"


def post_until(settings: Settings, slot: datetime) -> datetime:
    """End of the catch-up window of a slot; never later than its entries close."""
    closes_at = deadlines(settings.terms(), slot, settings.zone).closes_at
    return min(slot + timedelta(hours=settings.catch_up_hours), closes_at)


def refuse_odd_week(settings: Settings, week: Week, now: datetime) -> None:
    """Refuse to skip a week whose slot is over, or one so far off that its date must be a slip of the pen."""
    years = week.year - now.year
    if years > YEARS_AHEAD:
        raise NotNow(f"Week {week} is {years} years away.", "Look at the date once more.")
    if years < -1 or now >= post_until(settings, slot_of_week(parse_weekly(settings.post_at), week, settings.zone)):
        raise NotNow(f"Week {week} is past; there is nothing left to skip.", "`captionbot next` says what comes.")


def coming_slots(record: Record, settings: Settings, now: datetime) -> Iterator[tuple[Week, datetime]]:
    """Slots that are still to come but for those of skipped weeks, as far as anyone plans."""
    zone, weekly = settings.zone, parse_weekly(settings.post_at)
    taken = record.staff.skips() | record.contests.slot_keys()
    week = week_of(now, zone)
    for _ in range(WEEKS_AHEAD):
        slot = slot_of_week(weekly, week, zone)
        if slot > now and str(week) not in taken:
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
