"""What a driver's error means to a person: which database, what is wrong with it, what to do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from captionbot.errors import StoreError

BUSY_SECONDS = 60
"""How long a write waits for another program's lock (a backup, a second command)."""

LEAST_ROOM = 100_000
"""Bytes that SQLite needs for its files beside the database."""

NO_ROOM = "Make room there, then do it again; a running captionbot goes on by itself."


class Absent(StoreError):
    """There is no database, or nothing at all in it."""


class Damaged(StoreError):
    """There is a file that no database can be read from."""


@contextmanager
def told(url: URL, do: str = "", so: str = "") -> Iterator[None]:
    """Tell what goes wrong with a database within; ``do`` where the usual remedy doesn't fit, ``so`` what follows."""
    try:
        yield
    except DBAPIError as error:
        raise _trouble(error, url, do or remedy(url), so) from error


def _trouble(error: DBAPIError, url: URL, do: str, so: str) -> StoreError:
    cause = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    family, what = StoreError, f"{named(url)} can't be used: {cause}."
    if "locked" in cause and isinstance(error, OperationalError):
        what = f"{named(url)} has been locked by another program for {BUSY_SECONDS} seconds."
    elif "not a database" in cause or "malformed" in cause:
        family, what = Damaged, f"{named(url)} is damaged or not a database ({cause})."
    elif "disk is full" in cause or "No space left" in cause or ("disk I/O error" in cause and _is_full(url)):
        what, do = f"{named(url)} can't grow: there is no room left on its disk.", NO_ROOM
    return family(f"{what} {so}".strip(), do)


def _is_full(url: URL) -> bool:
    """Whether the disk of a SQLite file has no room: some of its errors for that don't say so."""
    try:
        return bool(url.database) and shutil.disk_usage(Path(str(url.database)).parent).free < LEAST_ROOM
    except OSError:
        return False


def named(url: URL) -> str:
    """A database as a person knows it; its URL may hold a password."""
    if url.get_backend_name() == "sqlite":
        return f"The file {url.database}"
    return f"The database {url.database} on {url.host or 'this machine'}"


def remedy(url: URL) -> str:
    """What a person does about a database that can't be used."""
    if url.get_backend_name() == "sqlite":
        return (
            "Check the file and its folder (owner, disk space), or bring a backup back: `captionbot restore FILE`; "
            "nothing is begun afresh."
        )
    return "Check DATABASE_URL and that the server runs; nothing is begun afresh."
