"""`captionbot run`: one worker for each Page, however many are started, and one that can be stopped."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.story.town import ANNOUNCE, CLOSE, LONG, SLOT, Town

Process = subprocess.Popen[str]
STOPS_WITHIN = 10
"""Seconds from SIGTERM to the end."""


@contextmanager
def daemon(town: Town) -> Iterator[Process]:
    """A daemon without a desk, killed at the end if it still runs."""
    process = town.start("run", "--no-desk")
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=LONG)


def until(seen: Callable[[], object], seconds: float = LONG) -> None:
    """Wait until something is seen."""
    deadline = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def holder(town: Town) -> int:
    """The process that holds the lease; 0 where nobody does."""
    held = [row["holder"].split()[1] for row in town.rows("leases") if row["holder"]]
    return int(held[0]) if held else 0


def stops(process: Process) -> float:
    """Send SIGTERM and give the seconds until the process has ended, which must be well."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=LONG)
    assert process.returncode == 0, out + err
    assert "Traceback" not in out + err
    return time.monotonic() - begun


def test_two_daemons_and_a_kill(any_town: Town) -> None:
    """The second stands by; when the first is killed it takes over at once; everything is said once."""
    town = any_town
    town.queue_photo("a.jpg")
    town.at(SLOT)
    with daemon(town) as first:
        until(lambda: town.counts[0])
        with daemon(town) as second:
            time.sleep(3)
            assert (holder(town), second.poll()) == (first.pid, None)
            first.kill()
            until(lambda: holder(town) == second.pid, 20)
            town.queue_photo("b.jpg")
            town.must("post-now", "--by", "dana")
            until(lambda: town.counts[0] == 2)
            time.sleep(2)
            assert town.counts == (2, 0, 0)
            assert stops(second) < STOPS_WITHIN
    for post in town.spoken().posts:
        town.fan("The winner.", 9, post=post["id"])
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (2, 2, 2)


def test_two_ticks_at_once(any_town: Town) -> None:
    """Of two ticks that cron started together one works and the other stands by, both content; one post."""
    town = any_town
    town.queue_photo("a.jpg")
    town.at(SLOT)
    both = [town.start("tick"), town.start("tick")]
    said = [process.communicate(timeout=LONG)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert town.counts == (1, 0, 0)
    assert sum("is posted" in words for words in said) == 1


def test_a_daemon_that_stops_lets_go(any_town: Town) -> None:
    """SIGTERM ends an idle daemon at once with 0, and another takes over without waiting for the lease to end."""
    town = any_town
    with daemon(town) as first:
        until(lambda: holder(town) == first.pid)
        with daemon(town) as second:
            assert stops(first) < STOPS_WITHIN
            until(lambda: holder(town) == second.pid, 20)


@pytest.mark.parametrize("call", ["GET*", "POST*/feed"], ids=["reading", "speaking"])
def test_stopped_while_facebook_is_silent(town: Town, call: str) -> None:
    """SIGTERM ends a daemon within ten seconds even where Facebook leaves a call hanging; what was said is found."""
    town.queue_photo("a.jpg")
    town.facebook.fault(f"slow=50:{call}")
    town.at(SLOT)
    with daemon(town) as process:
        until(town.hanging)
        assert stops(process) < STOPS_WITHIN
    for _ in range(2):
        town.later(minutes=11).tick()
    assert town.counts == (1, 0, 0)


def test_stopped_during_the_tries_of_a_read(town: Town) -> None:
    """SIGTERM is heard between two tries of a read as well."""
    town.queue_photo("a.jpg")
    town.facebook.fault("html502:GET*:*")
    town.at(SLOT)
    with daemon(town) as process:
        until(lambda: len(town.facebook.calls()) > 1)
        assert stops(process) < STOPS_WITHIN


def test_a_new_token_needs_no_restart(town: Town) -> None:
    """A daemon reads `.env` again when it changes, and goes on with the old settings where the new ones are wrong."""
    town.queue_photo("a.jpg")
    town.facebook.kill_token()
    town.at(SLOT)
    with daemon(town) as process:
        until(town.told)
        town.settle_in(TIMEZONE="Chicago")
        time.sleep(2)
        assert process.poll() is None
        town.facebook.lever("token", token="a-fresh-token", state="live")
        town.settle_in(FACEBOOK_PAGE_TOKEN="a-fresh-token")
        until(lambda: town.counts[0], 20)
        assert stops(process) < STOPS_WITHIN
    assert town.counts == (1, 0, 0)


def test_a_command_while_the_daemon_runs(any_town: Town) -> None:
    """Staff pause, pick and release beside a running daemon; it does what they said."""
    town = any_town
    town.in_review(("The first.", 9), ("The second.", 4))
    second = next(one["id"] for one in town.facebook.world()["comments"] if one["message"] == "The second.")
    town.at(ANNOUNCE)
    town.must("pause", "--because", "a funeral", "--by", "dana")
    with daemon(town) as process:
        until(lambda: holder(town) == process.pid)
        town.must("pick", "1", second, "--because", "the funnier", "--by", "dana")
        assert "captionbot release 1" in town.must("resume", "--by", "dana").out
        time.sleep(2)
        assert town.counts == (1, 0, 0)
        town.must("release", "1", "--by", "dana")
        until(lambda: town.stage() == "announced")
    assert town.counts == (1, 1, 1)
    assert "“The second.”" in town.spoken().announcements[0]["message"]
