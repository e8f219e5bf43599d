"""The record on a real SQLite file, with points to die at, backups, and a clock of its host's."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from captionbot.store.database import Store, _engine, make_store
from captionbot.store.lease import Lease, take
from captionbot.store.record import Record
from tests.simulation.disk import Disk
from tests.simulation.facebook import PAGE_ID
from tests.simulation.surroundings import Perils, Time

AFTER_A_COMMIT = "after a commit"
COMPILED: dict[Any, Any] = {}
"""Statements compiled once for all worlds."""
Row = dict[str, Any]


@dataclass
class Hosts:
    """Which workers live, by their holder's words: ``host name``."""

    alive: set[str] = field(default_factory=set)

    def may_be_alive(self, asker: str) -> Callable[[str], bool]:
        """What a worker can tell of another: only one of its own host can be known to be dead."""
        here = asker.partition(" ")[0]
        return lambda holder: holder.partition(" ")[0] != here or holder in self.alive


class WorkersRecord(Record):
    """A record whose lease is taken in the name of a worker of the simulation."""

    holder: str
    hosts: Hosts

    def take_lease(self) -> Lease | None:
        """The right to work for this Page."""
        return take(self._session, self.page_id, self.holder, self.hosts.may_be_alive(self.holder))


class WorkersStore(Store):
    """The store of one worker, or of the desk."""

    def __init__(self, engine: Engine, holder: str, hosts: Hosts, perils: Perils, disk: Disk) -> None:
        """Write in the name of ``holder``."""
        super().__init__(engine, PAGE_ID)
        self.holder, self.hosts, self.perils, self.disk = holder, hosts, perils, disk
        self.depth = 0

    @contextmanager
    def transaction(self) -> Iterator[Record]:
        """All of it is kept, or none; the process may die just before or just after."""
        with self._session(self._writing) as session:
            record = WorkersRecord(session, self.page_id)
            record.holder, record.hosts = self.holder, self.hosts
            self.depth += 1
            try:
                yield record
                self.perils.point("before a commit")
                self.disk.commits()
                session.commit()
            finally:
                self.depth -= 1
        self.perils.point(AFTER_A_COMMIT)


class Database:
    """The file, and what is done to it as a file."""

    def __init__(self, template: Path, path: Path, time: Time) -> None:
        """Begin with a copy of an empty, migrated database."""
        self.path, self._time = path, time
        shutil.copyfile(template, path)
        self.engine = _engine(f"sqlite:///{path}")
        self.engine.update_execution_options(compiled_cache=COMPILED)
        event.listen(self.engine, "connect", self._prepare)
        self._eye = self._look()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._eye.close()

    def rows(self, query: str, *values: object) -> list[Row]:
        """Read what is committed, by SQL and past the program."""
        return [dict(row) for row in self._eye.execute(query, values)]

    def back_up(self, path: Path) -> None:
        """A consistent copy."""
        with closing(sqlite3.connect(path)) as copy:
            self._eye.backup(copy)

    def restore(self, path: Path) -> None:
        """Put an older file in its place, as a person does with the program stopped."""
        self.close()
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        shutil.copyfile(path, self.path)
        self._eye = self._look()

    def _look(self) -> sqlite3.Connection:
        eye = sqlite3.connect(self.path, isolation_level=None)
        eye.row_factory = sqlite3.Row
        return eye

    def _prepare(self, connection: sqlite3.Connection, _: object) -> None:
        # Power loss is tried elsewhere; here a crash is the process's, and the disk outlives it.
        connection.execute("PRAGMA synchronous=OFF").close()
        connection.create_function("strftime", -1, self._strftime)

    def _strftime(self, form: str, _now: str, later: str = "+0 seconds") -> str:
        """SQLite's clock is the host's."""
        seconds = int(later.strip("+").split()[0])
        moment = self._time.host + timedelta(seconds=seconds)
        return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}000" if form else ""


def instant(text: str | None) -> datetime | None:
    """An instant as SQLite keeps it."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def sure_instant(text: str) -> datetime:
    """An instant that is always there."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_template(folder: Path) -> Path:
    """An empty database of the newest schema, in one file."""
    path = folder / "template.db"
    make_store(f"sqlite:///{path}", "1").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return path
