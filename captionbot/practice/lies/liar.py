"""What stands between the honest Graph and the wire: it counts the calls, and lies where it is told to."""

import json
import os
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from captionbot.practice.clock import PracticeClock, hold
from captionbot.practice.graph import answers
from captionbot.practice.graph.call import split_version
from captionbot.practice.lies.faults import MARKS, TWISTS, Fault, FaultBook, Manner
from captionbot.practice.lies.notes import CallNote, CallNotes
from captionbot.practice.lies.twists import twist, without_rows
from captionbot.practice.world.world import World, last_part

APART = ("practice", "pictures", "posts", "comments", "static", "elsewhere", "favicon.ico")
"""First parts of the paths that are not Facebook's Graph; nobody lies about these."""

NO_LINGER = struct.pack("ii", 1, 0)
_HTML = (
    b"<!DOCTYPE html><html><head><title>Facebook | Error</title></head><body>Sorry, something went wrong.</body></html>"
)
_HANG, _DRIP, _SLOW, _LAG, _BLOCK = 60.0, 0.2, 2.0, 3.0, 60.0


class Dropped(ConnectionError):
    """The connection is gone on purpose; the server drops it without a word."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as bytes, on its way out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def told(self) -> Any:
        """Give the body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Liar:
    """A WSGI application around the Graph's."""

    def __init__(
        self, app: WSGIApplication, world: World, book: FaultBook, notes: CallNotes, clock: PracticeClock
    ) -> None:
        """Stand in front of ``app``, with the faults of ``book``, and note each call."""
        self.app, self.world, self.book, self.notes, self.clock = app, world, book, notes, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a call on, or spoil it."""
        request = Request(environ)
        _, path = split_version(request.path)
        plain = not path and request.method == "GET" and "ids" not in request.args
        if plain or (path and path[0] in APART and path[0] != "elsewhere"):
            return self.app(environ, start_response)
        if path and path[0] == "elsewhere":
            self._note(request, request.path, 200, "")
            return Response("{}", mimetype="application/json")(environ, start_response)
        return self._graph(request, "/" + "/".join(path), environ, start_response)

    def _graph(
        self, request: Request, path: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        faults = self.book.take(request.method, path)
        spoiling = next((one for one in faults if one.manner not in TWISTS), None)
        names = ",".join(one.text for one in faults)
        try:
            reply = self._reply(request, spoiling, [one for one in faults if one.manner in TWISTS], environ)
        except Dropped:
            self._note(request, path, 0, names)
            raise
        self._note(request, path, reply.status, names)
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(reply.headers))
        if spoiling is not None and spoiling.manner in {Manner.DRIP, Manner.CUT}:
            return _slowly(reply.body, spoiling)
        return [reply.body]

    def _reply(
        self, request: Request, spoiling: Fault | None, twisting: list[Fault], environ: WSGIEnvironment
    ) -> Reply:
        elsewhere = _elsewhere(request)
        if spoiling is not None and not spoiling.done:
            return self._spoilt(None, spoiling, elsewhere, environ)
        with self.world.lock if twisting else nullcontext():  # nobody sees a thing before it has its mark
            real = self._real(environ)
            for fault in twisting:
                real = self._twisted(real, fault, elsewhere)
        return real if spoiling is None else self._spoilt(real, spoiling, elsewhere, environ)

    def _real(self, environ: WSGIEnvironment) -> Reply:
        answer = Response.from_app(self.app, environ, buffered=True)
        return Reply(answer.status_code, tuple(answer.headers.items()), answer.get_data())

    def _twisted(self, real: Reply, fault: Fault, elsewhere: str) -> Reply:
        if fault.manner is Manner.EXPIRED_VERSION:
            kept = tuple(pair for pair in real.headers if pair[0].lower() != "facebook-api-version")
            return replace(real, headers=(*kept, ("facebook-api-version", fault.value or "v21.0")))
        told = real.told()
        if fault.manner in MARKS:
            self._mark(told, fault)
            return real
        if fault.manner is Manner.NO_HIDDEN:
            return _with_body(real, json.dumps(without_rows(told, self._is_hidden)).encode())
        return _with_body(real, json.dumps(twist(told, fault, elsewhere)).encode())

    def _mark(self, told: Any, fault: Fault) -> None:
        """Let reads not show yet, or the public never see, what this answer says was made."""
        made = [told[key] for key in ("post_id", "id") if key in told] if isinstance(told, dict) else []
        for number in (last_part(one) for one in made if isinstance(one, str)):
            if fault.manner is Manner.LAG:
                until = self.clock.now() + timedelta(minutes=fault.number(_LAG))
                self.world.veil(number=number, until=until)
            else:
                self.world.keep_to_roles(number=number)

    def _is_hidden(self, graph_id: str) -> bool:
        comment = self.world.comments.get(last_part(graph_id))
        return comment is not None and comment.hidden

    def _spoilt(self, real: Reply | None, fault: Fault, elsewhere: str, environ: WSGIEnvironment) -> Reply:
        match fault.manner:
            case Manner.RESET:
                _reset(environ)
            case Manner.TIMEOUT:
                hold(fault.number(_HANG))
                _reset(environ)
            case Manner.SLOW:
                hold(fault.number(_SLOW))
        if fault.manner in _LIES:
            return _LIES[fault.manner](self, fault, elsewhere)
        return real if real is not None else self._real(environ)

    def _note(self, request: Request, path: str, status: int, fault: str) -> None:
        sent = "Authorization" in request.headers or "access_token" in request.args
        at = self.clock.now().isoformat()
        self.notes.add(CallNote(request.method, path, status, fault, "access_token" in request.args, sent, at))


def _with_body(reply: Reply, body: bytes) -> Reply:
    kept = tuple(pair for pair in reply.headers if pair[0].lower() != "content-length")
    return replace(reply, body=body, headers=(*kept, ("Content-Length", str(len(body)))))


def _plain(status: int, mime: str, body: bytes, **headers: str) -> Reply:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, (("Content-Type", mime), ("Content-Length", str(len(body))), *named), body)


def _refuse(liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    answer = answers.refusal(fault.code, fault.subcode, fault.status).answer()
    headers = dict(answer.headers)
    if fault.code == answers.PAGE_LIMIT:
        usage = {"type": "pages", "call_count": 100, "total_cputime": 23, "total_time": 23}
        usage["estimated_time_to_regain_access"] = int(fault.number(_BLOCK))
        headers["X-Business-Use-Case-Usage"] = json.dumps({liar.world.page.person_id: [usage]})
    body = json.dumps(answer.body).encode()
    named = (("Content-Type", answers.JSON_TYPE), ("Content-Length", str(len(body))), *headers.items())
    return Reply(answer.status, named, body)


def _error_under_200(_liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    body = answers.refusal(int(fault.number(answers.UNKNOWN))).answer().body
    return _plain(HTTPStatus.OK, answers.JSON_TYPE, json.dumps(body).encode())


def _garbage(_liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    return _plain(HTTPStatus.OK, answers.JSON_TYPE, (fault.value or '{"id":"13300').encode())


_LIES: dict[Manner, Callable[[Liar, Fault, str], Reply]] = {
    Manner.REFUSE: _refuse,
    Manner.HTML: lambda _liar, fault, _: _plain(fault.status or HTTPStatus.BAD_GATEWAY, "text/html", _HTML),
    Manner.ERROR_UNDER_200: _error_under_200,
    Manner.GARBAGE: _garbage,
    Manner.EMPTY: lambda _liar, _fault, _: _plain(HTTPStatus.OK, answers.JSON_TYPE, b""),
    Manner.REDIRECT: lambda _liar, fault, elsewhere: _plain(
        fault.status or HTTPStatus.FOUND, "text/html", b"", Location=elsewhere
    ),
}


def _elsewhere(request: Request) -> str:
    """Give an address on another host name, which is still this server: who follows it is seen."""
    host, _, port = request.host.rpartition(":")
    other = "127.0.0.1" if host == "localhost" else "localhost"
    return f"http://{other}:{port}/elsewhere{request.path}"


def _slowly(body: bytes, fault: Fault) -> Iterator[bytes]:
    """Send a body byte by byte, or half of it and then nothing more."""
    if fault.manner is Manner.CUT:
        yield body[: len(body) // 2]
        raise Dropped("cut on purpose")
    for byte in body:
        hold(fault.number(_DRIP))
        yield bytes([byte])


def _reset(environ: WSGIEnvironment) -> None:
    """Break the connection with a TCP reset: no FIN, no goodbye."""
    wire: socket.socket = environ["werkzeug.socket"]
    with suppress(OSError):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        os.close(wire.detach())
    raise Dropped("reset on purpose")
