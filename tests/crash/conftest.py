"""A laboratory for each kind of database, kept for the whole run; what it does is a story."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash import counting, starting
from tests.crash.starting import Laboratory
from tests.left_out import leave_out
from tests.postgres import Server


def pytest_configure(config: pytest.Config) -> None:
    """Say at the end how much was killed, also where this folder alone is asked for."""
    if not config.pluginmanager.has_plugin(counting.__name__):
        config.pluginmanager.register(counting, counting.__name__)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a story."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("story")


@pytest.fixture(scope="session")
def base() -> Iterator[Path]:
    """A folder for the weeks."""
    with starting.a_base() as folder:
        yield folder


@pytest.fixture(scope="session")
def sqlite_laboratory(base: Path) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in SQLite, each in a file of its own."""
    with starting.sqlite_laboratory(base) as laboratory:
        yield laboratory


@pytest.fixture(scope="session")
def postgres_laboratory(base: Path, postgres_server: Server) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in PostgreSQL, each under a Page of its own."""
    with starting.postgres_laboratory(base, postgres_server) as laboratory:
        yield laboratory


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def laboratory(request: pytest.FixtureRequest) -> Laboratory:
    """A laboratory with SQLite, then one with PostgreSQL."""
    found: Laboratory = request.getfixturevalue(f"{request.param}_laboratory")
    return found


@pytest.fixture
def strace() -> None:
    """What kills at, spoils and notes syscalls."""
    if not shutil.which("strace"):
        leave_out("strace", "sudo apt install -y strace")


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, str, int], None]:
    """Count what was done to a kind of database, for the end of the output."""

    def counted(what: str, database: str, times: Any) -> None:
        record_property(counting.PROPERTY, [what, database, times])

    return counted
