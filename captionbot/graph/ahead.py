"""A read that is made while its reader is still at work on the answer before."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

HEAD_START = 0.05
"""Seconds that a reader waits, at most, for the request to leave: it is gone in a fraction of one where the connection
stands. Without that Python would let the reader work on, and the request wait for its turn."""


class Ahead:
    """At most one read that is under way in a thread; the thread ends with the ``with``."""

    def __init__(self, *, at_ease: Callable[[], bool], sent: threading.Event, end: Callable[[], None]) -> None:
        """Make reads ahead only while ``at_ease``.

        A read sets ``sent`` when its request has left; ``end`` breaks off the one that nobody waits for any more.
        """
        self._at_ease, self._sent, self._end = at_ease, sent, end
        self._thread = ThreadPoolExecutor(1, "read-ahead")
        self._begun: Future[Any] | None = None

    def __enter__(self) -> Self:
        """Begin without a thread: it comes with the first read."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Break off what is under way, and wait for the thread."""
        if self._begun:
            self._end()
        self._thread.shutdown()

    def begin(self, read: Callable[[], Any]) -> None:
        """Make a read, once; what it gives or raises is kept for ``instead_of``."""
        if self._at_ease():
            self._sent.clear()
            self._begun = self._thread.submit(read)
            self._begun.add_done_callback(lambda _: self._sent.set())
            self._sent.wait(HEAD_START)

    def instead_of(self, read: Callable[[], Any]) -> Any:
        """Give what the read that was begun gave, or raise what it raised; ``read`` now where none was begun."""
        begun = self._begun
        if begun is None:
            return read()
        try:
            return begun.result()
        finally:
            if begun.done():  # not where Ctrl-C ended the wait: then the read goes on, and is broken off by the end
                self._begun = None
