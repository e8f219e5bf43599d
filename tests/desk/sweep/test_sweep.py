"""Every route that the desk has, found from the desk itself: who may come in, what changes, what is answered."""

import re
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.accounts import Role
from captionbot.accounts.staffing import remove
from captionbot.decisions import Word
from captionbot.desk.entrance import EVERYBODY
from captionbot.desk.guarding import HEADERS
from tests.desk.sweep.sweeping import NOBODY, SENT, VALUES, Swept

FOR_EVERYBODY = {"static", "people.sign_in", "people.welcome", "alive.healthz"}
"""What a stranger may ask for: to come in, what the page that asks who they are looks like, and whether we live."""
WRONG: dict[str, list[Any]] = {
    "number": [0, 99, 10**30],
    "comment": ["0", "x" * 300, "%F0%9F%90%B4", "'--", "..%2F..", "{{7*7}}"],
    "key": ["nothing.jpg", "..%2F..%2Fcaptionbot.db", "x" * 300, "%ff", "-"],
    "week": ["2026-W54", "2026-12-04", "x", "9999-W52", "0000-W01"],
    "link": ["x", "%ff"],
    "digest": ["x"],
    "sha256": ["0" * 64, "/" * 64, "é" * 64],
    "filename": ["../app.py", "..%2fapp.py", "%2e%2e/%2e%2e/etc/passwd", "", "%2Fetc%2Fpasswd", "x" * 300],
}
"""What is nowhere, and what somebody hostile would write."""


def _is_refused(answer: TestResponse) -> bool:
    """A stranger is sent to the door or told to sign in."""
    return answer.status_code == 401 or (answer.status_code, answer.headers.get("Location")) == (303, "/sign-in")


def test_every_route_says_whom_it_lets_in(swept: Swept) -> None:
    """And to strangers no more is open than they need to come in."""
    open_to = {rule.endpoint: swept.open_to(rule) for rule in swept.app.url_map.iter_rules()}

    assert {name for name, who in open_to.items() if who == EVERYBODY} == FOR_EVERYBODY
    assert {who for name, who in open_to.items() if name not in FOR_EVERYBODY} == {Role.EDITOR, Role.ADMIN}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_stranger_is_refused_everywhere(swept: Swept, method: str) -> None:
    """With no cookie, and with one that somebody made up; nothing is shown and nothing changes."""
    made_up = swept.browser(NOBODY)
    made_up.set_cookie(swept.app.config["SESSION_COOKIE_NAME"], "eyJzaWduZWRfaW4iOiJ4In0.aGVsbG8.c2lnbmF0dXJl")
    before = swept.stands()
    let_in = [
        path
        for rule, path in swept.paths(method)
        for browser in (swept.browser(NOBODY), made_up)
        if rule.endpoint not in FOR_EVERYBODY and not _is_refused(browser.open(path, method=method, headers=SENT))
    ]

    assert not let_in
    assert swept.stands() == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_editor_is_refused_what_is_an_admins(swept: Swept, method: str) -> None:
    """Whatever the address holds."""
    dana = swept.browser("dana")
    before, let_in, asked = swept.stands(), [], 0
    for rule, path in swept.paths(method):
        if swept.open_to(rule) == Role.ADMIN:
            asked += 1
            let_in += [path] if dana.open(path, method=method, headers=SENT).status_code != 403 else []

    assert asked
    assert not let_in
    assert swept.stands() == before


def test_whoever_is_taken_off_is_out_at_once(swept: Swept) -> None:
    """On every page, though the browser still has its cookie."""
    otto = swept.browser("otto")
    assert otto.get("/").status_code == 200
    with swept.office.writing() as record:
        otto_s = record.accounts.get("otto")
        assert otto_s is not None
        remove(record, otto_s, Word("Maria", swept.office.hour, ""))
    let_in = [
        path
        for rule, path in swept.paths("GET")
        if rule.endpoint not in FOR_EVERYBODY
        and not _is_refused(otto.get(path, headers={"Sec-Fetch-Dest": "document"}))
    ]

    assert not let_in


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(swept: Swept, method: str) -> None:
    """No row and no file, on any page at any stage; a mail's scanner may press what it likes."""
    maria = swept.browser("maria")
    before, changed = swept.stands(), []
    for _, path in swept.paths(method, VALUES):
        answer = maria.open(path, method=method, buffered=True)
        if answer.status_code >= 500 or swept.stands() != before:
            changed.append((path, answer.status_code))
            before = swept.stands()

    assert not changed


