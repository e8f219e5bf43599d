"""A contest week is killed at each of its effects in turn, and comes right all the same."""

import pytest

from tests.crash.long import LONG
from tests.crash.starting import Laboratory

PARTS = 4
"""Each part takes every fourth effect, so that two cores share them."""
AFTER = {"sqlite": 1, "postgres": 1 if LONG else 5}
"""What comes after one effect comes before the next: on PostgreSQL the short form strikes after every fifth alone."""


@pytest.mark.parametrize("part", range(PARTS))
def test_a_crash_before_any_effect_changes_nothing(laboratory: Laboratory, part: int) -> None:
    """Killed there, started again: one post, one reply, one announcement, the right winner, nothing lost or stuck."""
    numbers = range(part + 1, len(laboratory.effects) + 1, PARTS)
    assert [wrong for number in numbers for wrong in laboratory.struck(number, "before")] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_a_crash_after_any_effect_changes_nothing(laboratory: Laboratory, part: int) -> None:
    """The same where it has happened and nothing was made of it; the last effect is always among them."""
    numbers = range(len(laboratory.effects) - part, 0, -PARTS * AFTER[laboratory.kind])
    assert [wrong for number in numbers for wrong in laboratory.struck(number, "after")] == []


def test_the_effects_of_a_week(laboratory: Laboratory) -> None:
    """Commits, files, requests and answers are all among them, and no number comes after the last."""
    names = laboratory.effects
    kinds = {name.split()[0] for name in names}
    assert kinds == {"commit", "GET", "POST", "answer", "rename", "replace", "unlink", "mkdir", "fsync", "write"}
    assert len(names) > 100
    told = laboratory.ask("a_week", strikes=[[{"at": len(names) + 1, "when": "before"}]])
    assert (told["crashes"], told["broken"]) == (0, [])
