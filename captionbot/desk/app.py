"""The desk's pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from flask import Flask, Response, abort, render_template, request

from captionbot import overview
from captionbot.contest.tally import SHORTLIST
from captionbot.contest.timetable import said_when
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_app(viewing: Callable[[], AbstractContextManager[View]], hosts: frozenset[str]) -> Flask:
    """The desk as a WSGI application; ``hosts`` are the names it answers to, against DNS rebinding."""
    app = Flask(__name__)

    @app.before_request
    def known_host() -> None:
        if request.host.rpartition(":")[0] not in hosts and request.host not in hosts:
            abort(400)

    @app.after_request
    def guarded(response: Response) -> Response:
        response.headers.extend(HEADERS)
        return response

    @app.errorhandler(CaptionbotError)
    def in_plain_words(error: CaptionbotError) -> tuple[str, int]:
        return render_template("trouble.html", error=error), 503

    @app.get("/")
    def this_week() -> str:
        with viewing() as view:
            return render_template("week.html", **_week(view))

    return app


def _week(view: View) -> dict[str, Any]:
    """Everything that the page shows."""
    try:
        tally = overview.entries(view, None)
    except NotNow:
        tally = None

    def local(words: str | None) -> str:
        return said_when(datetime.fromisoformat(words), view.settings.zone) if words else ""

    status = overview.status(view)
    return {
        "name": view.settings.contest_name,
        "status": status,
        "paused_by": overview.paused_by(status["paused"]) if status["paused"] else "",
        "next": overview.coming(view),
        "queue": overview.queue(view)["photos"],
        "tally": tally,
        "shortlist": SHORTLIST,
        "local": local,
    }
