"""What people are shown: the shapes of `--json` are a contract (design.md § 7), and the sentences are true."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import NotNow, PhotosFolderError
from captionbot.overview import View, coming, entries, iso, queue, slots_ahead, status
from captionbot.photos.folder import PhotosFolder
from captionbot.store.record import Record
from tests.contest.made import CLOSES, comment
from tests.photos.pictures import put
from tests.rooms.conftest import SettingsWith
from tests.rooms.landed import looked_at
from tests.rooms.made import POST_ID, at_stage, read, reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT, begun

MARIA = Word("maria", SLOT, "a funeral")
Looking = Callable[..., View]


@pytest.fixture
def looking(record: Record, photos: PhotosFolder, settings_with: SettingsWith) -> Looking:
    """Look at the record at an hour; what lies in the queue has been looked at."""

    def look(now: datetime = SLOT - HOUR) -> View:
        with suppress(PhotosFolderError):
            looked_at(record, photos, now)
        record._session.flush()
        record._session.expire_all()
        return View(record, settings_with(), photos, now)

    return look


def _queue(photos: PhotosFolder, *names: str, **texts: str) -> None:
    for name in names:
        put(photos.root / "queue", f"{name}.jpg", b"jpeg", age=86400, now=SLOT)
    for name, words in texts.items():
        put(photos.root / "queue", f"{name}.txt", words, age=86400, now=SLOT)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (SLOT, "2026-11-27T16:00:00Z"),
        (SLOT.astimezone() + timedelta(microseconds=9), "2026-11-27T16:00:00Z"),
        (None, None),
    ],
)
def test_instants_are_told_in_utc(moment: datetime | None, said: str | None) -> None:
    """ISO 8601 with Z."""
    assert iso(moment) == said


def test_status_has_the_shape_that_scripts_rely_on(record: Record, looking: Looking) -> None:
    """Every key of the contract, and nothing that JSON can't hold."""
    reviewed(record)
    shown = status(looking(CLOSES + HOUR))
    [contest] = shown["contests"]

    assert shown["paused"] is None
    assert (
        contest
        | {
            "number": 1,
            "stage": "review",
            "slot": "2026-11-27T16:00:00Z",
            "closes_at": "2026-11-30T16:00:00Z",
            "announces_at": "2026-12-01T16:00:00Z",
            "photo": "1974-mounted-patrol.jpg",
            "post_id": POST_ID,
            "note": "",
        }
        == contest
    )
    assert contest["winner"] | {"comment_id": "1", "caption": "Caption number 1", "votes": 9} == contest["winner"]
    assert json.loads(json.dumps(shown)) == shown


def test_contests_are_shown_newest_first(record: Record, looking: Looking) -> None:
    """With the slots that were missed among them."""
    said_post(record)
    said_post(record, slot_key="2026-W50", slot_at=SLOT + timedelta(days=14))
    record.contests.settle_slot("2026-W49", SLOT + timedelta(days=7), "missed", SLOT, photo="goat.jpg")
    record.contests.settle_slot("2026-W51", SLOT + timedelta(days=21), "empty", SLOT)

    shown = [(one["number"], one["stage"], one["photo"]) for one in status(looking())["contests"]]
    assert shown == [
        (2, "open", "1974-mounted-patrol.jpg"),
        (None, "missed", "goat.jpg"),
        (1, "open", "1974-mounted-patrol.jpg"),
    ]


def test_every_contest_has_the_same_keys(record: Record, looking: Looking) -> None:
    """Those of § 7, a missed slot's too."""
    said_post(record)
    record.contests.settle_slot("2026-W49", SLOT + timedelta(days=7), "missed", SLOT)
    promised = {"number", "stage", "slot", "closes_at", "announces_at", "photo", "post_id", "winner", "note"}

    assert all(promised <= set(one) for one in status(looking())["contests"])


NOTES: dict[str, tuple[Stage, dict[str, Any], str]] = {
    "on hold": (Stage.REVIEW, {"held": "a funeral"}, "on hold: a funeral"),
    "on hold before its close": (Stage.OPEN, {"held": "a funeral"}, "on hold: a funeral"),
    "flagged": (Stage.REVIEW, {"doubts": ["link"]}, "a person must approve: link"),
    "called off while on hold": (Stage.VOID, {"held": "x", "note": "called off by maria"}, "called off by maria"),
    "nothing": (Stage.REVIEW, {}, ""),
}


@pytest.mark.parametrize(("stage", "changes", "note"), NOTES.values(), ids=NOTES)
def test_the_note_says_what_it_waits_for(
    record: Record, looking: Looking, stage: Stage, changes: dict[str, Any], note: str
) -> None:
    """Or how it ended."""
    row = at_stage(record, stage)
    for name, value in changes.items():
        setattr(row, name, value)

    assert status(looking(ANNOUNCES))["contests"][0]["note"] == note


