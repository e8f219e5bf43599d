"""What is refused while it still comes in: before Flask is asked, waitress has taken a request's whole body."""

from copy import copy
from http import HTTPStatus
from typing import Any

from flask import Flask
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

from captionbot.accounts import who
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.guarding.answers import plainly, words_for
from captionbot.desk.guarding.bounds import FORM_BYTES, bytes_for
from captionbot.desk.guarding.headers import headers_of
from captionbot.desk.guarding.hosting import Hosting
from captionbot.desk.source import source
from captionbot.errors import CaptionbotError


class Guards:
    """What a connection of waitress reads with: large bodies from those who are signed in alone; refused in our words.

    Every request gets a bound of its own, so that waitress needs none for all.
    """

    def __init__(self, app: Flask, hosting: Hosting) -> None:
        """Stand before this application."""
        self.app = app
        self.parser, self.trouble = _parser(app), _trouble(app, hosting)


def _parser(app: Flask) -> type[HTTPRequestParser]:
    class Parser(HTTPRequestParser):
        too_much = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

        def parse_header(self, header_plus: bytes) -> None:
            """Bound the body as soon as it is known where it goes and who sends it."""
            super().parse_header(header_plus)
            asked: Any = self
            most = bytes_for(app, asked.command, asked.path)
            if most > FORM_BYTES and (self.chunked or self.content_length > FORM_BYTES):
                turned_away = _turned_away(app, self.headers.get("COOKIE", ""))
                most, self.too_much = (FORM_BYTES, turned_away) if turned_away else (most, self.too_much)
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = most + 1  # waitress refuses what is as large

    return Parser


def _trouble(app: Flask, hosting: Hosting) -> type[ErrorTask]:
    class Trouble(ErrorTask):
        def execute(self) -> None:
            """Say what is wrong as every other page does."""
            request: Any = self.request
            status = HTTPStatus(request.error.code)
            if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                status = request.too_much
            body = plainly(app, *words_for(status)).encode()
            self.status = f"{status} {status.phrase}"
            self.response_headers = [("Content-Type", "text/html; charset=utf-8"), *headers_of(hosting).items()]
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    return Trouble


def _turned_away(app: Flask, cookies: str) -> HTTPStatus | None:
    """What whoever may send no more than a form is told; None for those who are signed in.

    The record is asked only about a cookie that we have signed: strangers cost it nothing.
    """
    kept = app.session_interface.open_session(app, app.request_class({"HTTP_COOKIE": cookies}))
    secret = kept.get(SIGNED_IN) if kept else None
    if not isinstance(secret, str):
        return HTTPStatus.UNAUTHORIZED
    try:
        with app.app_context(), source().viewing() as view:
            return None if who(view.record, secret, view.now) else HTTPStatus.UNAUTHORIZED
    except CaptionbotError:
        return HTTPStatus.SERVICE_UNAVAILABLE
