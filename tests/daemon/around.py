"""What a daemon's loop has around it, as a test plays it: time, a runner, a watch over a folder, a service manager."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.runner.bot import Report

Act = Callable[[], object]
BEGIN = datetime.fromisoformat("2026-11-27T09:59:00")


class Hours:
    """Real time, in which a test does things at its seconds: set the wall clock, send a signal."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.elapsed = self.ahead = 0.0
        self.acts: list[tuple[float, Act]] = []

    def at(self, second: float, act: Act) -> None:
        """Have something done then."""
        self.acts.append((second, act))

    def set_wall(self, ahead: float) -> None:
        """Set the wall clock so many seconds ahead of the right one."""
        self.ahead = ahead

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.elapsed += seconds
        due = [act for second, act in self.acts if second <= self.elapsed]
        self.acts = [(second, act) for second, act in self.acts if second > self.elapsed]
        for act in due:
            act()

    def wall(self) -> datetime:
        """What the machine's clock shows."""
        return BEGIN + timedelta(seconds=self.elapsed + self.ahead)


class Runner:
    """Notes when it ticks, and may fail."""

    def __init__(self, hours: Hours) -> None:
        """Have done nothing."""
        self.hours, self.beats, self.released = hours, list[float](), 0
        self.tick_fails: Exception | None = None
        self.release_fails: Exception | None = None
        self.report = Report()

    def tick(self) -> Report:
        """Note the second, or fail."""
        self.beats.append(self.hours.elapsed)
        if self.tick_fails:
            raise self.tick_fails
        return self.report

    def release(self) -> None:
        """Let the lease go, or fail."""
        self.released += 1
        if self.release_fails:
            raise self.release_fails

    @property
    def longest_gap(self) -> float:
        """The longest that it was left alone."""
        return max((later - one for one, later in zip(self.beats, self.beats[1:], strict=False)), default=0.0)


class Watch:
    """Notes which folder it is to watch, and calls when a test says so."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self.kept, self.called, self.stopped = list[Path](), False, 0

    def keep(self, root: Path) -> None:
        """Note the folder."""
        self.kept.append(root)

    def calls(self) -> bool:
        """Whether a test has called; asked, it is forgotten."""
        called, self.called = self.called, False
        return called

    def call(self) -> None:
        """Something lands in the folder."""
        self.called = True

    def stop(self) -> None:
        """Note it."""
        self.stopped += 1


class Manager:
    """Notes what the service manager is told."""

    def __init__(self) -> None:
        """Have heard nothing."""
        self.heard = list[str]()

    def ready(self) -> None:
        """Note it."""
        self.heard.append("ready")

    def lives(self, how: str) -> None:
        """Note how."""
        self.heard.append(how)

    def stopping(self) -> None:
        """Note it."""
        self.heard.append("stopping")
