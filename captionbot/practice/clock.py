"""Practice's own clock: the only place here that reads the time or sleeps.

The `Date` header of every answer, every ``created_time`` and the crowd go by it.
"""

import math
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise


class PracticeClock:
    """The wall clock, one that runs faster than life, or one that stands still."""

    def __init__(self, words: str = "") -> None:
        """Run by ``<sim>@<real>x<speed>;<real>x<speed>…`` (seconds since 1970), or without words as the wall clock.

        The first instant is what the clock begins with; each speed holds from its real instant on.
        """
        self.run(words)

    def now(self) -> datetime:
        """Tell the present instant, aware, in UTC."""
        real, at = time.time(), self._begin
        for (since, speed), (until, _) in pairwise([*self._paces, (math.inf, 0.0)]):
            at += max(0.0, min(real, until) - since) * speed
        return datetime.fromtimestamp(at, UTC)

    def run(self, words: str) -> None:
        """Go by other words from now on; empty words are the wall clock."""
        begin, _, paces = words.partition("@")
        self._begin = float(begin or 0)
        self._paces = [_pace(pace) for pace in paces.split(";")] if paces else [(0.0, 1.0)]

    def stand(self, at: datetime) -> None:
        """Stand still at ``at``."""
        self.run_from(at, 0.0)

    def run_from(self, at: datetime, speed: float = 1.0) -> None:
        """Run from ``at`` on, at ``speed`` times life."""
        self._begin, self._paces = at.timestamp(), [(time.time(), speed)]


def _pace(words: str) -> tuple[float, float]:
    since, _, speed = words.partition("x")
    return float(since), float(speed)


def moment(text: str) -> datetime:
    """Read an ISO 8601 instant (``Z`` or an offset); one without a zone is UTC; ValueError where it is none."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def stamp(at: datetime) -> str:
    """Write an instant as the Graph API does: ``2026-11-22T18:00:00+0000``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def http_date(at: datetime) -> str:
    """Write an instant as HTTP's ``Date`` does."""
    return format_datetime(at.astimezone(UTC), usegmt=True)


def hold(seconds: float) -> None:
    """Keep a connection waiting, in real seconds: a slow wire is slow whatever the clock says."""
    time.sleep(seconds)
