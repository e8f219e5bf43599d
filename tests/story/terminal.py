"""A terminal, and somebody who types at it when they are asked."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

CTRL_D = "\x04"
PATIENCE = 60
"""Seconds that a question may take to come on a busy machine."""


class Terminal:
    """A command at a terminal of its own; ``shown`` is all that its screen has shown."""

    def __init__(self, folder: Path, environ: Mapping[str, str], *words: str) -> None:
        """Start it in ``folder``."""
        self.shown = ""
        self._read = 0
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "captionbot", *words],
            cwd=folder,
            env={**environ, "TERM": "dumb", "COLUMNS": "200"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        """Sit down."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._ours)

    def answers(self, asked: str, typed: str) -> None:
        """Wait until something new is shown that holds ``asked``, and type a line."""
        self._is_asked(asked)
        time.sleep(0.05)  # the echo is turned off just after a question for a secret is shown
        os.write(self._ours, f"{typed}\n".encode())

    def ends(self) -> int:
        """Read on until the command has ended, and give its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._listens(deadline):
            pass
        return self._process.wait(PATIENCE)

    def _is_asked(self, asked: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while asked not in self.shown[self._read :]:
            assert self._listens(deadline), f"{asked!r} was not asked:\n{self.shown}"
        self._read = len(self.shown)

    def _listens(self, deadline: float) -> bool:
        """Read what there is; False at the end, or when the time is up."""
        if not select.select([self._ours], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return False
        try:
            came = os.read(self._ours, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            return False
        self.shown += re.sub(r"\r\n", "\n", came.decode("utf-8", "replace"))
        return bool(came)
