"""The simulation's years, played through its own command line, and its figures read."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

SLICE = 5.0
"""Minutes that one call of it is given, so that little is lost where somebody interrupts."""
WEEKS = 52
_FIGURES = re.compile(r"Simulation: ([\d,]+) years, ([\d,]+) weeks.*? ([\d,]+) faults")


@dataclass
class Years:
    """Seeds played one after another, each of them a year."""

    seed: int
    """The first one."""
    years: int = 0
    weeks: int = 0
    faults: int = 0
    _lock: Lock = field(default_factory=Lock)
    _next: int = 0

    def play(self, minutes: float, failed: Callable[[str, str], None], over: Callable[[], bool]) -> None:
        """As many as begin within so many minutes; ``failed`` is told of a broken promise and how to see it again."""
        with self._lock:
            seed, self._next = self.seed + self._next, self._next + 100_000  # nobody plays so many in a slice
        options = ("--seed", str(seed), "--minutes", f"{minutes:.2f}", "--weeks", str(WEEKS))
        words = [sys.executable, "-m", "tests.simulation", *options]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
            told = _told(process, over)
        for line in told.splitlines():
            self._heard(line, failed)
        if process.returncode not in {0, 1} and not over():
            failed(f"the simulation ended with {process.returncode}", f"python -m tests.simulation {' '.join(options)}")

    def _heard(self, line: str, failed: Callable[[str, str], None]) -> None:
        if line.startswith("BROKEN"):
            what, _, again = line.partition(" | ")
            failed(what, again)
        elif figures := _FIGURES.match(line):
            years, weeks, faults = (int(figure.replace(",", "")) for figure in figures.groups())
            with self._lock:
                self.years, self.weeks, self.faults = self.years + years, self.weeks + weeks, self.faults + faults

    def did(self) -> str:
        """How many."""
        return f"{self.years:,} years by seed from {self.seed}: {self.weeks:,} weeks with {self.faults:,} faults"


def _told(process: "subprocess.Popen[str]", over: Callable[[], bool]) -> str:
    """All that it writes; where somebody interrupts it is ended."""
    while True:
        try:
            return process.communicate(timeout=0.5)[0]
        except subprocess.TimeoutExpired:
            if over():
                process.terminate()
