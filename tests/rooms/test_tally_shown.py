"""What staff see of a tally: honest about what the readings really showed, and why an entry is flagged or marked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.screening import Screening
from captionbot.contest.screens import read_words
from captionbot.judging import close, retally
from captionbot.overview import Json, View, entries, status
from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from tests.contest.made import CLOSES, comment
from tests.rooms.made import read, reviewed, said_post
from tests.store.made import HOUR, MINUTE, SLOT

Looking = Callable[..., View]


@pytest.fixture
def looking(record: Record, settings_with: Callable[..., Settings], photos: PhotosFolder) -> Looking:
    """What an overview reads from, after the close."""

    def look(now: datetime = CLOSES + HOUR) -> View:
        record._session.flush()
        return View(record, settings_with(), photos, now)

    return look


def _at(record: Record, hour: float, *seen: Comment, complete: bool = True, note: str = "", total: int = 0) -> None:
    now = SLOT + hour * HOUR
    reading = record.comments.begin_reading(1, now)
    record.comments.keep(1, reading.id, seen, now)
    shown = total or len(seen)
    record.comments.end_reading(reading.id, now, complete=complete, rows=len(seen), total=shown, note=note)
    record._session.flush()


def _entry(shown: Json, comment_id: str) -> Json:
    return next(one for one in shown["entries"] if one["comment_id"] == comment_id)


CAN_NOT = "the rules about one person's entries can't be applied to them."
FELL = "fewer votes at a reading than at the one before: reactions were taken back, or Facebook removed them."
WHEN = "Friday 27 November at 11:00 AM CST"
SAID: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([{"seen": [comment(1)]}], ""),
    "nothing yet": ([], ""),
    "a walk cut short": (
        [{"seen": [comment(1)], "complete": False, "note": "Facebook answered 500."}],
        f"The reading of {WHEN} was cut short: Facebook answered 500.",
    ),
    "what could not be understood": (
        [{"seen": [comment(1)], "note": "1 comment could not be understood"}],
        f"At the reading of {WHEN} 1 comment could not be understood.",
    ),
    "fewer than Facebook's own total": (
        [{"seen": [comment(1)], "total": 1_200}],
        "Facebook counts 1,200 comments and shows 1; it counts some that it shows nobody.",
    ),
    "authors withheld": (
        [{"seen": [comment(1), comment(2, by=None)]}],
        f"Facebook doesn't say who wrote 1 of the 2 comments; {CAN_NOT}",
    ),
    "one count that fell": ([{"seen": [comment(1, votes=votes)]} for votes in (9, 8)], f"1 comment had {FELL}"),
    "counts that fell": (
        [{"seen": [comment(number, votes=votes) for number in (1, 2)]} for votes in (9, 8)],
        f"2 comments had {FELL}",
    ),
    "what became of comments": (
        [{"seen": [comment(1, text)]} for text in ("Before", "After")],
        "Between the readings comments changed: 1 edited.",
    ),
}


@pytest.mark.parametrize(("readings", "said"), SAID.values(), ids=SAID)
def test_what_the_readings_showed_is_said(
    record: Record, looking: Looking, readings: list[dict[str, Any]], said: str
) -> None:
    """In whole sentences, and nothing where there is nothing to say."""
    said_post(record)
    for hour, reading in enumerate(readings, start=1):
        _at(record, hour, *reading["seen"], **{name: value for name, value in reading.items() if name != "seen"})

    assert entries(looking(), 1)["said"] == ([said] if said else [])


def test_a_reading_cut_short_is_told_by_status(record: Record, looking: Looking) -> None:
    """Until one is complete; on hold the hold comes first."""
    row = said_post(record)
    assert status(looking())["contests"][0]["note"] == ""
    _at(record, 1, comment(1), complete=False)
    assert status(looking())["contests"][0]["note"] == "the last reading was cut short"
    row.held = "a funeral"
    assert status(looking())["contests"][0]["note"] == "on hold: a funeral"
    row.held = ""
    _at(record, 2, comment(1))
    assert status(looking())["contests"][0]["note"] == ""


def test_words_seen_outside_a_reading_make_no_reading(record: Record, looking: Looking) -> None:
    """A page that showed a comment twice, in two wordings, cut nothing short."""
    said_post(record)
    _at(record, 1, comment(1))
    record.comments.keep_other_texts(1, [comment(1, "In other words")], SLOT + HOUR)

    assert entries(looking(), 1)["complete"] is True


JOKES = (
    comment(1, "Looks like the horse is driving today", votes=2, minute=1),
    comment(2, "looks like the horses driving today!", votes=9, minute=2),
    comment(3, "Something else altogether", votes=1, minute=3),
)


@pytest.mark.parametrize("closed", [False, True])
def test_the_same_joke_is_marked_with_the_earlier_one(record: Record, looking: Looking, *, closed: bool) -> None:
    """While entries are open and after; nothing is held for it, and without the earlier one it is no mark."""
    row = said_post(record)
    reading = read(record, row, *JOKES)
    if closed:
        close(record, row, reading, CLOSES)
    shown = _entry(entries(looking(), 1), "2")

    assert (shown["same_joke"], shown["marks"], shown["rank"]) == ("1", ["same joke?"], 1)
    assert shown["notes"] == ["Nearly the same as the earlier “Looks like the horse is driving today” (comment 1)."]
    assert row.doubts == []
    record.comments.seen_gone(1, "1", CLOSES)
    if closed:
        retally(record, row)
    assert _entry(entries(looking(), 1), "2")["same_joke"] is None


def _surging(record: Record) -> Contest:
    """Forty votes come within a quarter of an hour, two days after all others."""
    row = said_post(record)
    others = [comment(number, votes=8) for number in range(2, 7)]
    _at(record, 0.5, comment(1, votes=0), *others)
    for hour in (6, 12, 24, 48, 60):
        _at(record, hour, comment(1, votes=5), *(replace(one, votes=one.votes + hour // 6) for one in others))
    rows = [replace(one, votes=one.votes + 10) for one in others]
    _at(record, 60.25, comment(1, votes=45), *rows)
    close(record, row, read(record, row, comment(1, votes=46), *rows), CLOSES)
    return row


def test_a_late_surge_is_marked_and_told_with_the_curve(record: Record, looking: Looking) -> None:
    """By hours as staff know them; a mark holds nothing."""
    row = _surging(record)
    shown = _entry(entries(looking(), 1), "1")

    assert (shown["marks"], row.doubts) == (["late surge"], [])
    between = "between Sunday 29 November at 10:00 PM CST and Sunday 29 November at 10:15 PM CST"
    assert shown["notes"] == [f"40 of its 46 votes came {between}; meanwhile all other captions gained nothing."]
    assert [one["votes"] for one in shown["curve"]] == [0, 5, 5, 5, 5, 5, 45, 46]
    assert shown["curve"][0]["at"] == "2026-11-27T16:30:00Z"
    assert (shown["drawn"][0], shown["drawn"][-1]) == ("▁", "█")


def test_words_that_were_switched_are_told_with_both_texts(record: Record, looking: Looking) -> None:
    """Beside the flag."""
    said_post(record)
    _at(record, 1, comment(1, "A horse walks in.", votes=3))
    _at(record, 2, comment(1, "Buy my horse.", votes=3))
    shown = _entry(entries(looking(), 1), "1")

    assert shown["flags"] == ["edited after it had votes"]
    assert shown["notes"] == ["It had votes as “A horse walks in.”, and reads “Buy my horse.” now."]


def test_who_is_not_named_is_told(record: Record, looking: Looking) -> None:
    """A winner's name wants a yes; a runner-up that is flagged is left unnamed, be it for its name."""
    own = read_words("fan 1\nfan 3")
    captions = [comment(number, votes=20 - number) for number in range(1, 4)]
    captions.append(comment(4, "See www.example.com"))
    row = said_post(record)
    reading = read(record, row)
    record.comments.keep(1, reading.id, captions, CLOSES, Screening(own))
    close(record, row, reading, CLOSES, own)
    shown = {one["comment_id"]: one["notes"] for one in entries(looking(), 1)["entries"]}

    assert shown == {
        "1": ["A person must say yes to its name: word of our list."],
        "2": [],
        "3": ["It is not named among the runners-up (its name: word of our list)."],
        "4": ["It is not named among the runners-up (link)."],
    }


