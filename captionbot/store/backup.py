"""A backup: one SQLite file of our own schema with one Page's rows in it, whatever database they come from.

It is a captionbot database like any other, with one table more: seals, by which a row that has changed in its years on
a shelf is noticed. SQLite's own check sees only that the pages of a file hang together.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from captionbot.errors import NotNow, StoreError
from captionbot.store.database import Store, revision_of
from captionbot.store.durable import UNFINISHED, publish
from captionbot.store.rows import PageRows, carry, sums_as_they_lie
from captionbot.store.schema import HEAD, Audit, CommentRow, Contest, Page, Reading
from captionbot.store.troubles import told

SEALS = "seals"
NOT_OURS = "Name a file that `captionbot backup` made."
ANOTHER = "Take another backup, an older one if need be."


@dataclass(frozen=True, slots=True)
class Holding:
    """What a database holds of one Page."""

    contests: int
    comments: int
    newest: datetime
    """The last hour of which it knows anything."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that has been found whole, brought to the newest schema on a copy of it."""

    file: Path
    holding: Holding
    connection: Connection
    """Reads the copy."""


def holding(connection: Connection, page_id: str) -> Holding | None:
    """What a database of the newest schema holds of a Page; None where it knows nothing of it."""
    begun = connection.execute(
        select(Page.initialised_at, Page.last_tick_at).where(Page.page_id == page_id)
    ).one_or_none()
    if begun is None:
        return None
    contests, comments = (
        connection.scalar(select(func.count()).select_from(kind).where(kind.page_id == page_id)) or 0
        for kind in (Contest, CommentRow)
    )
    noted = connection.scalar(select(func.max(Audit.at)).where(Audit.page_id == page_id))
    read = connection.scalar(select(func.max(Reading.begun_at)).where(Reading.page_id == page_id))
    return Holding(contests, comments, max(hour for hour in (*begun, noted, read) if hour is not None))


