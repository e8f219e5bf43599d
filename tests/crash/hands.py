"""The hands of one clock, in memory that every process forked from here shares."""

import mmap
import struct
from datetime import UTC, datetime

from captionbot.clock import Clock
from captionbot.practice.clock import PracticeClock

_FORMAT = struct.Struct("d")


class Hands:
    """An instant that stands still until somebody moves it, for all processes at once."""

    def __init__(self) -> None:
        """Begin in 1970."""
        self._shared = mmap.mmap(-1, _FORMAT.size)

    def move(self, at: datetime) -> None:
        """Set the instant."""
        _FORMAT.pack_into(self._shared, 0, at.timestamp())

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.fromtimestamp(_FORMAT.unpack_from(self._shared)[0], UTC)


class BotClock(Clock):
    """The bot's clock, by the shared hands."""

    def __init__(self, hands: Hands) -> None:
        """Go by these hands."""
        super().__init__()
        self._hands = hands

    def now(self) -> datetime:
        """The present instant."""
        return self._hands.now()


class FacebookClock(PracticeClock):
    """Practice's clock, by the shared hands."""

    def __init__(self, hands: Hands) -> None:
        """Go by these hands."""
        super().__init__()
        self._hands = hands

    def now(self) -> datetime:
        """The present instant."""
        return self._hands.now()