def test_further_down_nobody_is_named_anyway(record: Record, looking: Looking) -> None:
    """So nothing is said of it."""
    reviewed(record, *(comment(n, f"Number {n} www.example.com", votes=20 - n) for n in range(1, 8)))

    assert [bool(one["notes"]) for one in entries(looking(), 1)["entries"]] == [False, *[True] * 4, False, False]


def test_who_asked_to_be_forgotten_is_marked(record: Record, looking: Looking) -> None:
    """In both lists; and what was destroyed as well."""
    reviewed(record)
    rows = {row.comment_id: row for row in record.comments.of_contest(1)}
    rows["1"].sealed_at = rows["4"].sealed_at = CLOSES + MINUTE
    rows["4"].salt = ""
    shown = entries(looking(), 1)

    assert _entry(shown, "1")["marks"] == ["asked to be forgotten"]
    assert [one["marks"] for one in shown["left_out"]] == [["asked to be forgotten", "erased"]]


@pytest.mark.parametrize("closed", [False, True])
def test_a_leader_whose_copy_has_more_votes_says_so(record: Record, looking: Looking, *, closed: bool) -> None:
    """It waits for a person, who sees why beside it."""
    seen = [comment(1, "Neigh, said she", votes=5), comment(2, "Hay", votes=4), comment(3, "Neigh, said she", votes=9)]
    if closed:
        reviewed(record, *seen)
    else:
        said_post(record)
        _at(record, 1, *seen)

    shown = entries(looking(), 1)["entries"]
    assert [(one["comment_id"], "a copy has more votes" in one["flags"]) for one in shown] == [
        ("1", True),
        ("2", False),
    ]


def test_all_that_stand_are_counted_beside_those_without_an_author(record: Record, looking: Looking) -> None:
    """What was erased is a comment still."""
    said_post(record)
    _at(record, 1, comment(1), comment(2, by=None), comment(3))
    erased = record.comments.get(1, "3")
    assert erased
    erased.salt, erased.text, erased.entrant_id = "", "", None

    assert "Facebook doesn't say who wrote 1 of the 3 comments" in entries(looking(), 1)["said"][0]
