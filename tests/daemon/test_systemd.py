"""What systemd is told, through a real socket of a kind that it opens."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from captionbot.daemon.systemd import LONGEST, Manager


@contextmanager
def _listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(address)
        heard.settimeout(5)
        yield heard


def test_it_is_told_that_the_daemon_is_ready_lives_and_ends(tmp_path: Path) -> None:
    """In systemd's own words, a status on one line that is not too long."""
    with _listening(str(tmp_path / "notify")) as heard:
        manager = Manager({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        manager.ready()
        manager.lives("Contest no. 4 is posted.\nREADY=0 " + "x" * 2 * LONGEST)
        manager.stopping()
        told = [heard.recv(4096).decode() for _ in range(3)]

    assert [told[0], told[2]] == ["READY=1", "STOPPING=1"]
    lives, status = told[1].split("\n")
    assert lives == "WATCHDOG=1"
    assert status.startswith("STATUS=Contest no. 4 is posted. READY=0 xxx")
    assert len(status) == len("STATUS=") + LONGEST


def test_a_name_without_a_file_is_one_as_well() -> None:
    """Systemd writes an abstract socket's name with an @ before it."""
    with _listening("\0captionbot-test-systemd") as heard:
        Manager({"NOTIFY_SOCKET": "@captionbot-test-systemd"}).ready()
        assert heard.recv(100) == b"READY=1"


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all"}], ids=["none", "gone"])
def test_where_nobody_listens_the_daemon_goes_on(environ: dict[str, str]) -> None:
    """Under cron, in a terminal, or where the socket has gone."""
    Manager(environ).lives("Nothing is due.")
