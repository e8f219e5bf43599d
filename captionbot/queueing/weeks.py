"""Which slots there are: those that have come, those still to come, and those that are left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.holidays import holiday_on
from captionbot.contest.own_days import OwnDays
from captionbot.contest.timetable import Week, deadlines, slot_of_week, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.errors import NotNow
from captionbot.settings import Settings
from captionbot.store.record import Record

WEEKS_AHEAD = 520
"""Ten years: a photo pinned to a week beyond them (a slip in its `Post-on`) has no slot."""

YEARS_AHEAD = 100
"""A week farther off than this is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A week whose slot is still to come."""

    week: Week
    slot: datetime
    left_out: str = ""
    """Why nothing is posted in it, for staff: who skips it, which holiday or day of the Page's own it is; or empty."""


@dataclass(frozen=True, slots=True)
class _LeavingOut:
    """What leaves a slot out."""

    skipped: Mapping[str, str]
    """Weeks, each with whoever skips it."""
    posted_anyway: frozenset[str]
    """Weeks that staff want posted whatever the day."""
    own: OwnDays
    country: str
    zone: ZoneInfo

    @classmethod
    def of(cls, record: Record, settings: Settings) -> "_LeavingOut":
        rows = record.staff.word_on_weeks()
        skipped = {row.week: row.by for row in rows if not row.post_anyway}
        anyway = frozenset(row.week for row in rows if row.post_anyway)
        return cls(skipped, anyway, settings.own_days, settings.skip_holidays, settings.zone)

    def why(self, week: str, slot: datetime) -> str:
        if week in self.skipped:
            return f"skipped by {self.skipped[week]}"
        day = slot.astimezone(self.zone).date()
        asked_for = week != str(Week.of(day))  # by `post-now`: such a slot has a key of its own, and no calendar
        if week in self.posted_anyway or asked_for:
            return ""
        return self.own.on(day) or (self.country and holiday_on(day, self.country)) or ""


def slot_in(settings: Settings, week: Week) -> datetime:
    """A week's slot."""
    return slot_of_week(parse_weekly(settings.post_at), week, settings.zone)


def left_out(record: Record, settings: Settings, week: str, slot: datetime) -> str:
    """Why a week's slot is left out, for staff (`Ahead.left_out`); empty where it is not."""
    return _LeavingOut.of(record, settings).why(week, slot)


def holiday_of(settings: Settings, week: Week) -> str:
    """The holiday on which a week's slot falls, or the day of the Page's own, whatever staff have said; else empty."""
    if week.year == MAXYEAR:  # whose last slot may have no instant in UTC
        return ""
    leaving = _LeavingOut({}, frozenset(), settings.own_days, settings.skip_holidays, settings.zone)
    return leaving.why(str(week), slot_in(settings, week))


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


def weeks_ahead(record: Record, settings: Settings, now: datetime) -> Iterator[Ahead]:
    """Weeks whose slot is still to come and undecided, left out or not, as far as anyone plans."""
    zone, weekly = settings.zone, parse_weekly(settings.post_at)
    decided, leaving = record.contests.slot_keys(), _LeavingOut.of(record, settings)
    week = week_of(now, zone)
    for _ in range(WEEKS_AHEAD):
        slot = slot_of_week(weekly, week, zone)
        if slot > now and str(week) not in decided:
            yield Ahead(week, slot, leaving.why(str(week), slot))
        week = week.next


def coming_slots(record: Record, settings: Settings, now: datetime) -> Iterator[tuple[Week, datetime]]:
    """Slots that are still to come, but for those that are left out."""
    return ((one.week, one.slot) for one in weeks_ahead(record, settings, now) if not one.left_out)


def open_slots(record: Record, settings: Settings, now: datetime) -> Iterator[tuple[Week, datetime]]:
    """Slots that photos can take: all to come, and before them what has come, can still be posted and isn't paused."""
    if not record.staff.pauses():
        for key, slot in due_slots(record, settings, now):
            week = week_of(slot, settings.zone)
            if key == str(week) and now < post_until(settings, slot) and not left_out(record, settings, key, slot):
                yield week, slot
    yield from coming_slots(record, settings, now)


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
    if years < -1 or now >= post_until(settings, slot_in(settings, week)):
        raise NotNow(f"Week {week} is past; there is nothing left to skip.", "`captionbot next` says what comes.")