PAUSES: dict[str, tuple[Callable[[Record, PhotosFolder], object], tuple[str, str, str]]] = {
    "by staff": (lambda record, _: decisions.pause(record, MARIA, None), ("maria", "a funeral", "staff")),
    "by a file that no tick has seen": (
        lambda _, photos: put(photos.root, "PAUSE.txt", "see the chief"),
        ("PAUSE file", "see the chief", "file"),
    ),
    "by a file that a tick has seen": (
        lambda record, _: record.staff.pause("PAUSE file", "see the chief", SLOT, source="file"),
        ("PAUSE file", "see the chief", "file"),
    ),
}


@pytest.mark.parametrize(("pause", "told"), PAUSES.values(), ids=PAUSES)
def test_a_pause_is_shown_with_who_and_why(
    record: Record,
    photos: PhotosFolder,
    looking: Looking,
    pause: Callable[[Record, PhotosFolder], object],
    told: tuple[str, str, str],
) -> None:
    """And the sentence says how to go on."""
    pause(record, photos)
    shown = status(looking())["paused"]

    assert (shown["by"], shown["because"], shown["source"]) == told
    sentence = coming(looking())
    who = "a PAUSE file" if told[2] == "file" else told[0]
    assert sentence.startswith(f"Nothing is said: paused by {who} ({told[1]}).")
    assert ("captionbot resume" in sentence) == (told[2] == "staff")


def test_a_folder_that_is_gone_is_shown_as_a_pause(photos: PhotosFolder, looking: Looking) -> None:
    """By its own name, not as a file."""
    photos.root.rename(photos.root.with_name("elsewhere"))

    shown = status(looking())["paused"]
    assert (shown["source"], "missing" in shown["because"]) == ("folder", True)


NEXT: dict[str, tuple[Stage, dict[str, Any], datetime, str]] = {
    "open": (Stage.OPEN, {"next_reading_at": SLOT + HOUR}, SLOT, "Contest no. 1 reads captions next on Friday 27"),
    "reading": (Stage.OPEN, {}, SLOT + HOUR, "The captions of contest no. 1 are read at the next tick"),
    "review": (Stage.REVIEW, {}, CLOSES + HOUR, "Contest no. 1 announces the winner on Tuesday 1 December"),
    "flagged": (Stage.REVIEW, {"doubts": ["link"]}, CLOSES + HOUR, "(a person must approve: link)"),
    "nobody to announce": (
        Stage.REVIEW,
        {"decision": None},
        CLOSES + HOUR,
        "Contest no. 1 has no winner; unless a person picks one, it ends without on Tuesday 1 December",
    ),
    "due": (Stage.REVIEW, {}, ANNOUNCES, "The winner of contest no. 1 is announced at the next tick"),
    "asks": (Stage.REVIEW, {"held": "x"}, ANNOUNCES, "Contest no. 1 waits for a person: on hold: x"),
    "no winner": (Stage.REVIEW, {"decision": None}, ANNOUNCES, "Contest no. 1 ends without a winner"),
    "stuck": (Stage.STUCK, {}, ANNOUNCES, "Contest no. 1 waits for a person: nobody can tell"),
    "posting": (Stage.POSTING, {}, SLOT, "Contest no. 1 is posted at the next tick"),
    "held post": (Stage.POSTING, {"held": "x"}, SLOT, "Contest no. 1 is on hold: x"),
    "ended": (Stage.ANNOUNCED, {}, ANNOUNCES, "The queue is empty"),
}


@pytest.mark.parametrize(("stage", "changes", "now", "said"), NEXT.values(), ids=NEXT)
def test_what_comes_next_is_said_in_one_sentence(
    record: Record, looking: Looking, stage: Stage, changes: dict[str, Any], now: datetime, said: str
) -> None:
    """Whatever the stage."""
    row = at_stage(record, stage)
    for name, value in changes.items():
        setattr(row, name, value)
    for week in ("2026-W48", "2026-W49"):
        record.contests.settle_slot(week, SLOT, "begun", SLOT)

    assert said in coming(looking(now))


POSTS: dict[str, tuple[list[str], datetime, str]] = {
    "before the slot": (["a"], SLOT - HOUR, "The photo a.jpg is posted on Friday 27 November at 10:00 AM CST."),
    "at the slot": (["a"], SLOT, "The photo a.jpg is posted at the next tick."),
    "too late for the slot": (
        ["a"],
        SLOT + 7 * HOUR,
        "The photo a.jpg is posted on Friday 4 December at 10:00 AM CST.",
    ),
    "an empty queue": ([], SLOT - HOUR, "The queue is empty: drop photos into"),
}


@pytest.mark.parametrize(("names", "now", "said"), POSTS.values(), ids=POSTS)
def test_the_next_photo_is_said_with_its_hour(
    photos: PhotosFolder, looking: Looking, names: list[str], now: datetime, said: str
) -> None:
    """In the Page's own zone."""
    _queue(photos, *names)

    assert coming(looking(now)).startswith(said)


def test_a_queue_in_which_everything_waits_is_not_called_empty(photos: PhotosFolder, looking: Looking) -> None:
    """Somebody must mend it: "drop photos" would be no help."""
    _queue(photos, "a", a="Post-on: next Friday\n")

    assert "empty" not in coming(looking())


