"""The wire and its faults, with the real SDK, requests and urllib3 in between."""

import gzip
import logging
import socket
import threading
import time
from contextlib import ExitStack

import pytest

from captionbot.errors import GraphError, Incomplete, NotSent, Unknown
from captionbot.graph.patience import TRIES
from tests.graph.conftest import NOON, TOKEN, Served, StillTime, page_at
from tests.graph.loopback import Caller, says, says_bytes
from tests.graph.rude import CUT, DONE, SOON, Act, closes_after_the_body, patience_for, reading, resets_at_once, writing


@pytest.mark.parametrize("name", CUT)
def test_a_write_that_may_have_arrived_is_unknown_and_sent_once(served: Served, name: str) -> None:
    """Whatever breaks after the connection stood."""
    page, server = served(CUT[name], **patience_for(name))
    began = time.monotonic()
    with pytest.raises(Unknown) as caught:
        writing(page)
    assert server.connections == 1
    assert caught.value.do
    assert time.monotonic() - began < 5


def test_a_connection_reset_at_once_is_unknown_unless_it_never_stood(served: Served) -> None:
    """The kernel may tell of the reset before a byte has left, or after."""
    page, server = served(resets_at_once)
    with pytest.raises((NotSent, Unknown)):
        writing(page)
    assert server.connections == 1


@pytest.mark.parametrize("name", [name for name in CUT if name != "error under 200"])
def test_a_read_is_tried_again_and_gets_through(served: Served, still: StillTime, name: str) -> None:
    """Its faults pass, and it waits a little longer each time."""
    page, server = served(CUT[name], CUT[name], says({"id": "1000", "name": "Police"}), **patience_for(name))
    assert page.me() == {"id": "1000", "name": "Police"}
    assert server.connections == 3
    assert len(still.slept) == 2
    assert 0 < still.slept[0] < still.slept[1] < 60


def test_a_read_is_given_up_after_a_few_tries(served: Served, still: StillTime) -> None:
    """With its cause, in under a minute of waiting."""
    page, server = served(closes_after_the_body)
    with pytest.raises(Incomplete) as caught:
        reading(page)
    assert server.connections == TRIES
    assert isinstance(caught.value.__cause__, Unknown)
    assert sum(still.slept) < 60


def refused_port() -> str:
    """Give an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("act", [writing, reading])
def test_a_refused_connection_is_not_sent(still: StillTime, act: Act) -> None:
    """Not a byte left."""
    with pytest.raises(NotSent, match="can't be reached"):
        act(page_at(refused_port(), still))


@pytest.mark.parametrize("act", [writing, reading])
def test_a_name_that_is_not_found_is_not_sent(still: StillTime, act: Act) -> None:
    """DNS says no."""
    with pytest.raises(NotSent, match=r"graph\.invalid can't be found \(DNS\)"):
        act(page_at("https://graph.invalid", still))


def test_a_connection_that_is_not_taken_in_time_is_not_sent(still: StillTime) -> None:
    """A black hole: the queue of the listener is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(listener.getsockname())
        with pytest.raises(NotSent, match="did not answer within"):
            writing(page_at(f"http://127.0.0.1:{listener.getsockname()[1]}", still, **SOON))


def test_without_tls_nothing_is_sent(served: Served) -> None:
    """An https address that talks plain HTTP gets no token."""
    raw: list[bytes] = []

    def listens(caller: Caller) -> None:
        raw.append(caller.sock.recv(65536))
        caller.send(b"HTTP/1.1 200 OK\r\n\r\n")

    _, server = served(listens)
    with pytest.raises(NotSent, match="safe connection"):
        writing(page_at(server.url.replace("http", "https"), StillTime()))
    assert TOKEN.encode() not in b"".join(raw)


