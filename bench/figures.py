"""What a bench found: each figure beside its alternative, and beside what we want it to be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


class MissingError(Exception):
    """A program that a part needs is not here; the words say how to add it. The bench goes on without that part."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    rounds: int = 5
    full: bool = False
    """The largest sizes too, which take too long for `make bench`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    part: str
    """The part of the table it stands in, such as ``Time of a sweep``."""
    what: str
    """What was measured; figures of one part with the same words and several sizes make one line of the plot."""
    unit: str
    ours: float
    """Median."""
    beside: str = ""
    """The alternative that did the same work in the same run; empty where there is none."""
    theirs: float | None = None
    """Median."""
    ratio: float | None = None
    """Median of ours to theirs, pair by pair."""
    spread: tuple[float, float] | None = None
    """The smallest and the largest of those ratios, where there are several."""
    goal: float | None = None
    """What ``ratio``, or without an alternative ``ours``, should at most be."""
    size: float | None = None
    """How many comments, pages or the like."""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        value = self.ours if self.ratio is None else self.ratio
        return None if self.goal is None else value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The figure for ``results.json``."""
        return {**asdict(self), "met": self.met}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Figure":
        """The figure that ``as_json`` wrote."""
        spread = kept["spread"]
        values = {name: value for name, value in kept.items() if name != "met"}
        return cls(**{**values, "spread": None if spread is None else (spread[0], spread[1])})


Measure = Callable[[Scale], Iterator[Figure]]
"""A bench: gives its figures as it finds them."""


def paired(
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    part: str,
    what: str,
    unit: str,
    beside: str,
    goal: float | None = None,
    size: float | None = None,
    note: str = "",
) -> Figure:
    """A figure of runs that were made in turn, the first of ours beside the first of theirs."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Figure(
        part=part,
        what=what,
        unit=unit,
        ours=median(ours),
        beside=beside,
        theirs=median(theirs),
        ratio=median(ratios),
        spread=(min(ratios), max(ratios)) if len(ratios) > 1 else None,
        goal=goal,
        size=size,
        note=note,
    )
