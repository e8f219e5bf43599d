"""A form has its effect once, and only upon what its sender was looking at; whatever it was, nothing typed is lost."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.accounts import Role
from captionbot.desk.acting import Seen, seen_contest, seen_page
from captionbot.desk.acting.seen import ChangedMeanwhile
from captionbot.errors import StoreError
from tests.contest.made import comment
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office, SignedIn
from tests.desk.deciding import stuck
from tests.rooms.made import reviewed
from tests.store.made import HOUR

HEADERS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
PAUSE = "/pause"


def _form(browser: FlaskClient, **typed: str) -> dict[str, str]:
    """The form that pauses, as that browser was shown it, filled in."""
    return hidden_fields(browser.get(PAUSE).text, PAUSE) | {"because": "a funeral", "until": ""} | typed


def _posted(browser: FlaskClient, fields: dict[str, str]) -> TestResponse:
    return browser.post(PAUSE, data=fields, headers=HEADERS)


def _pauses(office: Office) -> list[str]:
    with office.store.view() as record:
        return [row.because for row in record.staff.pauses()]


def test_a_form_sent_twice_has_one_effect_and_says_the_same(desk: FlaskClient, office: Office) -> None:
    """A double click, the back button, or a phone that sent it again."""
    fields = _form(desk)
    first, second = _posted(desk, fields), _posted(desk, fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert _pauses(office) == ["a funeral"]
    said = desk.get(first.headers["Location"]).text
    assert 'role="status"' in said


def test_a_form_that_no_longer_fits_is_answered_twice_alike(desk: FlaskClient, office: Office) -> None:
    """What it asks about is settled by the first of two taps: the browser shows the answer to the second."""
    stuck(office)
    path = "/contests/1/settle"
    fields = hidden_fields(desk.get(path).text, path) | {"stands": "no"}
    first, second = (desk.post(path, data=fields, headers=HEADERS) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]


def test_a_form_sent_at_the_same_instant_has_one_effect(app: Flask, office: Office, signed_in_as: SignedIn) -> None:
    """Two requests that wait for each other before they begin."""
    browser = signed_in_as("Maria", Role.ADMIN)
    fields, gate, answers = _form(browser), Barrier(4), list[int]()
    kept = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept

    def click() -> None:
        mine = app.test_client()
        mine.set_cookie(kept.key, kept.value)
        gate.wait()
        answers.append(_posted(mine, fields).status_code)

    clicks = [Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert answers == [303] * 4
    assert _pauses(office) == ["a funeral"]


def test_a_form_sent_again_with_something_else_in_it_is_told(desk: FlaskClient, office: Office) -> None:
    """Whoever goes back, changes the reason and sends it again hears that the first stands, and may send the second."""
    fields = _form(desk)
    _posted(desk, fields)
    again = _posted(desk, fields | {"because": "a wedding"})

    assert again.status_code == 409
    assert "You have sent this form before" in again.text
    assert "a wedding" in again.text
    assert _pauses(office) == ["a funeral"]
    fresh = hidden_fields(again.text, PAUSE)
    assert fresh["once"] != fields["once"]


def test_a_number_that_somebody_else_has_used_does_nothing(
    desk: FlaskClient, editor: FlaskClient, office: Office
) -> None:
    """Nor does it tell what they did, or that anything was; the form can be sent from there."""
    fields = _form(desk, because="a secret of Maria's")
    there = _posted(desk, fields).headers["Location"]
    stolen = _posted(editor, _form(editor) | {"once": fields["once"]})

    assert stolen.status_code == 409
    assert "Something is wrong in this form" in stolen.text
    assert "sent this form before" not in stolen.text
    assert hidden_fields(stolen.text, PAUSE)["once"] != fields["once"]
    assert _pauses(office) == ["a secret of Maria's"]
    assert 'role="status"' not in editor.get(there).text


@pytest.mark.parametrize("once", ["", "short", "x" * 65, "a b" * 8, "x" * 20 + "\n", "é" * 20])
def test_a_form_without_a_number_is_given_one(desk: FlaskClient, office: Office, once: str) -> None:
    """Nothing is done, what was typed stands, and it can be sent from there."""
    answer = _posted(desk, _form(desk, once=once))

    assert answer.status_code == 422
    assert "a funeral" in answer.text
    assert not _pauses(office)
    assert _posted(desk, hidden_fields(answer.text, PAUSE) | {"because": "a funeral", "until": ""}).status_code == 303


def test_two_staff_at_once_see_what_the_other_did(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """The second is shown it, with their own words kept, and may go on from there."""
    with office.writing() as record:
        reviewed(record, comment(1, votes=3))
    path = "/contests/1/hold"
    fields = hidden_fields(editor.get(path).text, path) | {"because": "I want to ask first"}
    assert send(desk, path, {"because": "somebody has died"}).status_code == 303
    late = editor.post(path, data=fields, headers=HEADERS)

    assert late.status_code == 409
    assert "Something has changed since you opened this page" in late.text
    assert "Maria put it on hold, because “somebody has died”" in late.text
    assert "somebody has died" in late.text
    assert "I want to ask first" in late.text


def test_who_came_in_meanwhile_is_nothing_that_happened(office: Office) -> None:
    """Of what was done since, acts are told; no more than five, the last ones."""
    with office.viewing() as view:
        before = seen_page().of(view)
    with office.writing() as record:
        record.staff.note(office.hour, "Dana", "sign-in")
        for number in range(6):
            record.staff.note(office.hour, "Dana", f"act {number}")
        record.staff.pause("Dana", "a funeral", office.hour)
        record.staff.note(office.hour, "Dana", "sign-out")
    with office.viewing() as view, pytest.raises(ChangedMeanwhile) as refused:
        seen_page().refuse_unless(view, before)

    assert len(refused.value.meanwhile) == 5
    assert not [line for line in refused.value.meanwhile if "signed" in line]


def test_what_was_seen_may_be_anything(office: Office) -> None:
    """What a form brings as that is only compared; a number in it that no database takes is none."""
    with office.writing() as record:
        reviewed(record, comment(1, votes=3))
    with office.viewing() as view:
        for before in ("", ".", "x.y", f"x.{10**30}", "x.-1", "x.٣", "." * 200):
            with pytest.raises(ChangedMeanwhile):
                seen_contest(1).refuse_unless(view, before)
        seen = Seen(lambda _view: "words")
        seen.refuse_unless(view, seen.of(view))


def test_a_record_that_is_busy_loses_nothing(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sent the form has it before them still, and sends it again in a minute."""
    fields = _form(desk)

    def busy() -> None:
        raise StoreError("The record is busy.", "Try again in a minute.")

    with monkeypatch.context() as broken:
        broken.setattr(office, "recording", busy)
        answer = _posted(desk, fields)

    assert answer.status_code == 503
    assert "The record is busy." in answer.text
    assert "a funeral" in answer.text
    assert _posted(desk, hidden_fields(answer.text, PAUSE) | {"because": "a funeral", "until": ""}).status_code == 303
    assert _pauses(office) == ["a funeral"]


def test_what_was_done_is_known_for_two_days(desk: FlaskClient, office: Office) -> None:
    """Then its number is forgotten, and the list of them stays short."""
    fields = _form(desk)
    _posted(desk, fields)
    with office.writing() as record:
        assert record.desk.said(fields["once"])
        record.desk.did("the-number-of-another-form", "maria", "Done.", office.hour + 49 * HOUR)
    with office.store.view() as record:
        assert record.desk.said(fields["once"]) is None
