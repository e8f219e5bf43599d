"""The figures are kept whole, and shown so that nobody takes one for another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.figures import Figure, paired
from bench.plotting import lines_of, plot, singles_of
from bench.table import shown, table, times

PAIRED = paired(
    [2.0, 3.0, 4.0], [1.0, 1.0, 1.0], part="Time", what="a sweep", unit="s", beside="bare", goal=2.5, size=10
)
ALONE = Figure("Memory", "a comment", "bytes", ours=80, goal=100)


def test_a_figure_is_kept_whole() -> None:
    """What `results.json` holds can be shown again."""
    for one in (PAIRED, ALONE):
        assert Figure.from_json(json.loads(json.dumps(one.as_json()))) == one


def test_pairs_are_held_against_each_other() -> None:
    """The ratio is the median of the pairs' ratios, with the smallest and the largest; the goal is held against it."""
    assert (PAIRED.ours, PAIRED.theirs, PAIRED.ratio, PAIRED.spread) == (3.0, 1.0, 3.0, (2.0, 4.0))
    assert PAIRED.met is False
    assert ALONE.met is True
    assert replace(ALONE, goal=None).met is None


def test_one_pair_has_no_spread() -> None:
    """What was measured once does not look as if it had been measured often and never differed."""
    once = paired([2.0], [1.0], part="Time", what="a sweep", unit="s", beside="bare")

    assert (once.ratio, once.spread) == (2.0, None)
    assert times(2.0) in list(table("Time", [once]))[-1]
    assert "[" not in list(table("Time", [once]))[-1]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (7, "7"), (1234567, "1,234,567"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0.01234, "0.012")],
)
def test_three_digits_count(value: float, words: str) -> None:
    """No figure looks more exact than it is."""
    assert shown(value) == words


def test_nearly_one_is_not_shown_as_one() -> None:
    """A call too many in a thousand is seen."""
    assert (times(1.001), times(1), times(1.1)) == ("1.0010 ×", "1 ×", "1.10 ×")


def test_a_table_says_everything() -> None:
    """Ours, theirs, the ratio with its spread, the goal, whether it is reached, and the note below."""
    lines = list(table("Time", [PAIRED, replace(PAIRED, size=20, note="Three rounds.")]))

    assert lines[0] == "### Time"
    assert "3 s" in lines[4]
    assert "3 × [2–4]" in lines[4]
    assert "≤ 2.50 ×" in lines[4]
    assert "✗" in lines[4]
    assert "a sweep (1)" in lines[5]
    assert lines[-1] == "1. Three rounds."
    assert len({len(line) for line in lines[2:6]}) == 1


def test_sizes_make_a_line(tmp_path: Path) -> None:
    """What was measured at several sizes is one picture with all its alternatives; the rest stands beside its goal."""
    larger = replace(PAIRED, size=100)
    other = replace(PAIRED, beside="another", theirs=5.0)
    figures = [PAIRED, larger, other, ALONE]

    assert lines_of(figures) == [[PAIRED, larger, other]]
    assert singles_of(figures) == [ALONE]
    plot(figures, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
