"""A part of the bench in a process of its own, which ends in time and leaves no process behind.

It is the first of a group of processes that holds whatever it starts. Where it has to be stopped it is told so as by
Ctrl-C, so that each of its `with` blocks ends and tidies up what it made; then the whole group ends by force. The
others of the group aren't told: each would complain of it in its own way.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from select import select
from time import monotonic
from types import FrameType
from typing import Final

from bench.figures import Figure

MISSING: Final = 3
"""What a part's process ends with that lacks a program."""
PATIENCE: Final = 30.0
"""Seconds in which a part that is stopped tidies up."""
GLANCE: Final = 1.0
"""Seconds after which a part that says nothing is looked at: one that has ended may have left its output open."""
CHUNK: Final = 65536
SHOWN: Final = 80
"""Letters that are shown of a broken line."""
STOPPING: Final = (signal.SIGTERM, signal.SIGHUP)
"""What ends the bench as Ctrl-C does: somebody's `kill`, and a terminal that is closed."""


@dataclass(slots=True)
class Heard:
    """What a part gave."""

    figures: list[Figure] = field(default_factory=list)
    missing: str = ""
    """The program that it needs; empty where it lacks none."""
    failed: str = ""
    """Why it failed; empty where it did not."""
    seconds: float = 0


def listen() -> None:
    """Let whatever stops the bench stop the part as well: from here on each of ``STOPPING`` raises SystemExit.

    It carries the code that a shell expects, 128 and the signal's number; what is ignored here (`nohup`) stays so.
    """
    for told in STOPPING:
        if signal.getsignal(told) is not signal.SIG_IGN:
            signal.signal(told, _leave)


def _leave(told: int, _: FrameType | None) -> None:
    sys.exit(128 + told)


def run_part(command: Sequence[str], limit: float) -> Heard:
    """Run a part for at most ``limit`` seconds, pass on whatever it says that is no figure, and keep what it gave.

    A part that fails keeps the figures that it gave before. Ctrl-C, and what ``listen`` turns into SystemExit, end the
    part first.
    """
    heard, began, late = Heard(), monotonic(), False
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            for line in _lines(process, began + limit):
                _take(line, heard)
            process.wait(max(0.0, began + limit - monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired):
            late = True
        finally:
            _end(process)
    heard.seconds = monotonic() - began
    if late:
        heard.failed = f"failed: it was stopped, for it took more than {limit / 60:,.0f} minutes"
    elif process.returncode and not (process.returncode == MISSING and heard.missing):
        heard.failed = f"failed with code {process.returncode}; what it said stands above"
    return heard


def _lines(process: subprocess.Popen[bytes], until: float) -> Iterator[str]:
    """What a process says, line by line, and the last line even where it is cut off; TimeoutError at ``until``."""
    out, rest = process.stdout, b""
    while out and (left := until - monotonic()) > 0:
        ended = process.poll() is not None  # asked first: whatever it said before is there to be read
        ready = select([out], [], [], min(GLANCE, left))[0]
        got = os.read(out.fileno(), CHUNK) if ready else b""
        *whole, rest = (rest + got).split(b"\n")
        yield from (line.decode(errors="replace") for line in whole)
        if not got and (ready or ended):
            if rest:
                yield rest.decode(errors="replace")
            return
    raise TimeoutError


def _take(line: str, heard: Heard) -> None:
    if not line.startswith("{"):
        print(line, flush=True)
        return
    try:
        said = json.loads(line)
        if "missing" in said:
            heard.missing = str(said["missing"])
        else:
            heard.figures.append(Figure.from_json(said))
    except (ValueError, KeyError, TypeError):
        heard.failed = f"failed: what it gave is no figure: {line[:SHOWN]}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a part, if it still runs, and whatever is left of its group."""
    try:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pass
    finally:  # also where somebody doesn't want to wait for it and presses Ctrl-C again
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
