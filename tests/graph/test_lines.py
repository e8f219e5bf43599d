"""The connection that the reads of a walk share, and when it is not used again."""

import socket
import threading
from concurrent.futures import Future
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest

from captionbot.errors import Incomplete
from captionbot.graph.ahead import Ahead
from captionbot.graph.connections import LONGEST_IDLE, Call, Line
from captionbot.graph.page import Page
from tests.graph.conftest import Served, StillTime
from tests.graph.loopback import Caller, Script, in_turn, refuses, says, says_bytes
from tests.graph.rude import (
    DONE,
    SOON,
    closes_after_the_body,
    drips_body,
    half_a_body,
    reading,
    resets_after_the_body,
    writing,
)

WHEN = "2026-11-27T12:00:00+0000"
REACTIONS = {"data": [], "summary": {"total_count": 1, "viewer_reaction": "NONE"}}


def leaf(number: int, *, last: bool = False, headers: dict[str, str] | None = None) -> Script:
    """Answer with one comment, and with a cursor to the next page unless it is the ``last``."""
    value: dict[str, Any] = {"data": [{"id": f"5_{number}", "created_time": WHEN, "reactions": REACTIONS}]}
    if not last:
        value["paging"] = {"cursors": {"after": f"A{number}"}, "next": f"http://127.0.0.1:1/x?after=A{number}"}
    return says(value, headers=headers)


def hangs_up(caller: Caller) -> None:
    """Wait until the other side has closed."""
    assert caller.sock.recv(1) == b""


def found(page: Page) -> list[str]:
    """Read all comments."""
    return [comment.comment_id for part in page.comment_pages("1000_5") for comment in part.comments]


def test_the_reads_of_a_walk_share_one_connection(served: Served) -> None:
    """It is closed when the walk ends."""
    closed = threading.Event()

    def is_left(caller: Caller) -> None:
        hangs_up(caller)
        closed.set()

    page, server = served(in_turn(leaf(1), leaf(2), leaf(3), leaf(4, last=True), is_left))
    assert found(page) == ["1", "2", "3", "4"]
    assert (server.connections, len(server.asked)) == (1, 4)
    assert closed.wait(5)


def test_what_is_said_has_a_connection_of_its_own(served: Served) -> None:
    """In the middle of a walk too; and so has a single read."""
    page, server = served(in_turn(leaf(1), leaf(2, last=True), hangs_up), DONE, says({"id": "1000"}))
    walk = page.comment_pages("1000_5")
    next(walk)
    writing(page)
    reading(page)
    assert server.connections == 3
    assert [one.comments[0].comment_id for one in walk] == ["2"]
    assert server.connections == 3


@pytest.mark.parametrize("breaks", [closes_after_the_body, resets_after_the_body], ids=["closes", "resets"])
def test_a_kept_connection_that_breaks_is_replaced_at_once(served: Served, still: StillTime, breaks: Script) -> None:
    """Facebook had closed it: a read does no harm twice, and a fresh connection tells."""
    page, server = served(in_turn(leaf(1), breaks), leaf(2, last=True))
    assert found(page) == ["1", "2"]
    assert (server.connections, still.slept) == (2, [])


def test_a_fresh_connection_that_breaks_is_waited_for(served: Served, still: StillTime) -> None:
    """As any read is; no call is made more often than that."""
    page, server = served(in_turn(leaf(1), closes_after_the_body), closes_after_the_body, leaf(2, last=True))
    assert found(page) == ["1", "2"]
    assert (server.connections, len(still.slept)) == (3, 1)


@pytest.mark.parametrize(
    "odd",
    [half_a_body, drips_body, refuses(2, status=500), says_bytes(b"<html>", 502), says({"data": 1}, 302)],
    ids=["half a body", "too late", "an error", "html", "a redirect"],
)
def test_after_an_odd_answer_the_connection_is_not_used_again(served: Served, still: StillTime, odd: Script) -> None:
    """Nobody knows what else may come over it. The read is tried again as ever."""
    more = {"total_seconds": SOON["total_seconds"]} if odd is drips_body else {}
    page, server = served(in_turn(leaf(1), odd, hangs_up), leaf(2, last=True), **more)
    assert found(page) == ["1", "2"]
    assert (server.connections, len(still.slept)) == (2, 1)


