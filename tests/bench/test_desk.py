"""The desk's pages are compared like with like, and only where they were shown."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from threading import enumerate as threads

import pytest

from bench.desk import Ran, _filled, shown, timed
from bench.desk_served import served
from bench.measuring import NotDoneError


class Closed(BaseHTTPRequestHandler):
    """A desk that shows nothing."""

    def do_GET(self) -> None:
        """Answer with the number that is asked for."""
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def closed() -> Iterator[str]:
    """Its host and port."""
    with HTTPServer(("127.0.0.1", 0), Closed) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_p95_says_of_how_many_requests_and_has_no_ratio() -> None:
    """The median stands beside the median of as many runs of the queries, request by request."""
    ran = Ran("/queue", [float(one) for one in range(1, 21)], 1.0, 1.0, 4, [0.5] * 20)

    middle, most = timed(ran)

    assert (middle.what, middle.ours, middle.theirs) == ("desk:/queue: median of 20 requests", 10.5, 0.5)
    assert middle.ratio == 21.0
    assert (most.what, most.ours, most.theirs, most.ratio) == ("desk:/queue: p95 of 20 requests", 19.0, None, None)
    assert most.note == "19 of 20 took no longer."


@pytest.mark.parametrize("answer", [204, 302, 404, 500])
def test_a_page_that_is_not_shown_is_not_timed(closed: str, answer: int) -> None:
    """A door or a missing page would be answered fast."""
    with pytest.raises(NotDoneError, match=str(answer)):
        shown(closed, "", f"/{answer}")


def test_a_server_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would go on beside the next one, which is timed."""
    look_up = socket.getaddrinfo  # of the address that waitress would take without a socket; tests ask for loopback
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *words, **named: look_up("127.0.0.1", *words, **named))
    before = set(threads())
    with _filled(1, 20) as (office, _):
        cookie = office.cookie()
        with served(office) as host:
            assert shown(host, cookie, "/people")
            assert set(threads()) > before
    assert set(threads()) <= before
