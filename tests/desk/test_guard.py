"""The guards around every request: by what name it comes, whose form it is, and what is said of an error."""

import logging
from contextlib import AbstractContextManager

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests

from captionbot.accounts import Role
from captionbot.desk.entrance import EVERYBODY, open_to
from captionbot.desk.guarding import HEADERS, Hosting
from captionbot.desk.guarding.refusals import WORDS
from captionbot.errors import CaptionbotError, StoreError
from captionbot.overview import View
from tests.desk.conftest import Office, SignedIn
from tests.settings.written import settings_of

SCRIPT = "<script>alert(1)</script>"
HOSTS = {
    "localhost": True,
    "localhost:8080": True,
    "LocalHost:8080": True,
    "127.0.0.1:8080": True,
    "[::1]:8080": True,
    "[::1]": True,
    "evil.example": False,
    "evil.example:8080": False,
    "localhost.evil.example": False,
    "localhost:8080.evil.example": False,
    "127.0.0.1.evil.example:80": False,
    "localhost:": False,
    "localhost, evil.example": False,
    "localhost.": False,
    "0.0.0.0:8080": False,
    "": False,
    "a b": False,
    "localhost/x": False,
}


@pytest.mark.parametrize(("host", "is_ours"), HOSTS.items())
def test_it_answers_to_its_own_names_only(stranger: FlaskClient, host: str, *, is_ours: bool) -> None:
    """A name that was made to point here (DNS rebinding) is nobody's."""
    answer = stranger.get("/sign-in", headers={"Host": host})

    assert answer.status_code == (200 if is_ours else 400)
    assert answer.headers["Cache-Control"] == "no-store"


