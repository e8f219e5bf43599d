"""The laboratories as processes, for tests and `make crash` to ask for cases."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any

from captionbot.store.database import make_store
from tests.crash.cases import Case, doubly_struck
from tests.crash.worker import Told
from tests.postgres import FAST, Server

PATIENCE = 100
"""Real seconds that any case may take."""


class LaboratoryGone(RuntimeError):
    """The process of a laboratory has ended by itself, or had to be ended."""


class Laboratory:
    """A running laboratory with one kind of database."""

    def __init__(self, base: Path, database: str, server: Server | None = None) -> None:
        """Start it, and have it rehearse a week. ``database``: the file of one to copy, or the URL of one to share."""
        self.base, self.database, self._server = base, database, server
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.laboratory"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is for who started it, not for a week in hand
        )
        try:
            self.ask("rehearse")
        except BaseException:
            self.stop()
            raise

    def play(self, case: Case) -> Told:
        """One case, and what it told; "failed" in it is the traceback of a laboratory that could not play it."""
        words = dict(case.words)
        if "server" in words:
            words["server"] = self._orders()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = [case.experiment, {"base": str(self.base), "database": self.database, **words}]
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        if not select([self._process.stdout], [], [], PATIENCE)[0]:
            self._end()
        if not (answer := self._process.stdout.readline()):
            raise LaboratoryGone(f"the laboratory is gone: {case}")
        told: Told = json.loads(answer)
        return told

    def ask(self, experiment: str, **words: Any) -> Told:
        """The same, where it must be played."""
        told = self.play(Case(self.kind, experiment, words))
        assert "failed" not in told, f"{experiment} {words}: {told['failed']}"
        return told

    @property
    def kind(self) -> str:
        """The kind of its database."""
        return "postgres" if "://" in self.database else "sqlite"

    @cached_property
    def _clean(self) -> Told:
        told = self.ask("a_week")
        assert (told["crashes"], told["broken"]) == (0, [])
        return told

    @property
    def effects(self) -> list[str]:
        """The names of all effects of a week in which nothing goes wrong."""
        return list(self._clean["names"])

    @property
    def same(self) -> set[int]:
        """Those after which is the very point before the next (tests/crash/effects.py)."""
        return set(self._clean["same"])

    def struck(self, number: int, when: str) -> list[str]:
        """A week whose first bot is killed at an effect; what was wrong with it in the end."""
        told = self.ask("a_week", strikes=[[{"at": number, "when": when}]])
        wrong = [*told["broken"], *([] if told["crashes"] == 1 else [f"{told['crashes']} crashes"])]
        return [f"killed {when} effect {number}, {self.effects[number - 1]}: {one}" for one in wrong]

    def doubly_struck(self, seed: int) -> Case:
        """Crashes inside recovery, by seed."""
        return Case(self.kind, "a_week", doubly_struck(seed, len(self.effects)))

    def stop(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._end()
        self._process.stdout.close()

    def _end(self) -> None:
        """End it and all that it has forked: they are a group of their own."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _orders(self) -> dict[str, Any]:
        """The commands by which the server goes down as if it had died and comes back, and who gives them."""
        assert self._server is not None
        folder, options = self._server.folder, f"-c listen_addresses= -k {self._server.folder} {FAST}"
        order = [str(self._server.programs / "pg_ctl"), "--pgdata", str(folder / "cluster"), "--wait", "--silent"]
        log = ["--log", str(folder / "log")]
        return {
            "account": self._server._account,
            "stop": [*order, "stop", "--mode=immediate"],
            "start": [*order, "start", *log, "--options", options],
            "restart": [*order, "restart", *log, "--mode=immediate"],
        }


@contextmanager
def a_base() -> Iterator[Path]:
    """A folder for weeks, in memory where there is such a place: no process's death loses what it has written."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with TemporaryDirectory(prefix="captionbot-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@contextmanager
def sqlite_laboratory(base: Path) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in SQLite, each in a file of its own."""
    template = base / "template.db"
    make_store(f"sqlite:///{template}", "1").close()
    (base / "sqlite").mkdir()
    with _running(Laboratory(base / "sqlite", str(template))) as laboratory:
        yield laboratory


@contextmanager
def postgres_laboratory(base: Path, server: Server) -> Iterator[Laboratory]:
    """A laboratory whose weeks are kept in PostgreSQL, each under a Page of its own."""
    (base / "postgres").mkdir()
    with server.database() as url:
        store = make_store(url, "1")
        with store.engine.begin() as connection:  # what was committed outlives the server's death
            connection.exec_driver_sql(f"ALTER DATABASE {store.engine.url.database} SET synchronous_commit = on")
        store.close()
        with _running(Laboratory(base / "postgres", url, server)) as laboratory:
            yield laboratory


@contextmanager
def _running(laboratory: Laboratory) -> Iterator[Laboratory]:
    try:
        yield laboratory
    finally:
        laboratory.stop()
