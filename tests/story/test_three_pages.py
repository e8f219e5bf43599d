"""Three Pages on one machine: a folder and a .env each, one PostgreSQL, a daemon and a desk each, as a service."""

import json
import re
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.practice.starting import running
from tests.story.test_daemons import until
from tests.story.town import LONG, SLOT, WEDNESDAY, Town

NAMES = ("springfield", "museum", "zoo")
DESK = re.compile(r"The desk is at (http://\S+)")


@dataclass
class Served:
    """One Page's daemon as systemd sees it."""

    town: Town
    process: "subprocess.Popen[str]"
    manager: socket.socket
    said: list[str] = field(default_factory=list)
    """What the service manager was told."""

    def hears(self, words: str) -> bool:
        """Whether the service manager was told this by now."""
        try:
            while True:
                self.said += self.manager.recv(4096).decode().splitlines()
        except BlockingIOError:
            return any(one.startswith(words) for one in self.said)

    def ends(self) -> list[dict[str, str]]:
        """Stop it as systemd does, and give its log."""
        self.process.send_signal(signal.SIGTERM)
        _, err = self.process.communicate(timeout=LONG)
        assert self.process.returncode == 0, err
        return [json.loads(line) for line in err.splitlines()]


@pytest.fixture
def towns(tmp_path: Path, postgres_url: str) -> Iterator[list[Town]]:
    """Three departments with a Facebook each, that have run `init` on one database."""
    with ExitStack() as stack:
        founded = []
        for place, name in enumerate(NAMES, 1):
            folder = tmp_path / name
            folder.mkdir()
            town = Town(folder, stack.enter_context(running("--page-id", f"61000000000000{place}")), postgres_url)
            town.settle_in(DESK_BIND="127.0.0.1:0", LOG_FORMAT="json")
            town.at(WEDNESDAY).must("init", "--no-input")
            town.queue_photo(f"{name}.jpg")
            founded.append(town.at(SLOT))
        yield founded


@contextmanager
def served(town: Town, elsewhere: Town) -> Iterator[Served]:
    """Run it with `--env-file`, from a folder where another Page's .env lies."""
    address = str(town.folder / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as manager:
        manager.bind(address)
        process = elsewhere.start("--env-file", str(town.folder / ".env"), "run", NOTIFY_SOCKET=address)
        try:
            yield Served(town, process, manager)
        finally:
            process.kill()
            process.communicate(timeout=LONG)


def test_three_pages_share_a_database_and_nothing_else(towns: list[Town]) -> None:
    """One is paused, one is ended, one goes on; each speaks on its own Page alone, and is found by systemd."""
    springfield, museum, zoo = towns
    museum.must("pause", "--because", "a funeral", "--by", "dana")
    with ExitStack() as stack:
        first, paused, last = (stack.enter_context(served(town, springfield)) for town in towns)
        for one in (first, paused, last):
            until(lambda one=one: one.hears("STATUS="))  # type: ignore[misc]
            assert one.said[:2] == ["READY=1", "WATCHDOG=1"]
        until(lambda: springfield.counts[0] and zoo.counts[0])
        _is_ended_by_the_watchdog(last)
        _is_well(first)
        lines = [*first.ends(), *paused.ends()]
        assert first.hears("STOPPING=1")

    assert [town.counts for town in towns] == [(1, 0, 0), (0, 0, 0), (1, 0, 0)]
    assert [town.photos("posted") for town in towns] == [["springfield.jpg"], [], ["zoo.jpg"]]
    assert [len(town.status()["contests"]) for town in towns] == [1, 0, 1]
    assert all(line["action"] and line["message"] and line["at"] for line in lines)
    assert {"said", "stopping"} <= {line["action"] for line in lines}


def _is_ended_by_the_watchdog(one: Served) -> None:
    """As systemd does it; the log has where it stood, and no core is left."""
    resource.prlimit(one.process.pid, resource.RLIMIT_CORE, (0, 0))
    one.process.send_signal(signal.SIGABRT)
    _, err = one.process.communicate(timeout=LONG)
    assert one.process.returncode == -signal.SIGABRT
    assert "Fatal Python error: Aborted" in err
    assert "in run" in err


def _is_well(one: Served) -> None:
    """Its desk says so to anybody."""
    assert one.process.stdout is not None
    found = DESK.search(one.process.stdout.readline())
    assert found
    answer = requests.get(f"{found[1]}healthz", timeout=LONG)
    assert (answer.status_code, answer.text) == (200, "ok\n")
