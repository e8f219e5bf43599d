"""The figures as small pictures side by side: lines over the size, and single figures as ratios beside their goals.

Both axes of a line's picture are logarithmic: what grows in step with the size is a straight line that rises one for
one, and twice as much is as far apart at each size. A single figure is drawn as a part of its goal, so that all of them
share one axis: left of the line is reached.
"""

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from bench.figures import Figure
from bench.table import shown

COLUMNS: Final = 4
PICTURE: Final = (4.2, 3.1)
"""Inches of a picture with its words, across and down."""
FOR_A_FIGURE: Final = 0.24
"""Inches of a single figure's line."""
DOTS: Final = 100
FEW_DECADES: Final = 200
"""An axis whose ends are no further apart has more numbers than the powers of ten."""
OURS: Final = "#1f5fa8"
GOAL: Final = "#8a8a8a"
MISSED: Final = "#c0392b"
REACHED: Final = "#2e7d4f"
THEIRS: Final = ("#d9822b", "#8e5ea2", "#4a9c8c", "#a05c3b")
TITLE: Final = 44
"""Letters in a line of a title."""
WORDS: Final = 9
"""Their size in points."""


def plot(figures: Sequence[Figure], file: Path) -> None:
    """Draw them into a PNG file."""
    grown, single = lines_of(figures), singles_of(figures)
    (wide, high), rows = PICTURE, -(-len(grown) // COLUMNS)
    below = FOR_A_FIGURE * len(single) + 1.4 if single else 0.0
    sheet = Sheet(figsize=(wide * COLUMNS, max(high * rows + below, 1)), dpi=DOTS, layout="constrained")
    parts = [one for one in (high * rows, below) if one]
    grid = iter(sheet.subfigures(len(parts), 1, height_ratios=parts, squeeze=False).flat) if parts else iter(())
    if grown:
        axes = next(grid).subplots(rows, COLUMNS, squeeze=False).flat
        for one in axes:
            _draw_lines(one, grown.pop(0)) if grown else one.set_axis_off()
    if single:
        _draw_single(next(grid).subplots(), single)
    sheet.savefig(file, bbox_inches="tight")


def lines_of(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures of one thing at several sizes, together with those of every alternative to it; a picture each."""
    things = dict.fromkeys((one.part, one.what, one.unit) for one in figures if one.size is not None)
    found = [[one for one in figures if (one.part, one.what, one.unit) == thing and one.size] for thing in things]
    return [some for some in found if len({one.size for one in some}) > 1]


def singles_of(figures: Sequence[Figure]) -> list[Figure]:
    """Figures that have a goal and stand in no line."""
    in_lines = [one for line in lines_of(figures) for one in line]
    return [one for one in figures if one.goal and one not in in_lines]


def _draw_lines(axes: Axes, figures: Sequence[Figure]) -> None:
    ours = {one.size: one.ours for one in figures if one.size}
    _line(axes, ours, OURS, "captionbot", "-o")
    for colour, beside in zip(THEIRS, dict.fromkeys(one.beside for one in figures if one.beside), strict=False):
        theirs = {one.size: one.theirs for one in figures if one.beside == beside and one.size and one.theirs}
        _line(axes, theirs, colour, beside, "--s")
    goals = {one.size: _most(one) for one in figures if one.goal and one.size}
    if goals:
        _line(axes, goals, GOAL, "goal: at most", ":")
    axes.set(xscale="log", yscale="log", ylabel=figures[0].unit)
    low, high = axes.get_ylim()
    if high / low < 10:  # noqa: PLR2004 - a decade at least, or the axis has no number on it
        axes.set_ylim(low / 3, high * 3)
    axes.set_title(_title(figures[0]), fontsize=WORDS, loc="left")
    axes.xaxis.set_major_locator(LogLocator(numticks=6))
    axes.yaxis.set_major_locator(_steps(axes.get_ylim()))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: shown(value)))
    axes.tick_params(labelsize=WORDS - 1)
    axes.grid(color="#e4e4e4")
    axes.legend(fontsize=WORDS - 2, frameon=False)


def _steps(ends: tuple[float, float]) -> LogLocator:
    """Where an axis has its numbers: at 1, 2, 5, 10 where it is short, else at powers of ten."""
    return LogLocator(subs=(1, 2, 5) if ends[1] / ends[0] < FEW_DECADES else (1,), numticks=12)


def _line(axes: Axes, points: dict[float, float], colour: str, label: str, how: str) -> None:
    sizes = sorted(points)
    axes.plot(sizes, [points[size] for size in sizes], how, color=colour, label=label, markersize=4, linewidth=1.4)


def _most(one: Figure) -> float:
    """What the goal lets ours be."""
    return (one.goal or 0) * (1 if one.ratio is None else one.theirs or 0)


def _title(one: Figure) -> str:
    return f"{fill(one.part, TITLE)}\n{fill(one.what, TITLE)}"


def _draw_single(axes: Axes, figures: Sequence[Figure]) -> None:
    """Each figure's part of its goal, with its spread; the words beside it give both."""
    for place, one in enumerate(reversed(figures)):
        value, goal = one.ours if one.ratio is None else one.ratio, one.goal or 1
        colour = REACHED if one.met else MISSED
        if one.spread:
            axes.plot([part / goal for part in one.spread], [place, place], color=colour, linewidth=1.4)
        axes.plot([value / goal], [place], "o", color=colour, markersize=6)
        unit = one.unit if one.ratio is None else "×"
        words = f"{shown(value)} {unit} of {shown(goal)}".replace("  ", " ")
        axes.annotate(
            words, (1, place), (8, 0), ("axes fraction", "data"), "offset points", va="center", fontsize=WORDS
        )
    names = [f"{one.part}: {one.what}" + (f", beside {one.beside}" if one.beside else "") for one in figures]
    axes.set_yticks(range(len(figures)), list(reversed(names)), fontsize=WORDS)
    axes.set(xscale="log", ylim=(-0.7, len(figures) - 0.3))
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.3), max(high, 2) * 2)
    axes.xaxis.set_major_locator(_steps(axes.get_xlim()))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.axvline(1, color=GOAL, linestyle=":")
    axes.set_xlabel("part of the goal: left of the line it is reached", fontsize=WORDS)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{shown(value)} ×"))
    axes.tick_params(axis="x", labelsize=WORDS - 1)
    axes.grid(axis="x", color="#e4e4e4")
