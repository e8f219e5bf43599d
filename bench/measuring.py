"""Whole processes, measured by the kernel: how long, how much of the processor, how much memory; and two ways in turn.

The measuring process must stay small: until a child has replaced itself the kernel counts our memory as its own, so
nothing large is imported here.
"""

import compileall
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final

ROUNDS: Final = 5
"""Counted rounds, after one that warms up."""
ENDS: Final = 20.0
"""Seconds in which a process that is told to end does so; a part that is stopped has more (`bench.parts.PATIENCE`)."""
LAST_WORDS: Final = 1000
"""Letters that are shown of what a process complained of."""
EVERY_SETTING: Final = Path(__file__).parents[1] / ".env.example"
NAMED: Final = re.compile(r"^#?[ ]?([A-Z][A-Z0-9_]*)=", re.MULTILINE)
"""A setting there, commented out or not."""
IMPORTED: Final = "PYTHONPATH"
OURS: Final = "CAPTIONBOT_"
"""What the other variables of ours begin with, which are no settings."""


class NotDoneError(Exception):
    """What was measured did not do its work, so that its figures would say nothing."""


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
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            end(process, signal.SIGINT)  # it may have made files, as we have
            raise
        seconds = monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.stdin:
            process.stdin.close()
        said, complained = _read(out), _read(complaints)
    return Ran(
        seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, process.returncode, said, complained
    )


def succeed(what: str, command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None) -> Ran:
    """Run a process that has to end with 0. Raises NotDoneError, with what it complained of last."""
    ran = run(command, environment=environment, folder=folder)
    if ran.code:
        raise NotDoneError(f"{what} ended with code {ran.code}, not with 0: {ran.complained[-LAST_WORDS:]}")
    return ran


def end(process: subprocess.Popen[Any], told: int = signal.SIGTERM, seconds: float = ENDS) -> None:
    """Tell a process to end, by that signal, and make it end where it has not after so many seconds."""
    process.send_signal(told)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        process.kill()  # nothing is done to one that has ended
        process.wait()


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


def without_settings() -> dict[str, str]:
    """The environment of this process without the settings of anybody who works with captionbot on this machine.

    Every setting that `.env.example` names is left out: OSError where that file is not. Where older code is to be
    measured, a process that begins in another folder must find it too: the folders of PYTHONPATH are whole paths.
    """
    settings = set(NAMED.findall(EVERY_SETTING.read_text(encoding="utf-8")))
    kept = {name: value for name, value in os.environ.items() if name not in settings and not name.startswith(OURS)}
    if IMPORTED in kept:
        kept[IMPORTED] = os.pathsep.join(imported_from())
    return kept


def imported_from() -> list[str]:
    """The folders of PYTHONPATH as whole paths; none where it is not set."""
    return [str(Path(one).resolve()) for one in os.environ.get(IMPORTED, "").split(os.pathsep) if one]


def compile_program() -> None:
    """Compile captionbot as pip does when it installs it: else its first start, or each, is measured with that."""
    import captionbot  # noqa: PLC0415 - nothing of it where only others are measured

    compileall.compile_dir(Path(captionbot.__file__).parent, quiet=1)
