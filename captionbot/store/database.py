"""Opening the database: pragmas, migrations, and refusing what would be a fresh start by mistake."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from captionbot.errors import StoreError
from captionbot.store.record import Record
from captionbot.store.schema import HEAD

BUSY_SECONDS = 60
"""How long a write waits for another program's lock (a backup, a second command)."""

MEND = "Check the database, its disk space and who may write it; then do it again."
MIGRATION_LOCK = 0x63617074  # "capt": any number, the same in every captionbot
INIT = "Run `captionbot init` once. `run` and `tick` never make a database: begun afresh, they could repost old weeks."


class Store:
    """The database of one Page (others may share it)."""

    def __init__(self, engine: Engine, page_id: str) -> None:
        """Use ``open_store`` or ``make_store`` instead."""
        self.engine, self.page_id = engine, page_id

    @contextmanager
    def transaction(self) -> Iterator[Record]:
        """A record to read and write; all of it is kept at the end, or none of it after an error."""
        with self._session("BEGIN IMMEDIATE") as session:
            yield Record(session, self.page_id)
            session.commit()

    @contextmanager
    def view(self) -> Iterator[Record]:
        """A record to read; what is changed on it is not kept."""
        with self._session("BEGIN") as session:
            yield Record(session, self.page_id)
            session.expunge_all()  # what was read stays readable

    @contextmanager
    def _session(self, begin: str) -> Iterator[Session]:
        try:
            bound = self.engine.execution_options(sqlite_begin=begin)
            with Session(bound, expire_on_commit=False) as session:
                yield session
        except DBAPIError as error:
            raise StoreError(f"{_plainly(error, self.engine.url)} Nothing was written.", MEND) from error

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(url: str, page_id: str) -> Store:
    """Open an existing database, migrated to the newest schema.

    Raises StoreError where there is none, where it isn't ours, or where it is newer than this program.
    """
    _refuse_missing_file(make_url(url))
    return _opened(url, page_id, _refuse_what_is_not_ours)


def make_store(url: str, page_id: str) -> Store:
    """Make the database where there is none, or open the one that is there. Only `init` calls this."""
    _begin_file(make_url(url))
    return _opened(url, page_id, _refuse_anothers_tables)


def _begin_file(url: URL) -> None:
    """An empty file that other accounts can't read: fans' names will stand in it."""
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{url.database} can't be made: {error.strerror}.", _remedy(url)) from error


def _opened(url: str, page_id: str, refuse: Callable[[Connection], None]) -> Store:
    """The database, looked at before anything in it is changed, then brought to the newest schema."""
    store = Store(_engine(url), page_id)
    try:
        with _connection(store.engine) as connection:
            _one_at_a_time(connection)
            revision = _revision(connection)
            if revision is None:
                refuse(connection)
        _write_ahead(store.engine)
        _migrate(store.engine, revision)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_what_is_not_ours(connection: Connection) -> None:
    raise StoreError(f"{_name(connection.engine.url)} holds no captionbot database.", INIT)


def _refuse_anothers_tables(connection: Connection) -> None:
    if _tables(connection):
        raise StoreError(
            f"{_name(connection.engine.url)} holds another program's tables.",
            "Name an empty database in DATABASE_URL.",
        )


def _write_ahead(engine: Engine) -> None:
    """Readers and a writer side by side. SQLite remembers it in the file, so only in one that is ours."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()  # the mode can't be changed inside a transaction
        try:
            if raw.cursor().execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raw.cursor().execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            raise StoreError(f"{_name(engine.url)} can't be used: {error}.", _remedy(engine.url)) from error
        finally:
            raw.close()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, isolation_level="READ COMMITTED")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # or the driver would begin transactions of its own, too late
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that begins as a reader can't wait for another writer.
    begin: Any = connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE")
    connection.exec_driver_sql(begin)


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.execution_options(sqlite_begin="BEGIN").begin() as connection:
            yield connection
    except DBAPIError as error:
        raise StoreError(_plainly(error, engine.url), _remedy(engine.url)) from error


def _refuse_missing_file(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise StoreError(f"There is no database at {path}.", INIT) from error
    except OSError as error:
        do = "Let the user that captionbot runs as read and write it and its folder."
        raise StoreError(f"{path} can't be reached: {error.strerror}.", do) from error
    if stat.S_ISDIR(found.st_mode):
        raise StoreError(f"{path} is a folder, not a database.", "Name a file in DATABASE_URL.")
    if found.st_size == 0:
        raise StoreError(f"The database {path} is empty (0 bytes).", "Restore it from a backup; see docs/runbook.md.")


def _revision(connection: Connection) -> str | None:
    if "alembic_version" not in _tables(connection):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _migrate(engine: Engine, revision: str | None) -> None:
    if revision == HEAD:
        return  # the usual case, without the half second that importing alembic takes
    from captionbot.store.migrate import upgrade  # noqa: PLC0415 - seldom needed, and slow to import

    try:
        with engine.begin() as connection:
            _one_at_a_time(connection)
            upgrade(connection)
    except DBAPIError as error:
        raise StoreError(_plainly(error, engine.url), _remedy(engine.url)) from error


def _one_at_a_time(connection: Connection) -> None:
    """Nobody else looks or migrates until this transaction ends; SQLite's own lock does that for a writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return f"The file {url.database}"
    return f"The database {url.database} on {url.host or 'this machine'}"


def _remedy(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return (
            "Check the file and its folder (owner, disk space), or restore it from a backup; nothing is begun afresh."
        )
    return "Check DATABASE_URL and that the server runs; nothing is begun afresh."


def _plainly(error: DBAPIError, url: URL) -> str:
    cause = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    if "locked" in cause and isinstance(error, OperationalError):
        return f"{_name(url)} has been locked by another program for {BUSY_SECONDS} seconds."
    if "not a database" in cause or "malformed" in cause:
        return f"{_name(url)} is damaged or not a database ({cause})."
    return f"{_name(url)} can't be used: {cause}."
