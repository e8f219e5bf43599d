"""The desk's door: signing in and out, by password and by link, and what a browser keeps of it."""

from datetime import timedelta
from functools import cache

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.accounts import Role
from captionbot.accounts.passwords import is_dated
from captionbot.accounts.slowing import OF_A_NAME_FROM_AN_ADDRESS
from captionbot.accounts.staffing import add, make_link, remove, set_password
from captionbot.decisions import Word
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN, WANTED
from captionbot.desk.guarding import Hosting
from captionbot.desk.serving import signing_key
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office, SignedIn

PASSWORD = "blue horse lamp"
OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@cache
def kept() -> str:
    """The hash of the one password, made with little work: tests compare it often."""
    return PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)


@pytest.fixture(autouse=True)
def maria(office: Office) -> None:
    """Somebody with a password."""
    with office.writing() as record:
        by = Word("tom", office.hour, "")
        set_password(record, add(record, "Maria", Role.ADMIN, by), kept(), by)


def _sign_in(client: FlaskClient, name: str = "maria", password: str = PASSWORD, **more: str) -> TestResponse:
    return send(client, "/sign-in", {"name": name, "password": password, **more})


def _secret(client: FlaskClient) -> object:
    with client.session_transaction(base_url="http://localhost") as session:
        return session.get(SIGNED_IN)


def _wrong(client: FlaskClient) -> TestResponse:
    """Several on one page: nobody opens it anew for each."""
    fields = hidden_fields(client.get("/sign-in").text, "/sign-in") | {"name": "maria", "password": "wrong horse"}
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        answer = client.post("/sign-in", data=fields, headers=OURS)
        assert (answer.status_code, "don&#39;t belong together" in answer.text) == (401, True)
    return client.post("/sign-in", data=fields, headers=OURS)


def _audit(office: Office) -> list[tuple[str, str]]:
    with office.store.view() as record:
        return [(row.by, row.action) for row in record.staff.audit()]


def test_whoever_knows_their_password_comes_in(stranger: FlaskClient, office: Office) -> None:
    """By any spelling of the name, and stays; the record says when and from where."""
    came = _sign_in(stranger, " MARIA ")

    assert (came.status_code, came.location) == (303, "/")
    assert "Signed in as" in stranger.get("/me").text
    assert stranger.get("/sign-in").status_code == 303
    assert _audit(office)[-1] == ("Maria", "sign-in")
    with office.store.view() as record:
        assert "127.0.0.1" not in record.staff.audit()[-1].detail  # that stays; addresses do not
        maria = record.accounts.get("maria")
        assert maria is not None
        assert not is_dated(maria.password or "")  # kept by what is asked for today, from now on


def test_a_page_that_was_wanted_is_shown_after_signing_in(stranger: FlaskClient) -> None:
    """With its question; so a link in a notice opens the right page."""
    asked = stranger.get("/past?q=horse")
    assert (asked.status_code, asked.location) == (303, "/sign-in")

    assert _sign_in(stranger).location == "/past?q=horse"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}]
)
def test_what_a_page_asks_for_by_itself_is_not_wanted(stranger: FlaskClient, headers: dict[str, str]) -> None:
    """Nobody lands on a picture, or on what a script asked for."""
    assert stranger.get("/past", headers=headers).status_code == 401
    assert stranger.get("/state").status_code == 401
    assert stranger.post("/me/password", headers=OURS).status_code in {400, 401, 403}

    assert _sign_in(stranger).location == "/"


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/nowhere", "", 7])
def test_nobody_is_sent_elsewhere(stranger: FlaskClient, wanted: object) -> None:
    """Even if the session said so: only to pages of ours that are there."""
    stranger.get("/sign-in")
    with stranger.session_transaction(base_url="http://localhost") as session:
        session[WANTED] = wanted

    assert _sign_in(stranger).location == "/"


def test_the_answer_to_a_wrong_name_is_that_to_a_wrong_password(stranger: FlaskClient) -> None:
    """Nobody learns who works here; somebody without a password yet can't be told apart either."""
    wrong, nobody = (_sign_in(stranger, name, "green horse lamp") for name in ("maria", "dana"))

    assert wrong.status_code == nobody.status_code == 401
    token = hidden_fields(wrong.text, "/sign-in")["csrf_token"]
    other = hidden_fields(nobody.text, "/sign-in")["csrf_token"]
    assert wrong.text.replace("maria", "").replace(token, "") == nobody.text.replace("dana", "").replace(other, "")
    assert "green horse" not in wrong.text


def test_a_form_that_is_not_filled_in_says_what_is_missing(stranger: FlaskClient) -> None:
    """And counts as no try."""
    answer = _sign_in(stranger, "", "")

    assert answer.status_code == 422
    assert "Type your name." in answer.text
    assert "Type your password." in answer.text