def test_a_contest_that_was_asked_for_is_said_to_come(record: Record, photos: PhotosFolder, looking: Looking) -> None:
    """With the photo that was named."""
    _queue(photos, "a", "b")
    decisions.post_now(record, "b.jpg", Word("maria", SLOT - HOUR))

    assert "photo b.jpg is posted at the next tick" in coming(looking(SLOT - HOUR))


def test_the_queue_is_shown_in_the_order_of_its_slots(photos: PhotosFolder, looking: Looking) -> None:
    """Pins where they belong, those without a slot last, problems in words."""
    _queue(photos, "a", "b", "y", "z", z="Post-on: 2026-11-28\n", y="Post-on: soon\n")
    shown = queue(looking())["photos"]

    assert [(one["name"], one["slot"]) for one in shown] == [
        ("z.jpg", "2026-11-27T16:00:00Z"),
        ("a.jpg", "2026-12-04T16:00:00Z"),
        ("b.jpg", "2026-12-11T16:00:00Z"),
        ("y.jpg", None),
    ]
    [problem] = [one for one in shown[-1]["problems"] if "Post-on" in one["what"]]
    assert set(problem) == {"what", "do"}


def test_the_photo_of_a_contest_that_has_begun_is_in_the_queue_no_more(
    record: Record, photos: PhotosFolder, looking: Looking
) -> None:
    """Though its file may be."""
    _queue(photos, "a", "b")
    begun(record, photo="a.jpg")

    assert [one["name"] for one in queue(looking(SLOT))["photos"]] == ["b.jpg"]


def test_the_next_slots_are_five(looking: Looking) -> None:
    """One a week."""
    assert list(slots_ahead(looking())) == [SLOT + timedelta(days=7 * number) for number in range(5)]


def test_entries_have_the_shape_that_scripts_rely_on(record: Record, looking: Looking) -> None:
    """While entries are open: by rank, with marks, and what was left out by votes."""
    row = said_post(record)
    read(
        record,
        row,
        comment(1, "See www.example.com", votes=2),
        comment(2, votes=9, by=None),
        comment(3, "🐎", votes=1),
        comment(4, votes=7, reply_to="2"),
        comment(5, votes=2),
    )
    shown = entries(looking(), None)

    assert (shown["contest"], shown["complete"], shown["votes_at"], shown["stage"]) == (1, True, None, "open")
    assert [(one["comment_id"], one["rank"], one["votes"]) for one in shown["entries"]] == [
        ("2", 1, 9),
        ("1", 2, 2),
        ("5", 3, 2),
    ]
    assert [one["flags"] for one in shown["entries"]] == [[], ["link"], []]
    assert [one["marks"] for one in shown["entries"]] == [["author withheld"], ["tie"], ["tie"]]
    assert [one["entrant"] for one in shown["entries"]][:2] == [None, {"id": "fan-1", "name": "Fan 1"}]
    assert [(one["comment_id"], one["reason"]) for one in shown["left_out"]] == [("4", "a reply"), ("3", "no words")]
    assert json.loads(json.dumps(shown)) == shown


def test_entries_that_were_counted_stay_as_they_were(record: Record, looking: Looking) -> None:
    """Later readings change neither votes nor ranks; what was withdrawn since is marked."""
    row = reviewed(record)
    read(record, row, comment(1, votes=1), comment(2, votes=99), comment(9, votes=50))
    shown = entries(looking(), 1)

    assert [(one["comment_id"], one["votes"]) for one in shown["entries"]] == [("1", 9), ("2", 5), ("3", 2)]
    assert shown["entries"][2]["marks"] == ["withdrawn"]
    assert (shown["complete"], shown["votes_at"]) == (True, "2026-11-30T16:00:00Z")


def test_an_incomplete_reading_is_said_to_be(record: Record, looking: Looking) -> None:
    """Everywhere that it is shown."""
    row = said_post(record)
    read(record, row, comment(1), complete=False)

    assert entries(looking(), 1)["complete"] is False


def test_entries_can_be_cut_to_the_first_few(record: Record, looking: Looking) -> None:
    """Both lists."""
    reviewed(record, *(comment(number, votes=number) for number in range(1, 9)))
    shown = entries(looking(), 1, 3)

    assert [one["rank"] for one in shown["entries"]] == [1, 2, 3]


def test_without_a_contest_there_are_no_entries(record: Record, looking: Looking) -> None:
    """Neither where none was posted nor where none has that number."""
    begun(record)

    with pytest.raises(NotNow, match="No contest has been posted yet"):
        entries(looking(), None)
    with pytest.raises(NotNow, match=r"There is no contest no\. 9"):
        entries(looking(), 9)


def test_the_last_tick_and_what_staff_were_told_are_shown(record: Record, looking: Looking) -> None:
    """By which a person sees that it lives, and what it wants."""
    record.page().last_tick_at = SLOT + MINUTE
    record.staff.tell("token", "The token is dead.", SLOT, do="Get another.", contest=1)
    shown = status(looking())

    assert shown["last_tick"] == "2026-11-27T16:01:00Z"
    assert shown["notices"] == [
        {"at": "2026-11-27T16:00:00Z", "contest": 1, "what": "The token is dead.", "do": "Get another."}
    ]