def write_backup(store: Store, file: Path) -> Holding:
    """Write a Page's rows, as they stand at one instant, into a new file; it is there whole, or not at all.

    A worker may go on meanwhile. Raises NotNow where the file is there already, StoreError where it can't be written.
    """
    with store.view() as record:
        record.page()
    unfinished = file.with_name(file.name + UNFINISHED)
    try:
        _refuse_to_overwrite(file)
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600, exist_ok=False)
        found = _filled(store, unfinished)
        publish(unfinished, file)
    except OSError as error:
        raise StoreError(f"{file} can't be written: {error.strerror}.", _how_to_write(error, file)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return found


def _refuse_to_overwrite(file: Path) -> None:
    if file.is_dir():
        raise NotNow(f"{file} is a folder.", f"Name a new file in it, such as {file / 'captionbot-backup.db'}.")
    if file.exists() or file.is_symlink():
        raise NotNow(f"{file} is there already, and a backup overwrites nothing.", "Give this one a name of its own.")


def _how_to_write(error: OSError, file: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"Make the folder {file.absolute().parent} first."
    return f"Check the folder {file.absolute().parent}: its disk space, and who may write there."


def _filled(store: Store, unfinished: Path) -> Holding:
    """Everything of the Page in a file, read there once more, and sealed."""
    from captionbot.store.migrate import upgrade  # noqa: PLC0415 - slow to import

    engine = alone(unfinished)
    try:
        with store.one_instant() as source, told(engine.url), engine.begin() as target:
            upgrade(target)
            carry(PageRows(source, store.page_id), target)
            seal(target)
            found = holding(target, store.page_id)
        with told(engine.url), engine.begin() as target:
            _refuse_what_hangs_not_together(target, unfinished)
    finally:
        engine.dispose()
    if found is None:
        raise StoreError("The Page was taken out of the database meanwhile.", "Do it once more.")
    return found


def alone(file: Path) -> Engine:
    """A SQLite file that nobody else uses and that is thrown away where it isn't finished: it keeps no journal."""
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def seal(connection: Connection) -> None:
    """Keep a digest of every table in a table of its own."""
    names = [name for name in inspect(connection).get_table_names() if name != SEALS]
    connection.execute(text(f"CREATE TABLE {SEALS} (name TEXT PRIMARY KEY, rows INTEGER, digest TEXT)"))
    for name, found in sums_as_they_lie(connection, names).items():
        row = {"name": name, "rows": found.rows, "digest": f"{found.digest:x}"}
        connection.execute(text(f"INSERT INTO {SEALS} VALUES (:name, :rows, :digest)"), row)  # noqa: S608 - ours


@contextmanager
def opened_backup(file: Path, page_id: str) -> Iterator[Backup]:
    """A file that may be restored, looked at whole and on a copy; the file itself is not touched.

    Any captionbot database in a SQLite file will do. Raises StoreError where it is none, is damaged, was changed, was
    made by a newer captionbot, or knows nothing of the Page.
    """
    with TemporaryDirectory(prefix="captionbot-") as folder:
        copy = Path(folder, "backup.db")
        _copy(file, copy)
        with _looked_at(copy, file) as connection:
            found = _checked(connection, file, page_id)
            yield Backup(file, found, connection)


@contextmanager
def _looked_at(copy: Path, file: Path) -> Iterator[Connection]:
    """The copy, spoken of by the name of the file itself."""
    engine = alone(copy)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise StoreError(f"{file} is damaged, or no backup at all ({error.orig}).", ANOTHER) from error
    finally:
        engine.dispose()


def _copy(file: Path, copy: Path) -> None:
    log = file.with_name(f"{file.name}-wal")  # beside the file of a database that was never closed
    try:
        shutil.copyfile(file, copy)
        if log.exists():
            shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
    except OSError as error:
        raise StoreError(f"{file} can't be read: {error.strerror}.", NOT_OURS) from error


def _checked(connection: Connection, file: Path, page_id: str) -> Holding:
    """Bring the copy to the newest schema, and refuse what must not be restored."""
    revision = revision_of(connection)
    if revision is None:
        raise StoreError(f"{file} holds no captionbot database.", NOT_OURS)
    _refuse_what_hangs_not_together(connection, file)
    _refuse_broken_seals(connection, file)
    _bring_forward(connection, revision, file)
    found = holding(connection, page_id)
    if found is None:
        pages = ", ".join(connection.scalars(select(Page.page_id))) or "no Page"
        raise StoreError(
            f"{file} holds the record of {pages} and not of the Page {page_id}.",
            "Name the right backup, or mend FACEBOOK_PAGE_ID.",
        )
    return found


def _refuse_what_hangs_not_together(connection: Connection, file: Path) -> None:
    wrong = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if wrong != "ok" or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError(f"{file} is damaged ({wrong if wrong != 'ok' else 'rows are missing'}).", ANOTHER)


def _refuse_broken_seals(connection: Connection, file: Path) -> None:
    if SEALS not in inspect(connection).get_table_names():
        return  # a database itself, or a copy of one
    sealed = connection.execute(text(f"SELECT name, rows, digest FROM {SEALS}")).all()  # noqa: S608 - ours
    found = sums_as_they_lie(connection, [name for name, _, _ in sealed])
    broken = [name for name, rows, digest in sealed if (found[name].rows, f"{found[name].digest:x}") != (rows, digest)]
    if broken:
        raise StoreError(f"{file} was changed since it was made ({', '.join(broken)}).", ANOTHER)


def _bring_forward(connection: Connection, revision: str, file: Path) -> None:
    if revision == HEAD:
        return
    from captionbot.store.migrate import upgrade  # noqa: PLC0415 - slow to import

    try:
        upgrade(connection)
    except StoreError as error:
        newer = f"{file} was made by a newer captionbot than this one."
        raise StoreError(newer, "Install that version, then restore.") from error
