"""The database as it was, kept before a migration changes it; `captionbot restore` takes it like any backup.

SQLite: the file itself, copied by SQLite, beside it. PostgreSQL: the rows of every Page in a SQLite file of the same
schema. Whoever calls this is alone with the database, in the very transaction that will change it.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from captionbot.errors import StoreError
from captionbot.store import migrate
from captionbot.store.backup import alone, seal
from captionbot.store.durable import UNFINISHED, free_name, publish
from captionbot.store.rows import AT_A_TIME, PICTURES_AT_A_TIME, Sum
from captionbot.store.schema import HEAD
from captionbot.store.troubles import named

KEPT: Final = 3
"""So many copies stay; older ones are taken away when there is a new one."""

MADE: Final = re.compile(r"\.before-[0-9]{4}-[0-9-]{10}T[0-9]{4}Z(\.db)?(\.[0-9]+)?")
"""What stands in the name of a copy between the database's name and the end."""

_NOW: Final = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H%MZ', 'now')",
    "postgresql": "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24MI\"Z\"')",
}
"""The database's own clock, which dates the name."""


def upgraded(connection: Connection, revision: str | None, keep_in: Path | None) -> Path | None:
    """Bring a database to the newest schema; gives the copy that was kept of it, None where there was nothing to keep.

    ``revision`` is where it stands now: another process may have been here first. Raises StoreError, and has changed
    nothing, where no copy can be kept or the database was made by a newer program.
    """
    if revision == HEAD:
        return None
    copy = keep_copy(connection, revision, keep_in) if revision is not None and revision < HEAD else None
    try:
        migrate.upgrade(connection)
    except BaseException:
        if copy is not None:
            copy.unlink()  # the database stays as it is; whoever starts us again and again must not fill the disk
        raise
    return copy


def keep_copy(connection: Connection, revision: str, keep_in: Path | None) -> Path | None:
    """Write the database as it stands, at ``revision``, into a file; None for one in memory.

    Raises StoreError where that can't be done: then nothing may be migrated.
    """
    url = connection.engine.url
    hour = connection.scalar(text(_NOW[connection.dialect.name]))
    if connection.dialect.name == "sqlite":
        if not url.database or url.database == ":memory:":
            return None
        file = Path(url.database)
        copy = free_name(file.with_name(f"{file.name}.before-{HEAD}-{hour}"))
    elif keep_in is None:
        raise _refused(named(url), "nobody said where to")
    else:
        copy = free_name(keep_in / f"captionbot.before-{HEAD}-{hour}.db")
    try:
        _write(connection, revision, copy)
    except (OSError, sqlite3.Error, DBAPIError) as error:
        raise _refused(named(url), f"{copy}: {_why(error)}") from error
    return copy


def prune(copy: Path) -> None:
    """Take away what is older than the newest copies, of the database that ``copy`` was made of."""
    copies = [one for one in copy.parent.iterdir() if _is_copy(one.name, _database_of(copy))]
    for old in sorted(copies, key=lambda one: one.stat().st_mtime_ns)[:-KEPT]:
        old.unlink(missing_ok=True)


def _database_of(copy: Path) -> str:
    """How the name of a copy begins: as that of what it was made of."""
    return copy.name[: max(found.start() for found in MADE.finditer(copy.name))]


def _is_copy(name: str, database: str) -> bool:
    return name.startswith(database) and MADE.fullmatch(name.removeprefix(database)) is not None


def _refused(database: str, why: str) -> StoreError:
    return StoreError(
        f"{database} was made by an older captionbot, and no copy of it can be kept before it is changed ({why}).",
        "Make room there, or let the user that captionbot runs as write there, and do it again. Nothing was changed.",
    )


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _write(connection: Connection, revision: str, copy: Path) -> None:
    """Whole under its name, or not there at all."""
    unfinished = copy.with_name(copy.name + UNFINISHED)
    _sweep(copy)
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if connection.dialect.name == "sqlite":
            _duplicate(Path(str(connection.engine.url.database)), unfinished)
        else:
            _pour(connection, revision, unfinished)
        publish(unfinished, copy)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _sweep(copy: Path) -> None:
    """Take away what a killed process left half written: nobody else makes a copy now."""
    for left in copy.parent.glob(f"*.before-*{UNFINISHED}"):
        if _is_copy(left.name.removesuffix(UNFINISHED), _database_of(copy)):
            left.unlink(missing_ok=True)


def _duplicate(file: Path, into: Path) -> None:
    """By SQLite, page by page: what lies in the write-ahead log is in it too."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(into)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE").close()  # one file, and nothing beside it
        if (wrong := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(wrong)


def _pour(connection: Connection, revision: str, into: Path) -> None:
    """All rows, read there again and compared, and sealed as a backup is."""
    engine = alone(into)
    try:
        with engine.begin() as target:
            migrate.bring_to(target, revision)
            theirs, ours = _tables(connection), _tables(target)
            # An older captionbot may run on; until the migration is done it waits, or the copy would lack its writes.
            connection.execute(text(f"LOCK TABLE {', '.join(ours)} IN SHARE ROW EXCLUSIVE MODE"))
            for name, table in ours.items():
                poured = _sum_of(_rows(connection, theirs[name], table), table, target)
                if poured != _sum_of(_rows(target, table, table)):
                    raise StoreError(f"What was copied of {name} differs from what was read.", "Do it once more.")
            seal(target)
    finally:
        engine.dispose()


def _tables(connection: Connection) -> dict[str, Table]:
    """The tables as they are there, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True  # or there would be two kinds of nothing
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def _rows(connection: Connection, table: Table, like: Table) -> Iterator[Sequence[dict[str, Any]]]:
    """Rows, some at a time, with their hours as SQLite keeps them."""
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    query = select(*(table.c[column.name] for column in like.columns))
    some = query.execution_options(yield_per=PICTURES_AT_A_TIME if heavy else AT_A_TIME)
    for rows in connection.execute(some).mappings().partitions():
        yield [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


def _sum_of(
    parts: Iterator[Sequence[dict[str, Any]]], table: Table | None = None, target: Connection | None = None
) -> Sum:
    """The sum of the rows, which are written on the way where there is somewhere to."""
    total = Sum()
    for rows in parts:
        if table is not None and target is not None:
            target.execute(insert(table), list(rows))
        for row in rows:
            total = total.plus(row.values())
    return total
