"""Whole processes, measured by the kernel: how long, how much of the processor, how much memory; and two ways in turn.

The measuring process must stay small: until a child has replaced itself the kernel counts our memory as its own, so
nothing large is imported here.
"""

import compileall
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Final

ROUNDS: Final = 5
"""Counted rounds, after one that warms up."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one process took, and what it said."""

    seconds: float
    """From its start to its end, by a clock that nobody sets."""
    processor: float
    """Seconds of the processor, user and system, of the process and of the children it waited for."""
    megabytes: float
    """The most memory that it had at once, or that the largest of those children had."""
    code: int
    said: str
    """Its standard output."""
    complained: str = ""
    """Its standard error."""


Way = Callable[[], Ran]


def run(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    passed: Sequence[int] = (),
    heard: bool = True,
) -> Ran:
    """Run a process to its end; its input stays open and empty.

    What it says is kept in a file, unless it is not ``heard``: a process that may write no file would die of it.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        began = monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=out if heard else subprocess.DEVNULL,
            stderr=complaints,
            cwd=folder,
            env=None if environment is None else dict(environment),
            pass_fds=passed,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.stdin:
            process.stdin.close()
        said, complained = _read(out), _read(complaints)
    return Ran(
        seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, process.returncode, said, complained
    )


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def in_turn(ways: Mapping[str, Way], rounds: int = ROUNDS, *, warm: int = 1) -> dict[str, list[Ran]]:
    """Run each way once a round, one after the other, so that a machine whose speed drifts drifts for all of them."""
    found: dict[str, list[Ran]] = {name: [] for name in ways}
    for number in range(warm + rounds):
        for name, way in ways.items():
            ran = way()
            if number >= warm:
                found[name].append(ran)
    return found


def compile_program() -> None:
    """Compile captionbot as pip does when it installs it: else its first start, or each, is measured with that."""
    import captionbot  # noqa: PLC0415 - nothing of it where only others are measured

    compileall.compile_dir(Path(captionbot.__file__).parent, quiet=1)
