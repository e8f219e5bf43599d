"""Databases that captionbot made at each schema it ever had: some weeks of a town, by the very code of that time.

``old/000N.db.xz`` is the file itself, ``old/world.json.xz`` what stood on the pretend Facebook of the first of them;
``old/README.md`` says how they were made. The town posts on Fridays from 27 November 2026: no. 1 was picked by hand,
held, released, announced and (where there was a way) corrected; no. 2 was called off; a week was skipped, one passed
under a pause; no. 3 was announced by itself; no. 4 is open on 2 January 2027, and a photo waits, pinned to 22 January.
"""

import lzma
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import JSON, Connection, MetaData, Table, create_engine, insert, inspect, select, text
from sqlalchemy.pool import NullPool

from captionbot.store.migrate import bring_to
from tests.photos.unlike import file_unlike

OLD: Final = Path(__file__).parent / "old"
REVISIONS: Final = tuple(sorted(path.name.partition(".")[0] for path in OLD.glob("*.db.xz")))
PAGE_ID: Final = "100200300"
PHOTOS: Final = {
    "1974-patrol": "posted",
    "1981-fountain": "posted",
    "1990-parade": "posted",
    "2001-snow": "posted",
    "2010-boat": "queue",
}
NOW: Final = datetime(2027, 1, 2, 10, 0, 5, tzinfo=UTC)
"""When each of them was left alone."""

Rows = Mapping[str, Sequence[tuple[Any, ...]]]


def old_file(revision: str, folder: Path) -> Path:
    """The SQLite file of a schema, in a folder of its own."""
    file = folder / "captionbot.db"
    file.write_bytes(lzma.decompress((OLD / f"{revision}.db.xz").read_bytes()))
    file.chmod(0o600)
    return file


def old_world(folder: Path) -> Path:
    """What stood on the Page of the oldest record, as ``practice --file`` keeps it."""
    file = folder / "world.json"
    file.write_bytes(lzma.decompress((OLD / "world.json.xz").read_bytes()))
    return file


def old_photos(folder: Path) -> None:
    """The photos folder as those weeks left it."""
    for number, (name, place) in enumerate(PHOTOS.items(), start=1):
        file = folder / "photos" / place / f"{name}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file_unlike(number, (160, 120)))
        os.utime(file, (0, 0))
    (folder / "photos" / "rejected").mkdir()


def old_url(revision: str, url: str, folder: Path) -> str:
    """The same record at the same schema in the database that a URL names: that file, or an empty PostgreSQL."""
    file = old_file(revision, folder)
    if url.startswith("sqlite"):
        return f"sqlite:///{file}"
    with _connected(f"sqlite:///{file}") as source, _connected(url) as target:
        bring_to(target, revision)
        _pour(source, target)
    file.unlink()
    return url


def rows_of(url: str, columns: Mapping[str, Sequence[str]] | None = None) -> Rows:
    """What lies in every table, by SQL and without captionbot's models; of ``columns`` alone where they are given."""
    with _connected(url) as connection:
        tables = _tables(connection)
        asked = columns or columns_of(url)
        return {
            name: sorted(
                (tuple(_plain(value) for value in row) for row in connection.execute(_query(tables[name], named))),
                key=repr,
            )
            for name, named in asked.items()
        }


def columns_of(url: str) -> dict[str, list[str]]:
    """The columns of each table, but for alembic's own and the seals of a backup."""
    with _connected(url) as connection:
        found = inspect(connection)
        names = set(found.get_table_names()) - {"alembic_version", "seals"}
        return {name: sorted(one["name"] for one in found.get_columns(name)) for name in names}


def _connected(url: str) -> Any:
    return create_engine(url, poolclass=NullPool).begin()


def _query(table: Table, columns: Sequence[str]) -> Any:
    return select(*(table.c[name] for name in columns))


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return {table.name: table for table in found.sorted_tables if table.name != "alembic_version"}


def _plain(value: Any) -> Any:
    """A value by which rows of two engines are compared."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


def _pour(source: Connection, target: Connection) -> None:
    theirs = _tables(source)
    for name, table in _tables(target).items():
        rows = [dict(row) for row in source.execute(select(theirs[name])).mappings()]
        if rows:
            target.execute(insert(table), [{key: _aware(value) for key, value in row.items()} for row in rows])
        if name in {"readings", "utterances", "pauses", "audit", "photo_yes"}:
            target.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {len(rows) + 1000})"))


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
