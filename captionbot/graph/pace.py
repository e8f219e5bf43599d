"""Keeping within Facebook's limits: slower near them, silent through a block and while the token is dead.

"Continuing to call increases the time" (developers.facebook.com/docs/graph-api/overview/rate-limiting).
"""

from collections.abc import Callable
from datetime import timedelta

from captionbot.errors import RateLimited, Refused, TokenDead

BUSY = 90.0
"""Percent of a limit from which reads take their time."""

LONGEST_BREATH = 10.0
"""Seconds that a read waits at the limit itself."""

DEAD_TOKEN = timedelta(minutes=5)
"""How long a token that was refused is not sent again: it may revive, and another one begins with a Pace of its own."""


class Pace:
    """When the next call may be made; kept in memory, for one Page and one process."""

    def __init__(self, *, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        """Begin with no limit in sight; both callables are in seconds."""
        self._sleep, self._monotonic = sleep, monotonic
        self._usage = 0.0
        self._silence: Refused | None = None
        self._ends = 0.0

    def at_ease(self) -> bool:
        """Whether a read would neither wait nor be refused here."""
        return self._usage < BUSY and not (self._silence and self._ends > self._monotonic())

    def before_call(self, *, writes: bool) -> None:
        """Raise again what Facebook refused all calls with, as long as it lasts; let a read wait when limits are near.

        What is to be said is never held back by mere nearness: it is one call, and has its hour.
        """
        left = self._ends - self._monotonic()
        if self._silence and left > 0:
            raise _again(self._silence, left)
        self._silence = None
        if self._usage >= BUSY and not writes:
            self._sleep(min(self._usage - BUSY + 1, LONGEST_BREATH))

    def used(self, percent: float) -> None:
        """Remember how near the nearest limit is."""
        self._usage = percent

    def refused(self, why: Refused) -> None:
        """Keep silent where every call would be refused: for as long as Facebook asks, or a while for a dead token."""
        if isinstance(why, RateLimited):
            self._keep_silent(why, why.wait_seconds or 0.0)
        elif isinstance(why, TokenDead):
            self._keep_silent(why, DEAD_TOKEN.total_seconds())

    def _keep_silent(self, why: Refused, seconds: float) -> None:
        self._silence, self._ends = why, self._monotonic() + seconds


def _again(why: Refused, left: float) -> Refused:
    """The same refusal, with what is left to wait of a block."""
    if isinstance(why, RateLimited):
        return RateLimited(why.message, why.do, code=why.code, subcode=why.subcode, wait_seconds=left)
    return type(why)(why.message, why.do, code=why.code, subcode=why.subcode)
