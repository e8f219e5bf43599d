"""The last moment before the first byte: who may still say no, and what the time has to say."""

import socket
import ssl
import time
from pathlib import Path

import pytest

from captionbot.errors import NotSent, Withheld
from captionbot.graph.connections import Call
from captionbot.graph.page import Page
from tests.graph.conftest import TOKEN, Served, StillTime, page_at
from tests.graph.loopback import Caller, says
from tests.graph.rude import DONE, Act, reading, writing


class Fence:
    """Counts how often it is asked, and may say no."""

    def __init__(self, error: Exception | None = None, *, takes: float = 0.0, still: StillTime | None = None) -> None:
        """Raise ``error``; being asked takes so many seconds."""
        self.error, self.takes, self.still, self.asked = error, takes, still, 0

    def __call__(self) -> None:
        """Be asked."""
        self.asked += 1
        if self.still:
            self.still.elapsed += self.takes
        if self.error:
            raise self.error


def behind(page: Page, fence: Fence) -> object:
    """Say something behind a fence."""
    with page.fenced(fence):
        return writing(page)


def test_a_fence_is_asked_once_and_lets_through(served: Served) -> None:
    """When the connection stands; however many pieces the request has."""
    page, server = served(DONE)
    fence = Fence()
    with page.fenced(fence):
        page.upload(b"x" * 200_000, alt="A horse")
    assert (fence.asked, len(server.asked)) == (1, 1)


def test_what_a_fence_raises_goes_up_and_nothing_is_sent(served: Served) -> None:
    """The connection is closed without a byte."""
    page, server = served(DONE)
    with pytest.raises(Withheld, match="a funeral"):
        behind(page, Fence(Withheld("a funeral")))
    assert (server.connections, server.asked) == (1, [])


def test_reads_and_what_comes_later_know_no_fence(served: Served) -> None:
    """It stands for one act."""
    page, server = served(says({"id": "1000"}), DONE)
    fence = Fence(Withheld("a funeral"))
    with page.fenced(fence):
        reading(page)
    writing(page)
    assert (fence.asked, len(server.asked)) == (0, 2)


def test_a_process_that_was_stopped_too_long_sends_nothing(served: Served, still: StillTime) -> None:
    """It may wake up before the timer of its call does, when its lease has long been another's."""
    page, server = served(DONE)
    with pytest.raises(NotSent, match="longer than 120 seconds"):
        behind(page, Fence(takes=121, still=still))
    assert server.asked == []


def test_a_connection_that_stands_too_late_is_not_used() -> None:
    """The time was up while it was made: not a byte is sent over it."""
    with socket.socket() as sock, Call(0, time.monotonic) as call:
        while not call.late:
            time.sleep(0.001)
        with pytest.raises(TimeoutError):
            call.connected(sock)
    assert not call.begun


@pytest.mark.parametrize("act", [writing, reading])
def test_a_certificate_that_does_not_fit_ends_it(served: Served, act: Act) -> None:
    """Whoever it is hears no token; nothing is tried without TLS or without the check."""
    heard: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("elsewhere.pem"))

    def greets(caller: Caller) -> None:
        with context.wrap_socket(caller.sock, server_side=True) as secure:
            heard.append(secure.recv(65536))

    _, server = served(greets)
    page = page_at(server.url.replace("http", "https"), StillTime())
    with pytest.raises(NotSent, match="its certificate does not fit") as caught:
        act(page)
    assert "REQUESTS_CA_BUNDLE" in caught.value.do
    assert TOKEN.encode() not in b"".join(heard)
    assert server.asked == []
