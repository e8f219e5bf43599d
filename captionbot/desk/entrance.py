"""Who may come in where: a page is open to those that its route names, and to nobody where it names none."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from captionbot.accounts import Person, Role, seen, who
from captionbot.accounts.knocking import Opened
from captionbot.accounts.sign_ins import DAYS
from captionbot.desk.guarding import Hosting
from captionbot.desk.source import person, source
from captionbot.errors import CaptionbotError

P = ParamSpec("P")
R = TypeVar("R")

OPEN_TO = "open_to"
EVERYBODY = "everybody"
"""A page for strangers: signing in, the style sheet."""
SIGNED_IN = "signed_in"
"""Where the cookie keeps the secret of this browser's sign-in."""
WANTED = "wanted"
"""Where the cookie keeps the page that a stranger had asked for."""
LONGEST_WANTED = 500
ENDED = "ended"
"""Where the cookie keeps that somebody was signed in here."""
COOKIE, KNOWN_BY = "captionbot", "captionbot-known"
"""The cookie of a session, and the one by which a browser is known again after it."""
KNOWN_DAYS = 400
"""The longest that browsers keep a cookie."""
NOTING = "noting"
"""Where the application keeps the lock of whoever notes that somebody was seen."""
NOTED_WITHIN_SECONDS = 0.5
"""So long a look waits for that at most; after it, it goes on by itself."""
BY_SCRIPT = frozenset({"week.state"})
"""What a page asks for by itself: nobody wants to land there, and nobody looks."""


def open_to(who: Role | str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a route to a role, or to EVERYBODY; stands beneath ``@route``."""

    def opened(route: Callable[P, R]) -> Callable[P, R]:
        setattr(route, OPEN_TO, who)
        return route

    return opened


def install(app: Flask, hosting: Hosting) -> None:
    """Stand at the door."""
    app.config.update(
        SESSION_COOKIE_NAME=hosting.cookie(COOKIE),
        KNOWN_BY_COOKIE=hosting.cookie(KNOWN_BY),
        SESSION_COOKIE_SECURE=hosting.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=DAYS),
    )
    app.extensions[NOTING] = Lock()

    @app.before_request
    def come_in() -> ResponseReturnValue | None:
        _know_again()
        open_to = _open_to()
        if open_to == EVERYBODY or request.endpoint is None:  # what is nowhere is nowhere for everybody
            return None
        visitor = person()
        if visitor is None:
            return _to_sign_in()
        if not isinstance(open_to, Role) or not visitor.may(open_to):
            abort(403)
        return None


def _open_to() -> Role | str | None:
    if request.endpoint == "static":
        return EVERYBODY
    route = current_app.view_functions.get(request.endpoint or "")
    return getattr(route, OPEN_TO, None)


def _know_again() -> None:
    secret = session.get(SIGNED_IN)
    if not isinstance(secret, str) or request.endpoint == "static":
        return
    with source().viewing() as view:
        g.person = found = who(view.record, secret, view.now)
    if found is None:  # it was ended, or is over
        forget_browser()
    elif found.unnoted and request.endpoint not in BY_SCRIPT:
        _note(found)


def _note(found: Person) -> None:
    """A look must neither fail nor wait because somebody else writes, which may take a minute; the next look tries."""
    desk, turn = source(), current_app.extensions[NOTING]

    def note() -> None:
        try:
            with suppress(CaptionbotError), desk.recording() as view:
                seen(view.record, found, view.now)
        finally:
            turn.release()

    if turn.acquire(blocking=False):
        noting = Thread(target=note, name="desk, seen", daemon=True)
        noting.start()
        noting.join(NOTED_WITHIN_SECONDS)


def _to_sign_in() -> ResponseReturnValue:
    """Whoever only looks comes back here once signed in; a form that was sent is not kept."""
    if request.method != "GET" or not _is_page():
        abort(401)
    asked = request.full_path if request.query_string else request.path
    if len(asked) <= LONGEST_WANTED:
        session[WANTED] = asked
    return redirect(url_for("people.sign_in"), 303)


def _is_page() -> bool:
    """Whether a person has gone there, and not a page that shows a picture or asks for news."""
    return request.endpoint not in BY_SCRIPT and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def known_by() -> str:
    """The secret by which this browser is known again; empty for a strange one."""
    return request.cookies.get(current_app.config["KNOWN_BY_COOKIE"], "")[:100]


def let_in(opened: Opened, *, shared: bool) -> Response:
    """Begin a session of its own for whoever has signed in, and take them where they wanted to go."""
    wanted = _wanted()
    session.clear()  # nothing of a stranger's session goes on, whoever gave it to them
    session[SIGNED_IN], session.permanent = opened.secret, not shared
    answer = current_app.make_response(redirect(wanted, 303))
    if opened.known_by:
        answer.set_cookie(
            current_app.config["KNOWN_BY_COOKIE"],
            opened.known_by,
            max_age=timedelta(days=KNOWN_DAYS),
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return answer


def forget_browser() -> None:
    """End the session of this browser, and remember that there was one."""
    session.clear()
    session[ENDED] = True


def _wanted() -> str:
    """A page of ours that is only looked at."""
    asked = session.get(WANTED)
    home = url_for("week.this_week")
    if not isinstance(asked, str) or not asked.startswith("/") or asked.startswith("//") or "\\" in asked:
        return home
    try:
        current_app.create_url_adapter(request).match(asked.partition("?")[0], "GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return home
    return asked
