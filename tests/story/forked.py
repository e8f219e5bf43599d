"""`python -m captionbot …` in a process of its own that need not import for a second first: stories run hundreds.

Each is forked from a process that has imported captionbot and run nothing, and sleeps a tenth as long (a second while
a photo is watched, some more between two tries of a read). What is killed or lives long is started from nothing
instead, and takes its time (`Town.start`).
"""

import os
import runpy
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

IMPORTED = [f"captionbot.cli.{name}" for name in ("pausing", "read", "setup", "word", "work")]
IMPORTED += ["captionbot.runner.tick", "captionbot.store.migrate", "captionbot.photos.upload", "psycopg"]

_sleep = time.sleep
_context = get_context("forkserver")
_context.set_forkserver_preload(IMPORTED)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def run(words: tuple[str, ...], folder: Path, environ: Mapping[str, str], seconds: float) -> Ended:
    """Run a command in ``folder`` to its end; it fails where it takes more than ``seconds``."""
    out, err = folder / ".stdout", folder / ".stderr"
    process = _context.Process(target=_be_captionbot, args=(words, folder, dict(environ), out, err))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"captionbot {' '.join(words)} took more than {seconds} seconds")
    return Ended(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _be_captionbot(words: tuple[str, ...], folder: Path, environ: Mapping[str, str], out: Path, err: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
    os.dup2(sys.stdout.fileno(), 1)
    os.dup2(sys.stderr.fileno(), 2)
    time.sleep = lambda seconds: _sleep(seconds / 10)
    sys.argv = ["captionbot", *words]
    runpy.run_module("captionbot", run_name="__main__", alter_sys=True)
