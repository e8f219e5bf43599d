"""The connection of a call, which knows whether anything was sent and when its time is up.

A kept connection that the server has closed in the meantime fails like one that was cut after a request: of a post
nobody could say whether it went out. A fresh one costs a handshake and leaves no doubt, so whatever is said has one of
its own. The reads of a walk follow one another and may be made twice: they share one (``Line``).
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

Fence = Callable[[], None]
"""Raises where nothing may be sent any more."""

LONGEST_IDLE = 10.0
"""Seconds after which a kept connection is not used again: what stands between may have forgotten it in silence."""


class Call:
    """The state of one call: its socket, whether it has begun to speak, and its deadline."""

    def __init__(self, seconds: float, monotonic: Callable[[], float], fence: Fence | None = None) -> None:
        """Allow the call ``seconds`` from now, connection and answer together.

        ``fence`` is asked before the first byte; what it raises goes up as it is, and nothing has been sent.
        """
        self.seconds, self._monotonic, self._fence = seconds, monotonic, fence
        self._ends = monotonic() + seconds
        self.begun = False
        """Whether a byte of the request may have left; what is said to a proxy about it does not count."""
        self.late = False
        """Whether its time was up, or it was ``unwanted``."""
        self.unwanted = False
        """Whether nobody waits for its answer any more."""
        self.kept = False
        """Whether it goes over a connection that an earlier call had made."""
        self.sent = threading.Event()
        """Set when a piece of what is sent has left."""
        self._socket: socket.socket | None = None
        # Neither requests nor urllib3 has a deadline for a whole call: a server that drips a byte now and then
        # would hold us for ever. So the socket is shut from outside.
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop the clock."""
        self._timer.cancel()
        self._timer.join()

    def connected(self, sock: socket.socket) -> None:
        """Take the socket that the request will leave by; TimeoutError if it is too late for that."""
        self._socket = sock
        if self.late:
            raise TimeoutError

    def resumed(self, sock: socket.socket) -> None:
        """Take the socket of an earlier call."""
        self._socket, self.kept = sock, True

    def sending(self) -> None:
        """Note that bytes leave now, and give them the whole call's time rather than the connection's.

        TimeoutError if the time is up: a process that was stopped for a while may wake up before its timer does.
        """
        if self._socket and not self.begun:
            if self._fence:
                self._fence()
            if self.late or self._monotonic() >= self._ends:
                self.late = True
                raise TimeoutError
            self.begun = True
            self._socket.settimeout(self.seconds)

    def drop(self) -> None:
        """Break the call off, for nobody waits for it any more; from another thread."""
        self.unwanted = True
        self._cut()

    def _cut(self) -> None:
        self.late = True
        if self._socket:
            with suppress(OSError):
                # Not the socket's own method: that of a TLS socket forgets TLS first, and what is being sent at
                # that moment would go out in the clear. TLS within the TLS of a proxy is no socket, and holds one.
                socket.socket.shutdown(getattr(self._socket, "socket", self._socket), socket.SHUT_RDWR)


class Line(HTTPAdapter):
    """Carries one call after another, over one connection as long as that is good; never tries twice."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Without a connection at first; ``monotonic`` (seconds) tells how long it was idle."""
        self._monotonic = monotonic
        self._call: Call | None = None
        self._idle_since = 0.0
        self._ended = False
        self.sent = threading.Event()
        """Set by each call whose request leaves; whoever waits for the next one's clears it first."""
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    @contextmanager
    def carrying(self, call: Call) -> Iterator[None]:
        """Carry ``call`` in here."""
        if self._monotonic() - self._idle_since > LONGEST_IDLE:
            self.close()
        call.sent, self._call = self.sent, call
        if self._ended:
            call.drop()
        try:
            yield
        finally:
            self._idle_since = self._monotonic()

    def end(self) -> None:
        """Break off the call that is on its way and let no other through; from another thread than its own."""
        self._ended = True
        if self._call:
            self._call.drop()

    def proxy_manager_for(self, proxy: str, **settings: Any) -> Any:
        """Let a proxy's connections be of our kind as well."""
        manager = super().proxy_manager_for(proxy, **settings)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def get_connection_with_tls_context(self, *request: Any, **settings: Any) -> Any:
        """Give the pool that the one connection comes from."""
        pool = cast("_Pool", super().get_connection_with_tls_context(*request, **settings))
        pool.call = cast("Call", self._call)
        return pool


class _Connection(HTTPConnection):
    """A connection that reports to its call."""

    call: Call
    debuglevel = 0  # http.client would print the headers, and the token with them

    def connect(self) -> None:
        super().connect()
        self.call.connected(self.sock)

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self.call.sending()
        super().send(data)
        self.call.sent.set()


class _SecureConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    """Gives the call in hand its connection."""

    call: Call
    ConnectionCls = _Connection

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection = cast("_Connection", super()._get_conn(timeout))  # closed, if the server has closed it
        connection.call = self.call
        if connection.sock is not None:
            self.call.resumed(connection.sock)
        return connection


class _SecurePool(_Pool, HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = _SecureConnection


_POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _Pool, "https": _SecurePool}