def _token(browser: FlaskClient) -> str:
    """What the forms of that browser carry."""
    return str(re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', browser.get("/pause").text)[0])


def test_a_form_that_is_not_ours_is_refused_everywhere(swept: Swept) -> None:
    """Without a token, with another browser's, and with the right one from a page of somebody else's."""
    maria, dana = swept.browser("maria"), swept.browser("dana")
    right, other = {"csrf_token": _token(maria)}, {"csrf_token": _token(dana)}
    tries: list[tuple[dict[str, str], dict[str, str]]] = [
        ({}, SENT),
        (other, SENT),
        ({"csrf_token": right["csrf_token"][:-2]}, SENT),
        (right, SENT | {"Origin": "https://evil.example"}),
        (right, SENT | {"Origin": "http://localhost.evil.example"}),
        (right, SENT | {"Origin": "http://localhost:1234"}),
        (right, SENT | {"Origin": "https://localhost"}),
        (right, {"Origin": "null"}),
        (right, {"Sec-Fetch-Site": "cross-site"}),
        (right, SENT | {"Sec-Fetch-Site": "same-site"}),
    ]
    before, taken = swept.stands(), []
    for _, path in swept.paths("POST"):
        for fields, headers in tries:
            answer = maria.post(path, data=fields, headers=headers)
            taken += [(path, headers, answer.status_code)] if answer.status_code != 403 else []

    assert not taken
    assert swept.stands() == before


def test_a_form_that_is_too_much_is_refused_everywhere(swept: Swept) -> None:
    """Too long, with too many fields, of another kind, or with a sign that no database keeps; the token was right."""
    maria = swept.browser("maria")
    token = {"csrf_token": _token(maria)}
    tries: list[tuple[dict[str, Any], int]] = [
        ({"data": token | {str(number): "" for number in range(3_000)}}, 413),
        ({"data": token | {"because": "a\0b"}}, 400),
        ({"data": token | {str(one): "" for one in range(3_000)}, "content_type": "multipart/form-data"}, 413),
        ({"data": token | {"a\0b": "x"}}, 400),
        ({"json": token}, 415),
        ({"data": "csrf_token=x", "content_type": "text/plain"}, 415),
        ({"data": token | {"because": "x" * 300_000}}, 413),
    ]
    before, taken = swept.stands(), []
    for rule, path in swept.paths("POST"):
        for sent, status in tries:
            answer = maria.post(path, headers=SENT, **sent)
            if answer.status_code != status and (rule.endpoint, status) != ("queue.upload", 413):
                taken.append((path, answer.status_code, status))

    assert not taken
    assert swept.stands() == before


def test_every_answer_has_its_headers(swept: Swept) -> None:
    """Pages, files, pictures, what leads on and what is refused; and none is told to keep a cookie of a script's."""
    bare = []
    for who, method in product((NOBODY, "dana", "maria"), ("GET", "POST", "PUT", "OPTIONS", "TRACE")):
        browser = swept.browser(who)
        asked = "POST" if method == "POST" else "GET"
        for _, path in [*swept.paths(asked), (None, "/nothing"), (None, "/static/nothing.css")]:
            answer = browser.open(path, method=method, buffered=True)
            missing = [name for name, value in HEADERS.items() if answer.headers.getlist(name) != [value]]
            kind = answer.headers["Content-Type"]
            cookies = [one for one in answer.headers.getlist("Set-Cookie") if "; HttpOnly" not in one]
            if missing or cookies or (kind.startswith("text/") and "charset=utf-8" not in kind):
                bare.append((who, method, path, missing, cookies, kind))

    assert not bare


def test_the_desk_is_asked_in_three_ways_only(swept: Swept) -> None:
    """Anything else is refused on every route, with nothing changed."""
    maria = swept.browser("maria")
    before, taken = swept.stands(), []
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
        for _, path in swept.paths("GET"):
            answer = maria.open(path, method=method, headers=SENT)
            taken += [(method, path)] if answer.status_code != 405 else []

    assert not taken
    assert swept.stands() == before


def test_what_is_nowhere_is_told_in_plain_words(swept: Swept) -> None:
    """Numbers and names that nobody has, or that somebody hostile made up: none fails, and none shows a trace."""
    maria = swept.browser("maria")
    token = {"csrf_token": _token(maria)}
    before, failed = swept.stands(), []
    for method in ("GET", "POST"):
        for rule, path in swept.paths(method, WRONG):
            if not rule.arguments or rule.endpoint == "people.welcome":  # whose page tells a stranger the same of all
                continue
            answer = maria.open(path, method=method, data=token if method == "POST" else None, headers=SENT)
            if not 400 <= answer.status_code < 500 or "Traceback" in answer.text or "/captionbot/" in answer.text:
                failed.append((method, path, answer.status_code))

    assert not failed
    assert swept.stands() == before
