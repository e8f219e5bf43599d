"""The laboratory as a process, for the tests to play weeks in."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.matrix import Cell


@dataclass(frozen=True, slots=True)
class Ended:
    """How a week ended, by the truth (tests/faults/truth.py)."""

    stage: str
    counts: tuple[int, int, int, int]
    """Contest posts, replies, announcements and edits."""
    broken: list[str]
    """Promises that must be kept in any week, and were not."""
    unread: list[str]
    """Fans' comments that the record does not have."""
    staff: list[str]
    """The words that staff had to say."""
    late: dict[str, float]
    """Minutes after its hour at which the post and the announcement went out."""
    photos: dict[str, list[str]]
    told: str
    """Everything that staff were told."""
    struck: int
    """How many calls were spoilt."""


class Laboratory:
    """A running laboratory."""

    def __init__(self, folder: Path) -> None:
        """Start it; what it keeps is in ``folder``."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.laboratory", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def week(self, cell: Cell) -> Ended:
        """Play one week of the matrix."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        spoilt = cell.spoilt
        words = {"phase": spoilt.phase, "faults": spoilt.faults, "lasts": spoilt.lasts, "lag": spoilt.lag}
        self._process.stdin.write(json.dumps({"spoilt": words, "deadline": cell.row.deadline}) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"failed": "the laboratory is gone"}')
        if "failed" in told:
            raise AssertionError(f"{cell}: {told['failed']}")
        return Ended(**(told | {"counts": tuple(told["counts"])}))

    def stop(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@contextmanager
def running() -> Iterator[Laboratory]:
    """A laboratory, in memory where there is such a place; it ends whatever happens."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    place = memory if os.access(memory, os.W_OK) else None
    with TemporaryDirectory(prefix="captionbot-", dir=place) as folder:
        laboratory = Laboratory(Path(folder))
        try:
            yield laboratory
        finally:
            laboratory.stop()
