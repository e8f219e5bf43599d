"""The long form: parts one after another, each with its share of the time, on some processes at once."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock, Thread
from time import monotonic

from tests.crash.benches import Bench
from tests.crash.cases import wrong
from tests.crash.parts import Doubles, Part, every_failure, every_kill, takeovers
from tests.crash.years import SLICE, Years

log = logging.getLogger(__name__)

TOO_MANY = 200
"""Broken promises after which there is no sense in going on."""
SHOWN = 10
"""How many are shown again at the end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A promise that was not kept."""

    what: str
    again: str
    """The command that shows it again."""


class LongRun:
    """One run of the long form."""

    def __init__(self, hours: float, seed: int, processes: int, stop: Event, say: Callable[[str], None]) -> None:
        """Make ready. ``stop``: set where somebody interrupts; ``say`` takes a line of progress."""
        self.seconds, self.processes, self.stop, self._say = hours * 3600, processes, stop, say
        self.failures: list[Failure] = []
        self.years = Years(seed)
        self.parts: list[Part] = []
        self._seed, self._lock, self._began, self._said = seed, Lock(), monotonic(), 0.0

    def play(self) -> None:
        """All of it, and a line of progress every minute (oftener in a short run)."""
        alone = Lock()
        benches = [Bench(alone) for _ in range(self.processes)]
        self.parts = _parts(benches[0].databases, self._seed)
        workers = [Thread(target=self._work, args=(bench,)) for bench in benches]
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            workers[0].join(0.2) if workers[0].is_alive() else workers[-1].join(0.2)
            self._progress(min(60.0, self.seconds / 20))
        for bench in benches:
            bench.close()

    def _progress(self, every: float) -> None:
        if (gone := self._gone()) - self._said >= every:
            self._said = gone
            figures = ", ".join(
                [f"{part.times:,} {part.name}" for part in self.parts] + [f"{self.years.years:,} years"]
            )
            self._say(f"[{timedelta(seconds=int(gone))}] {len(self.failures)} broken; {figures}")

    def _gone(self) -> float:
        return monotonic() - self._began

    def _work(self, bench: Bench) -> None:
        try:
            self._play_on(bench)
        except Exception as error:
            log.exception("one of the processes ended")
            self._failed(f"one of the processes ended: {error}", "no command; see above")

    def _play_on(self, bench: Bench) -> None:
        until = 0.0
        for part in self.parts:
            until += part.share * self.seconds
            while not self._over() and self._gone() < until and self._one(part, bench):
                pass
        while not self._over() and (left := self.seconds - self._gone()) > 0:
            self.years.play(min(SLICE, left / 60), self._failed, self._over)

    def _over(self) -> bool:
        return self.stop.is_set() or len(self.failures) >= TOO_MANY

    def _one(self, part: Part, bench: Bench) -> bool:
        """Play a case of the part; False where it has none."""
        bench.begin()
        with self._lock:
            case = part.take(bench)
        if case is None:
            return False
        told = bench.play(case)
        with self._lock:
            part.heard(case, told)
        for what in wrong(told):
            self._failed(f"{part.name}: {what}", case.again())
        return True

    def _failed(self, what: str, again: str) -> None:
        self.failures.append(Failure(" ".join(what.split())[:600], again))
        self._say(f"BROKEN: {self.failures[-1].what} | {again}")

    def closing_lines(self) -> list[str]:
        """What was done, in a few lines to keep."""
        shown = [f"  BROKEN: {one.what} | {one.again}" for one in self.failures[:SHOWN]]
        more = len(self.failures) - len(shown)
        how = "interrupted" if self.stop.is_set() else f"to the end of the {self.seconds / 3600:.2f} it was given"
        return [
            f"make crash: {self._gone() / 3600:.2f} hours on {self.processes} processes, {how}.",
            *(f"  {part.did()}." for part in self.parts),
            f"  {self.years.did()}.",
            *shown,
            *([f"  and {more:,} more"] if more > 0 else []),
            f"  {len(self.failures):,} broken promises.",
        ]


def _parts(databases: tuple[str, ...], seed: int) -> list[Part]:
    """What is played, in this order, with its share of the time; what they leave over is for years."""
    traced: list[Part] = [every_kill(0.36, databases), every_failure(0.04)] if shutil.which("strace") else []
    return [*traced, Doubles("doubles", 0.25, databases, seed), takeovers(0.10, databases)]
