"""Crashes inside the recovery from a crash, at random by seed, while Facebook lies."""

from collections.abc import Callable

import pytest

from tests.crash.cases import wrong
from tests.crash.starting import Laboratory

SEEDS = 50
"""On each database, and others on each; `make crash` goes through 2,000."""
AT_ONCE = 5
FIRST = {"sqlite": 0, "postgres": SEEDS}


@pytest.mark.parametrize("part", range(SEEDS // AT_ONCE))
def test_crashes_inside_recovery(laboratory: Laboratory, count: Callable[[str, str, int], None], part: int) -> None:
    """Whatever comes together, all is said once, nothing is lost and nobody waits."""
    first, double = FIRST[laboratory.kind] + part * AT_ONCE, 0
    for seed in range(first, first + AT_ONCE):
        case = laboratory.doubly_struck(seed)
        told = laboratory.play(case)
        assert wrong(told) == [], case.again()
        assert told["crashes"] >= 1, case.again()
        double += told["crashes"] > 1
    count("weeks by seed with a crash inside the recovery", laboratory.kind, double)
