"""What everything in the simulated world shares: time, dice, the journal, and the point at which a process dies."""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from captionbot.clock import Clock

ZERO = timedelta(0)


class Crash(BaseException):
    """The process dies here: nothing after this line happens, no handler of the program's sees it."""


class Breach(AssertionError):
    """A promise of the program's was broken."""


def dice(seed: int) -> random.Random:
    """The dice of one world."""
    return random.Random(seed)  # noqa: S311 - the same seed must throw the same dice again


@dataclass
class Time:
    """The true time, by which Facebook goes, and how far the host's clock is ahead of it."""

    true: datetime
    offset: timedelta = ZERO

    @property
    def host(self) -> datetime:
        """What the host's clock says."""
        return self.true + self.offset

    def goes_by(self, span: timedelta) -> None:
        """Let time pass."""
        self.true += span


class HostClock(Clock):
    """The clock that the program reads: the host's."""

    def __init__(self, time: Time) -> None:
        """Show the host's time."""
        super().__init__()
        self._time = time

    def now(self) -> datetime:
        """The present instant by the host's clock."""
        return self._time.host


@dataclass
class Journal:
    """Every step and call, a line each, and the digest of them all."""

    time: Time
    lines: list[str] = field(default_factory=list)
    met: "Counter[str]" = field(default_factory=Counter)
    """What befell the host, its clock, its disk and its record, by kind."""
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def write(self, words: str, met: str = "") -> None:
        """Add a line, dated by the true time, and count what was met."""
        if met:
            self.met[met] += 1
        off = f" [clock {self.time.offset}]" if self.time.offset else ""
        line = f"{self.time.true:%Y-%m-%d %H:%M:%S}{off} {words}"
        self.lines.append(line)
        self._digest.update(line.encode() + b"\n")

    @property
    def digest(self) -> str:
        """The same for two runs only if every line is."""
        return self._digest.hexdigest()

    def tail(self, count: int = 60) -> str:
        """The last lines."""
        return "\n".join(self.lines[-count:])


@dataclass
class Calm:
    """Since when nothing was wrong that could keep the program from its work."""

    time: Time
    since: datetime

    def disturb(self, until: datetime | None = None) -> None:
        """Something was wrong just now, or will be until then."""
        self.since = max(self.since, self.time.true, until or self.time.true)

    @property
    def lasted(self) -> timedelta:
        """How long nothing was wrong; negative while something is."""
        return self.time.true - self.since


@dataclass
class Perils:
    """Where a process may die: before and after every call, every commit and every move of a file."""

    dice: random.Random
    journal: Journal
    calm: Calm
    chance: float = 0.0
    countdown: int | None = None
    """Points until a crash that was asked for."""
    armed: bool = False
    """Only while a worker ticks."""
    points: int = 0

    def point(self, where: str) -> None:
        """Die here, if that is how it goes."""
        if not self.armed:
            return
        self.points += 1
        if self.countdown is not None:
            self.countdown -= 1
        if self.countdown == 0 or (self.chance and self.dice.random() < self.chance):
            self.countdown, self.armed = None, False
            self.journal.write(f"CRASH {where}", "crash")
            self.calm.disturb()
            raise Crash(where)


BEGINNING = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
"""A Sunday: the first slot is five days off."""