def test_a_stranger_who_guesses_is_slowed(stranger: FlaskClient, office: Office) -> None:
    """And told for how long; afterwards the right password is taken."""
    slowed = _wrong(stranger)

    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "2")
    assert "in 2 seconds" in slowed.text
    assert _sign_in(stranger).status_code == 429
    office.hour += timedelta(seconds=2)
    assert _sign_in(stranger).status_code == 303
    assert _audit(office).count(("a stranger", "wrong-password")) == 1


def test_whoever_has_signed_in_there_before_is_not_kept_out_by_strangers(app: Flask, stranger: FlaskClient) -> None:
    """Though they guess from the same address: her phone is known."""
    phone = app.test_client()
    _sign_in(phone)
    phone.delete_cookie("captionbot")
    assert _wrong(stranger).status_code == 429

    assert _sign_in(phone).status_code == 303


def test_signing_in_begins_a_session_of_its_own(stranger: FlaskClient, app: Flask) -> None:
    """What a stranger's session held, whoever gave it to them, is no part of it; each sign-in has its own secret."""
    stranger.get("/sign-in")
    with stranger.session_transaction(base_url="http://localhost") as session:
        session["planted"], session[SIGNED_IN] = "x", "a secret that somebody chose"
    _sign_in(stranger)

    with stranger.session_transaction(base_url="http://localhost") as session:
        assert "planted" not in session
        assert len(str(session[SIGNED_IN])) >= 43
    other = app.test_client()
    _sign_in(other)
    assert _secret(other) != _secret(stranger)


