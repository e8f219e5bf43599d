"""The only place that reads the time or sleeps.

Below the doors, ``now`` is an argument. Instants are aware and in UTC.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Timer

DEMO_CLOCK = "CAPTIONBOT_DEMO_CLOCK"
"""The variable that `captionbot demo` gives its children, so that they and practice share one fast clock."""


class Clock:
    """The wall clock, or for a demo one that runs faster than life, at times more so than at others.

    Its words are ``<instant>@<real>x<speed>;<real>x<speed>…``: an instant to begin with, then the real instants
    from which each speed holds, all in seconds since 1970.
    """

    def __init__(self, words: str = "") -> None:
        """Run by ``words``; without any, as the wall clock."""
        begin, _, paces = words.partition("@")
        self._begin = float(begin or 0)
        self._paces = [_pace(pace) for pace in paces.split(";")] if paces else [(0.0, 1.0)]

    @classmethod
    def from_environment(cls) -> "Clock":
        """The clock that the demo asks for, else the wall clock."""
        return cls(os.environ.get(DEMO_CLOCK, ""))

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        real, at = time.time(), self._begin
        for (since, speed), (until, _) in pairwise([*self._paces, (float("inf"), 0.0)]):
            at += max(0.0, min(real, until) - since) * speed
        return datetime.fromtimestamp(at, UTC)

    @property
    def is_real(self) -> bool:
        """Whether this is the wall clock."""
        return self._paces == [(0.0, 1.0)]


def _pace(words: str) -> tuple[float, float]:
    since, _, speed = words.partition("x")
    return float(since), float(speed)


def local_zone(link: Path = Path("/etc/localtime")) -> str:
    """The time zone that this machine is set to, such as America/Chicago; "" where it names none, or no place's."""
    named = os.environ.get("TZ", "").removeprefix(":")
    try:
        named = named or os.readlink(link)  # noqa: PTH115 - its words, not a path
    except OSError:
        return ""
    place = named.rpartition("zoneinfo/")[2]
    return place if "/" in place and not place.startswith(("/", ".", "Etc/")) else ""


def monotonic() -> float:
    """Seconds on a clock that nobody sets, for deadlines and heartbeats."""
    return time.monotonic()


def pause_briefly(seconds: float) -> None:
    """Sleep real seconds."""
    time.sleep(seconds)


class Alarm:
    """A sleep that can be cut short, from another thread and by a signal.

    A queue, for its `put` may come in the middle of its `get`, as a signal's handler does; an Event would lock up.
    """

    def __init__(self) -> None:
        """Let whoever sleeps sleep."""
        self._rings: SimpleQueue[None] = SimpleQueue()

    def ring(self) -> None:
        """Wake whoever sleeps; where nobody does, the next sleep ends at once."""
        self._rings.put(None)

    def sleep(self, seconds: float) -> None:
        """Sleep real seconds, or until it rings."""
        with suppress(Empty):
            self._rings.get(timeout=seconds)


def after(seconds: float, act: Callable[[], None]) -> None:
    """Do something in so many real seconds, unless the process has ended by then."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()
