"""`kill -9` at any moment changes nothing: what stands on the Page at the end of the week is the same."""

import time
from collections.abc import Callable
from random import Random

import pytest

from tests.story.pictures import sent
from tests.story.town import ANNOUNCE, CLOSE, LONG, SLOT, Town

PHASES = (
    (SLOT, "open", 13, ("GET*", "GET*/published_posts", "POST*/photos", "POST*/feed", "GET*/comments")),
    (CLOSE, "review", 1, ("GET*/comments", "GET*/comments:1:1")),
    (
        ANNOUNCE,
        "announced",
        13,
        ("GET*", "GET*/comments", "POST*/comments", "GET*/published_posts", "POST*/photos", "POST*/feed"),
    ),
)
"""When each act is due; the stage after it; the minutes from one start to the next, as some outcomes want settling
(SETTLE_MINUTES, and two that a call without an end may have taken); and all the calls that it makes, in their order."""

ALL_CALLS = sum(len(calls) for *_, calls in PHASES)
UNDISTURBED = ("", "", "")
HANG_SECONDS = 20


def a_week_of_kills(town: Town, tick: Callable[[str], bool]) -> int:
    """A week in which ticks are killed; gives how many were.

    ``tick`` runs one, which should be killed in the call that it is given, and tells whether it came to its end.
    """
    killed = 0
    town.queue_photo("a.jpg", "Fact: It was Biscuit.\n\nWhat's the caption?")
    for when, stage, minutes, calls in PHASES:
        town.at(when).later(seconds=5)
        for call in (*calls, *UNDISTURBED):
            killed += not tick(call)
            town.later(minutes=minutes)
        assert town.stage() == stage
        if stage == "open":
            town.fan("The winner.", 9)
            town.fan("The other.", 2)
    return killed


def as_if_nothing_had_happened(town: Town) -> None:
    """One post, one reply, one announcement, each with its picture and words; photo and card in their place."""
    assert town.counts == (1, 1, 1)
    assert len(town.facebook.world()["posts"]) == 2
    spoken = town.spoken()
    assert "“The winner.”" in spoken.announcements[0]["message"]
    assert "It was Biscuit." in spoken.announcements[0]["message"]
    assert [len(post["photo_ids"]) for post in spoken.posts + spoken.announcements] == [1, 1]
    assert town.photos("queue") == []
    assert town.photos("posted") == ["a.card.jpg", "a.jpg", "a.txt"]
    assert sent(town, spoken.announcements[0]) == (town.folder / "photos" / "posted" / "a.card.jpg").read_bytes()
    assert [(entry["caption"], entry["votes"]) for entry in town.entries("1")["entries"]] == [
        ("The winner.", 9),
        ("The other.", 2),
    ]


def killed_in(town: Town, call: str, hang: str) -> bool:
    """A tick that is killed while a call of its hangs; whether it came to its end without making that call."""
    match, _, times = call.partition(":")
    town.facebook.fault(*[f"{hang}={HANG_SECONDS}:{match}:{times or '1'}"] if call else [])
    with town.forked("tick") as process:
        while call and process.runs:
            if town.hanging():
                time.sleep(0.1)
                process.kill()
            time.sleep(0.02)
        ended = process.ended(LONG)
    town.facebook.clear_faults()
    return ended.code >= 0


@pytest.mark.parametrize("hang", ["slow", "timeout-before"], ids=["once it is done", "before it is done"])
def test_killed_in_every_call(any_town: Town, hang: str) -> None:
    """Killed in every call that a week makes, one after the other, before Facebook has done it or right after."""
    assert a_week_of_kills(any_town, lambda call: killed_in(any_town, call, hang)) == ALL_CALLS
    as_if_nothing_had_happened(any_town)


def test_killed_at_random(any_town: Town) -> None:
    """Killed a dozen times at moments drawn by lot: in an import, a transaction, a move of a file."""
    lots = Random(20261127)  # noqa: S311 - the same lots in every run

    def tick(call: str) -> bool:
        if not call:
            return any_town.tick().code >= 0
        process = any_town.start("tick")
        time.sleep(lots.uniform(0.3, 2.5))
        process.kill()
        process.communicate(timeout=LONG)
        return process.returncode >= 0

    a_week_of_kills(any_town, tick)
    as_if_nothing_had_happened(any_town)


def test_killed_between_the_post_and_the_move_of_its_photo(town: Town) -> None:
    """A photo whose post stands is never posted again, even if the file still lies in the queue."""
    town.post_the_first("a.jpg")
    posted, queue = town.folder / "photos" / "posted", town.folder / "photos" / "queue"
    (posted / "a.jpg").rename(queue / "a.jpg")
    town.sql("UPDATE contests SET photo_in = 'queue'")
    town.later(minutes=1).tick_well()
    assert (town.photos("queue"), town.photos("posted")) == ([], ["a.jpg"])
    assert town.counts == (1, 0, 0)
