"""All that can go wrong on the wire after a connection stands, and what a test does over it."""

import gzip
from collections.abc import Callable

from captionbot.graph.page import Page
from tests.graph.loopback import Caller, Script, refuses, says, says_bytes

SOON = {"connect_seconds": 0.3, "read_seconds": 0.25, "total_seconds": 0.4}
DONE = says({"id": "1000_5"})

Act = Callable[[Page], object]


def writing(page: Page) -> object:
    """Say something."""
    return page.publish("Beat it", photo_id="888")


def reading(page: Page) -> object:
    """Read something."""
    return page.me()


def closes_at_once(_: Caller) -> None:
    """Close before anything is read."""


def resets_at_once(caller: Caller) -> None:
    """Reset before anything is read."""
    caller.reset()


def resets_midway(caller: Caller) -> None:
    """Reset after a few bytes of the request."""
    caller.sock.recv(10)
    caller.reset()


def closes_after_the_body(caller: Caller) -> None:
    """Take the whole request and answer nothing."""
    caller.read()


def resets_after_the_body(caller: Caller) -> None:
    """Take the whole request and reset."""
    caller.read()
    caller.reset()


def half_a_head(caller: Caller) -> None:
    """Stop in the middle of the headers."""
    caller.read()
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Ty")


def half_a_body(caller: Caller) -> None:
    """Stop in the middle of the body."""
    caller.read()
    caller.send(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id": "1000_5"}')


def half_a_chunk(caller: Caller) -> None:
    """Stop in the middle of a chunked body."""
    caller.read()
    caller.send(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"id": "1000_5"}')


def is_silent(caller: Caller) -> None:
    """Take the request and say nothing for a long while."""
    caller.read()
    caller.stopped.wait(5)


def drips_headers(caller: Caller) -> None:
    """Send headers byte by byte, each in good time."""
    caller.read()
    caller.send(b"HTTP/1.1 200 OK\r\n")
    caller.drip(b"X-More: of this\r\n", 0.02)


def drips_body(caller: Caller) -> None:
    """Send a body without length byte by byte, each in good time."""
    caller.read()
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    caller.drip(b" ", 0.02)


def talks_nonsense(caller: Caller) -> None:
    """Answer in another protocol."""
    caller.read()
    caller.send(b"220 mail.example ESMTP\r\n")


def floods(caller: Caller) -> None:
    """Send 100 MB."""
    caller.read()
    caller.send(b"HTTP/1.1 200 OK\r\n\r\n", *([b" " * 2**20] * 100))


def floods_with_headers(caller: Caller) -> None:
    """Send headers, and more headers."""
    caller.read()
    caller.send(b"HTTP/1.1 200 OK\r\n", *([b"X-More: " + b"x" * 60_000 + b"\r\n"] * 200))


def continues(caller: Caller) -> None:
    """Say a hundred thousand times that it goes on."""
    caller.read()
    caller.send(*([b"HTTP/1.1 100 Continue\r\n\r\n" * 1000] * 100))


BOMB = gzip.compress(b" " * (40 * 2**20), compresslevel=1)
BOMB_IN_A_BOMB = gzip.compress(gzip.compress(b" " * (200 * 2**20)))
SLOW: dict[str, Script] = {"is silent": is_silent, "drips headers": drips_headers, "drips a body": drips_body}
QUICK: dict[str, Script] = {
    "closes at once": closes_at_once,
    "resets midway": resets_midway,
    "closes after the body": closes_after_the_body,
    "resets after the body": resets_after_the_body,
    "half a head": half_a_head,
    "half a body": half_a_body,
    "half a chunk": half_a_chunk,
    "talks nonsense": talks_nonsense,
    "floods": floods,
    "floods with headers": floods_with_headers,
    "says to go on for ever": continues,
    "gzip bomb": says_bytes(BOMB, headers={"Content-Encoding": "gzip"}),
    "gzip bomb in a bomb": says_bytes(BOMB_IN_A_BOMB, headers={"Content-Encoding": "gzip, gzip"}),
    "deep json": says_bytes(b"[" * 100_000),
    "deep objects": says_bytes(b'{"id":' * 100_000),
    "long number": says_bytes(b'{"id": ' + b"9" * 5_000 + b"}"),
    "broken gzip": says_bytes(b"no gzip", headers={"Content-Encoding": "gzip"}),
    "html 502": says_bytes(b"<html>Bad Gateway</html>", 502, {"Content-Type": "text/html"}),
    "html 200": says_bytes(b"<html>Sign in</html>", 200, {"Content-Type": "text/html"}),
    "nothing": says_bytes(b""),
    "error under 200": refuses(190, status=200),
    "500 code 2": refuses(2, status=500),
}
CUT = SLOW | QUICK


def patience_for(name: str) -> dict[str, float]:
    """Give little time to what would take long, and all of it to what a busy machine may delay."""
    return SOON if name in SLOW else {}
