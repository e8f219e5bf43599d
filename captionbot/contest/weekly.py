"""A weekday and an hour, as staff write it in the settings: ``friday 10:00``."""

import re
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches

# English whatever the machine's locale.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NAMES = tuple(day.lower() for day in DAYS)
_WEEKDAYS = {name: number for number, day in enumerate(_NAMES) for name in (day, day[:3])}
_WRITTEN = re.compile(r"([a-z]+)\s+([0-9]{1,2}):([0-9]{2})")
_HOUR_MEANT = re.compile(r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2}))?\s*(?:([ap])\.?m\b)?")
_DAY_NUMBER = re.compile(r"\s*([0-7])\s+[0-9]")
_LAST_HOUR, _LAST_MINUTE = 23, 59
_HALF_DAY = 12
_LONGEST_SHOWN = 24
_LIKE_A_DAY = 0.6
"""How alike a word and a weekday must be (difflib's ratio) to be taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekday (0 is Monday) and an hour on the Page's wall clock."""

    weekday: int
    hour: int
    minute: int

    @property
    def time(self) -> time:
        """The hour of the day."""
        return time(self.hour, self.minute)

    def __str__(self) -> str:
        """As the settings write it: ``friday 10:00``."""
        return f"{_NAMES[self.weekday]} {self.time:%H:%M}"


def parse_weekly(text: str) -> Weekly:
    """Read ``friday 10:00`` (or ``Fri 9:30``).

    Raises ValueError with a sentence that says what was probably meant.
    """
    written = _WRITTEN.fullmatch(text.strip().lower())
    if written and written[1] in _WEEKDAYS:
        hour, minute = int(written[2]), int(written[3])
        if hour <= _LAST_HOUR and minute <= _LAST_MINUTE:
            return Weekly(_WEEKDAYS[written[1]], hour, minute)
    raise ValueError(
        f"“{_shown(text.strip())}” is not a weekday and an hour from 00:00 to 23:59; {_meant(text.lower())}"
    )


def _shown(text: str) -> str:
    """What was written, as far as it may be shown: what is longer than any hour may be a token in the wrong place."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:4]}…"


def _meant(text: str) -> str:
    weekday, at = _weekday_meant(text), _hour_meant(text)
    if weekday is not None and at is not None:
        return f"did you mean “{Weekly(weekday, at.hour, at.minute)}”?"
    at = at or time(10)
    return f"write it like “{Weekly(4 if weekday is None else weekday, at.hour, at.minute)}”"


def _weekday_meant(text: str) -> int | None:
    words = re.findall(r"[^\W\d_]{3,}", text)
    for word in words:
        alike = get_close_matches(word, _WEEKDAYS, n=1, cutoff=_LIKE_A_DAY)
        if alike:
            return _WEEKDAYS[alike[0]]
    number = _DAY_NUMBER.match(text)
    # 1 is Monday and 7 is Sunday to ISO; to cron, 0 is Sunday too.
    return (int(number[1]) - 1) % 7 if number else None


def _hour_meant(text: str) -> time | None:
    numbered = _DAY_NUMBER.match(text)
    written = _HOUR_MEANT.search(text, numbered.end() - 1 if numbered else 0)
    if not written:
        return None
    hour, minute, half = int(written[1]), int(written[2] or 0), written[3]
    if half and 1 <= hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return time(hour, minute) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
