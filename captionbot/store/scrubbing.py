"""Taking what was erased out of the database's own files, where the bytes lie on after the rows are gone."""

import glob
import sqlite3
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from captionbot.store.database import Store
from captionbot.store.rows import TABLES

WAIT = "10s"
"""As long as PostgreSQL waits for other workers to let go of a table."""
IN_USE = (
    "The database is in use just now, and its file may hold the old bytes still: "
    "stop captionbot, and do the same command once more."
)
NO_ROOM = "The old bytes may lie in the database's file still ({why}): mend that, and do the same command once more."
ON_SERVER = (
    "PostgreSQL keeps what was written in its log (WAL) until that is used again, and in the server's own backups: "
    "ask whoever keeps the server how long."
)
NOT_NOW = (
    "PostgreSQL could not be told to give up the old bytes ({why}): "
    "have `VACUUM FULL` run on this database by its owner. " + ON_SERVER
)


def scrub(store: Store) -> str:
    """Write the database anew without what was deleted from it; gives what may hold it still, in words.

    Empty where nothing does. Call it after the erasing transaction has ended.
    """
    if store.engine.dialect.name == "postgresql":
        return _on_server(store)
    raw = store.engine.raw_connection()
    try:
        # sqlite.org/lang_vacuum.html: only this rids the file of what earlier changes left behind in free space.
        raw.cursor().execute("VACUUM")
        busy, _, _ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        return IN_USE if "locked" in str(error) else NO_ROOM.format(why=error)
    finally:
        raw.close()
    return IN_USE if busy else ""


def _on_server(store: Store) -> str:
    engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    names = ", ".join(table.name for table in TABLES)
    try:
        with engine.connect() as connection:
            connection.execute(text(f"SET lock_timeout = '{WAIT}'"))
            try:
                connection.execute(text(f"VACUUM FULL {names}"))
            finally:
                connection.execute(text("RESET lock_timeout"))
    except DBAPIError as error:
        return NOT_NOW.format(why=str(error.orig).strip().partition("\n")[0])
    return ON_SERVER


def older_copies(url: str, folder: Path) -> list[Path]:
    """Files in which `restore`, or an upgrade, has kept what stood there before.

    They lie beside a SQLite file; those of a server, and what `make upgrade` backs up, in the folder of the settings.
    """
    parsed, upgraded = make_url(url), folder.glob("before-upgrade-*.backup")
    if parsed.get_backend_name() != "sqlite":
        return sorted([*upgraded, *folder.glob("captionbot*.before-*.db*")])
    if not parsed.database or parsed.database == ":memory:":
        return []
    file = Path(parsed.database)
    return sorted([*upgraded, *_put_aside(file)])


def _put_aside(file: Path) -> list[Path]:
    """Before `restore` or a migration, and by `make upgrade` when it went back to the older version."""
    return [one for when in ("before", "after") for one in file.parent.glob(f"{glob.escape(file.name)}.{when}-*")]
