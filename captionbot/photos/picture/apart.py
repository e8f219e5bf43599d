"""A photo examined in a process of its own, with limits on memory and time, so that no file brings us down.

It is no prison: a decoder that a photo takes over finds no token in its own environment, but it runs as our user, who
may read ``.env``, the database and our memory, and use the network. What narrows that is the service's own account and
what systemd forbids it.
"""

import logging
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import IO, Final, cast

from captionbot.photos.picture.answering import LONGEST, Fault, examined_from
from captionbot.photos.picture.examined import Examined, NotExamined

CHILD: Final = (sys.executable, "-I", "-B", "-X", "utf8", "-m", "captionbot.photos.picture")
ENVIRONMENT: Final[Mapping[str, str]] = {
    "VIPS_CONCURRENCY": "2",  # memory grows with threads, and a machine may have a hundred
    "MALLOC_ARENA_MAX": "2",
}
"""The whole environment of the process: no token is in it."""
SECONDS: Final = 60.0
"""That any photo may take by the wall's clock, and …"""
BYTES_A_SECOND: Final = 5_000_000
"""… more where many bytes come over a slow network."""
_BLOCK: Final = 1 << 16
_AGAIN: Final = (
    "It is tried again by itself. If that goes on, save it anew as a JPEG (2048 pixels on the long side are enough)."
)
_REPORT: Final = "The photo stays, and it is tried again; please report it with this sentence."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a child went."""

    answer: bytes
    code: int
    """As ``subprocess`` has it: negative for a signal."""
    late: bool


def examine_apart(descriptor: int, shown: str, *, child: Sequence[str] = CHILD, seconds: float = SECONDS) -> Examined:
    """An ``Examiner`` that no file can bring down: the default one.

    ``child`` is what is run, ``seconds`` how long at least it may take; both are for tests.
    """
    patience = seconds + os.fstat(descriptor).st_size / BYTES_A_SECOND
    try:
        ended = _run([*child, str(descriptor), shown.encode("utf-8", "replace")], descriptor, patience)
    except (OSError, RuntimeError) as error:  # the second is Python's, for a thread that can't be started
        why = getattr(error, "strerror", None) or "no reason given"
        raise NotExamined(f"{shown} could not be looked at: no process can be started ({why}).", _AGAIN) from error
    try:
        return examined_from(ended.answer)
    except Fault as fault:
        # Its own lines ended with the process, so that a trace of these would lead nowhere.
        log.error("A fault of ours in looking at %s: %s", shown, fault, extra={"action": "failed"})  # noqa: TRY400
        what = f"{shown} could not be looked at: a fault of captionbot's own ({fault})."
        raise NotExamined(what, _REPORT, ours=True) from fault
    except (ValueError, TypeError, RecursionError) as error:
        raise NotExamined(f"{shown} could not be looked at: {_why(ended)}.", _AGAIN) from error


def _run(command: Sequence[str | bytes], descriptor: int, patience: float) -> _Ended:
    with (
        _bell(patience) as bell,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module, and no shell
            command,
            stdin=subprocess.PIPE,  # nothing is written; the child ends when it closes, with us or before
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            cwd="/",
            pass_fds=(descriptor,),
            start_new_session=True,
        ) as process,
    ):
        try:
            answer, late = _heard(cast("IO[bytes]", process.stdout).fileno(), bell)
        finally:
            _end(process.pid)  # not reaped yet, so the number is still its own
    return _Ended(answer, process.returncode, late)


@contextmanager
def _bell(patience: float) -> Iterator[int]:
    """A descriptor that can be read from when patience is at its end."""
    bell, hammer = os.pipe()
    timer = Timer(patience, os.write, (hammer, b"!"))
    timer.start()
    try:
        yield bell
    finally:
        timer.cancel()
        timer.join()
        os.close(hammer)
        os.close(bell)


def _heard(answering: int, bell: int) -> tuple[bytes, bool]:
    """What was answered before the bell, and whether it rang: another process may hold the answer open for ever."""
    answer = bytearray()
    with selectors.DefaultSelector() as listening:
        listening.register(answering, selectors.EVENT_READ)
        listening.register(bell, selectors.EVENT_READ)
        while len(answer) <= LONGEST:
            if any(key.fd == bell for key, _ in listening.select()):
                return bytes(answer), True
            block = os.read(answering, _BLOCK)
            if not block:
                break
            answer += block
    return bytes(answer), False


def _end(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _why(ended: _Ended) -> str:
    if ended.late or ended.code == -signal.SIGXCPU:
        return "it takes too long"
    if len(ended.answer) > LONGEST:
        return "its reader answered too much"
    if ended.code < 0:
        return f"its reader broke off ({signal.Signals(-ended.code).name})"
    return "its reader gave no answer"
