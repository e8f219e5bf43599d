"""The figures as tables, one for each part: plain Markdown, padded so that a terminal shows it well too."""

from collections.abc import Iterator, Sequence
from typing import Final

from bench.figures import Figure

HEADINGS: Final = ("measured", "size", "ours", "beside", "theirs", "ratio", "goal", "")
LEFT: Final = {0, 3}
"""Columns of words; figures stand to the right."""
NEAR_ONE: Final = 0.005
"""A ratio as near to one as that would look like it with fewer than four digits after the point."""
SMALL: Final = 0.095
"""Below it, two digits after the point would say too little."""


def tables(figures: Sequence[Figure]) -> Iterator[str]:
    """The lines of every part, in the order in which the parts came."""
    for part in dict.fromkeys(one.part for one in figures):
        yield from table(part, [one for one in figures if one.part == part])
        yield ""


def table(part: str, figures: Sequence[Figure]) -> Iterator[str]:
    """The lines of one part, its notes below it."""
    notes = list(dict.fromkeys(one.note for one in figures if one.note))
    rows = [HEADINGS, *(_row(one, notes) for one in figures)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    yield f"### {part}"
    yield ""
    for number, row in enumerate(rows):
        cells = (_padded(cell, wide[column], column) for column, cell in enumerate(row))
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'|'.join(_rule(width, column) for column, width in enumerate(wide))}|"
    if notes:
        yield ""
        yield from (f"{number}. {note}" for number, note in enumerate(notes, 1))


def shown(value: float) -> str:
    """Three digits that count: 1,234,567 and 12.3 and 0.0123; whole numbers as they are."""
    if value == round(value) or abs(value) >= 100:  # noqa: PLR2004 - three digits
        return f"{value:,.0f}"
    if abs(value) >= 10:  # noqa: PLR2004 - three digits
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= SMALL else f"{value:.2g}"


def times(value: float) -> str:
    """A ratio; one that is nearly one is not shown as one."""
    return f"{value:.4f} ×" if 0 < abs(value - 1) < NEAR_ONE else f"{shown(value)} ×"


def _row(one: Figure, notes: Sequence[str]) -> tuple[str, ...]:
    theirs = "" if one.theirs is None else f"{shown(one.theirs)} {one.unit}".rstrip()
    verdict = {None: "", True: "✓", False: "✗"}[one.met]
    return (
        f"{one.what} ({notes.index(one.note) + 1})" if one.note else one.what,
        "" if one.size is None else f"{one.size:,.0f}",
        f"{shown(one.ours)} {one.unit}".rstrip(),
        one.beside,
        theirs,
        _ratio(one),
        _goal(one),
        verdict,
    )


def _ratio(one: Figure) -> str:
    if one.ratio is None:
        return ""
    between = "" if one.spread is None else f" [{shown(one.spread[0])}–{shown(one.spread[1])}]"
    return f"{times(one.ratio)}{between}"


def _goal(one: Figure) -> str:
    if one.goal is None:
        return ""
    return f"≤ {shown(one.goal)} {one.unit}".rstrip() if one.ratio is None else f"≤ {times(one.goal)}"


def _padded(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column in LEFT else cell.rjust(width)


def _rule(width: int, column: int) -> str:
    return "-" * (width + 2) if column in LEFT else "-" * (width + 1) + ":"
