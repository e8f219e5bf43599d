"""A wire between the bot and Facebook that keeps every byte of every request, and may answer with secrets in it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATIENCE = 20
HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers, body."""
Spoil = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it came over the wire."""

    line: str
    """``GET /v26.0/… HTTP/1.1``, with the query string."""
    headers: str
    body: bytes


@dataclass(slots=True)
class Wire:
    """Where it listens, what it has heard, and what it will spoil."""

    url: str
    sent: list[Sent] = field(default_factory=list)
    spoils: list[tuple[str, Spoil]] = field(default_factory=list)

    def spoil(self, match: str, spoil: Spoil) -> None:
        """Change the next answer to a call that fits ``match``, a glob over ``METHOD /path`` without the version."""
        self.spoils.append((match, spoil))

    def take(self, method: str, target: str) -> Spoil | None:
        """What is to be done to this call's answer."""
        path = "/" + urlsplit(target).path.lstrip("/").partition("/")[2]
        for one in self.spoils:
            if fnmatchcase(f"{method} {path}", one[0]):
                self.spoils.remove(one)
                return one[1]
        return None


class _Handler(BaseHTTPRequestHandler):
    """Passes each call on to Facebook and its answer back."""

    wire: Wire
    facebook: str

    def do_GET(self) -> None:
        """A read."""
        self._pass_on()

    def do_POST(self) -> None:
        """A write."""
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.wire.sent.append(Sent(self.requestline, str(self.headers), body))
        connection = HTTPConnection(urlsplit(self.facebook).netloc, timeout=PATIENCE)
        connection.request(self.command, self.path, body, dict(self.headers))
        response = connection.getresponse()
        kept = {name: value for name, value in response.getheaders() if name.lower() not in HOP_BY_HOP}
        answer: Answer = (response.status, kept, response.read())
        connection.close()
        spoil = self.wire.take(self.command, self.path)
        status, headers, words = spoil(answer) if spoil else answer
        self.send_response_only(status)
        for name, value in {**headers, "Content-Length": str(len(words)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def wire_to(facebook: str) -> Iterator[Wire]:
    """Listen before the Facebook at that address."""
    handler = type("Handler", (_Handler,), {"facebook": facebook})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    wire = Wire(f"http://127.0.0.1:{server.server_address[1]}")
    handler.wire = wire  # type: ignore[attr-defined] # made just now
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    try:
        yield wire
    finally:
        server.shutdown()
        server.server_close()
        serving.join(PATIENCE)
