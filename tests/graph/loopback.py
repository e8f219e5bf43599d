"""A server on loopback that does to each connection what a test has written for it, however rude."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes a close into a reset."""


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    raw: bytes = field(repr=False)

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


class Caller:
    """One connection, in the hands of a script."""

    def __init__(self, sock: socket.socket, asked: list[Asked], stopped: threading.Event) -> None:
        """Talk over ``sock``; what is read is added to ``asked``."""
        self.sock, self.asked, self.stopped = sock, asked, stopped

    def read(self) -> Asked:
        """Read one whole request."""
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += self._some()
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", 0)):
            body += self._some()
        method, target, _ = first.split(" ")
        parts = urlsplit(target)
        request = Asked(method, parts.path, dict(parse_qsl(parts.query)), headers, body, raw=head + body)
        self.asked.append(request)
        return request

    def send(self, *pieces: bytes) -> None:
        """Send bytes as they are."""
        for piece in pieces:
            self.sock.sendall(piece)

    def drip(self, text: bytes, pause: float) -> None:
        """Send a byte now and then, for ever."""
        while True:
            for byte in text:
                self.send(bytes([byte]))
                if self.stopped.wait(pause):
                    return

    def reset(self) -> None:
        """Break the connection off as a crashed server does."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def _some(self) -> bytes:
        piece = self.sock.recv(65536)
        if not piece:
            raise ConnectionError
        return piece


Script = Callable[[Caller], None]


def says(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Script:
    """Read the request and answer with JSON."""
    named = {"Content-Type": "text/javascript; charset=UTF-8"} | dict(headers or {})
    return says_bytes(json.dumps(value).encode(), status, named)


def says_bytes(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Script:
    """Read the request and answer with these very bytes."""
    named = {"Content-Length": str(len(body))} | dict(headers or {})
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    answer = "\r\n".join(lines).encode("latin-1") + body

    def script(caller: Caller) -> None:
        caller.read()
        caller.send(answer)

    return script


def in_turn(*scripts: Script) -> Script:
    """Play several scripts over one connection."""

    def script(caller: Caller) -> None:
        for one in scripts:
            one(caller)

    return script


def refuses(code: int, subcode: int = 0, status: int = 400, message: str = "No.") -> Script:
    """Read the request and answer with Facebook's error envelope."""
    return says({"error": {"message": message, "code": code, "error_subcode": subcode}}, status)


class Loopback:
    """Serves each connection by the next script, and from then on by the last one."""

    def __init__(self, *scripts: Script) -> None:
        """Listen on a free port."""
        self.scripts = list(scripts)
        self.asked: list[Asked] = []
        self.connections = 0
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        """Stop, whatever a script is at."""
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            script = self.scripts[min(self.connections, len(self.scripts) - 1)]
            self.connections += 1
            threading.Thread(target=self._play, args=(script, sock), daemon=True).start()

    def _play(self, script: Script, sock: socket.socket) -> None:
        sock.settimeout(10)
        with sock, suppress(OSError):
            script(Caller(sock, self.asked, self._stopped))
