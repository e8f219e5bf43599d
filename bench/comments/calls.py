"""Calls that a sweep makes, as the server counts them, and the memory that it takes, as the kernel does.

Ours are three runs of `captionbot tick`, whole processes: the first sweep, a second when little has changed, and the
close. What the libraries call is counted where that takes seconds; beyond, it is reckoned from the pages and the
comments, by the rule that the counted sizes have shown to hold.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.comments.rig import PASSES, SWEEPS, NotDoneError, Rig, rigged
from bench.figures import Figure, Scale
from bench.measuring import Ran

SIZES: Final = (100, 1_000, 10_000, 100_000)
LARGEST: Final = 1_000_000
ROWS: Final = 100
"""The most that Facebook gives on a page."""
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
CALLS: Final = "Calls of a sweep"
MEMORY: Final = "Peak memory of `captionbot tick`"


def measure(scale: Scale) -> Iterator[Figure]:
    """Size by size: calls, then memory, and at the end what a comment more takes."""
    peaks: dict[int, list[Ran]] = {}
    memory: list[Figure] = []
    for size in (*SIZES, *((LARGEST,) if scale.full else ())):
        with rigged(size) as rig:
            folder, peaks[size] = rig.record(), []
            counts: list[float] = []
            for number in range(len(SWEEPS)):
                calls, ran = _ticked(rig, folder, number)
                peaks[size].append(ran)
                counts.append(calls.ours)
                yield calls
            yield from _libraries(rig, counts[0], counted=size <= COUNTED * (10 if scale.full else 1))
        memory += [_peak(number, size, ran) for number, ran in enumerate(peaks[size])]
    yield from memory
    yield from (_more(number, size, peaks) for size in peaks if size > BASE for number in range(len(SWEEPS)))


def _ticked(rig: Rig, folder: Path, number: int) -> tuple[Figure, Ran]:
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
    return figure, ran


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
    return Figure(part=MEMORY, what=SWEEPS[number], unit="MB", ours=ran.megabytes, size=size)


def _more(number: int, size: int, peaks: dict[int, list[Ran]]) -> Figure:
    more = (peaks[size][number].megabytes - peaks[BASE][number].megabytes) * 1e6 / (size - BASE)
    what = f"{SWEEPS[number]}: for a comment more than {BASE:,}"
    return Figure(part=MEMORY, what=what, unit="bytes", ours=more, goal=BYTES, size=size)


def pages(rows: int, at_once: int) -> int:
    """How many pages hold so many rows."""
    return -(-rows // at_once)
