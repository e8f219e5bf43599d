"""When things happen: from "friday 10:00" to instants, through every change of the clocks.

People think in weekdays and wall clocks, the program in aware UTC instants; the two meet here only.
There is one slot in each ISO week. In a gap of summer time the hour is shifted by the gap's length
(02:30 becomes 03:30), in a fold its first pass counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count as count_up
from itertools import islice
from typing import Self
from zoneinfo import ZoneInfo

from captionbot.contest.terms import Terms
from captionbot.contest.weekly import DAYS, Weekly, parse_weekly

# English whatever the machine's locale: the date stands in the marker, by which we know our own posts.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NOON = time(12)
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, printed as ``2026-W48``."""

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that a day lies in."""
        return cls(*day.isocalendar()[:2])

    @classmethod
    def named(cls, name: str) -> Self:
        """The week of an ISO name, as ``str`` gives it."""
        year, _, week = name.partition("-W")
        return cls(int(year), int(week))

    def __str__(self) -> str:
        """The ISO name: ``2026-W48``."""
        return f"{self.year}-W{self.week:02}"

    def day(self, weekday: int) -> date:
        """The date of a weekday of this week (0 is Monday)."""
        return date.fromisocalendar(self.year, self.week, weekday + 1)

    @property
    def monday(self) -> date:
        """The day it begins."""
        return self.day(0)

    @property
    def next(self) -> Self:
        """The week after this one."""
        return self._moved(1)

    @property
    def previous(self) -> Self:
        """The week before this one."""
        return self._moved(-1)

    def _moved(self, weeks: int) -> Self:
        return self.of(self.monday + timedelta(weeks=weeks))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The two instants that follow from a slot."""

    closes_at: datetime
    announces_at: datetime


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall clock's day and hour."""
    # fold=0 reads an hour in a gap by the clock before the change, which lands one gap later (PEP 495),
    # and an hour that comes twice as its first pass.
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def week_of(moment: datetime, zone: ZoneInfo) -> Week:
    """The ISO week that an instant lies in, by the zone's own calendar."""
    return Week.of(moment.astimezone(zone).date())


def slot_of_week(weekly: Weekly, week: Week, zone: ZoneInfo) -> datetime:
    """The week's one instant of ``weekly``."""
    return instant(week.day(weekly.weekday), weekly.time, zone)


def next_slots(weekly: Weekly, zone: ZoneInfo, after: datetime, count: int) -> tuple[datetime, ...]:
    """The first ``count`` slots strictly after an instant, in order."""
    return tuple(islice((slot for slot in _slots_around(weekly, zone, after) if slot > after), count))


def first_after(weekly: Weekly, zone: ZoneInfo, after: datetime) -> datetime:
    """The first such weekday and hour strictly after an instant."""
    return next_slots(weekly, zone, after, 1)[0]


def latest_slot(weekly: Weekly, zone: ZoneInfo, now: datetime) -> datetime:
    """The most recent slot at or before ``now``."""
    return max(slot for slot in islice(_slots_around(weekly, zone, now), 4) if slot <= now)


def deadlines(terms: Terms, slot: datetime, zone: ZoneInfo) -> Deadlines:
    """When entries close and when the winner is named: each the first such hour after the one before."""
    closes_at = first_after(parse_weekly(terms.close_at), zone, slot)
    return Deadlines(closes_at, first_after(parse_weekly(terms.announce_at), zone, closes_at))


def said_when(moment: datetime, zone: ZoneInfo) -> str:
    """An instant in words that can't be misread: ``Monday 30 November at 10:00 AM CST``."""
    local = moment.astimezone(zone)
    return f"{_day_and_month(local)} at {said_hour(moment, zone)} {zone_name(moment, zone)}{_twelve(local)}"


def said_hour(moment: datetime, zone: ZoneInfo) -> str:
    """The hour of an instant alone, for where its day and zone stand beside it: ``10:00 AM``."""
    local = moment.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < NOON.hour else 'PM'}"


def said_day(moment: datetime, zone: ZoneInfo) -> str:
    """The day of an instant without its year: ``Friday 27 November``."""
    return _day_and_month(moment.astimezone(zone))


def said_date(moment: datetime, zone: ZoneInfo) -> str:
    """The day of an instant as the marker writes it: ``Friday 27 November 2026``."""
    local = moment.astimezone(zone)
    return f"{_day_and_month(local)} {local.year}"


def plain_date(day: date) -> str:
    """A date without its weekday: ``27 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def zone_name(moment: datetime, zone: ZoneInfo) -> str:
    """What the zone is called then: ``CST``, or ``UTC+10:30`` where it has no name of its own."""
    name = moment.astimezone(zone).tzname() or ""
    if not name.startswith(("+", "-")):
        return name
    hours, minutes = name[1:3], name[3:5]
    return f"UTC{name[0]}{int(hours)}" + (f":{minutes}" if minutes.strip("0") else "")


def _slots_around(weekly: Weekly, zone: ZoneInfo, moment: datetime) -> Iterator[datetime]:
    # Two weeks back: a gap may push a slot past the end of its own week.
    monday = week_of(moment, zone).previous.previous.monday
    return (slot_of_week(weekly, Week.of(monday + timedelta(weeks=n)), zone) for n in count_up())


def _day_and_month(local: datetime) -> str:
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"


def _twelve(local: datetime) -> str:
    """Say which twelve is meant: many people take 12:00 PM for midnight."""
    if local.time() == NOON:
        return " (noon)"
    return f" (as {DAYS[local.weekday()]} begins)" if local.time() == MIDNIGHT else ""
