"""A Page's rows, carried from one database into another and compared: SQLite or PostgreSQL, either way.

The lease stays where it is: it is no part of the record, but one process's right of the moment.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from captionbot.errors import StoreError
from captionbot.store.schema import (
    Account,
    Base,
    DeskKey,
    FormDone,
    KnownDevice,
    LeaseRow,
    NoticeTrial,
    PhotoJpeg,
    PhotoSmall,
    ShownTally,
    SignIn,
    SignInTry,
    TokenRow,
)
from captionbot.store.troubles import told

OF_THE_MOMENT = {
    kind.__tablename__
    for kind in (LeaseRow, SignIn, KnownDevice, SignInTry, DeskKey, FormDone, ShownTally, NoticeTrial, TokenRow)
}
"""Tables that are no part of the record: a process's right, who is signed in just now, what a tick finds again."""

TABLES = tuple(table for table in Base.metadata.sorted_tables if table.name not in OF_THE_MOMENT)
"""Every table of the record, each after those that it refers to."""

NUMBERED = {
    "readings": {
        "readings": "id",
        "comments": "last_reading",
        "comment_texts": "reading",
        "comment_changes": "reading",
        "vote_counts": "reading",
    },
    "utterances": {"utterances": "id", "attempts": "utterance"},
    "pauses": {"pauses": "id"},
    "audit": {"audit": "id"},
    "photo_yes": {"photo_yes": "id"},
}
"""The tables whose numbers all Pages of a database share, and the columns in which those numbers stand."""

ACCOUNTS = Account.__tablename__
AT_A_TIME = 500
PICTURES_AT_A_TIME = 5
"""Rows that carry megabytes."""
_PICTURES = {PhotoJpeg.__tablename__, PhotoSmall.__tablename__}
_DIGEST = 2**256


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows there are, and a digest of them all that does not depend on their order."""

    rows: int = 0
    digest: int = 0

    def plus(self, row: Iterable[object]) -> "Sum":
        """With one row more."""
        written = json.dumps(list(row), default=_told_apart, sort_keys=True)
        digest = int.from_bytes(hashlib.sha256(written.encode()).digest())
        return Sum(self.rows + 1, (self.digest + digest) % _DIGEST)


@dataclass(frozen=True, slots=True)
class PageRows:
    """One Page's rows in a database, in values that are the same whichever database it is."""

    connection: Connection
    page_id: str
    shifts: Mapping[str, int] = field(default_factory=dict)
    """By how much the numbers of a table in NUMBERED are raised."""

    def of(self, table: Table) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, some at a time."""
        some = PICTURES_AT_A_TIME if table.name in _PICTURES else AT_A_TIME
        query = select(table).where(table.c.page_id == self.page_id).execution_options(yield_per=some)
        raised = {NUMBERED[name][table.name]: by for name, by in self.shifts.items() if table.name in NUMBERED[name]}
        with told(self.connection.engine.url):
            for rows in self.connection.execute(query).mappings().partitions():
                yield [{**row, **{column: row[column] + by for column, by in raised.items()}} for row in rows]

    def sums(self, tables: Sequence[Table] = TABLES) -> dict[str, Sum]:
        """The sum of each table."""
        return {table.name: _sum(self.of(table)) for table in tables}


def _told_apart(value: object) -> str:
    """A value for which JSON has no form: bytes by their digest, for a picture has millions."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def _sum(parts: Iterable[Sequence[Mapping[str, Any]]]) -> Sum:
    total = Sum()
    for rows in parts:
        for row in rows:
            total = total.plus(row.values())
    return total


def carry(source: PageRows, target: Connection, tables: Sequence[Table] = TABLES) -> dict[str, Sum]:
    """Write a Page's rows into a database that has none of these, read them there again, and give their sums.

    Raises StoreError where what stands there afterwards is not what was read.
    """
    read = {table.name: _sum(_written(source.of(table), table, target)) for table in tables}
    found = PageRows(target, source.page_id).sums(tables)
    differing = [name for name in read if read[name] != found[name]]
    if differing:
        raise StoreError(f"What was written differs from what was read: {', '.join(differing)}.", "Do it once more.")
    return read


def _written(
    parts: Iterator[list[dict[str, Any]]], table: Table, target: Connection
) -> Iterator[Sequence[Mapping[str, Any]]]:
    for rows in parts:
        with told(target.engine.url):
            target.execute(insert(table), rows)
        yield rows


def exchange(target: Connection, page_id: str, source: Connection) -> dict[str, Sum]:
    """Put a Page's rows of one database in the place of those of another, inside the caller's transaction.

    Other Pages' rows stay as they are, and so does who may sign in where anybody may: a person who was removed must not
    come back with the past. Gives the sum of each table, which is the same in both; raises StoreError where it isn't.
    """
    on_server = target.dialect.name == "postgresql"
    if on_server:  # no other Page's worker may be given a number meanwhile that is about to be used
        target.execute(text(f"LOCK TABLE {', '.join(NUMBERED)} IN SHARE ROW EXCLUSIVE MODE"))
    target.execute(
        delete(ShownTally).where(ShownTally.page_id == page_id)
    )  # made of the rows that go, and tied to them
    tables = [table for table in TABLES if table.name != ACCOUNTS or not _anybody(target, page_id)]
    for table in reversed(tables):
        target.execute(delete(table).where(table.c.page_id == page_id))
    raised = {name: _shift(name, target, source, page_id) for name in NUMBERED}
    sums = carry(PageRows(source, page_id, raised), target, tables)
    for name in NUMBERED if on_server else ():
        newest = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), COALESCE(max(id), 1), max(id) IS NOT NULL)"
        target.execute(text(f"{newest} FROM {name}"))
    return sums


def _anybody(target: Connection, page_id: str) -> bool:
    """Whether anybody of the Page's staff may sign in there, or might until they were removed."""
    return target.scalar(select(select(Account).where(Account.page_id == page_id).exists())) is True


def _shift(name: str, target: Connection, source: Connection, page_id: str) -> int:
    """By how much the numbers of a table are raised, so that none is another Page's."""
    table = Base.metadata.tables[name]
    taken = target.scalar(select(func.max(table.c.id))) or 0
    lowest = source.scalar(select(func.min(table.c.id)).where(table.c.page_id == page_id))
    return taken if lowest is not None and lowest <= taken else 0


def sums_as_they_lie(connection: Connection, names: Iterable[str]) -> dict[str, Sum]:
    """The sum of each of these tables of a SQLite file, of whatever schema, all Pages' rows, as they lie there."""
    return {name: _sum_of_raw(connection, name) for name in names}


def _sum_of_raw(connection: Connection, name: str) -> Sum:
    total = Sum()
    for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608 - a table that is in the file
        total = total.plus(row)
    return total
