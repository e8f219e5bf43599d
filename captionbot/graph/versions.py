"""The versions of the Graph API and the last day of each (developers.facebook.com/docs/graph-api/changelog).

A version ends two years after the next one came out; a call to one that has ended is answered by an older program than
the one that was asked, without an error.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

LAST_DAYS: Final[Mapping[str, date]] = MappingProxyType(
    {
        "v20.0": date(2026, 9, 24),
        "v21.0": date(2027, 1, 21),
        "v22.0": date(2027, 5, 20),
        "v23.0": date(2027, 10, 8),
        "v24.0": date(2028, 2, 18),
        "v25.0": date(2028, 7, 29),
    }
)
"""As Meta's table said in November 2026; of v26.0, the newest, it names no last day yet."""
NEWEST: Final = "v26.0"
OLDEST: Final = "v20.0"


def last_day(version: str) -> date | None:
    """The last day of a version; None where none has been named, as of the newest or of one that came later."""
    if _number(version) < _number(OLDEST):
        return LAST_DAYS[OLDEST]  # or earlier: it is over in any case
    return LAST_DAYS.get(version)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))
