"""Threads, records and processes of the comments bench, in one folder that is gone afterwards."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.comments.serving import Server, serving
from bench.comments.thread import NEW, OPEN_FOR, OPENED, PAGE_ID, POST_ID, written
from bench.measuring import NotDoneError, Ran, succeed, without_settings

HERE: Final = Path(__file__).parent
CLOSES: Final = OPENED + OPEN_FOR
HOURS: Final = (CLOSES - timedelta(minutes=6), CLOSES - timedelta(minutes=3), CLOSES + timedelta(minutes=1))
"""Of the first sweep, of the second, and of the close: so near to each other that the server's one hour suits all."""
SWEEPS: Final = ("first sweep", "second sweep, little changed", "the close: two passes and the tally")
PASSES: Final = (1, 1, 2)
"""How often each of them must read the thread."""
REVIEW: Final = "review"
"""Where the contest stands after its close."""
WARM: Final = 300
"""Comments of the small thread: enough for everything that a large one brings about."""


@dataclass(frozen=True, slots=True)
class Took:
    """What one sweep or one pass took by its own account, after the imports."""

    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Rig:
    """A thread of one size in two states, each with a server, and a folder for records."""

    folder: Path
    size: int
    servers: tuple[Server, Server, Server]
    """What the first sweep reads, the second, and the close."""
    warm: Server
    """What is read before anything is timed: a small thread."""

    @property
    def rows(self) -> tuple[int, int, int]:
        """How many comments each of these sweeps finds."""
        return self.size, self.size + NEW, self.size + NEW

    def record(self) -> Path:
        """A new folder with the settings and the record of a contest that was never read."""
        made = self.folder / "made"
        if not made.exists():
            made.mkdir()
            hours = [str(hour.timestamp()) for hour in (OPENED, CLOSES, HOURS[0])]
            _done([str(HERE / "ours.py"), "make", POST_ID, PAGE_ID, *hours], made)
        return Path(shutil.copytree(made, Path(tempfile.mkdtemp(dir=self.folder)) / "record"))

    def ours(self, sweeps: int) -> list[Took]:
        """The first so many sweeps of a new record, in one process."""
        return [self._checked(number, one) for number, one in enumerate(self._swept("tick", sweeps))]

    def profiled(self) -> list[dict[str, float]]:
        """Where the runner's time goes in each of the three sweeps, in seconds by place, as a profile sees it."""
        return self._swept("profile", len(SWEEPS))

    def _swept(self, verb: str, sweeps: int) -> list[dict[str, Any]]:
        folder, pairs = self.record(), list(zip(HOURS, self.servers, strict=True))[:sweeps]
        words = [word for at, server in pairs for word in (str(at.timestamp()), server.address)]
        said = _done([str(HERE / "ours.py"), verb, self.warm.address, *words], folder)
        shutil.rmtree(folder)
        return said

    def _checked(self, number: int, told: dict[str, Any]) -> Took:
        done = told.get("complete") and told["rows"] == self.rows[number]
        if not done or (told["stage"] == REVIEW) != (number == len(SWEEPS) - 1):
            raise NotDoneError(f"{SWEEPS[number]} of {self.size:,} comments: {told}")
        return Took(told["seconds"], told["processor"])

    def other(self, way: str, *numbers: int) -> list[list[Took]]:
        """By sweep, the passes that an alternative makes over what each of these reads, in one process."""
        asked = [word for number in numbers for word in (self.servers[number].address, str(PASSES[number]))]
        words = [way, POST_ID, self.warm.address, *asked]
        said = iter(_done([str(HERE / "alternatives.py"), *words], self.folder))
        return [[self._read(way, number, one) for one in islice(said, PASSES[number])] for number in numbers]

    def _read(self, way: str, number: int, told: dict[str, Any]) -> Took:
        if told["rows"] != self.rows[number]:
            raise NotDoneError(f"{way}, {self.size:,} comments: {told}")
        return Took(told["seconds"], told["processor"])

    def tick(self, folder: Path, number: int) -> Ran:
        """One `captionbot tick` as a whole process: that sweep of the record in ``folder``."""
        address, clock = self.servers[number].address, f"{HOURS[number].timestamp()}@0x0"
        around = without_settings() | {"FACEBOOK_GRAPH_URL": address, "CAPTIONBOT_DEMO_CLOCK": clock}
        return succeed("`captionbot tick`", [sys.executable, "-m", "captionbot", "tick"], around, folder)


@contextmanager
def rigged(size: int, *, latency: float = 0) -> Iterator[Rig]:
    """A thread of ``size`` comments on servers that answer so many milliseconds late."""
    with tempfile.TemporaryDirectory(prefix="captionbot-bench-") as name:
        folder = Path(name)
        before, later = written(folder, size), written(folder, size, later=True)
        with (
            serving(before, CLOSES, latency=latency) as first,
            serving(later, CLOSES, latency=latency) as second,
            serving(written(folder, WARM), CLOSES) as warm,
        ):
            yield Rig(folder, size, (first, second, second), warm)


def _done(words: list[str], folder: Path) -> list[dict[str, Any]]:
    """What a process of ours tells of itself, line by line."""
    ran = succeed(" ".join(words), [sys.executable, *words], without_settings(), folder)
    return [json.loads(line) for line in ran.said.splitlines()]
