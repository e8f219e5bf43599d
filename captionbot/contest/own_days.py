"""Days of the Page's own on which nothing is posted: a memorial, a funeral, a town's own holiday.

Staff write one a line: ``2027-04-30 Officer Lee's memorial``, or ``04-30`` for every year. Why is for staff alone, and
what begins with ``#`` for whoever reads the file.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

OWN: Final = "a day of your own"
LONGEST: Final = 200
"""Characters that a reason may have."""

_LINE: Final = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})(?:[\s:,;]+(\S.*))?")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_MORE: Final = re.compile(
    r"(?:[-–—/]|\.{2,}|…)\s*\d"  # 2026-12-24 - 26
    r"|(?:to|until|till|through)\b"
    r"|\d{2}-\d{2}\b"
    r"|.*\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
"""A reason that goes on with another day: a range, of which the first day alone would be kept free."""
_DASH: Final = re.compile(r"[-–—]+\s+")
_LEAP: Final = 2000
"""A year in which every day of a year is one."""
_CONTROL: Final = frozenset({"Cc", "Zl", "Zp"})
_FORM: Final = "write a day such as 2027-04-30, or 04-30 for every year, and why after it"


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The days, each with its reason, which may be empty."""

    once: Mapping[date, str] = field(default_factory=dict)
    yearly: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By month and day; 29 February is one in leap years alone."""

    def on(self, day: date) -> str:
        """Why nothing is posted on a day, in words for staff; empty where it is a day like any other."""
        why = self.once.get(day, self.yearly.get((day.month, day.day)))
        if why is None:
            return ""
        return f"{OWN}: {why}" if why else OWN


NO_DAYS: Final = OwnDays()
"""Of a Page that has none."""


def read_own_days(text: str) -> tuple[OwnDays, tuple[tuple[int, str], ...]]:
    """The days that a text names, and what is wrong with it: the number of each line, and a sentence about it."""
    found: dict[date | tuple[int, int], str] = {}
    stands_on: dict[date | tuple[int, int], int] = {}
    wrong: list[tuple[int, str]] = []
    for number, line in _lines(text):
        try:
            day, why = _read(line)
        except ValueError as error:
            wrong.append((number, f"this line {error}"))
            continue
        if day in found:
            wrong.append((number, f"this line names the day of line {stands_on[day]} once more; keep one of the two"))
        found[day], stands_on[day] = why, number
    once = {day: why for day, why in found.items() if isinstance(day, date)}
    yearly = {day: why for day, why in found.items() if not isinstance(day, date)}
    return OwnDays(once, yearly), tuple(wrong)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """What is no remark and not empty, as an editor counts the lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            yield number, bare


def _read(line: str) -> tuple[date | tuple[int, int], str]:
    """A day, or a month and a day, and why. Raises ValueError with the end of a sentence."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"names no day; {_meant(line) or _FORM}")
    year, month, day = int(found[1] or _LEAP), int(found[2]), int(found[3])
    why = " ".join((found[4] or "").split())
    _refuse_odd(why)
    why = _DASH.sub("", why, count=1) if _DASH.match(why) else why
    try:
        named = date(year, month, day)
    except ValueError:
        raise ValueError(f"names a day that no calendar has; {_FORM}") from None
    return (named if found[1] else (month, day)), why


def _refuse_odd(why: str) -> None:
    if _MORE.match(why):
        raise ValueError("names more than one day; write one day a line")
    if len(why) > LONGEST:
        raise ValueError(f"has a reason of more than {LONGEST} characters; write a shorter one")
    if any(unicodedata.category(char) in _CONTROL for char in why):
        raise ValueError("has a control character inside; write it anew")


def _meant(line: str) -> str:
    """The day that was probably meant, written with its year first."""
    found = _SLASHED.match(line)
    if found is None:
        return ""
    one, other, year = int(found[1]), int(found[2]), int(found[3])
    for month, day in ((one, other), (other, one)):
        try:
            return f"did you mean {date(year, month, day)}?"
        except ValueError:
            continue
    return ""
