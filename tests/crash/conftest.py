"""A laboratory for each kind of database, kept for the whole run; what it does is a story."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from captionbot.store.database import make_store
from tests.crash.long import LONG
from tests.crash.starting import Laboratory, running
from tests.postgres import Server

collect_ignore = [] if LONG else ["test_every_syscall.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a story; a chunk of weeks takes its time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("story")
            item.add_marker(pytest.mark.timeout(3600 if LONG else 600))


@pytest.fixture(scope="session")
def base() -> Iterator[Path]:
    """A folder for the weeks, in memory where there is such a place: no process's death loses what it has written."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with TemporaryDirectory(prefix="captionbot-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_laboratory(base: Path) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in SQLite, each in a file of its own."""
    template = base / "template.db"
    make_store(f"sqlite:///{template}", "1").close()
    (base / "sqlite").mkdir()
    with running(base / "sqlite", str(template)) as laboratory:
        yield laboratory


@pytest.fixture(scope="session")
def postgres_laboratory(base: Path, postgres_server: Server) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in PostgreSQL, each under a Page of its own."""
    (base / "postgres").mkdir()
    with postgres_server.database() as url:
        store = make_store(url, "1")
        with store.engine.begin() as connection:  # what was committed outlives the server's death
            connection.exec_driver_sql(f"ALTER DATABASE {store.engine.url.database} SET synchronous_commit = on")
        store.close()
        with running(base / "postgres", url) as laboratory:
            yield laboratory


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def laboratory(request: pytest.FixtureRequest) -> Laboratory:
    """A laboratory with SQLite, then one with PostgreSQL."""
    found: Laboratory = request.getfixturevalue(f"{request.param}_laboratory")
    return found
