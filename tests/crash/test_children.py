"""A bot is killed while a process of its own examines a photo or draws a card: that one ends too, the week is right."""

from collections.abc import Callable

import pytest

from tests.crash.starting import Laboratory

Count = Callable[[str, str, int], None]

EFFECTS = ("child", "examine 0000-broken*", "examine 1974-mounted*", "examine 1980-next*", "draw")


@pytest.mark.parametrize(
    "effect", ["child", "examine 0000-broken*", "examine 1974-mounted*", "examine 1980-next*", "draw"]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_around_a_child_changes_nothing(laboratory: Laboratory, count: Count, when: str, effect: str) -> None:
    """Killed as it starts, while it works (after "child"), or with its answer in hand and nothing kept of it."""
    strikes = [[{"at": f"{effect}*", "when": when}]]
    told = laboratory.ask("a_week", strikes=strikes, apart=True)
    assert (told["crashes"], told["broken"]) == (1, [])
    count("crashes around the work of a process of its own", laboratory.kind, 1)
