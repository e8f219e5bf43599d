"""Admins look after who may sign in."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from captionbot.accounts import Role
from captionbot.accounts.sign_ins import digest_of, sign_in
from captionbot.desk.entrance import SIGNED_IN
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office, SignedIn
from tests.store.made import HOUR

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def _audit(office: Office) -> list[tuple[str, str, str]]:
    with office.store.view() as record:
        return [(row.by, row.action, row.detail) for row in record.staff.audit()]


def _role(office: Office, key: str) -> str | None:
    with office.store.view() as record:
        found = record.accounts.get(key)
        return found.role if found else None


def test_somebody_is_added_by_a_link_that_is_shown_once(desk: FlaskClient, office: Office, app: Flask) -> None:
    """The record has a digest of it alone; the form sent again adds nobody, and shows the same link."""
    fields = hidden_fields(desk.get("/people/add").text, "/people/add") | {"name": "Kim <b>", "role": "editor"}
    done = desk.post("/people/add", data=fields, headers=OURS)
    shown = desk.get(str(done.location)).text
    [link] = re.findall(r"http://localhost(/welcome/[\w-]+)", shown)

    assert "Kim &lt;b&gt; may sign in as an editor." in shown
    assert "Kim &lt;b&gt;" in app.test_client().get(link).text
    assert "/welcome/" not in desk.get("/people").text
    again = desk.post("/people/add", data=fields, headers=OURS)
    assert again.status_code == 303
    assert link in desk.get(str(again.location)).text
    with office.store.view() as record:
        kim = record.accounts.get("kim <b>")
        assert kim is not None
        assert kim.link == digest_of(link.rpartition("/")[2])
    assert ("Maria", "staff-add", "Kim <b>, editor") in _audit(office)


@pytest.mark.parametrize(
    ("name", "says"), [("maria", "may sign in already"), ("root", "nobody"), ("\u202e", "letters")]
)
def test_a_name_that_will_not_do_is_told(desk: FlaskClient, name: str, says: str) -> None:
    """And what was typed stays."""
    answer = send(desk, "/people/add", {"name": name, "role": "editor"})

    assert (answer.status_code, says in answer.text) == (409, True)
    assert f'value="{name}"' in answer.text


def test_a_role_holds_from_the_next_click(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """Both ways."""
    assert editor.get("/people").status_code == 403
    assert re.search(r'<input checked [^>]*value="editor"', desk.get("/people/dana/role").text)
    send(desk, "/people/dana/role", {"role": "admin"})

    assert editor.get("/people").status_code == 200
    send(editor, "/people/maria/role", {"role": "editor"})
    assert desk.get("/people").status_code == 403
    assert (_role(office, "maria"), _role(office, "dana")) == ("editor", "admin")


def test_the_only_admin_can_not_be_lost(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """Neither by removing nor by another role."""
    for path, typed in (("/people/maria/remove", {}), ("/people/maria/role", {"role": "editor"})):
        answer = send(desk, path, typed)
        assert (answer.status_code, "Maria is the only admin" in answer.text) == (409, True)
    assert _role(office, "maria") == "admin"


def test_whoever_is_removed_is_out(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """With the reason in the record, if one was given."""
    assert editor.get("/me").status_code == 200
    done = send(desk, "/people/dana/remove", {"because": "left the department"})

    assert "Dana may sign in no more" in desk.get(str(done.location)).text
    assert editor.get("/me").status_code == 303
    assert desk.get("/people/dana/remove").status_code == 404
    assert ("Maria", "staff-remove", "Dana, editor") in _audit(office)


def test_a_lost_phone_is_signed_out_by_an_admin(desk: FlaskClient, editor: FlaskClient) -> None:
    """At its next click."""
    send(desk, "/people/dana/sign-out")

    assert editor.get("/me").status_code == 303
    assert "Not signed in anywhere" in desk.get("/people").text


def test_a_new_link_leaves_the_password_until_it_is_used(
    desk: FlaskClient, editor: FlaskClient, office: Office
) -> None:
    """A link that nobody asked for signs nobody out."""
    done = send(desk, "/people/dana/link")

    assert "/welcome/" in desk.get(str(done.location)).text
    assert editor.get("/me").status_code == 200
    assert "A link waits for them until" in desk.get("/people").text


def test_a_link_is_shown_while_it_is_good_to_whoever_made_it(
    app: Flask, desk: FlaskClient, signed_in_as: SignedIn, office: Office
) -> None:
    """Not to another admin, nor in another browser, and not once there is a newer one or its day is over."""
    zoe = signed_in_as("Zoe", Role.ADMIN)
    with office.writing() as record:
        secret = sign_in(record, "maria", office.hour, device="another", address="127.0.0.1")
    phone = app.test_client()
    with phone.session_transaction(base_url="http://localhost") as session:
        session[SIGNED_IN] = secret
    first = str(send(desk, "/people/zoe/link").location)
    assert "/welcome/" in desk.get(first).text
    assert "/welcome/" not in zoe.get(first).text + phone.get(first).text
    second = str(send(desk, "/people/zoe/link").location)
    assert "/welcome/" not in desk.get(first).text
    assert "/welcome/" in desk.get(second).text
    office.hour += 25 * HOUR

    assert "/welcome/" not in desk.get(second).text


def test_a_link_form_sent_again_after_days_makes_another_link(desk: FlaskClient, office: Office) -> None:
    """What was in a mail once never works again."""
    path = "/people/maria/link"
    fields, links = hidden_fields(desk.get(path).text, path), []
    for days in (0, 3):
        office.hour += days * 24 * HOUR
        with office.writing() as record:  # another form meanwhile, so that the first is forgotten
            record.desk.did(f"another-form-{days}", "maria", "Done.", office.hour)
        done = desk.post(path, data=fields, headers=OURS)
        links += re.findall(r"/welcome/[\w-]+", desk.get(str(done.location)).text)[:1]

    assert len(set(links)) == 2


def test_two_admins_at_once_see_what_the_other_did(desk: FlaskClient, signed_in_as: SignedIn, office: Office) -> None:
    """The second is told, and nothing is done twice."""
    tom = signed_in_as("Tom", Role.ADMIN)
    signed_in_as("Dana", Role.EDITOR)
    fields = hidden_fields(tom.get("/people/dana/role").text, "/people/dana/role")
    send(desk, "/people/dana/role", {"role": "admin"})
    answer = tom.post("/people/dana/role", data=fields | {"role": "admin"}, headers=OURS)

    assert answer.status_code == 409
    assert "Maria: staff-role" in answer.text or "Meanwhile" in answer.text
    assert [action for _, action, _ in _audit(office)].count("staff-role") == 1


def test_a_name_of_any_script_has_its_pages(desk: FlaskClient, signed_in_as: SignedIn) -> None:
    """Addresses are made of the folded name."""
    signed_in_as("محمد & 中村 ?#", Role.EDITOR)
    links = re.findall(r'href="(/people/[^"]+/role)"', unescape(desk.get("/people").text))

    assert [desk.get(link).status_code for link in links] == [200, 200]
