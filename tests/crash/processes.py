"""Processes forked from the laboratory: bots that may die or be stopped in the middle of an order."""

import logging
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, Protocol

from tests.crash.effects import Effects
from tests.crash.hands import Hands
from tests.crash.worker import Duty, Told, Worker, work

log = logging.getLogger(__name__)

PATIENCE = 60
"""Real seconds that any order may take."""


class Died(Exception):
    """The bot is dead."""


class Stopped(Exception):
    """The bot was stopped in the middle of an order, and can go on with it."""


def fork(play: Callable[[Connection], None]) -> tuple[int, Connection]:
    """A child that plays, and our end of the pipe to it; it ends when that end is closed."""
    ours, theirs = Pipe()
    pid = os.fork()
    if pid:
        theirs.close()
        return pid, ours
    status = 1
    try:
        os.closerange(3, theirs.fileno())
        os.closerange(theirs.fileno() + 1, 256)
        play(theirs)
        status = 0
    except BaseException:
        log.exception("a process of the laboratory failed")
    finally:
        os._exit(status)


class Bot(Protocol):
    """Something that carries out orders."""

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Give an order and wait until it is done."""

    def kill(self) -> None:
        """End it."""


class Process:
    """A bot's process."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Start it."""
        self.pid, self._line = fork(lambda orders: work(duty, hands, orders))
        self._answer()

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Give an order and wait until it is done. Raises Died or Stopped."""
        try:
            self._line.send((order, words))
        except BrokenPipeError:
            raise self._dead() from None
        return self.hear()

    def hear(self) -> Told:
        """Wait for the order in hand."""
        told: Told = self._answer()
        return told

    def _answer(self) -> Any:
        for _ in range(PATIENCE * 100):
            if self._line.poll(0.01):
                try:
                    return self._line.recv()
                except (EOFError, ConnectionResetError):
                    raise self._dead() from None
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                raise Stopped
            if pid:
                raise self._ended(status)
        self.kill()
        raise TimeoutError("a bot has not answered")

    def _dead(self) -> Died:
        return self._ended(os.waitpid(self.pid, 0)[1])

    def _ended(self, status: int) -> Died:
        self._line.close()
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            raise RuntimeError(f"a bot ended by itself: {status}")
        return Died()

    def wake(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would."""
        with suppress(OSError):
            self._line.close()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


class Here:
    """A bot in the laboratory's own process; for one that nothing befalls."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Open everything."""
        self._worker = Worker(duty, hands, Effects())

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Do it."""
        return self._worker.obey(order, words)

    def kill(self) -> None:
        """Let go of everything: no connection may be forked."""
        self._worker.close()
