"""Clocks: summer time, odd weeks, other zones, a machine asleep, and clocks that are years ahead."""

import time
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest

from tests.story.test_daemons import STOPS_WITHIN, daemon, stops, until
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town, moment

TEN_YEARS = timedelta(days=3653)
LEAP = 1 / 8
"""Real seconds in which a daemon's clock leaps."""


def begun(empty_town: Town, when: str, photos: int = 3, **settings: str) -> Town:
    """A town that has run `init` then, with photos for some weeks."""
    empty_town.settle_in(**settings)
    empty_town.at(when).must("init", "--no-input")
    for number in range(photos):
        empty_town.queue_photo(f"{number}.jpg")
    return empty_town


def only_the_bots(town: Town, when: datetime) -> Town:
    """Set the bot's clock alone; Facebook's stays."""
    town.clock = f"{when.timestamp()}@0x0"
    return town


def posted_at(town: Town) -> list[str]:
    """When each contest post was made, oldest first."""
    return [post["created_time"][:16] for post in town.spoken().posts]


CHANGES = {
    "in a gap": ("Europe/Brussels", "sunday 02:30", "2026-03-26T12:00:00Z", "2026-03-29T01:30", "2026-04-05T00:30"),
    "in a fold": ("Europe/Brussels", "sunday 02:30", "2026-10-22T12:00:00Z", "2026-10-25T00:30", "2026-11-01T01:30"),
    "at a midnight that is skipped": (
        *("America/Santiago", "sunday 00:00"),
        *("2026-09-03T12:00:00Z", "2026-09-06T04:00", "2026-09-13T03:00"),
    ),
    "in week 53": ("America/Chicago", "friday 10:00", "2026-12-30T12:00:00Z", "2027-01-01T16:00", "2027-01-08T16:00"),
    "on 29 February": (
        "America/Chicago",
        "tuesday 10:00",
        "2028-02-27T12:00:00Z",
        "2028-02-29T16:00",
        "2028-03-07T16:00",
    ),
    "past 2038": ("America/Chicago", "friday 10:00", "2038-01-18T12:00:00Z", "2038-01-22T16:00", "2038-01-29T16:00"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_slot_comes_once_and_is_back_at_its_hour_the_week_after(
    empty_town: Town, change: tuple[str, str, str, str, str]
) -> None:
    """Ticked at each hour of doubt around it: a minute before, as it comes, and as the hour comes again."""
    zone, post_at, begin, first, second = change
    town = begun(empty_town, begin, TIMEZONE=zone, POST_AT=post_at)
    for slot, around in ((first, (-60, -1, 0, 30, 60)), (second, (-60, -1, 0, 60))):
        for minutes in around:
            town.at(f"{slot}:00Z").later(minutes=minutes).tick()
    assert posted_at(town) == [first, second]
    assert [row["slot_at"] for row in town.rows("contests")] == sorted(row["slot_at"] for row in town.rows("contests"))


@pytest.mark.parametrize(("seconds", "posts"), [(-1, 0), (0, 1), (1, 1)])
def test_the_second_of_the_slot(town: Town, seconds: int, posts: int) -> None:
    """At it and after it, once; a second before, not at all."""
    town.queue_photo("a.jpg")
    for _ in range(2):
        town.at(SLOT).later(seconds=seconds).tick()
    assert town.counts == (posts, 0, 0)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu", ":nonsense"])
def test_the_zone_of_the_machine_is_nobodys(town: Town, zone: str) -> None:
    """The contest's own holds, on whichever machine it runs, and also where that is moved meanwhile."""
    town.queue_photo("a.jpg")
    assert town.at(SLOT).later(seconds=-1).run("tick", TZ=zone).code == 0
    assert town.counts == (0, 0, 0)
    assert town.at(SLOT).run("tick", TZ=zone).code == 0
    assert town.run("tick", TZ="UTC").code == 0
    assert town.counts == (1, 0, 0)
    assert town.spoken().posts[0]["message"].endswith("Friday 27 November 2026")
    assert town.status()["contests"][0]["closes_at"] == CLOSE


def test_a_clock_that_is_set_back_over_the_slot_posts_nothing_twice(town: Town) -> None:
    """The slot is a row, and not a timer."""
    town.post_the_first()
    town.queue_photo("b.jpg")
    for hours in (-3, -1, 0, 1):
        town.at(SLOT).later(hours=hours).tick()
    assert town.counts == (1, 0, 0)


def test_two_machines_five_minutes_apart(any_town: Town) -> None:
    """Whichever comes to the slot first posts; the other finds it done."""
    town = any_town
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.at(SLOT)
    for minutes in (2, -3, 4, -1, 5, 0):
        only_the_bots(town, moment(SLOT) + timedelta(minutes=minutes)).tick()
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize(("minutes", "posts"), [(14, 1), (-14, 1), (16, 0), (-16, 0)])
def test_how_wrong_a_clock_may_be(town: Town, minutes: int, posts: int) -> None:
    """Up to a quarter of an hour it is believed; beyond it nothing is said, and staff are told which clock to set."""
    town.queue_photo("a.jpg")
    town.at(SLOT).later(minutes=minutes)
    ran = only_the_bots(town, moment(SLOT)).tick()
    assert town.counts == (posts, 0, 0)
    assert ("timedatectl" in ran.out) == (not posts)


def test_a_clock_ten_years_ahead_leaves_nothing_behind(town: Town) -> None:
    """Before the slot, while entries are open and in the review: each hour of the week still comes when it is right."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")

    def jump() -> None:
        right = town.now
        ran = only_the_bots(town, right + TEN_YEARS).tick()
        assert ran.code == 1
        only_the_bots(town, right - TEN_YEARS).tick()
        town.at(right)

    jump()
    assert (town.counts, town.photos("queue")) == ((0, 0, 0), ["a.jpg", "b.jpg"])
    town.at(SLOT).tick_well()
    caption = town.fan("The winner.", 9)
    jump()
    assert town.stage() == "open"
    town.at(CLOSE).tick_well()
    jump()
    assert town.stage() == "review"
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert [one["comment_id"] for one in town.entries("1")["entries"]] == [caption.rpartition("_")[2]]
    jump()
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 1, 1)
    assert town.told().count("timedatectl") == len(
        {row["key"] for row in town.rows("notices") if "clock" in row["key"]}
    )


def pace(*legs: tuple[datetime, float]) -> str:
    """Words of a clock that stands at each instant for so many real seconds, and leaps to the next in an eighth."""
    # Whole eighths of a second have no rounding, which at ten years a moment would make a quarter of an hour.
    real, words = ceil(time.time()) * 1.0, [f"{legs[0][0].timestamp()}@0x0"]
    for (here, seconds), (there, _) in pairwise(legs):
        real += seconds
        words += [f"{real}x{(there - here).total_seconds() * 8}", f"{real + LEAP}x0"]
        real += LEAP
    return ";".join(words)


def test_a_daemon_that_starts_ten_years_ahead(town: Town) -> None:
    """It says nothing meanwhile, notices when the clock is right again, and posts at the slot as if nothing were."""
    town.queue_photo("a.jpg")
    start, slot = moment(SLOT) - timedelta(minutes=2), moment(SLOT)
    town.at(start)
    town.clock = pace((start + TEN_YEARS, 16), (start, 4), (slot, 60))
    with daemon(town) as process:
        until(lambda: "timedatectl" in town.told())
        assert town.counts == (0, 0, 0)
        time.sleep(5)
        town.facebook.stand_still_at(slot)
        until(lambda: town.counts[0], 30)
        time.sleep(2)
        assert stops(process) < STOPS_WITHIN
    assert town.counts == (1, 0, 0)
    assert [str(row["slot_at"])[:10] for row in town.rows("contests")] == ["2026-11-27"]


@pytest.mark.parametrize(("wakes", "posts"), [(timedelta(hours=5), 1), (timedelta(days=3), 0)])
def test_a_daemon_asleep_over_the_slot(town: Town, wakes: timedelta, posts: int) -> None:
    """It does at once what is due when it wakes: posts late within the window, else says that the week was missed."""
    town.queue_photo("a.jpg")
    start, end = moment(SLOT) - timedelta(minutes=2), moment(SLOT) + wakes
    town.at(start)
    town.clock = pace((start, 6), (end, 60))
    with daemon(town) as process:
        until(lambda: town.rows("leases"))
        time.sleep(3)
        assert town.counts == (0, 0, 0)
        town.facebook.stand_still_at(end)
        until(lambda: town.rows("slots"), 30)
        time.sleep(2)
        assert stops(process) < STOPS_WITHIN
    assert town.counts == (posts, 0, 0)
    assert [row["outcome"] for row in town.rows("slots")] == ["begun" if posts else "missed"]
