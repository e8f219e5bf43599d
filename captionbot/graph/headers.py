"""What the headers of an answer tell: Facebook's clock, the version served, how near we are to its limits.

Percentages are JSON in X-App-Usage, X-Page-Usage and X-Business-Use-Case-Usage
(developers.facebook.com/docs/graph-api/overview/rate-limiting). At little use they are absent, which is normal.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from captionbot.graph.parsing import parse

_SHARES = ("call_count", "total_time", "total_cputime")
_VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}")
_BEYOND_SENSE = 1e6
LONGEST_BLOCK = timedelta(days=1)
"""The limits are counted over a rolling day: a longer block than that is a mistake of somebody's."""

UNNAMED_BLOCK = timedelta(minutes=10)
"""How long we keep silent where Facebook refuses for our many calls and names no time."""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What came beside the body of the last answer, whatever the body was."""

    at: datetime
    """Our clock when it came."""
    server_time: datetime | None = None
    """Facebook's clock (UTC), from ``Date``."""
    api_version: str = ""
    """The Graph version that was really served, such as ``v26.0``."""
    usage: float = 0.0
    """Percent of the nearest limit used up; at 100 calls are refused."""
    regain: timedelta = timedelta(0)
    """How long Facebook says that calls will be refused."""


def read_headers(headers: Mapping[str, str], *, at: datetime) -> LastAnswer:
    """Read the headers of an answer that came ``at``; what can't be read is left out."""
    low = {name.lower(): value for name, value in headers.items()}
    return LastAnswer(
        at=at,
        server_time=_instant(low.get("date", "")),
        api_version=_version(low.get("facebook-api-version", "")),
        usage=max((_number(limit.get(share)) for limit in _limits(low) for share in _SHARES), default=0.0),
        regain=regain(low),
    )


def regain(headers: Mapping[str, str]) -> timedelta:
    """How long Facebook says that calls will be refused; at most a day."""
    low = {name.lower(): value for name, value in headers.items()}
    minutes = max((_number(limit.get("estimated_time_to_regain_access")) for limit in _limits(low)), default=0.0)
    return min(timedelta(minutes=minutes), LONGEST_BLOCK)


def _limits(headers: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Every table of percentages that the headers carry."""
    for name in ("x-app-usage", "x-page-usage", "x-business-use-case-usage"):
        try:
            value = parse(headers.get(name, "{}").encode("latin-1", "replace"))
        except ValueError:
            continue
        yield from _tables(value)


def _tables(value: Any) -> Iterator[Mapping[str, Any]]:
    """Give a table of percentages, or those that the business header lists under the ids of Pages: all count."""
    if not isinstance(value, dict):
        return
    yield value
    for listed in value.values():
        if isinstance(listed, list):
            yield from (item for item in listed if isinstance(item, dict))


def _number(value: Any) -> float:
    """Give a number of nought or more; nought for anything else."""
    return float(value) if isinstance(value, int | float) and 0 < value < _BEYOND_SENSE else 0.0


def _version(text: str) -> str:
    return text if _VERSION.fullmatch(text) else ""


def _instant(date: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(date)
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
