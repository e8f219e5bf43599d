"""Calls that a sweep makes, as the server counts them, and the memory that it takes, as the kernel does.

Ours are three runs of `captionbot tick`, whole processes: the first sweep, a second when little has changed, and the
close. Those of a large thread take so long that their start no longer counts, and are timed as well, each beside a
bare download right after it. What the libraries call is counted where that takes seconds; beyond, it is reckoned from
the pages and the comments, by the rule that the counted sizes have shown to hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.comments.rig import PASSES, SWEEPS, Rig, Took, rigged
from bench.comments.sweep import ROWS, Case, Round, own_work, times
from bench.figures import Figure, Scale
from bench.measuring import NotDoneError, Ran

SIZES: Final = (100, 1_000, 10_000, 100_000)
LARGEST: Final = 1_000_000
MORE: Final = 2
"""Calls beyond the pages that a tick may make."""
USUAL: Final = 25
"""Rows on a page of whoever asks for no number."""
LIBRARIES: Final = ("facebook-sdk", "python-facebook-api")
COUNTED: Final = 1_000
"""Up to so many comments the libraries' calls are counted; ten times as many in the full run."""
BASE: Final = 1_000
BYTES: Final = 100
"""That a comment more may take."""
TIMED: Final = 100_000
"""From so many comments on a tick's start is lost in what it takes."""
WHOLE: Final = "One run of `captionbot tick`, its start included, beside one download."
ONCE: Final = "One run of each size."
CALLS: Final = "Calls of a sweep"
MEMORY: Final = "Peak memory of `captionbot tick`"


@dataclass(frozen=True, slots=True)
class Tick:
    """One of the three, as a whole process."""

    calls: Figure
    ran: Ran
    bare: Sequence[Took]
    """The download right after it, of a large thread."""


def measure(scale: Scale) -> Iterator[Figure]:
    """Size by size: calls, memory, what a comment more takes of it, and how long a large thread takes.

    Nothing waits for the largest size: whatever becomes of that, the others are told.
    """
    ticks: dict[int, list[Tick]] = {}
    for size in (*SIZES, LARGEST) if scale.full else SIZES:
        with rigged(size) as rig:
            folder, ticks[size] = rig.record(), []
            for number in range(len(SWEEPS)):
                ticks[size].append(_ticked(rig, folder, number))
                yield ticks[size][number].calls
            yield from _libraries(rig, ticks[size][0].calls.ours, counted=size <= COUNTED * (10 if scale.full else 1))
        yield from (_peak(number, size, tick.ran) for number, tick in enumerate(ticks[size]))
        if size > BASE:
            yield from (_more(number, size, ticks) for number in range(len(SWEEPS)))
        if size >= TIMED:
            yield from _timed(size, ticks[size])


def _ticked(rig: Rig, folder: Path, number: int) -> Tick:
    """One of the three ticks: its calls beside those without which nobody could read the thread."""
    rig.servers[number].counted()
    ran = rig.tick(folder, number)
    calls, floor = rig.servers[number].counted().calls, PASSES[number] * pages(rig.rows[number], ROWS)
    figure = Figure(
        part=CALLS,
        what=SWEEPS[number],
        unit="calls",
        ours=calls,
        beside="floor: pages of 100",
        theirs=floor,
        ratio=calls / floor,
        goal=(floor + MORE) / floor,
        size=rig.size,
    )
    bare = rig.other("bare", number) if rig.size >= TIMED else [[]]
    return Tick(figure, ran, bare[0])


def _libraries(rig: Rig, ours: float, *, counted: bool) -> Iterator[Figure]:
    """The first sweep, as the libraries would read it, beside the calls that ours was counted to make."""
    for way in LIBRARIES:
        calls = pages(rig.size, USUAL) + rig.size
        if counted:
            rig.servers[0].counted()
            rig.other(way, 0)
            if rig.servers[0].counted().calls != calls:
                raise NotDoneError(f"{way} does not call as was reckoned")
        yield Figure(
            part=CALLS,
            what=SWEEPS[0],
            unit="calls",
            ours=ours,
            beside=way,
            theirs=calls,
            ratio=ours / calls,
            size=rig.size,
            note="" if counted else "Theirs are reckoned, not counted.",
        )


def _peak(number: int, size: int, ran: Ran) -> Figure:
    return Figure(part=MEMORY, what=SWEEPS[number], unit="MB", ours=ran.megabytes, size=size, note=ONCE)


def _more(number: int, size: int, ticks: dict[int, list[Tick]]) -> Figure:
    more = (ticks[size][number].ran.megabytes - ticks[BASE][number].ran.megabytes) * 1e6 / (size - BASE)
    what = f"{SWEEPS[number]}: for a comment more than {BASE:,}"
    return Figure(part=MEMORY, what=what, unit="bytes", ours=more, goal=BYTES, size=size, note=ONCE)


def _timed(size: int, ticks: Sequence[Tick]) -> Iterator[Figure]:
    """How long the ticks took by the wall's clock, and of the processor, beside the bare downloads."""
    case = Case(size, 0, note=WHOLE)
    once = [Round([Took(tick.ran.seconds, tick.ran.processor) for tick in ticks], [tick.bare for tick in ticks])]
    yield from times(case, once)
    yield from own_work(case, once)


def pages(rows: int, at_once: int) -> int:
    """How many pages hold so many rows."""
    return -(-rows // at_once)
