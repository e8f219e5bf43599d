"""A contest week is killed at each of its effects in turn, before it and after it, and comes right all the same."""

from collections.abc import Callable

import pytest

from tests.crash.starting import Laboratory

PARTS = 12
"""Each part takes every twelfth effect, so that two cores share them and none takes long."""

Count = Callable[[str, str, int], None]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_any_effect_changes_nothing(laboratory: Laboratory, count: Count, when: str, part: int) -> None:
    """Killed there, started again: one post, one reply, one announcement, the right winner, nothing lost or stuck."""
    numbers = list(range(part + 1, len(laboratory.effects) + 1, PARTS))
    if (when, laboratory.kind) == ("after", "postgres"):  # SQLite's weeks show that it is so
        once = laboratory.same.intersection(numbers)
        numbers = [number for number in numbers if number not in once]
        count('effects whose "after" is the very point of the next one\'s "before"', laboratory.kind, len(once))
    assert [wrong for number in numbers for wrong in laboratory.struck(number, when)] == []
    count(f"effects of a week, each killed {when}", laboratory.kind, len(numbers))


def test_the_effects_of_a_week(laboratory: Laboratory) -> None:
    """Commits, files, photos, requests and answers are all among them, and no number comes after the last."""
    names = laboratory.effects
    kinds = {name.split()[0] for name in names}
    files = {"rename", "link", "unlink", "mkdir", "fsync"}
    assert kinds == {"commit", "GET", "POST", "answer", "examine", "draw", *files}
    assert len(names) > 100
    told = laboratory.ask("a_week", strikes=[[{"at": len(names) + 1, "when": "before"}]])
    assert (told["crashes"], told["broken"]) == (0, [])
