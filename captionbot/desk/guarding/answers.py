"""What is said where something is wrong: in plain words, in the desk's own layout, and never with a trace."""

import logging
import secrets
from http import HTTPStatus

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from captionbot.desk.guarding.asking import LOOKING
from captionbot.desk.guarding.refusals import WORDS, Refusal
from captionbot.errors import CaptionbotError, NotNow

log = logging.getLogger(__name__)

STOP_WITHOUT = "To stop everything without the desk, put a file named PAUSE into the photos folder."
KEPT = ("Allow", "Retry-After")
"""What HTTP asks for beside such a status."""


def install(app: Flask) -> None:
    """Answer every error of ``app``."""

    @app.errorhandler(HTTPException)
    def as_http_has_it(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error
        answer = _told(CaptionbotError(*words_for(error.code)), error.code)
        answer.headers.extend([pair for pair in error.get_headers() if pair[0] in KEPT])
        return answer

    @app.errorhandler(CaptionbotError)
    def in_plain_words(error: CaptionbotError) -> Response:
        status = _status(error)
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            error = CaptionbotError(error.message, f"{error.do} {STOP_WITHOUT}".strip())
        return _told(error, status)

    @app.errorhandler(Exception)
    def our_own_fault(error: Exception) -> Response:
        number = f"desk-{secrets.token_hex(3)}"
        # Not the address itself: a one-time link has its secret in it.
        log.error("%s: %s %s", number, request.method, request.url_rule or "nowhere", exc_info=error)
        return _told(
            CaptionbotError(
                "Something went wrong, and it is the program's own fault.",
                f"Try again. If it stays, show the log to whoever keeps captionbot: it stands there as {number}.",
            ),
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )


def words_for(status: int) -> tuple[str, str]:
    """What went wrong, and what to do."""
    return WORDS.get(status, WORDS[HTTPStatus.BAD_REQUEST])


def _status(error: CaptionbotError) -> int:
    """What a room refuses is nowhere to be looked at; whatever else stops it may pass."""
    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, NotNow):
        return HTTPStatus.NOT_FOUND if request.method in LOOKING else HTTPStatus.CONFLICT
    return HTTPStatus.SERVICE_UNAVAILABLE


def _told(error: CaptionbotError, status: int) -> Response:
    try:
        return make_response(render_template("trouble.html", error=error, status=status), status)
    except Exception:
        log.exception("The page that tells of trouble can't be drawn; a plain one is shown")
        return make_response(plainly(current_app, error.message, error.do), status)


def plainly(app: Flask, message: str, do: str) -> str:
    """A page that needs neither a record nor a request to be drawn."""
    return app.jinja_env.get_template("plain.html").render(message=message, do=do)
