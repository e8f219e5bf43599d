"""Weekdays, hours and the zone as the rules name them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.timetable import MIDNIGHT, NOON, zone_name
from captionbot.contest.weekly import DAYS, Weekly

_JANUARY, _JULY = 1, 7


def every(weekly: Weekly) -> str:
    """A day and hour of every week: ``Friday at 10:00 AM``."""
    return f"{_day(weekly)} at {_hour(weekly)}"


def next_after(before: Weekly, weekly: Weekly) -> str:
    """The first such day and hour after another of the same week: ``on the Monday after it at 10:00 AM``."""
    if weekly.weekday != before.weekday:
        return f"on the {_day(weekly)} after that at {_hour(weekly)}"
    when = "on the same day" if weekly.time > before.time else f"on {_day(weekly)} of the week after"
    return f"{when} at {_hour(weekly)}"


def zone_in_words(zone: ZoneInfo, year: int) -> str:
    """A zone with what its hours are called that year: ``America/Chicago (CST, in summer CDT)``."""
    days = [datetime(year, month, 15, 12, tzinfo=UTC) for month in (_JANUARY, _JULY)]
    # Summer is when clocks are ahead, on either half of the earth.
    winter_first = sorted(days, key=lambda day: day.astimezone(zone).utcoffset() or timedelta(0))
    names = dict.fromkeys(zone_name(day, zone) for day in winter_first)
    called = ", in summer ".join(names)
    return zone.key if called == zone.key else f"{zone.key} ({called})"


def _day(weekly: Weekly) -> str:
    return DAYS[weekly.weekday]


def _hour(weekly: Weekly) -> str:
    at: time = weekly.time
    words = f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < NOON.hour else 'PM'}"
    if at == NOON:
        return f"{words} (noon)"
    return f"{words} (as {_day(weekly)} begins)" if at == MIDNIGHT else words
