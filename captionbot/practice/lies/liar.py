"""What stands between the honest Graph and the wire: it counts the calls, and lies where it is told to."""

import os
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from captionbot.practice.clock import PracticeClock, hold
from captionbot.practice.graph import answers
from captionbot.practice.graph.answers import Refusal
from captionbot.practice.graph.call import split_version
from captionbot.practice.graph.usage import usage_headers
from captionbot.practice.lies.asking import bent
from captionbot.practice.lies.faults import BETWEEN_READS, MARKS, TWISTS, Fault, FaultBook
from captionbot.practice.lies.kinds import Manner
from captionbot.practice.lies.meanwhile import OldWords, change_the_first
from captionbot.practice.lies.notes import CallNote, CallNotes
from captionbot.practice.lies.replies import Reply, as_json, plain, refused
from captionbot.practice.lies.twists import twist, with_ids, without_rows
from captionbot.practice.world.things import UNUSED_PHOTO_LIVES
from captionbot.practice.world.world import World, last_part

APART = ("practice", "pictures", "posts", "comments", "static", "elsewhere", "favicon.ico")
"""First parts of the paths that are not Facebook's Graph; nobody lies about these."""

NO_LINGER = struct.pack("ii", 1, 0)
_HTML = (
    b"<!DOCTYPE html><html><head><title>Facebook | Error</title></head><body>Sorry, something went wrong.</body></html>"
)
_HANG, _DRIP, _SLOW, _LAG, _BLOCK, _BUSY = 60.0, 0.2, 2.0, 3.0, 60.0, 97.0
_NOT_A_PAGE, _MAY_NOT = 1705, 200
_BUSINESS = "X-Business-Use-Case-Usage"


class Dropped(ConnectionError):
    """The connection is gone on purpose; the server drops it without a word."""


