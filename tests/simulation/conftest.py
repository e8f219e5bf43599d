"""One migrated database for all worlds, and a plain world for the stories."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.simulation import summary
from tests.simulation.database import make_template
from tests.simulation.script import Script
from tests.simulation.summary import PLAYED
from tests.simulation.terms import settings
from tests.simulation.world import World
from tests.simulation.year import Year, counted, play

SUMMARY = "tests.simulation.summary"
Play = Callable[[int, int], Year]


def pytest_configure(config: pytest.Config) -> None:
    """Load the summary, where nobody has yet."""
    if not config.pluginmanager.has_plugin(SUMMARY):
        config.pluginmanager.register(summary, SUMMARY)


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
def play_weeks(template: Path, tmp_path: Path) -> Play:
    """Play some weeks of a seed."""
    return lambda seed, weeks: play(Year(seed, tmp_path, template), weeks)


@pytest.fixture
def play_counted(template: Path, tmp_path: Path, record_property: Callable[[str, object], None]) -> Play:
    """Play some weeks of a seed, and have what was met counted for the summary, broken or not."""

    def played(seed: int, weeks: int) -> Year:
        year, broken = Year(seed, tmp_path, template), True
        try:
            play(year, weeks)
            broken = False
        finally:
            record_property(PLAYED, counted(year, broken=broken).as_words())
        return year

    return played


@pytest.fixture
def script(world: World) -> Script:
    """Two photos in the queue, and a worker."""
    return Script(world)
