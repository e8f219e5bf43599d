"""A process of its own that is handed an open file and answers once, within a time and a length.

It is no prison: a decoder that a picture takes over finds no token in its own environment, but it runs as our user, who
may read ``.env``, the database and our memory, and use the network. What narrows that is the service's own account and
what systemd forbids it. What it may use otherwise it binds itself to (``captionbot.photos.picture.limits``).
"""

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

PYTHON: Final = (sys.executable, "-I", "-B", "-X", "utf8", "-m")
"""What runs a module of ours, to be named after it."""
ENVIRONMENT: Final[Mapping[str, str]] = {
    "VIPS_CONCURRENCY": "2",  # memory grows with threads, and a machine may have a hundred
    "MALLOC_ARENA_MAX": "2",
}
"""The whole environment of the process: no token is in it."""
_BLOCK: Final = 1 << 16


class NotStarted(Exception):
    """No process can be started on this machine now; the words say why."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child went."""

    answer: bytes
    code: int
    """As ``subprocess`` has it: negative for a signal."""
    late: bool
    too_long: bool
    """Whether it answered more than it may."""

    def why(self, what: str) -> str:
        """Why nothing came of it; ``what`` is what the child is to people: ``its reader``."""
        if self.late or self.code == -signal.SIGXCPU:
            return "it takes too long"
        if self.too_long:
            return f"{what} answered too much"
        if self.code < 0:
            return f"{what} broke off ({signal.Signals(-self.code).name})"
        return f"{what} gave no answer"


def ask(command: Sequence[str | bytes], descriptor: int, *, seconds: float, longest: int) -> Ended:
    """What a child answers that is handed the descriptor, in so many seconds and bytes at most.

    Raises NotStarted.
    """
    try:
        return _run(command, descriptor, seconds, longest)
    except (OSError, RuntimeError) as error:  # the second is Python's, for a thread that can't be started
        raise NotStarted(getattr(error, "strerror", None) or "no reason given") from error


def _run(command: Sequence[str | bytes], descriptor: int, seconds: float, longest: int) -> Ended:
    with (
        _bell(seconds) as bell,
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
            answer, late = _heard(cast("IO[bytes]", process.stdout).fileno(), bell, longest)
        finally:
            _end(process.pid)  # not reaped yet, so the number is still its own
    return Ended(answer, process.returncode, late, len(answer) > longest)


@contextmanager
def _bell(seconds: float) -> Iterator[int]:
    """A descriptor that can be read from when patience is at its end."""
    bell, hammer = os.pipe()
    timer = Timer(seconds, os.write, (hammer, b"!"))
    timer.start()
    try:
        yield bell
    finally:
        timer.cancel()
        timer.join()
        os.close(hammer)
        os.close(bell)


def _heard(answering: int, bell: int, longest: int) -> tuple[bytes, bool]:
    """What was answered before the bell, and whether it rang: another process may hold the answer open for ever."""
    answer = bytearray()
    with selectors.DefaultSelector() as listening:
        listening.register(answering, selectors.EVENT_READ)
        listening.register(bell, selectors.EVENT_READ)
        while len(answer) <= longest:
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