class Liar:
    """A WSGI application around the Graph's."""

    def __init__(
        self, app: WSGIApplication, world: World, book: FaultBook, notes: CallNotes, clock: PracticeClock
    ) -> None:
        """Stand in front of ``app``, with the faults of ``book``, and note each call."""
        self.app, self.world, self.book, self.notes, self.clock = app, world, book, notes, clock
        self._old = OldWords(world)

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
            real = self._bent(request, twisting, environ)
        return real if spoiling is None else self._spoilt(real, spoiling, elsewhere, environ)

    def _bent(self, request: Request, twisting: list[Fault], environ: WSGIEnvironment) -> Reply:
        _, path = split_version(request.path)
        words = self._old.of(path[0]) if path else ""
        try:
            real = self._real(bent(environ, twisting))
        except Refusal as refusal:
            real = refused(refusal)
        for fault in twisting:
            if fault.manner is Manner.LAG and real.told() == {"success": True}:
                self._old.keep(path[0], words, self._lagging(fault))
            real = self._twisted(real, fault, _elsewhere(request))
        return real

    def _real(self, environ: WSGIEnvironment) -> Reply:
        answer = Response.from_app(self.app, environ, buffered=True)
        reply = Reply(answer.status_code, tuple(answer.headers.items()), answer.get_data())
        return reply.telling(self._old.shown(reply.told(), self.clock.now())) if self._old else reply

    def _twisted(self, real: Reply, fault: Fault, elsewhere: str) -> Reply:
        told = real.told()
        match fault.manner:
            case Manner.EXPIRED_VERSION:
                return real.heading("facebook-api-version", fault.value or "v21.0")
            case Manner.USAGE:
                return self._busy(real, fault)
            case Manner.NO_HIDDEN:
                return real.telling(without_rows(told, self._is_hidden))
            case Manner.IDS:
                return real.telling(with_ids(told, self._printed(fault.value or "bare")))
        if fault.manner in BETWEEN_READS:
            change_the_first(self.world, told, fault)
        elif fault.manner in MARKS:
            self._mark(told, fault)
        else:
            return real.telling(twist(told, fault, elsewhere))
        return real

    def _busy(self, real: Reply, fault: Fault) -> Reply:
        used = int(fault.number(_BUSY))
        for name, value in usage_headers(self.world.page.person_id, {"call_count": used, "total_time": used}).items():
            real = real.heading(name, value)
        return real

    def _lagging(self, fault: Fault) -> datetime:
        return self.clock.now() + timedelta(minutes=fault.number(_LAG))

    def _mark(self, told: Any, fault: Fault) -> None:
        """Let reads not show yet, or the public never see, or nobody use, what this answer says was made."""
        made = [told[key] for key in ("post_id", "id") if key in told] if isinstance(told, dict) else []
        for number in (last_part(one) for one in made if isinstance(one, str)):
            match fault.manner:
                case Manner.LAG:
                    self.world.veil(number=number, until=self._lagging(fault))
                case Manner.DEVELOPMENT:
                    self.world.keep_to_roles(number=number)
                case Manner.EXPIRED_UPLOAD if number in self.world.photos:
                    left = timedelta(minutes=fault.number(0))
                    self.world.photos[number].created_at = self.clock.now() - UNUSED_PHOTO_LIVES + left

    def _printed(self, how: str) -> Callable[[str], str]:
        """What prints a comment's id ``how`` it is asked for; other ids stay as they are."""

        def printed(graph_id: str) -> str:
            comment = self.world.comments.get(last_part(graph_id))
            if comment is None:
                return graph_id
            post = self.world.post(comment.post_number)
            photo = post.photos[0] if post is not None and post.photos else comment.post_number
            long = f"{self.world.page.person_id}_{comment.post_number}_{comment.number}"
            return {"long": long, "photo": f"{photo}_{comment.number}"}.get(how, comment.number)

        return printed

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
            case Manner.A_PERSONS:
                return self._as_a_person(Request(environ), environ)
        if fault.manner in _LIES:
            return _LIES[fault.manner](self, fault, elsewhere)
        return real if real is not None else self._real(environ)

    def _as_a_person(self, request: Request, environ: WSGIEnvironment) -> Reply:
        """Answer as to a person's token: comments are an empty list, without an error, and nothing may be said."""
        on_comments = request.path.endswith("/comments")
        if request.method == "GET":
            return as_json({"data": []}) if on_comments else self._real(environ)
        if on_comments:
            return refused(Refusal(_NOT_A_PAGE, "(#1705) There was an error posting to this wall"))
        words = "(#200) Unpublished posts must be posted to a page as the page itself."
        return refused(Refusal(_MAY_NOT, words))

    def _note(self, request: Request, path: str, status: int, fault: str) -> None:
        sent = "Authorization" in request.headers or "access_token" in request.args
        at = self.clock.now().isoformat()
        self.notes.add(CallNote(request.method, path, status, fault, "access_token" in request.args, sent, at))


def _refuse(liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    reply = refused(answers.refusal(fault.code, fault.subcode, fault.status))
    if fault.code != answers.PAGE_LIMIT:
        return reply
    usage = {"call_count": 100, "total_time": 23, "total_cputime": 23, "minutes": int(fault.number(_BLOCK))}
    return reply.heading(_BUSINESS, usage_headers(liar.world.page.person_id, usage)[_BUSINESS])


def _error_under_200(_liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    return as_json(answers.refusal(int(fault.number(answers.UNKNOWN))).answer().body)


def _garbage(_liar: Liar, fault: Fault, _elsewhere: str) -> Reply:
    return plain(HTTPStatus.OK, answers.JSON_TYPE, (fault.value or '{"id":"13300').encode())


_LIES: dict[Manner, Callable[[Liar, Fault, str], Reply]] = {
    Manner.REFUSE: _refuse,
    Manner.HTML: lambda _liar, fault, _: plain(fault.status or HTTPStatus.BAD_GATEWAY, "text/html", _HTML),
    Manner.ERROR_UNDER_200: _error_under_200,
    Manner.GARBAGE: _garbage,
    Manner.EMPTY: lambda _liar, _fault, _: plain(HTTPStatus.OK, answers.JSON_TYPE, b""),
    Manner.REDIRECT: lambda _liar, fault, elsewhere: plain(
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