def _copy(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser that has got hold of the cookie."""
    copy, cookie = app.test_client(), client.get_cookie("captionbot")
    assert cookie is not None
    copy.set_cookie("captionbot", cookie.value)
    assert copy.get("/me").status_code == 200
    return copy


def test_signing_in_again_ends_the_sign_in_before_it(stranger: FlaskClient, app: Flask, office: Office) -> None:
    """Of the same person, or of another at the same counter, by password or by link: nobody is left signed in there."""
    fields = hidden_fields(stranger.get("/sign-in").text, "/sign-in") | {"name": "maria", "password": PASSWORD}
    with office.writing() as record:
        by = Word("tom", office.hour, "")
        link = f"/welcome/{make_link(record, add(record, 'Dana', Role.EDITOR, by), by)}"
    _sign_in(stranger)
    first = _copy(app, stranger)
    fields["csrf_token"] = hidden_fields(stranger.get("/me/password").text, "/me/password")["csrf_token"]
    assert stranger.post("/sign-in", data=fields, headers=OURS).status_code == 303
    assert first.get("/me").status_code == 303
    second = _copy(app, stranger)
    assert send(stranger, link, {"password": PASSWORD, "again": PASSWORD}).location == "/"

    assert second.get("/me").status_code == 303
    assert "Dana" in stranger.get("/me").text


def test_signing_out_ends_it_for_whoever_kept_the_cookie(stranger: FlaskClient, app: Flask) -> None:
    """The record knows, not the browser alone."""
    _sign_in(stranger)
    copy = _copy(app, stranger)
    fields = hidden_fields(stranger.get("/me").text, "/sign-out")

    assert stranger.get("/sign-out").status_code == 405
    assert stranger.post("/sign-out", data=fields, headers=OURS).location == "/sign-in"
    assert "You are signed out here." in stranger.get("/sign-in").text
    for client in (stranger, copy):
        assert client.get("/me").status_code == 303


def test_a_cookie_that_was_tampered_with_is_nobodys(app: Flask, stranger: FlaskClient) -> None:
    """It is signed, and what it holds is a secret that can't be guessed."""
    _sign_in(stranger)
    cookie = stranger.get_cookie("captionbot")
    assert cookie is not None
    for value in (cookie.value[:-2] + "xx", cookie.value.replace(".", "x", 1), "", "\u00e4"):
        client = app.test_client()
        client.set_cookie("captionbot", value)
        assert client.get("/me").status_code == 303


def test_whoever_is_removed_is_out_at_the_next_click(stranger: FlaskClient, office: Office) -> None:
    """In whatever browser."""
    _sign_in(stranger)
    with office.writing() as record:
        maria = record.accounts.get("maria")
        assert maria is not None
        remove(record, maria, Word("tom", office.hour, ""))

    assert stranger.get("/me").status_code == 303
    assert _sign_in(stranger).status_code == 401


def test_a_phone_is_asked_again_after_thirty_days(stranger: FlaskClient, office: Office) -> None:
    """Looked at daily or not."""
    _sign_in(stranger)
    for days in (1, 28):
        office.hour += days * DAY
        assert stranger.get("/me").status_code == 200
    office.hour += DAY

    assert stranger.get("/me").status_code == 303


def test_a_shared_computer_forgets(stranger: FlaskClient, office: Office) -> None:
    """Its cookie ends with the browser, an hour without a click ends the sign-in, and it is not known afterwards."""
    answer = _sign_in(stranger, shared="y")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert "Expires" not in cookie
    for _ in range(3):
        office.hour += 50 * MINUTE
        assert stranger.get("/me").status_code == 200
    office.hour += 61 * MINUTE

    assert stranger.get("/me").status_code == 303


def test_a_look_by_a_script_is_nobodys(stranger: FlaskClient, office: Office) -> None:
    """A page that asks for news every minute doesn't keep an idle computer signed in."""
    _sign_in(stranger, shared="y")
    for _ in range(6):
        office.hour += 11 * MINUTE
        stranger.get("/state")

    assert stranger.get("/me").status_code == 303


def test_cookies_are_kept_from_scripts_and_other_sites(stranger: FlaskClient) -> None:
    """On loopback without TLS; behind it the next test."""
    cookies = _sign_in(stranger).headers.getlist("Set-Cookie")

    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["captionbot", "captionbot-known"]
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
        assert "Domain" not in cookie


def test_behind_tls_cookies_are_bound_to_it_and_to_the_host(office: Office) -> None:
    """``Secure`` and ``__Host-``."""
    hosting = Hosting(frozenset({"desk.example.org"}), "https://desk.example.org")
    client, base = make_app(office, hosting, signing_key(office)).test_client(), "https://desk.example.org"
    fields = hidden_fields(client.get("/sign-in", base_url=base).text, "/sign-in")
    headers = {"Origin": base, "Referer": f"{base}/sign-in", "Sec-Fetch-Site": "same-origin"}
    typed = fields | {"name": "maria", "password": PASSWORD}
    cookies = client.post("/sign-in", data=typed, headers=headers, base_url=base).headers.getlist("Set-Cookie")

    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-captionbot")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_a_link_is_opened_by_anybody_and_used_by_one(app: Flask, office: Office) -> None:
    """A mail scanner that looks at it changes nothing; whoever chooses a password is in, and the link is used up."""
    with office.writing() as record:
        by = Word("tom", office.hour, "")
        link = f"/welcome/{make_link(record, add(record, 'Dana <3', Role.EDITOR, by), by)}"
    scanner, dana, late = (app.test_client() for _ in range(3))
    for _ in range(3):
        assert "Dana &lt;3" in scanner.get(link).text
    fields = hidden_fields(late.get(link).text, link)

    weak = send(dana, link, {"password": "password", "again": "passwort"})
    assert (weak.status_code, "anybody would try first" in weak.text) == (422, True)
    assert send(dana, link, {"password": PASSWORD, "again": PASSWORD}).location == "/"
    assert "Dana &lt;3" in dana.get("/me").text
    again = late.post(link, data=fields | {"password": PASSWORD * 2, "again": PASSWORD * 2}, headers=OURS)
    assert (again.status_code, again.location) == (303, "/sign-in")  # it may have been a double tap
    assert "the password that was chosen by it is set" in late.get("/sign-in").text
    assert late.get("/me").status_code == 303
    assert (scanner.get(link).status_code, "works no more" in scanner.get(link).text) == (404, True)
    assert _audit(office)[-2:] == [("Dana <3", "password"), ("Dana <3", "sign-in")]


def test_a_link_that_never_was_leads_nowhere(stranger: FlaskClient) -> None:
    """And says what to do."""
    answer = stranger.get("/welcome/" + "x" * 43)

    assert answer.status_code == 404
    assert "let an admin give you a new link" in answer.text


def test_where_nobody_may_sign_in_the_page_says_how(stranger: FlaskClient, office: Office) -> None:
    """The first is added on the machine itself: there is no password that comes with the program."""
    assert "Nobody may sign in yet" not in stranger.get("/sign-in").text
    with office.writing() as record:
        maria = record.accounts.get("maria")
        assert maria is not None
        remove(record, maria, Word("tom", office.hour, ""))

    assert "captionbot staff add NAME" in stranger.get("/sign-in").text


def test_an_editor_may_not_look_after_people(signed_in_as: SignedIn) -> None:
    """Nor an address be tried."""
    editor = signed_in_as("Dana", Role.EDITOR)

    for path in ("/people", "/people/add", "/people/maria/role", "/people/maria/link", "/people/nobody/remove"):
        assert editor.get(path).status_code == 403
