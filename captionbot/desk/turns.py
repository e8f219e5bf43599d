"""Slow work on the desk, one piece at a time.

One more waits for its turn, and whoever comes then is told at once: all of the desk shares a few threads, and a pause
must always find one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock


def _room() -> BoundedSemaphore:
    return BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Turn:
    """Of those who do the same slow work."""

    _here: BoundedSemaphore = field(default_factory=_room)
    _one: Lock = field(default_factory=Lock)

    @contextmanager
    def taken(self, patience: float) -> Iterator[bool]:
        """Whether it is one's turn now, or within so many seconds."""
        here = self._here.acquire(blocking=False)
        mine = here and self._one.acquire(timeout=patience)
        try:
            yield mine
        finally:
            if mine:
                self._one.release()
            if here:
                self._here.release()
