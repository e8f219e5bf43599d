"""One's own sign-ins and password."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from captionbot.accounts.passwords import is_right
from captionbot.accounts.sign_ins import digest_of, sign_in
from captionbot.accounts.slowing import OF_A_NAME_FROM_AN_ADDRESS
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.people.browsers import browser_name
from captionbot.overview import View
from captionbot.store.schema import Account
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.store.made import MINUTE

OLD, NEW = "blue horse lamp", "green horse lamp"
OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def _maria(office: Office) -> Account:
    with office.store.view() as record:
        found = record.accounts.get("maria")
        assert found is not None
        return found


def _has(office: Office, password: str) -> None:
    """Kept with little work, so that a test may compare it often."""
    with office.writing() as record:
        found = record.accounts.get("maria")
        assert found is not None
        found.password = PasswordHasher(time_cost=1, memory_cost=64).hash(password)


def _elsewhere(app: Flask, office: Office, key: str = "maria") -> tuple[FlaskClient, str]:
    """Somebody is signed in on a phone, too."""
    with office.writing() as record:
        secret = sign_in(record, key, office.hour, device="Safari on an iPhone", address="192.0.2.7")
    client = app.test_client()
    with client.session_transaction(base_url="http://localhost") as session:
        session[SIGNED_IN] = secret
    return client, digest_of(secret)


def test_whoever_changes_their_password_is_signed_out_elsewhere(app: Flask, desk: FlaskClient, office: Office) -> None:
    """They stay where they are; the form sent twice changes it once and says so twice."""
    _has(office, OLD)
    phone, _ = _elsewhere(app, office)
    fields = hidden_fields(desk.get("/me/password").text, "/me/password")
    typed = fields | {"current": OLD, "password": NEW, "again": NEW}
    for _ in range(2):
        answer = desk.post("/me/password", data=typed, headers=OURS)
        assert answer.status_code == 303
    assert "Your password is another one now" in desk.get(str(answer.location)).text

    assert phone.get("/me").status_code == 303
    assert is_right(NEW, _maria(office).password)


def test_a_password_is_hashed_while_others_write(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That takes its time, and a tick or a pause must not wait for it."""
    _has(office, OLD)

    def pause_meanwhile(password: str) -> str:
        with office.writing() as record:
            record.staff.pause("Dana", "a funeral", office.hour)
        return PasswordHasher(time_cost=1, memory_cost=64).hash(password)

    monkeypatch.setattr("captionbot.desk.people.forms.hashed", pause_meanwhile)

    assert send(desk, "/me/password", {"current": OLD, "password": NEW, "again": NEW}).status_code == 303
    assert is_right(NEW, _maria(office).password)


def test_whoever_finds_a_phone_can_not_change_the_password(desk: FlaskClient, office: Office) -> None:
    """The one they have now is asked for, and guessing it is slowed as at the door."""
    _has(office, OLD)
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        answer = send(desk, "/me/password", {"current": "x", "password": NEW, "again": NEW})
        assert (answer.status_code, "belong together" in answer.text) == (422, True)
    answer = send(desk, "/me/password", {"current": OLD, "password": NEW, "again": NEW})

    assert (answer.status_code, "Too many passwords were wrong" in answer.text) == (422, True)
    assert is_right(OLD, _maria(office).password)


def test_the_password_is_asked_for_whatever_the_form_s_number_is(desk: FlaskClient, office: Office) -> None:
    """Also by a number that has been used and is about to be forgotten."""
    _has(office, OLD)
    fields = hidden_fields(desk.get("/me/password").text, "/me/password")
    with office.writing() as record:
        record.desk.did(fields["once"], "maria", "Done.", office.hour)
        form = record.desk.said(fields["once"])
        assert form is not None
        form.sent = "what was in another form"
    answer = desk.post("/me/password", data=fields | {"current": "x", "password": NEW, "again": NEW}, headers=OURS)

    assert answer.status_code == 409
    assert is_right(OLD, _maria(office).password)
    fields["once"] = hidden_fields(answer.text, "/me/password")["once"]
    answer = desk.post("/me/password", data=fields | {"current": "x", "password": NEW, "again": NEW}, headers=OURS)
    assert answer.status_code == 422


def test_a_weak_password_is_refused_with_what_helps(desk: FlaskClient, office: Office) -> None:
    """One's own name too."""
    _has(office, OLD)
    for weak in ("short", "password1", "Name <That> Photo"):
        answer = send(desk, "/me/password", {"current": OLD, "password": weak, "again": weak})
        assert answer.status_code == 422
        assert weak not in answer.text
    assert "words that have nothing to do with each other" in answer.text


def test_one_browser_is_signed_out_from_another(app: Flask, desk: FlaskClient, office: Office) -> None:
    """Once; and nobody ends another person's by knowing its address."""
    phone, digest = _elsewhere(app, office)
    with office.writing() as record:
        record.accounts.add("kim", "Kim", "editor", "tom", office.hour)
    kims, theirs = _elsewhere(app, office, "kim")
    assert "Safari on an iPhone" in desk.get("/me").text

    assert desk.get(f"/me/browsers/{theirs}").status_code == 404
    assert send(desk, f"/me/browsers/{digest}").status_code == 303
    assert phone.get("/me").status_code == 303
    assert kims.get("/me").status_code == 200
    assert desk.get("/me").status_code == 200


def test_sign_out_everywhere_is_here_too(app: Flask, desk: FlaskClient, office: Office) -> None:
    """Of one person, not of others."""
    phone, _ = _elsewhere(app, office)
    answer = send(desk, "/me/sign-out-everywhere")

    assert answer.location is not None
    assert answer.location.startswith("/sign-in")
    for client in (desk, phone):
        assert client.get("/me").status_code == 303


def test_a_look_waits_for_nobody_who_writes(desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """That somebody was seen is noted when the record is free again, once, however many looks there were."""
    free, recording, waiting = Event(), office.recording, list[bool]()

    @contextmanager
    def busy() -> Iterator[View]:
        waiting.append(free.wait(20))
        with recording() as view:
            yield view

    monkeypatch.setattr(office, "recording", busy)
    office.hour += 11 * MINUTE
    assert [desk.get(path).status_code for path in ("/me", "/pause")] == [200, 200]
    assert not waiting
    free.set()
    for thread in threading.enumerate():
        if thread.name == "desk, seen":
            thread.join(20)

    assert waiting == [True]
    with office.store.view() as record:
        assert [row.seen_at for row in record.accounts.signed_in_of("maria", office.hour)] == [office.hour]


def test_a_browser_is_called_what_its_owner_calls_it() -> None:
    """And nothing that somebody typed in its place is repeated."""
    android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"

    assert browser_name(android) == "Chrome on Android"
    assert browser_name(iphone) == "Safari on an iPhone"
    assert browser_name(edge) == "Edge on Windows"
    assert browser_name("<script>") == browser_name("") == "A browser"
