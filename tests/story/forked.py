"""`python -m captionbot …` in a process of its own that need not import for a second first: stories run hundreds.

Each is forked from a process that has imported captionbot and run nothing, and sleeps a tenth as long (a second while
photos are watched, some more between two tries of a read). Photos are examined in a process of their own, as in life.
Daemons are started from nothing instead, and take their time (`Town.start`).
"""

import os
import runpy
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, SupportsIndex

IMPORTED = [f"captionbot.cli.{name}" for name in ("pausing", "read", "setup", "word", "work")]
IMPORTED += [f"captionbot.runner.{name}" for name in ("tick", "steps", "sending")]
IMPORTED += ["captionbot.store.migrate", "captionbot.photos.picture.apart", "psycopg"]

_sleep = time.sleep
_context = get_context("forkserver")
_context.set_forkserver_preload(IMPORTED)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended (its exit code, or the signal that ended it, negative), and what it printed."""

    code: int
    out: str
    err: str


class Forked:
    """A command under way."""

    def __init__(self, words: tuple[str, ...], folder: Path, environ: Mapping[str, str], pasted: str = "") -> None:
        """Be ready to start it in ``folder``; ``pasted`` is its input."""
        self.papers = TemporaryDirectory(prefix="captionbot-")
        self.given, self.out, self.err = (Path(self.papers.name, name) for name in ("stdin", "stdout", "stderr"))
        self.given.write_text(pasted, encoding="utf-8")
        command = (words, folder, dict(environ), self.given, self.out, self.err)
        self.process = _context.Process(target=_be_captionbot, args=command)

    def __enter__(self) -> Self:
        """Start it."""
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.papers.cleanup()

    @property
    def runs(self) -> bool:
        """Whether it runs still."""
        return self.process.is_alive()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()

    def ended(self, seconds: float) -> Ended:
        """Wait for its end; raises TimeoutError where that takes more than ``seconds``."""
        self.process.join(seconds)
        if self.process.exitcode is None:
            raise TimeoutError(f"captionbot took more than {seconds} seconds: {self.err.read_text(encoding='utf-8')}")
        return Ended(self.process.exitcode, *(path.read_text(encoding="utf-8") for path in (self.out, self.err)))


def _be_captionbot(words: tuple[str, ...], folder: Path, environ: Mapping[str, str], *papers: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    given, out, err = papers
    sys.stdin = given.open(encoding="utf-8")
    sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
    for place, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        os.dup2(stream.fileno(), place)
    time.sleep = _sleep_a_tenth
    sys.argv = ["captionbot", *words]
    runpy.run_module("captionbot", run_name="__main__", alter_sys=True)


def _sleep_a_tenth(seconds: float | SupportsIndex, /) -> None:
    _sleep(float(seconds) / 10)
