"""Serving the desk: on this machine alone until somebody has a password, and the daemon can do without it."""

import socket
from http.client import HTTPConnection
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from captionbot.accounts import sign_in
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.serving import THREADS, DeskNotServed
from captionbot.errors import StoreError
from tests.desk.conftest import Office, Start
from tests.store.made import SLOT


def _asked(address: str, path: str = "/", *, body: bytes = b"", **headers: str) -> tuple[Any, str]:
    """What the desk there answers, and its page."""
    where = urlsplit(address)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST" if body else "GET", path, body or None, named)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer, page


def _said(address: str, words: bytes) -> bytes:
    """What is answered to these very bytes."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as line:
        line.sendall(words)
        heard = b""
        while more := line.recv(65536):
            heard += more
    return heard


def test_it_is_served_on_a_free_port_and_says_where(started: Start) -> None:
    """A stranger is led to the door; the answers name no library."""
    answer, _ = _asked(started("DESK_BIND=127.0.0.1:0\n"))

    assert answer.status == 303
    assert answer.headers["Location"] == "/sign-in"
    assert answer.headers["Server"] == "captionbot"


@pytest.mark.parametrize("bind", ["0.0.0.0:0", "192.0.2.1:8080", "[::]:8080", "example.org:8080"])
def test_it_is_not_served_to_other_machines_without_a_password(started: Start, bind: str) -> None:
    """Somebody who was added and has set none yet is not enough."""
    with pytest.raises(DeskNotServed, match="open to other machines") as refused:
        started(f"DESK_BIND={bind}\n")
    assert "captionbot staff add NAME" in refused.value.do
    assert "docs/desk.md" in refused.value.do


def _with_a_password(office: Office) -> None:
    with office.writing() as record:
        record.accounts.add("maria", "Maria", "admin", "test", SLOT).password = "$argon2id$made up"


def test_it_is_served_to_other_machines_once_somebody_has_one(started: Start, office: Office) -> None:
    """Here no more than the address stands in its way, for it is none of this machine's."""
    _with_a_password(office)

    with pytest.raises(DeskNotServed, match=r"can't listen on 192\.0\.2\.1:8080"):
        started("DESK_BIND=192.0.2.1:8080\n")


def test_every_address_at_once_needs_a_name(started: Start, office: Office) -> None:
    """Or it would answer to none that anybody can type."""
    _with_a_password(office)

    with pytest.raises(DeskNotServed, match="stands for every address") as refused:
        started("DESK_BIND=0.0.0.0:8080\n")
    assert "DESK_URL" in refused.value.do


def test_a_port_that_is_taken_is_named(started: Start) -> None:
    """The daemon goes on without it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(DeskNotServed, match=bind) as refused:
            started(f"DESK_BIND={bind}\n")
    assert "DESK_BIND" in refused.value.do


BEHIND_TLS = "DESK_BIND=127.0.0.1:0\nDESK_URL=https://desk.example.org\n"
FORWARDED: dict[str, Any] = {"Host": "desk.example.org", "X_Forwarded_For": "203.0.113.7", "X_Forwarded_Proto": "https"}


def test_behind_tls_its_cookies_are_for_tls_alone(started: Start) -> None:
    """And a browser that has been there once never asks without TLS again."""
    answer, _ = _asked(started(BEHIND_TLS), **FORWARDED)
    cookie = answer.headers["Set-Cookie"]

    assert cookie.startswith("__Host-captionbot-1234567890=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_port_of_its_own_leaves_other_names_alone(started: Start) -> None:
    """Whoever has the name without the port may still have pages without TLS below it."""
    answer, _ = _asked(started(f"{BEHIND_TLS.strip()}:8443\n"), **FORWARDED | {"Host": "desk.example.org:8443"})

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("settings", "heard"), [(BEHIND_TLS, "203.0.113.7"), ("DESK_BIND=127.0.0.1:0\n", "127.0.0.1")])
def test_a_proxy_is_believed_only_where_there_is_one(
    started: Start, monkeypatch: pytest.MonkeyPatch, settings: str, heard: str
) -> None:
    """On this machine, with DESK_URL naming what stands in front; from anybody else such headers are nothing."""
    seen: list[tuple[str, str | None]] = []
    monkeypatch.setattr(
        "captionbot.desk.guarding.install.refuse_strange_names",
        lambda _: seen.append((request.remote_addr or "", request.headers.get("X-Forwarded-For"))),
    )
    _asked(started(settings), **FORWARDED | {"X_Forwarded_For": "198.51.100.1, 203.0.113.7"})

    assert seen[0][0] == heard  # what a stranger put before it is not believed either way
    assert heard == "203.0.113.7" or seen[0][1] is None


def test_a_form_through_the_proxy_is_the_desks_own(started: Start, office: Office) -> None:
    """Its origin is that of DESK_URL, whatever way the proxy came."""
    address = started(BEHIND_TLS)
    form = FORWARDED | {"Content_Type": "application/x-www-form-urlencoded"}
    ours, _ = _asked(address, "/pause", body=b"because=x", **form, Origin="https://desk.example.org")
    theirs, _ = _asked(address, "/pause", body=b"because=x", **form, Origin="https://evil.example.org")

    assert (ours.status, theirs.status) == (401, 403)


HUGE = 300 * 1024 * 1024
PIECES = (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 4
WRONG_BYTES = {
    "no first line": (b"hello\r\n\r\n", 400),
    "no such way": (b"get / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "a line in a header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\nb\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc", 400),
    "a length that is none": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    "pieces that are none": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    "a coding of its own": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    "endless headers": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ".ljust(32 * 1024, b"x"), 431),
    "two hosts": (b"GET / HTTP/1.0\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
    "no host": (b"GET / HTTP/1.0\r\n\r\n", 400),
    "a huge form": (f"POST /pause HTTP/1.0\r\nHost: localhost\r\nContent-Length: {HUGE}\r\n\r\nx".encode(), 413),
    "a stranger's photos": (
        f"POST /queue/upload HTTP/1.0\r\nHost: localhost\r\nContent-Length: {HUGE}\r\n\r\nx".encode(),
        401,
    ),
    "pieces without an end": (
        b"POST /pause HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + PIECES,
        413,
    ),
}


def test_what_no_browser_sends_is_refused_in_plain_words(started: Start) -> None:
    """Before a page is asked, with the headers of every answer, and without the words of a library."""
    address = started("DESK_BIND=127.0.0.1:0\n")
    for name, (words, status) in WRONG_BYTES.items():
        heard = _said(address, words).decode()

        assert heard.split(" ", 2)[1] == str(status), f"{name}: {heard}"
        assert "Content-Security-Policy: default-src 'none'" in heard, name
        assert "Cache-Control: no-store" in heard, name
        assert "<h1>" in heard, name
        assert "waitress" not in heard.lower(), name
    answer, _ = _asked(address)
    assert answer.status == 303


def _cookie(app: Flask, office: Office) -> str:
    """What Maria's browser sends, who is signed in."""
    with office.writing() as record:
        record.accounts.add("maria", "Maria", "editor", "test", office.hour)
        secret = sign_in(record, "maria", office.hour, device="a test", address="127.0.0.1")
    signed = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signed is not None
    return f"captionbot-1234567890={signed.dumps({SIGNED_IN: secret})}"


