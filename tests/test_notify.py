"""Notices go out by whatever address staff have; no password of theirs is in any word about it."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing

import apprise
import pytest

from captionbot import notify
from captionbot.notify import Errands, Outlets, Sent, Switch, told
from tests.graph.loopback import Caller, Loopback, says
from tests.mailbox import mail_server

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


def test_a_mail_arrives_as_plain_text_with_its_picture() -> None:
    """By real SMTP: nothing in it is taken for markup, and the title is its subject, whatever letters are in it."""
    text = "Tomorrow:\n\n> A <b>horse</b> & a dog\n\nhttps://desk.example/queue"
    with mail_server() as (mailbox, address):
        sent = Outlets((address,)).send("Tomorrow 10:00 AM: photo “Größe”.jpg", text, picture=b"\xff\xd8picture")

    assert sent == [Sent("no. 1 (mail)", taken=True)]
    [mail] = mailbox.mails
    assert mailbox.subjects == ["Tomorrow 10:00 AM: photo “Größe”.jpg"]
    assert mailbox.bodies[0].replace("\r\n", "\n") == text
    assert [str(part.get_content_type()) for part in mail.walk()][1:] == ["text/plain", "image/jpeg"]
    assert [part.get_content() for part in mail.iter_attachments()] == [b"\xff\xd8picture"]


def test_mail_that_the_server_puts_off_is_not_taken() -> None:
    """It is sent again later, by the tick."""
    with mail_server() as (mailbox, address):
        mailbox.refuses = True
        assert [one.taken for one in Outlets((address,)).send("t", "x")] == [False]


def test_only_those_are_sent_to_that_are_named() -> None:
    """By their keys, which stay whatever stands around them; those that are told when nobody acts are called so."""
    with closing(Loopback(says({}))) as server:
        outlets = Outlets(("nonsense://x", _address(server)), backup=True)
        sent = outlets.send("t", "x", only=outlets.keys[1:])
        moved, first = Outlets((_address(server),), backup=True), Outlets((_address(server),))

    assert sent == [Sent("backup no. 2 (a web address)", taken=True)]
    assert moved.keys == outlets.keys[1:] != first.keys


@pytest.mark.parametrize(("status", "taken"), [(200, True), (404, False), (302, False)])
def test_a_dead_mans_switch_is_called(status: int, *, taken: bool) -> None:
    """By a plain GET; a redirect is followed nowhere and is nobody's yes."""
    with closing(Loopback(says({}, status=status))) as server:
        assert Switch().call(f"{server.url}/ping/secret") is taken
        assert len(server.asked) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/canary-password", "nonsense", "http://[/canary-password"])
def test_a_switch_that_nobody_answers_stops_nothing(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """And its address, by which anybody could call, is in no line of the log."""
    caplog.set_level(logging.DEBUG)

    assert Switch().call(url) is False
    assert "HEARTBEAT_URL could not be called" in caplog.text
    assert PASSWORD not in caplog.text


def _a_byte_now_and_then(caller: Caller) -> None:
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n")
    caller.drip(b"X-Mood: slow\r\n", 0.2)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A server that is never done, and people who wait for a second in the place of half a minute."""
    monkeypatch.setattr(notify, "SEND_SECONDS", 1)
    monkeypatch.setattr(notify, "CALL_SECONDS", 1)
    with closing(Loopback(_a_byte_now_and_then)) as listening:
        yield listening


def test_a_server_that_is_never_done_holds_nobody_up(slow: Loopback, server: Loopback) -> None:
    """It has not taken it, the others have; and while it hangs nobody waits for it once more."""
    outlets = Outlets((_address(slow), _address(server)))

    assert [one.taken for one in outlets.send("t", "x")] == [False, True]
    assert [one.taken for one in outlets.send("t", "x", only=outlets.keys[:1])] == [False]
    assert slow.connections == 1


def test_a_mail_server_that_is_never_done_holds_nobody_up(slow: Loopback) -> None:
    """Its greeting never ends."""
    slow.scripts[:] = [lambda caller: caller.drip(b"220-hello\r\n", 0.2)]
    address = slow.url.replace("http://", "mailto://") + "?from=a@b.example&to=c@d.example"

    assert [one.taken for one in Outlets((address,)).send("t", "x")] == [False]


def test_a_switch_that_is_never_done_holds_nobody_up(slow: Loopback) -> None:
    """Neither while it begins to answer, nor by an answer without an end: nothing of it is read."""
    assert Switch().call(slow.url) is False

    slow.scripts[:] = [says({}, headers={"Content-Length": "100000000"})]
    assert Switch().call(slow.url) is True


def test_a_fault_in_an_errand_is_no_yes(caplog: pytest.LogCaptureFixture) -> None:
    """And nobody waits for it."""

    def stumble() -> bool:
        raise ZeroDivisionError

    assert Errands().within(5, {"one": stumble, "two": lambda: True}) == {"one": False, "two": True}
    assert "A fault of ours" in caplog.text


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
