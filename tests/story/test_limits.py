"""Limits and blocks: slower before them, silent through them, and staff told once a day what helps."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.graph.test_transport import refused_port
from tests.story.test_daemons import STOPS_WITHIN, daemon, holder, stops, until
from tests.story.town import ANNOUNCE, SLOT, Town

BY = ("--by", "dana")
A_TENTH = 0.1
"""What a command of a story sleeps of every second that it should (tests/story/forked.py)."""

LIMITS = {"with its time": "80001=30", "without a time": "613-1996@403"}


def writes(town: Town) -> list[Mapping[str, Any]]:
    """Every call that would change the Page."""
    return [one for one in town.facebook.calls() if one["method"] != "GET"]


def told_of(town: Town, words: str) -> list[str]:
    """The days on which staff were told something with ``words`` in it."""
    return [str(row["at"])[:10] for row in town.rows("notices") if words in f"{row['text']} {row['do']}"]


def test_reads_slow_down_near_a_limit_and_what_is_to_be_said_does_not(town: Town) -> None:
    """At 95 percent each read waits six seconds, so that the limit is never met; the week goes on all the same."""
    town.queue_photo("a.jpg")
    town.facebook.lever("usage", call_count=95, total_time=20)
    began, before = time.monotonic(), len(town.facebook.calls())
    town.at(SLOT).tick_well()
    took, calls = time.monotonic() - began, town.facebook.calls()[before:]
    reads = [one for one in calls if one["method"] == "GET"]
    assert town.counts == (1, 0, 0)
    assert len(reads) > 1
    assert took >= (len(reads) - 1) * 6 * A_TENTH


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_nothing_is_polled_through_a_block_whoever_ticks(town: Town, limit: str) -> None:
    """Not by the next process, nor by a daemon started meanwhile; after it everything that is due is done, once."""
    minutes = 30 if "=30" in limit else 10
    town.in_review(("The winner.", 9))
    town.queue_photo("b.jpg")
    town.facebook.fault(f"{limit}:GET*")
    assert town.at(ANNOUNCE).tick().code == 1
    calls = len(town.facebook.calls())
    for _ in range(3):
        assert town.later(minutes=minutes / 4).tick().code == 1
    with daemon(town) as process:
        until(lambda: holder(town) == process.pid)
        time.sleep(3)
        assert stops(process) < STOPS_WITHIN
    assert len(town.facebook.calls()) == calls
    assert len(told_of(town, "waits as long as Facebook asks")) == 1
    town.later(minutes=minutes / 4).tick_well()
    assert town.counts == (1, 1, 1)
    assert town.stage() == "announced"


@pytest.mark.parametrize("hours", [4, 7])
def test_a_block_over_the_slot(town: Town, hours: int) -> None:
    """One that ends within the catch-up window makes the post late; a longer one makes the week missed, and told of."""
    town.queue_photo("a.jpg")
    town.facebook.fault(f"80001={hours * 60}:POST*/feed")
    town.at(SLOT).tick()
    for _ in range(hours):
        town.later(hours=1).tick()
    town.later(minutes=1).tick()
    assert town.counts == ((1, 0, 0) if hours == 4 else (0, 0, 0))
    assert town.stage() == ("open" if hours == 4 else "missed")
    assert len(writes(town)) == (3 if hours == 4 else 2)
    assert ("`captionbot post-now` runs" in town.told()) == (hours == 7)


DEATHS = {
    458: "new Page token",
    459: "signs in at facebook.com",
    460: "new Page token",
    463: "new Page token",
    464: "signs in at facebook.com",
    467: "new Page token",
    492: "role on the Page back",
}


def test_a_dead_token_is_told_of_once_a_day_with_what_helps(town: Town) -> None:
    """Each day by another event; what is due waits as long as it may, and is said once when the token lives again."""
    town.settle_in(ANNOUNCE_WITHIN_DAYS="9")
    town.in_review(("The winner.", 9))
    spoken = len(writes(town))
    for day, (subcode, helps) in enumerate(DEATHS.items()):
        town.facebook.kill_token(subcode)
        for hours in (0, 7):
            assert town.at(ANNOUNCE).later(days=day, hours=hours).tick().code == 1
        (notice,) = [row for row in town.rows("notices") if f"190/{subcode}" in row["text"]]
        assert helps in notice["do"]
        assert town.facebook.token not in notice["text"] + notice["do"]
    assert len(writes(town)) == spoken
    town.facebook.revive_token()
    town.tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize(("code", "helps"), [("10", "90 days"), ("200-2069030", "own token")])
def test_a_lost_permission_is_told_of_once_a_day(town: Town, code: str, helps: str) -> None:
    """However often it ticks; the announcement goes out once the permission is back."""
    town.in_review(("The winner.", 9))
    town.facebook.fault(f"{code}:POST*/feed:*")
    for day in range(3):
        for hours in (0, 7):
            assert town.at(ANNOUNCE).later(days=day, hours=hours).tick().code == 1
    days = told_of(town, helps)
    assert len(days) == len(set(days)) == 3
    assert town.counts == (1, 1, 0)
    town.facebook.clear_faults()
    town.later(minutes=15).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize(("subcode", "helps"), [(1390008, "Support Inbox"), (4854002, "confirms their identity")])
def test_a_block_at_the_announcement_stops_all_speaking(town: Town, subcode: int, helps: str) -> None:
    """Nor the other act nor the next post goes out, staff are told once, reading goes on; a person lets it go on."""
    town.in_review(("The winner.", 9))
    town.queue_photo("b.jpg")
    town.facebook.fault(f"368-{subcode}:POST*/comments")
    assert town.at(ANNOUNCE).tick().code == 1
    sent, read = writes(town), len(town.facebook.calls())
    for _ in range(5):
        town.later(hours=20).tick()
    assert writes(town) == sent
    assert len(town.facebook.calls()) > read
    assert len(told_of(town, helps)) == 1
    assert f"368/{subcode}" in town.status()["paused"]["because"]
    town.must("resume", *BY)
    town.later(minutes=1).tick()
    assert writes(town) == sent
    town.must("release", "1", *BY)
    town.later(minutes=1).tick()
    assert town.counts == (1, 1, 1)


def test_a_daemon_does_not_send_a_dead_token_again_and_again(town: Town) -> None:
    """It ticks on and waits some minutes between two tries; a renewed token in `.env` is used at the next beat."""
    town.queue_photo("a.jpg")
    town.facebook.kill_token(463)
    town.at(SLOT)
    with daemon(town) as process:
        until(town.told)
        calls = len(town.facebook.calls())
        time.sleep(4)
        assert len(town.facebook.calls()) == calls
        town.facebook.lever("token", token="a-fresh-token", state="live")
        town.settle_in(FACEBOOK_PAGE_TOKEN="a-fresh-token")
        until(lambda: town.counts[0], 20)
        assert stops(process) < STOPS_WITHIN
    assert town.counts == (1, 0, 0)


def test_proxies_that_a_machine_names_by_accident_are_not_asked(town: Town) -> None:
    """Practice is on this machine; a proxy would be shown what is meant for Facebook alone."""
    town.queue_photo("a.jpg")
    names = [name for one in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY") for name in (one, one.lower())]
    ran = town.at(SLOT).run("tick", **dict.fromkeys(names, refused_port()))
    assert (ran.code, town.counts) == (0, (1, 0, 0))
