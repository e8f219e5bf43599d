"""One migrated database of each kind for all tests here; every test has a Page of its own in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from captionbot.store.database import Store, make_store
from captionbot.store.record import Record
from tests.postgres import Server
from tests.store.made import POST_AT, SLOT

pages = count(1000)


@pytest.fixture(scope="session")
def sqlite_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record in a SQLite file."""
    with _made(f"sqlite:///{tmp_path_factory.mktemp('record') / 'captionbot.db'}") as store:
        yield store


@pytest.fixture(scope="session")
def postgres_record(postgres_server: Server) -> Iterator[Store]:
    """A record in PostgreSQL."""
    with postgres_server.database() as url, _made(url) as store:
        yield store


@pytest.fixture(params=["sqlite_record", pytest.param("postgres_record", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Store:
    """A Page's store, SQLite then PostgreSQL; the Page has begun."""
    shared: Store = request.getfixturevalue(request.param)
    own = Store(shared.engine, str(next(pages)))
    with own.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    return own


@pytest.fixture
def record(store: Store) -> Iterator[Record]:
    """One transaction on that store, kept if the test passes."""
    with store.transaction() as opened:
        yield opened


@contextmanager
def _made(url: str) -> Iterator[Store]:
    store = make_store(url, "1")
    yield store
    store.close()
