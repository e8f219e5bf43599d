"""Opening the database: pragmas, migrations, and refusing what would be a fresh start by mistake."""

import logging
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from captionbot.errors import StoreError
from captionbot.store.durable import UNFINISHED, publish
from captionbot.store.owner import refuse_another_user
from captionbot.store.record import Record
from captionbot.store.schema import HEAD
from captionbot.store.troubles import BUSY_SECONDS, Absent, Damaged, named, remedy, told

log = logging.getLogger(__name__)

MEND = "Check the database, its disk space and who may write it; then do it again."
MIGRATION_LOCK = 0x63617074  # "capt": any number, the same in every captionbot
INIT = (
    "Run `captionbot init` once, or `captionbot restore FILE` where you have a backup. "
    "`run` and `tick` never make a database: begun afresh, they could repost old weeks."
)
EMPTY = (
    "Something emptied it: bring a backup back with `captionbot restore FILE`. "
    "Where there never was a contest, delete it and run `captionbot init`."
)


class Store:
    """The database of one Page (others may share it)."""

    def __init__(self, engine: Engine, page_id: str) -> None:
        """Use ``open_store`` or ``make_store`` instead."""
        self.engine, self.page_id = engine, page_id
        self._writing = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        self._reading = engine.execution_options(sqlite_begin="BEGIN")
        self._file = _file_now(engine.url)

    @contextmanager
    def transaction(self) -> Iterator[Record]:
        """A record to read and write; all of it is kept at the end, or none of it after an error."""
        with self._session(self._writing) as session:
            yield Record(session, self.page_id)
            session.commit()

    @contextmanager
    def view(self) -> Iterator[Record]:
        """A record to read; what is changed on it is not kept."""
        with self._session(self._reading) as session:
            yield Record(session, self.page_id)
            session.expunge_all()  # what was read stays readable

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if _file_now(self.engine.url) != self._file:  # a connection would go on with the file that was taken away
            what = f"{named(self.engine.url)} is gone, or another one since this captionbot began."
            raise StoreError(what, "Stop it, see that the right database is there, and start it again.")
        with told(self.engine.url, MEND, "Nothing was written."), Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def one_instant(self) -> Iterator[Connection]:
        """A connection to read by, which shows the database as it was at one instant; no writer waits for it."""
        engine = self.engine
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with reading(engine) as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(url: str, page_id: str, keep_in: Path | None = None) -> Store:
    """Open an existing database, migrated to the newest schema; of an older one a copy is kept first.

    ``keep_in`` is the folder for that copy where the database is no file. Raises StoreError where there is no database,
    where it isn't ours, where it is newer than this program, or where no copy can be kept.
    """
    _refuse_missing_file(make_url(url))
    return _opened(url, page_id, _refuse_what_is_not_ours, keep_in)


def make_store(url: str, page_id: str, keep_in: Path | None = None) -> Store:
    """Make the database where there is none, or open the one that is there. Only `init` and `restore` call this."""
    _begin_file(make_url(url))
    return _opened(url, page_id, _refuse_anothers_tables, keep_in)


def _begin_file(url: URL) -> None:
    """A file where there is none, which other accounts can't read: fans' names will stand in it."""
    try:
        _refuse_missing_file(url)
    except Absent:
        try:
            _make_file(Path(str(url.database)))
        except (OSError, sqlite3.Error) as error:
            what = error.strerror if isinstance(error, OSError) else error
            raise StoreError(f"{url.database} can't be made: {what}.", remedy(url)) from error


def _make_file(file: Path) -> None:
    """It is never seen empty, not even by a second `init` at the same moment: what is empty was emptied."""
    descriptor, name = mkstemp(prefix=f"{file.name}.", suffix=UNFINISHED, dir=file.parent)
    os.close(descriptor)
    try:
        with closing(sqlite3.connect(name)) as connection:
            connection.execute("PRAGMA journal_mode=WAL").close()
        with suppress(FileExistsError):
            publish(Path(name), file)
    finally:
        Path(name).unlink(missing_ok=True)


def _opened(url: str, page_id: str, refuse: Callable[[Connection], None], keep_in: Path | None) -> Store:
    """The database, looked at before anything in it is changed, then brought to the newest schema."""
    refuse_another_user(make_url(url))
    store = Store(_engine(url), page_id)
    try:
        with reading(store.engine) as connection:
            _one_at_a_time(connection)
            revision = revision_of(connection)
            if revision is None:
                refuse(connection)
        _write_ahead(store.engine)
        _migrate(store.engine, revision, keep_in)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_what_is_not_ours(connection: Connection) -> None:
    _refuse_anothers_tables(connection)
    raise Absent(f"{named(connection.engine.url)} holds no captionbot database.", INIT)


def _refuse_anothers_tables(connection: Connection) -> None:
    if _tables(connection):
        what = f"{named(connection.engine.url)} holds another program's tables."
        raise StoreError(what, "Name captionbot's own database in DATABASE_URL, or an empty one.")


def _write_ahead(engine: Engine) -> None:
    """Readers and a writer side by side. SQLite remembers it in the file, so only in one that is ours."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()  # the mode can't be changed inside a transaction
        try:
            if raw.cursor().execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raw.cursor().execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            raise StoreError(f"{named(engine.url)} can't be used: {error}.", remedy(engine.url)) from error
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
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to look by, in one transaction; what stops it is told by the database's name."""
    with told(engine.url), engine.execution_options(sqlite_begin="BEGIN").begin() as connection:
        yield connection


def _refuse_missing_file(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise Absent(f"There is no database at {path}.", INIT) from error
    except OSError as error:
        do = "Let the user that captionbot runs as read and write it and its folder."
        raise StoreError(f"{path} can't be reached: {error.strerror}.", do) from error
    if stat.S_ISDIR(found.st_mode):
        raise StoreError(f"{path} is a folder, not a database.", "Name a file in DATABASE_URL.")
    if found.st_size == 0:
        raise Damaged(f"The database {path} is empty (0 bytes).", EMPTY)


def revision_of(connection: Connection) -> str | None:
    """The schema that a database is at; None where it is none of ours."""
    if not {"alembic_version", "pages"} <= set(_tables(connection)):  # others use alembic too
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _migrate(engine: Engine, revision: str | None, keep_in: Path | None) -> None:
    if revision == HEAD:
        return  # the usual case, without the half second that importing alembic takes
    from captionbot.store.safety_copy import prune, upgraded  # noqa: PLC0415 - seldom needed, and slow to import

    with told(engine.url), engine.begin() as connection:
        _one_at_a_time(connection)
        copy = upgraded(connection, revision_of(connection), keep_in)
    if copy is not None:
        log.warning("%s is brought to schema %s; as it was before, it lies in %s", named(engine.url), HEAD, copy)
        prune(copy)


def _one_at_a_time(connection: Connection) -> None:
    """Nobody else looks or migrates until this transaction ends; SQLite's own lock does that for a writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _file_now(url: URL) -> tuple[int, int] | None:
    """Which file a SQLite database is at this moment, by its number on the disk."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    try:
        found = Path(url.database).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
