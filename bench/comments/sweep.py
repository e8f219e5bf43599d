"""How long a sweep takes beside a bare download of the same pages, and how much of it is our own work.

A sweep is read, judged by the rules, stored and, when the contest closes, tallied: one tick of the runner, timed in a
process of its own after the imports. The download is timed the same way, right after it, from the same server.
Larger threads than here are swept in bench/comments/calls.py, for the calls and the memory, and are timed there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Final

from bench.comments.rig import PASSES, SWEEPS, Rig, Took, rigged
from bench.comments.serving import Counted
from bench.figures import Figure, Scale, paired

BARE: Final = "requests + json, bare"
KEPT: Final = "the same, put into SQLite"
"""By the plainest code, and judged by nobody."""
ROWS: Final = 100
"""The most that Facebook gives on a page."""
GOALS: Final = {0: 1.3, 50: 1.1}
"""By the server's milliseconds, how many times as long as the bare download a sweep may take."""
AGAIN: Final = 0.5
"""How much of the first sweep's own work the second may be, when little has changed."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured."""

    size: int
    latency: int
    sweeps: int = len(SWEEPS)
    """How many of the three, from the first on."""
    kept: bool = False
    """Whether a download that is kept stands beside it, too."""
    note: str = ""
    """What is to be said of its figures."""


CASES: Final = (Case(1_000, 0), Case(10_000, 0, kept=True), Case(1_000, 50, sweeps=1), Case(10_000, 50, sweeps=1))
LARGEST: Final = Case(100_000, 50, sweeps=1, note="One round.")
"""It takes two minutes."""
OF_THE_FULL_RUN: Final = (*CASES[:2], Case(1_000, 50), CASES[3], LARGEST)


@dataclass(frozen=True, slots=True)
class Round:
    """One of ours beside one of theirs, by sweep."""

    ours: Sequence[Took]
    bare: Sequence[Sequence[Took]]
    """Of each sweep, its passes."""
    kept: Sequence[Took] = ()
    """The first sweep's download once more, and what came put into SQLite."""

    def own(self, number: int) -> float:
        """Seconds of the processor that a sweep takes beyond those of the bare download."""
        return self.ours[number].processor - sum(one.processor for one in self.bare[number])


def measure(scale: Scale) -> Iterator[Figure]:
    """Case by case, then the second sweep beside the first, and what the server costs."""
    owns: list[Figure] = []
    for case in OF_THE_FULL_RUN if scale.full else CASES:
        with rigged(case.size, latency=case.latency) as rig:
            rounds = [_round(rig, case) for _ in range(1 if case is LARGEST else scale.rounds)]
            counted = rig.servers[0].counted()
        yield from times(case, rounds)
        if case.kept:
            yield _beside_keeping(case, rounds)
        if case.latency == 0:
            owns += own_work(case, rounds)
            owns.append(_server(case, rounds, counted))
    yield from owns


def _round(rig: Rig, case: Case) -> Round:
    ours, bare = rig.ours(case.sweeps), rig.other("bare", *range(case.sweeps))
    return Round(ours, bare, rig.other("kept", 0)[0] if case.kept else ())


def times(case: Case, rounds: Sequence[Round]) -> Iterator[Figure]:
    """Seconds of each sweep beside those of the bare download."""
    for number in range(case.sweeps):
        yield paired(
            [one.ours[number].seconds for one in rounds],
            [sum(took.seconds for took in one.bare[number]) for one in rounds],
            part=_part(case),
            what=SWEEPS[number],
            unit="s",
            beside=BARE if PASSES[number] == 1 else f"{BARE}, two passes",
            goal=GOALS[case.latency],
            size=case.size,
            note=case.note,
        )


def _part(case: Case) -> str:
    return f"Time of a sweep, the server answering after {case.latency} ms"


def _beside_keeping(case: Case, rounds: Sequence[Round]) -> Figure:
    """What is judged beside what is only kept: nobody who keeps anything is nearer to the bare download than that."""
    ours, theirs = [one.ours[0].seconds for one in rounds], [one.kept[0].seconds for one in rounds]
    return paired(ours, theirs, part=_part(case), what=SWEEPS[0], unit="s", beside=KEPT, size=case.size)


def own_work(case: Case, rounds: Sequence[Round]) -> Iterator[Figure]:
    """The processor's time for a comment, without what the bare download takes; the second sweep's by the first's."""
    part = "Our own work in a sweep: the processor's time beyond the bare download's"
    figure, each = partial(paired, part=part, size=case.size, note=case.note), 1e6 / case.size
    for number in range(case.sweeps):
        ours = [one.own(number) * each for one in rounds]
        bare = [sum(took.processor for took in one.bare[number]) * each for one in rounds]
        yield figure(ours, bare, what=f"{SWEEPS[number]}, a comment", unit="µs", beside=BARE)
    if case.sweeps > 1:
        first, second = ([one.own(number) for one in rounds] for number in range(2))
        yield figure(second, first, what=SWEEPS[1], unit="s", beside=SWEEPS[0], goal=AGAIN)


def _server(case: Case, rounds: Sequence[Round], counted: Counted) -> Figure:
    """What the server takes for a page, of the time that the bare download takes for one."""
    ours = counted.processor / max(counted.pages, 1) * 1000
    theirs = median(one.bare[0][0].seconds for one in rounds) / -(-case.size // ROWS) * 1000
    return Figure(
        part="The server of this bench",
        what="its processor's time for a page",
        unit="ms",
        ours=ours,
        beside="a page of the bare download",
        theirs=theirs,
        ratio=ours / theirs,
        size=case.size,
        note="Of all the pages that it served, ours and theirs.",
    )