def test_a_proxy_that_refuses_leaves_nothing_sent(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is told the host alone."""
    _, server = served(says_bytes(b"", 407))
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    with pytest.raises(NotSent, match="proxy"):
        writing(page_at("https://graph.facebook.com", StillTime()))
    assert [asked.method for asked in server.asked] == ["CONNECT"]
    assert TOKEN.encode() not in server.asked[0].raw


def test_a_proxy_is_not_used_for_this_machine(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Practice is called directly."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, refused_port())
    page, _ = served(DONE)
    assert writing(page) == "1000_5"


@pytest.mark.parametrize("token", ["two\nlines", "ünïcode-is-no-latin-\u2603"])
def test_a_token_that_http_cannot_carry_is_said_without_being_shown(served: Served, token: str) -> None:
    """http.client's own words quote it."""
    page, server = served(DONE, token=token)
    with pytest.raises(NotSent, match="at all") as caught:
        writing(page)
    assert token not in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("act", [writing, reading])
def test_a_redirect_is_not_followed(served: Served, act: Act, status: int) -> None:
    """The other host would get the token."""
    _, other = served(DONE)
    page, _ = served(says({"id": "1"}, status, {"Location": other.url}))
    with pytest.raises(GraphError, match="redirect"):
        act(page)
    assert other.connections == 0


@pytest.mark.parametrize("kind", ["text/javascript; charset=UTF-8", "text/plain", "application/json", "image/png"])
def test_the_content_type_does_not_matter(served: Served, kind: str) -> None:
    """Facebook's is often wrong."""
    page, _ = served(says({"id": "1000_5"}, headers={"Content-Type": kind}))
    assert writing(page) == "1000_5"


def test_packed_and_chunked_answers_are_read(served: Served) -> None:
    """As Facebook sends them, and without a length."""
    packed = gzip.compress(b'{"id": "1000_5"}')

    def chunked(caller: Caller) -> None:
        caller.read()
        caller.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
        caller.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed))

    page, _ = served(says_bytes(packed, headers={"Content-Encoding": "gzip"}), chunked)
    assert writing(page) == "1000_5"
    assert writing(page) == "1000_5"


def test_a_slow_upload_has_the_whole_calls_time(served: Served) -> None:
    """Not only the time of making the connection, as urllib3 would have it."""

    def slow(caller: Caller) -> None:
        time.sleep(0.4)
        DONE(caller)

    page, _ = served(slow, connect_seconds=0.15, read_seconds=2, total_seconds=5)
    assert page.upload(b"x" * 8_000_000, alt="") == "1000_5"


def test_an_upload_that_never_ends_is_cut(served: Served) -> None:
    """The server takes a little and no more."""
    page, server = served(lambda caller: caller.stopped.wait(5) and None, **SOON)
    began = time.monotonic()
    with pytest.raises(Unknown, match=r"longer than 0\.4 seconds"):
        page.upload(b"x" * 8_000_000, alt="")
    assert time.monotonic() - began < 5
    assert server.connections == 1


def test_no_thread_is_left_behind(served: Served) -> None:
    """Each call's timer ends with it."""
    page, _ = served(DONE)
    writing(page)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_what_came_beside_the_body_is_kept(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """Facebook's clock, version and limits; a version that was not asked for is warned of once."""
    headers = {
        "Date": "Fri, 27 Nov 2026 12:20:00 GMT",
        "facebook-api-version": "v25.0",
        "X-App-Usage": '{"call_count": 42}',
    }
    page, _ = served(says({"id": "1000"}, headers=headers))
    with caplog.at_level(logging.WARNING, logger="captionbot"):
        reading(page)
        reading(page)
    last = page.last_answer
    assert last is not None
    assert (last.at, last.api_version, last.usage) == (NOON, "v25.0", 42)
    skew = page.skew()
    assert skew is not None
    assert skew.total_seconds() == 20 * 60
    assert len(caplog.records) == 1
    assert "FACEBOOK_GRAPH_VERSION" in caplog.text


def test_before_the_first_answer_nothing_is_known(served: Served) -> None:
    """No clock to compare with."""
    page, _ = served(DONE)
    assert page.last_answer is None
    assert page.skew() is None


def test_a_block_is_not_polled_through(served: Served, still: StillTime) -> None:
    """Nothing is sent until the time that Facebook named has passed."""
    usage = {"X-Business-Use-Case-Usage": '{"1000": [{"estimated_time_to_regain_access": 5}]}'}
    block = says({"error": {"code": 80001, "message": "Too many."}}, 400, usage)
    page, server = served(block, says({"id": "1000"}))
    for act in (reading, reading, writing):
        with pytest.raises(GraphError, match="80001"):
            act(page)
    assert server.connections == 1
    still.elapsed += 300
    reading(page)
    assert server.connections == 2
