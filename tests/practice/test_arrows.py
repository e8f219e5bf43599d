"""Practice's own rooms: the world knows nobody, and no arrow leads back."""

from collections import defaultdict
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.sources import sources

HOME = "captionbot.practice"


def _modules() -> dict[str, set[str]]:
    """Give each module of practice with those that it imports, for a type alone too."""
    ours = {source for source in sources() if source.place == "practice"}
    named = {".".join(source.path.with_suffix("").parts).removesuffix(".__init__"): source for source in ours}
    return {
        name: {found for told, _ in source.imports() if (found := _module(told, set(named))) and found != name}
        for name, source in named.items()
    }


def _module(told: str, known: set[str]) -> str:
    """Give the module that an imported name is of: the longest part of it that is one."""
    while told not in known and told:
        told = told.rpartition(".")[0]
    return told


def _rooms() -> dict[str, set[str]]:
    """Give each folder, and each file beside the folders, with those that it imports."""
    rooms = defaultdict[str, set[str]](set)
    for name, used in _modules().items():
        rooms[_room(name)] |= {_room(one) for one in used} - {_room(name)}
    return rooms


def _room(name: str) -> str:
    return name.removeprefix(HOME).lstrip(".").partition(".")[0]


@pytest.mark.parametrize("arrows", [_modules, _rooms], ids=["modules", "rooms"])
def test_no_arrow_leads_back(arrows: Callable[[], dict[str, set[str]]]) -> None:
    """Neither modules nor rooms import each other in a circle."""
    try:
        TopologicalSorter(arrows()).prepare()
    except CycleError as circle:
        pytest.fail(f"a circle of imports: {' -> '.join(circle.args[1])}")


@pytest.mark.parametrize(
    ("room", "below"),
    [
        ("clock", set()),
        ("settings", set()),
        ("samples", set()),
        ("world", set()),
        ("graph", {"clock", "settings", "world"}),
        ("lies", {"clock", "graph", "world"}),
        ("crowd", {"settings", "world"}),
        ("page", {"clock", "crowd", "world"}),
    ],
)
def test_each_room_uses_what_lies_below_it(room: str, below: set[str]) -> None:
    """The Graph is honest and alone: it knows neither the lies nor the crowd nor the page."""
    assert _rooms()[room] <= below
