"""Public holidays, as the `holidays` package knows them; the one place that asks it.

What a country calls public counts, observed days too; days that are only unofficial, of banks or of schools don't.
The package is imported at the first question, for most Pages never ask one.
"""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from captionbot.contest.timetable import Week

if TYPE_CHECKING:
    from holidays import HolidayBase

DAYS_IN_A_WEEK = 7


def is_known(code: str) -> bool:
    """Whether the package knows a country, or a country and a part of it: ``US``, ``US-TX``."""
    try:
        _calendar(code)
    except NotImplementedError:
        return False
    return True


def holiday_on(day: date, code: str) -> str | None:
    """The public holiday on a day, by its English name where it has one; None on every other day."""
    names: str | None = _calendar(code).get(day)
    return names.replace("; ", " and ") if names else None


def holidays_in(week: Week, code: str) -> tuple[str, ...]:
    """The public holidays of a week, from Monday on, each once."""
    days = (week.monday + timedelta(days=number) for number in range(DAYS_IN_A_WEEK))
    return tuple(dict.fromkeys(name for day in days if (name := holiday_on(day, code))))


@cache
def _calendar(code: str) -> "HolidayBase":
    """Its years are made as they are asked for. Raises NotImplementedError where the package knows no such place."""
    from holidays import country_holidays  # noqa: PLC0415 - 60 ms that a Page without SKIP_HOLIDAYS does without

    country, _, part = code.partition("-")
    return country_holidays(country, subdiv=part or None, language="en_US")
