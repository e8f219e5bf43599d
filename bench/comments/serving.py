"""The server of the comments bench, started and asked."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.request import urlopen


@dataclass(frozen=True, slots=True)
class Counted:
    """What the server was asked, and what that took of its processor."""

    calls: int
    pages: int
    """Of these, pages of comments."""
    processor: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    address: str

    def counted(self) -> Counted:
        """What it counted since it was asked this last."""
        with urlopen(f"{self.address}/bench", timeout=60) as answer:  # noqa: S310 - on loopback
            return Counted(**json.load(answer))


@contextmanager
def serving(thread: Path, now: datetime, *, latency: float = 0) -> Iterator[Server]:
    """Serve the thread of that file as at ``now``, each answer ``latency`` milliseconds late, to the end of the with.

    It serves the same thread under the id of any post, and tells anything else its own id.
    """
    words = [str(thread), str(latency), format_datetime(now, usegmt=True)]
    command = [sys.executable, str(Path(__file__).with_name("server.py")), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Server(process.stdout.readline().strip() if process.stdout else "")
        # leaving Popen closes its input, which ends it
