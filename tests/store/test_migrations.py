"""The schema: what migrations make is what the program expects, made once, never by an older program."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from captionbot.errors import StoreError
from captionbot.store import migrate
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.schema import HEAD, Base
from tests.store.made import begun

MAKE = """
import sys
import captionbot.store.migrate
from captionbot.store.database import make_store
print("ready", flush=True)
sys.stdin.readline()
make_store(sys.argv[1], "1").close()
"""


@contextmanager
def _made(url: str) -> Iterator[Store]:
    store = make_store(url, "1")
    try:
        yield store
    finally:
        store.close()


def test_the_head_is_the_newest_migration() -> None:
    """The program knows it by a constant, so that it starts without alembic."""
    assert migrate.newest() == HEAD


def test_migrations_make_what_the_models_describe(database_url: str) -> None:
    """Tables, columns, types, keys and indexes: alembic finds nothing to do."""
    with _made(database_url) as store, store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_every_table_is_keyed_by_page(database_url: str) -> None:
    """Several Pages may share a database."""
    with _made(database_url) as store:
        tables = inspect(store.engine)
        without = {
            name
            for name in tables.get_table_names()
            if "page_id" not in {column["name"] for column in tables.get_columns(name)}
        }

    assert without == {"alembic_version"}


def test_a_newer_schema_is_refused_and_left_alone(database_url: str) -> None:
    """An older program would write what the newer one can't read."""
    with _made(database_url) as store:
        _at_revision(store, "9999")
        for opened in (open_store, make_store):
            with pytest.raises(StoreError, match="newer captionbot") as refused:
                opened(database_url, "1")
            assert "newer version" in refused.value.do

        assert _revisions(store) == ["9999"]


def test_a_database_is_brought_up_to_date_when_it_is_opened(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade of the program nobody has to think of it."""
    called: list[Connection] = []
    monkeypatch.setattr(migrate, "upgrade", called.append)
    with _made(database_url):
        pass
    assert called

    monkeypatch.undo()
    with _made(database_url) as store:
        _at_revision(store, "0006")
        monkeypatch.setattr(migrate, "upgrade", called.append)
        open_store(database_url, "1", tmp_path).close()

    assert len(called) == 2


def test_a_migration_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old or new, never half."""
    whole = migrate.upgrade

    def halfway(connection: Connection) -> None:
        whole(connection)
        raise RuntimeError("the power went out")

    monkeypatch.setattr(migrate, "upgrade", halfway)
    with pytest.raises(RuntimeError, match="power"):
        make_store(database_url, "1")
    monkeypatch.undo()

    with pytest.raises(StoreError, match=r"no captionbot database|empty"):
        open_store(database_url, "1")
    with _made(database_url) as store, store.transaction() as record:
        assert begun(record).number == 1


def test_of_two_processes_that_migrate_at_once_one_does_it(database_url: str) -> None:
    """The other waits, finds it done and goes on."""
    with subprocess.Popen(
        [sys.executable, "-c", MAKE, database_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        other.stdin.write("go\n")
        other.stdin.flush()
        with _made(database_url) as store:
            assert other.wait(60) == 0
            assert _revisions(store) == [HEAD]


def _at_revision(store: Store, revision: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def _revisions(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(text("SELECT version_num FROM alembic_version")))