def test_a_connection_is_not_used_after_a_long_rest(served: Served, still: StillTime) -> None:
    """What stands between may have forgotten it, and would swallow the request."""
    page, server = served(in_turn(leaf(1), hangs_up), leaf(2, last=True))
    for _ in page.comment_pages("1000_5", limit=25):
        still.elapsed += LONGEST_IDLE + 1
    assert (server.connections, len(server.asked)) == (2, 2)


def test_a_line_that_has_ended_lets_no_call_through() -> None:
    """It may be ended just before its call begins."""
    line, call = Line(StillTime().monotonic), Call(5, StillTime().monotonic)
    line.end()
    with line.carrying(call):
        assert call.late


def test_a_call_within_the_tls_of_a_proxy_can_be_broken_off() -> None:
    """What urllib3 has there is no socket, but holds one."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        call = Call(5, StillTime().monotonic)
        call.resumed(cast("socket.socket", SimpleNamespace(socket=ours)))
        call.drop()
        assert theirs.recv(1) == b""


def helpers() -> list[str]:
    """The threads that read ahead."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


def test_the_next_page_is_asked_for_while_the_reader_is_at_work(served: Served) -> None:
    """Never more than one."""
    page, server = served(in_turn(leaf(1), leaf(2), leaf(3), leaf(4), leaf(5, last=True)))
    asked = [_settled(server.asked) for _ in page.comment_pages("1000_5")]
    assert asked == [2, 3, 4, 5, 5]
    assert not helpers()


def _settled(asked: list[Any]) -> int:
    """How many requests have come, when no other has for a moment."""
    pause = threading.Event()
    before = -1
    while before != len(asked):
        before = len(asked)
        pause.wait(0.1)
    return before


def test_whoever_looks_at_the_first_few_alone_costs_one_call(served: Served) -> None:
    """Though there are more."""
    page, server = served(in_turn(leaf(1), leaf(2), hangs_up))
    walk = page.comment_pages("1000_5", limit=25)
    next(walk)
    walk.close()  # type: ignore[attr-defined] # it is a generator
    assert len(server.asked) == 1


def test_a_reader_that_stops_early_does_not_wait_for_what_is_under_way(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    """The call is broken off, its thread ends, and the log says why."""
    asked = threading.Event()

    def hangs(caller: Caller) -> None:
        caller.read()
        asked.set()
        hangs_up(caller)

    page, _ = served(in_turn(leaf(1), leaf(2), hangs))
    walk = page.comment_pages("1000_5")
    next(walk)
    next(walk)
    assert asked.wait(5)
    assert helpers()
    with caplog.at_level("DEBUG", logger="captionbot"):
        walk.close()  # type: ignore[attr-defined] # it is a generator
    assert not helpers()
    assert "Nobody waits for this call any more." in caplog.text


def test_who_is_interrupted_while_waiting_does_not_wait_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the wait for an answer at once, whatever is under way."""
    ended = threading.Event()

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Future, "result", interrupted)
    with Ahead(at_ease=lambda: True, sent=threading.Event(), end=ended.set) as helper:
        helper.begin(partial(ended.wait, 60))
        with pytest.raises(KeyboardInterrupt):
            helper.instead_of(partial(ended.wait, 60))
    assert ended.is_set()
    assert not helpers()


def test_what_a_page_asked_for_ahead_raises_comes_in_its_turn(served: Served, still: StillTime) -> None:
    """After the page before it, and tried again as often as any."""
    page, server = served(in_turn(leaf(1), leaf(2), half_a_body), half_a_body)
    walk = page.comment_pages("1000_5")
    assert [next(walk).comments[0].comment_id for _ in range(2)] == ["1", "2"]
    assert still.slept == []
    with pytest.raises(Incomplete, match="The comments on 1000_5 could not be read"):
        next(walk)
    assert (len(server.asked), len(still.slept)) == (6, 3)
    assert not helpers()


def test_near_the_limits_nothing_is_asked_for_ahead(served: Served, still: StillTime) -> None:
    """There is no hurry then, and each read takes its breath when its reader wants it."""
    busy = {"X-App-Usage": '{"call_count": 95}'}
    page, server = served(in_turn(leaf(1, headers=busy), leaf(2, headers=busy), leaf(3, last=True)))
    asked = [(len(server.asked), len(still.slept)) for _ in page.comment_pages("1000_5")]
    assert asked == [(1, 0), (2, 1), (3, 2)]
