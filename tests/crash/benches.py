"""A bench: the laboratories of one core, for `make crash`."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests import postgres
from tests.crash.cases import Case
from tests.crash.starting import Laboratory, LaboratoryGone, a_base, postgres_laboratory, sqlite_laboratory
from tests.crash.worker import Told
from tests.postgres import Server


@contextmanager
def a_server() -> Iterator[Server]:
    """A PostgreSQL server, of the programs that this machine has."""
    programs = postgres._programs()
    assert programs is not None
    folder = Path(mkdtemp(prefix="captionbot-"))  # with a short name, for a socket is made in it
    try:
        with Server(folder, programs) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Bench:
    """A laboratory for each kind of database that there is here, and new ones for those that break."""

    def __init__(self, alone: AbstractContextManager[object]) -> None:
        """Begin with none. ``alone``: a lock to make databases under, for alembic does that for one thread only."""
        self._alone, self._stack = alone, ExitStack()
        self._laboratories: dict[str, Laboratory] = {}

    @property
    def databases(self) -> tuple[str, ...]:
        """The kinds of database there are."""
        return ("sqlite", "postgres") if postgres._programs() else ("sqlite",)

    def laboratory(self, database: str) -> Laboratory:
        """The one with that database, started if need be."""
        if database not in self._laboratories:
            with self._alone:
                self._laboratories[database] = self._stack.enter_context(self._opened(database))
        return self._laboratories[database]

    def begin(self) -> None:
        """Start all that don't run, and count their effects."""
        for database in self.databases:
            assert self.laboratory(database).effects

    def _opened(self, database: str) -> AbstractContextManager[Laboratory]:
        base = self._stack.enter_context(a_base())
        if database == "sqlite":
            return sqlite_laboratory(base)
        return postgres_laboratory(base, self._stack.enter_context(a_server()))

    def play(self, case: Case) -> Told:
        """One case; where its laboratory broke over it, that is told as a failure, and the next has a new one."""
        try:
            return self.laboratory(case.database).play(case)
        except (LaboratoryGone, AssertionError, OSError, ValueError) as error:
            self._laboratories.pop(case.database, None)
            return {"failed": f"{type(error).__name__}: {error}"}

    def close(self) -> None:
        """End all of them."""
        self._stack.close()