NAMES = {
    "DESK_BIND=127.0.0.1:8080": {"localhost", "127.0.0.1", "[::1]"},
    "DESK_BIND=0.0.0.0:8080\nDESK_URL=http://10.1.2.3:8080": {"localhost", "127.0.0.1", "[::1]", "10.1.2.3"},
    "DESK_BIND=[2001:db8::7]:8080": {"localhost", "127.0.0.1", "[::1]", "[2001:db8::7]"},
    "DESK_URL=https://Desk.Example.org:8443/": {"localhost", "127.0.0.1", "[::1]", "desk.example.org"},
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_its_names_are_those_of_the_settings(office: Office, text: str, names: set[str]) -> None:
    """And what stands for every address is none."""
    assert Hosting.of(settings_of(office.photos.root.parent, f"{text}\n")).names == names


def test_a_form_is_ours_by_the_name_that_staff_use() -> None:
    """Whether they come over TLS or from the machine itself; never by a part of that name."""
    hosting = Hosting(frozenset({"desk.example.org", "localhost"}), "https://desk.example.org")

    assert hosting.sends("https://desk.example.org", "http", "desk.example.org")
    assert hosting.sends("http://localhost:8080", "http", "localhost:8080")
    for origin in ("https://desk.example.org.evil.example", "https://evil.example", "null", "", "https://example.org"):
        assert not hosting.sends(origin, "https", "desk.example.org")
    assert not Hosting(frozenset({"localhost"})).sends("", "http", "localhost:8080")


def test_cookies_of_two_desks_on_one_machine_have_two_names() -> None:
    """For a cookie belongs to a name whatever the port; over TLS only that name may set it."""
    names = frozenset({"localhost"})

    assert Hosting(names, "", "1").cookie("x") != Hosting(names, "", "2").cookie("x")
    assert Hosting(names, "https://desk.example.org", "1").cookie("x").startswith("__Host-")


def test_strangers_and_staff_send_forms_without_a_name_of_their_own(desk: FlaskClient) -> None:
    """A program without a browser's headers is held by the token alone, and it has none."""
    answer = desk.post("/pause", data={"because": "x"})

    assert answer.status_code == 403
    assert "no longer good" in answer.text


def test_trouble_with_the_record_is_told_in_plain_words(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is and what to do, without a trace; and as text, where not even the page's frame can be drawn."""

    def broken() -> AbstractContextManager[View]:
        raise StoreError(f"The file captionbot.db is damaged {SCRIPT}.", "Restore it from a backup.")

    monkeypatch.setattr(office, "viewing", broken)
    answer = desk.get("/")

    assert answer.status_code == 503
    assert "captionbot.db is damaged" in answer.text
    assert "Restore it from a backup." in answer.text
    assert "Traceback" not in answer.text
    assert SCRIPT not in answer.text


def test_our_own_fault_is_told_without_its_trace(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has it, under the number that the page names, on a line that no address can break."""

    def broken() -> AbstractContextManager[View]:
        raise ZeroDivisionError("a secret of the program")

    monkeypatch.setattr(office, "viewing", broken)
    with caplog.at_level(logging.ERROR):
        answer = desk.get("/contests/1?x=%0aforged", headers={"User-Agent": "x"})
    number = next(line for line in caplog.messages if line.startswith("desk-")).partition(":")[0]

    assert answer.status_code == 500
    assert number in answer.text
    assert "a secret of the program" not in answer.text
    assert "Traceback" not in answer.text
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value]
    assert not [line for line in caplog.messages if "\n" in line]


def test_a_one_time_link_stands_in_no_log(
    stranger: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever reads the log would choose that person's password."""

    def broken() -> AbstractContextManager[View]:
        raise ZeroDivisionError

    monkeypatch.setattr(office, "viewing", broken)
    with caplog.at_level(logging.DEBUG):
        assert stranger.get("/welcome/a-canary-of-a-link").status_code == 500

    assert "/welcome/<link>" in caplog.text
    assert "canary" not in caplog.text


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The desk with a page that answers with whatever status is asked for."""

    @app.get("/fails/<int:status>")
    @open_to(EVERYBODY)
    def fails(status: int) -> str:
        abort(status)

    @app.get("/hurries")
    @open_to(EVERYBODY)
    def hurries() -> str:
        raise TooManyRequests(retry_after=30)

    @app.get("/secret")
    def secret() -> str:
        return "for nobody"

    @app.get("/refuses")
    @open_to(EVERYBODY)
    def refuses() -> str:
        raise CaptionbotError(SCRIPT, SCRIPT)

    return app


@pytest.mark.parametrize("status", [*WORDS, 410, 418, 500, 501, 504])
def test_every_error_is_told_in_plain_words(failing: Flask, status: int) -> None:
    """In the desk's own layout, with what to do next, in no library's words."""
    answer = failing.test_client().get(f"/fails/{status}")
    what, do = WORDS.get(status, WORDS[400])

    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert what.replace("'", "&#39;") in answer.text
    assert do.replace("'", "&#39;") in answer.text
    assert '<main id="main"' in answer.text
    assert "werkzeug" not in answer.text.lower()


def test_who_hurries_is_told_how_long_to_wait(failing: Flask) -> None:
    """In the header that HTTP has for it."""
    assert failing.test_client().get("/hurries").headers["Retry-After"] == "30"


def test_who_is_signed_out_is_led_to_the_door_in_a_new_tab(stranger: FlaskClient) -> None:
    """What they have typed stays in this one."""
    answer = stranger.post("/pause", data={"because": "x"})

    assert answer.status_code == 401
    assert '<a class="button" href="/sign-in" target="_blank" rel="noopener">' in answer.text


def test_a_way_that_is_not_taken_names_those_that_are(stranger: FlaskClient) -> None:
    """As HTTP asks of a 405."""
    assert stranger.put("/sign-in").headers["Allow"] == "GET, HEAD, POST"


def test_what_a_room_refuses_is_text(failing: Flask) -> None:
    """A caption may stand in it."""
    answer = failing.test_client().get("/refuses")

    assert answer.status_code == 503
    assert SCRIPT not in answer.text


def test_a_route_that_names_nobody_is_open_to_nobody(failing: Flask, signed_in_as: SignedIn) -> None:
    """Not to an admin either: whoever forgets the line finds it out at the first look."""
    assert signed_in_as("Maria", Role.ADMIN).get("/secret").status_code == 403
    assert failing.test_client().get("/secret").status_code == 303


ADDRESSES = [
    "/%2fevil.example",
    "/%5cevil.example",
    "/\\evil.example",
    "/%0d%0aX-Evil:%20yes",
    "/x%0d%0aSet-Cookie:%20a=b",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_address_leads_elsewhere(desk: FlaskClient, path: str) -> None:
    """Nor into the headers."""
    answer = desk.get(path)

    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert "X-Evil" not in answer.headers


def test_parameters_that_come_twice_are_one(desk: FlaskClient) -> None:
    """The first counts, and nothing fails."""
    assert desk.get("/past?q=a&q=b&page=1&page=2&page=x").status_code == 200
    assert desk.get("/past?page=-1&q=%ff%fe%00").status_code == 400
    assert desk.get("/past?q=%ff%fe").status_code == 200
