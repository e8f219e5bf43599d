"""Each kind of fault × each act × with and without read lag: a whole week each, judged by what is true on the Page."""

from collections.abc import Callable, Iterator

import pytest

from captionbot.practice.lies.kinds import KINDS
from tests.faults.conftest import LONGER
from tests.faults.expected import figures, wrong
from tests.faults.line import PROPERTY
from tests.faults.matrix import ROWS, Act, Cell, Row, covering, every_cell
from tests.faults.starting import Laboratory


def _cells(row: Row) -> Iterator[Cell]:
    """All of them where there is time; else each kind on each act, with lag and without, lasting now so, now so."""
    return every_cell(row) if LONGER else covering(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_fault_costs_no_word_twice(
    faults_laboratory: Laboratory, row: Row, record_property: Callable[[str, object], None]
) -> None:
    """Nothing is said twice, nothing is lost, nobody is left without a word, and what can be said is."""
    ended = [(cell, faults_laboratory.week(cell)) for cell in _cells(row)]

    record_property(PROPERTY, figures(ended))
    assert "\n".join(line for cell, end in ended for line in wrong(cell, end)) == ""


def test_no_kind_of_fault_is_left_out() -> None:
    """Every kind that practice's own list names is in the matrix, and every lie of it that may be told of a write."""
    named = {kind.partition("=")[0] for row in ROWS for one in row.kinds for kind in one.split("+")}

    assert {kind.name for kind in KINDS} <= named | {"lag"}  # which is in every row
    assert {kind.removeprefix("lie-") for kind in named} >= {kind.name for kind in KINDS} - {"lag"}


def test_what_is_played_covers_every_kind_act_and_lag() -> None:
    """The selection leaves out lengths of time, but no kind, no act, and neither lag nor its absence."""
    for row in ROWS:
        cells = list(covering(row))

        assert {(cell.act, cell.lags) for cell in cells} == {(act, lags) for act in row.acts for lags in (False, True)}
        assert len(cells) < len(row.kinds) or {cell.kind for cell in cells} == set(row.kinds)
    assert {act for row in ROWS for act in row.acts} == set(Act)
