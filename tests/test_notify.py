"""Notices go out by whatever address staff have; no password of theirs is in any word about it."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing

import apprise
import pytest

from captionbot.notify import Outlets, Sent, told
from tests.graph.loopback import Loopback, says

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise's own import
PASSWORD = "canary-password"


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Somebody who takes whatever is sent."""
    with closing(Loopback(says({}), says({}))) as listening:
        yield listening


def _address(server: Loopback) -> str:
    return server.url.replace("http://", f"json://user:{PASSWORD}@") + "/notices"


def test_a_notice_arrives(server: Loopback) -> None:
    """With its title and its text, as text."""
    sent = Outlets((_address(server),)).send("A title", "Dana <b>asked</b>\nfor it.")

    assert sent == [Sent("no. 1 (a web address)", taken=True)]
    body = json.loads(server.asked[0].body)
    assert (body["title"], body["message"]) == ("A title", "Dana <b>asked</b>\nfor it.")
    assert told(sent) == "Sent to no. 1 (a web address): see whether it arrived."


REFUSING = {
    "nobody listens": "json://user:canary-password@127.0.0.1:9/x",
    "no such service": "nonsense://canary-password",
    "half an address": "slack://canary-password",
    "mail that nobody takes": "mailto://user:canary-password@127.0.0.1:9?from=a@b.example&to=c@d.example",
}


@pytest.mark.parametrize("address", REFUSING.values(), ids=REFUSING)
def test_an_address_that_does_not_work_is_told_without_its_password(
    address: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """In what is told, in the log and on the terminal; others are sent to all the same."""
    caplog.set_level(logging.DEBUG)
    outlets = Outlets((address,))
    sent = outlets.send("t", "x")
    words = told(sent)

    assert [one.taken for one in sent] == [False]
    assert words.startswith("Not taken by no. 1 (")
    assert "NOTIFY_URLS" in words
    out = capfd.readouterr()
    assert PASSWORD not in words + repr(outlets) + repr(sent) + caplog.text + out.out + out.err


def test_one_that_fails_keeps_none_of_the_others_away(server: Loopback) -> None:
    """Each is told apart."""
    sent = Outlets(("nonsense://x", _address(server))).send("t", "x")

    assert [one.taken for one in sent] == [False, True]
    assert told(sent) == (
        "Sent to no. 2 (a web address): see whether it arrived. Not taken by no. 1 (nonsense): check the address in "
        "NOTIFY_URLS, and this machine's network."
    )


def test_a_fault_of_a_service_stops_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """There are a hundred of them; the log has its kind, and not its words."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(PASSWORD)

    monkeypatch.setattr(apprise.Apprise, "instantiate", broken)

    assert Outlets(("json://x",)).send("t", "x") == [Sent("no. 1 (a web address)", taken=False)]
    assert "ZeroDivisionError" in caplog.text
    assert PASSWORD not in caplog.text


def test_nobody_to_send_to_is_told() -> None:
    """In words, with the setting's name."""
    assert told(Outlets().send("t", "x")) == "NOTIFY_URLS is empty, so there is nobody to send to."
