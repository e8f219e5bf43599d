"""Dates as a sidecar has them, and what was probably meant by those in another form."""

import re
from datetime import date
from typing import Final

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART_OF_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
"""What Word makes of a hyphen."""
_NUMBERS = re.compile(r"([0-9]{1,4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,4})\.?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]{{0,6}}\b", re.IGNORECASE)
_YEAR = re.compile(r"\b[0-9]{4}\b")
_DAY_OF_MONTH = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)?\b", re.IGNORECASE)


def hyphened(value: str) -> str:
    """The value with plain hyphens."""
    return value.translate(_HYPHENS)


def day(value: str) -> date | None:
    """The day that ``2026-12-25`` is; None for any other form, and for a day that isn't."""
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def is_part_of_date(value: str) -> bool:
    """Whether it is a year, a month or a day: ``1974``, ``1974-06``, ``1974-06-05``."""
    return first_day(value) is not None


def first_day(value: str) -> date | None:
    """The first day of a year, a month or a day; None where it is none of them."""
    parts = _PART_OF_DATE.fullmatch(value)
    return day(f"{parts[1]}{parts[2] or '-01'}{parts[3] or '-01'}") if parts else None


def meant(value: str) -> list[str]:
    """What a date in another form may have meant, as it should be written: none, one, or two where it is ambiguous."""
    numbers = _NUMBERS.fullmatch(value)
    if numbers:
        one, two, three = (int(part) for part in numbers.groups())
        orders = [(one, two, three)] if len(numbers[1]) == 4 else [(three, one, two), (three, two, one)]  # noqa: PLR2004 - a year's digits
        return list(dict.fromkeys(iso for order in orders if (iso := _iso(*order))))
    month, year = _MONTH.search(value), _YEAR.search(value)
    if not month or not year:
        return []
    which = _MONTHS.index(month[1].lower()) + 1
    rest = _DAY_OF_MONTH.search(value.replace(year[0], "", 1))
    iso = _iso(int(year[0]), which, int(rest[1])) if rest else f"{year[0]}-{which:02}"
    return [iso] if iso else []


def _iso(year: int, month: int, day_of_month: int) -> str:
    try:
        return date(year, month, day_of_month).isoformat() if year > 999 else ""  # noqa: PLR2004 - a year's digits
    except ValueError:
        return ""