@pytest.mark.parametrize(
    ("length", "photos"), [(f"Content-Length: {HUGE}", b"x"), ("Transfer-Encoding: chunked", PIECES)]
)
def test_a_sign_in_that_was_ended_sends_no_photos(
    started: Start, app: Flask, office: Office, length: str, photos: bytes
) -> None:
    """Who still has the cookie is refused before the photos are taken in; who is signed in is heard out."""
    address, cookie = started("DESK_BIND=127.0.0.1:0\n"), _cookie(app, office)
    where = urlsplit(address)
    head = f"POST /queue/upload HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n{length}\r\n\r\n".encode()
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=0.3) as line:
        line.sendall(head + photos)
        with pytest.raises(TimeoutError):  # it waits for the rest
            line.recv(1)
    with office.writing() as record:
        record.accounts.end_all("maria", "test", office.hour)

    assert _said(address, head + photos).startswith(b"HTTP/1.1 401 ")


def _out_of_reach(_office: Office) -> NoReturn:
    raise StoreError("The record is out of reach.", "")


def test_a_record_out_of_reach_takes_no_photos(
    started: Start, app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told that they are signed out, or that their photos are too large, where that can't be known."""
    address, cookie = started("DESK_BIND=127.0.0.1:0\n"), _cookie(app, office)
    monkeypatch.setattr(Office, "viewing", _out_of_reach)
    head = f"POST /queue/upload HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Length: {HUGE}\r\n\r\n"

    assert _said(address, head.encode()).startswith(b"HTTP/1.1 503 ")


def test_whoever_sends_slowly_keeps_nobody_waiting(started: Start) -> None:
    """Forms that never end, more of them than the desk does at a time."""
    address = started("DESK_BIND=127.0.0.1:0\n")
    where = urlsplit(address)
    slow = [socket.create_connection((where.hostname or "", where.port or 0), timeout=10) for _ in range(2 * THREADS)]
    for line in slow:
        line.sendall(b"POST /pause HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nbecause=")
    answer, _ = _asked(address)
    for line in slow:
        line.close()

    assert answer.status == 303


def test_its_pages_are_made_for_whoever_asks_first(started: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once: a desk at which nobody looks costs the daemon no memory for them."""
    made: list[Flask] = []

    def making(*words: Any) -> Flask:
        made.append(make_app(*words))
        return made[-1]

    monkeypatch.setattr("captionbot.desk.app.make_app", making)
    address = started("DESK_BIND=127.0.0.1:0\n")
    before = len(made)
    answers = [_asked(address, path)[0].status for path in ("/", "/sign-in")]

    assert (before, len(made), answers) == (0, 1, [303, 200])
