"""One migrated database for all worlds, and a plain world for the stories."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.simulation.database import make_template
from tests.simulation.terms import settings
from tests.simulation.world import World
from tests.simulation.year import play


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest schema."""
    return make_template(tmp_path_factory.mktemp("simulation"))


@pytest.fixture
def world(template: Path, tmp_path: Path) -> Iterator[World]:
    """A world under plain settings, in which nothing goes wrong by itself."""
    made = World(1, tmp_path, template, settings())
    yield made
    made.close()


@pytest.fixture
def play_weeks(template: Path, tmp_path: Path) -> Callable[[int, int], str]:
    """Play some weeks of a seed, and give the journal's digest."""
    return lambda seed, weeks: play(seed, weeks, tmp_path, template).world.journal.digest
