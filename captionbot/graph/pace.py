"""Keeping within Facebook's limits: slower near them, silent through a block.

"Continuing to call increases the time" (developers.facebook.com/docs/graph-api/overview/rate-limiting).
"""

from collections.abc import Callable
from datetime import timedelta

from captionbot.errors import RateLimited

BUSY = 90.0
"""Percent of a limit from which reads take their time."""

LONGEST_BREATH = 10.0
"""Seconds that a read waits at the limit itself."""

UNNAMED_BLOCK = timedelta(minutes=10)
"""How long we keep silent where Facebook refuses for our many calls and names no time."""


class Pace:
    """When the next call may be made; kept in memory, for one Page and one process."""

    def __init__(self, *, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        """Begin with no limit in sight; both callables are in seconds."""
        self._sleep, self._monotonic = sleep, monotonic
        self._usage = 0.0
        self._block: RateLimited | None = None
        self._block_ends = 0.0

    def before_call(self, *, writes: bool) -> None:
        """Raise RateLimited, with what is left to wait, during a block; else let a read wait when limits are near.

        What is to be said is never held back: it is one call, and has its hour.
        """
        left = self._block_ends - self._monotonic()
        if self._block and left > 0:
            block = self._block
            raise RateLimited(block.message, block.do, code=block.code, subcode=block.subcode, wait_seconds=left)
        self._block = None
        if self._usage >= BUSY and not writes:
            self._sleep(min(self._usage - BUSY + 1, LONGEST_BREATH))

    def used(self, percent: float) -> None:
        """Remember how near the nearest limit is."""
        self._usage = percent

    def refused(self, block: RateLimited) -> None:
        """Keep silent for as long as Facebook asks."""
        self._block = block
        self._block_ends = self._monotonic() + (block.wait_seconds or UNNAMED_BLOCK.total_seconds())
