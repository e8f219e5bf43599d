"""Where a backup is brought back to: into the database that stands, or as a new file where none can be used.

Killed at any point, the database is the old one or the new one, and never missing.
"""

import fcntl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, make_url

from captionbot.errors import NotNow, StoreError
from captionbot.store.backup import Holding, holding, write_backup
from captionbot.store.database import make_store, open_store
from captionbot.store.durable import UNFINISHED, free_name, take_the_place
from captionbot.store.lease import Lease
from captionbot.store.record import Record
from captionbot.store.troubles import Absent, Damaged

T = TypeVar("T")

STOP = "Stop it first (systemctl stop captionbot, or Ctrl-C where it runs), then do it again."

BEFORE = "before-restore-"
"""In the name of a file in which `restore` keeps what stood there before."""

# sqlite.org/fileformat2.html: the bytes on which every connection to a database in use has a lock.
_SHARED_FIRST, _SHARED_BYTES = 0x40000002, 510


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands where a backup is to go."""

    holding: Holding | None
    """What it holds of the Page; None where it knows nothing of it."""
    trouble: str = ""
    """Why it can't be used; empty where it can."""


def standing(url: str, page_id: str, keep_in: Path | None = None) -> Standing:
    """What stands there now; ``keep_in`` as in `open_store`.

    Raises NotNow while a worker lives, StoreError where it isn't ours to replace.
    """
    try:
        store = open_store(url, page_id, keep_in)
    except Absent:
        return Standing(None)
    except Damaged as error:
        return Standing(None, error.message)
    with closing(store):
        try:
            with store.view() as record:
                refuse_while_worked_for(record)
            with store.one_instant() as connection:
                return Standing(holding(connection, page_id))
        except Damaged as error:
            return Standing(None, error.message)


def refuse_while_worked_for(record: Record) -> Lease:
    """The Page's lease; raises NotNow where a worker holds it and lives."""
    worker = record.worker()
    lease = record.take_lease()
    if lease is None:
        raise NotNow(f"captionbot works for this Page just now ({worker}).", STOP)
    return lease


def bring_back(
    url: str, page_id: str, keep_in: Path, now: datetime, fill: Callable[[Record], T]
) -> tuple[Path | None, T]:
    """Let ``fill`` write the record at ``url``, which may be made for it, all of it or nothing.

    Gives where what stood there is kept (beside a SQLite file, in ``keep_in`` otherwise; None where nothing stood),
    and what ``fill`` gives.
    """
    parsed = make_url(url)
    ending = f"{BEFORE}{now:%Y-%m-%dT%H%MZ}"
    if parsed.get_backend_name() != "sqlite":
        kept = free_name(keep_in / f"captionbot-{page_id}.{ending}.db")
        return _in_place(url, page_id, kept, fill)
    file = Path(parsed.database or "")
    kept = free_name(file.with_name(f"{file.name}.{ending}"))
    if file.is_file() and file.stat().st_size:
        with suppress(Damaged):
            return _in_place(url, page_id, kept, fill)
    try:
        return _anew(file, page_id, kept, fill)
    except OSError as error:
        what = f"{file} can't be made: {error.strerror}."
        raise StoreError(what, f"Check the folder {file.parent}: its disk space, and who may write there.") from error


def _in_place(url: str, page_id: str, kept: Path, fill: Callable[[Record], T]) -> tuple[Path | None, T]:
    with closing(make_store(url, page_id)) as store:
        with store.view() as record:
            begun = record.has_begun()
        if begun:
            write_backup(store, kept)
        with store.transaction() as record:
            return (kept if begun else None), fill(record)


def _anew(file: Path, page_id: str, kept: Path, fill: Callable[[Record], T]) -> tuple[Path | None, T]:
    """A file of its own, which takes the place when it is whole."""
    stood = file.exists()
    if stood:
        _refuse_while_open(file)
    new = file.with_name(file.name + UNFINISHED)
    _clear(new)
    try:
        url = URL.create("sqlite", database=str(new)).render_as_string()
        with closing(make_store(url, page_id)) as store, store.transaction() as record:
            filled = fill(record)
        take_the_place(new, file, kept)
    finally:
        _clear(new)
    return (kept if stood else None), filled


def _clear(new: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        new.with_name(new.name + ending).unlink(missing_ok=True)


def _refuse_while_open(file: Path) -> None:
    """A program that has the damaged file open would go on with it, unseen, when another takes its name."""
    with file.open("r+b") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _SHARED_FIRST)
        except OSError as error:
            raise NotNow(f"A program has {file} open.", STOP) from error
