"""Comments in the record: every text they had, every change of votes, what vanished and what came back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from captionbot.contest.comment import Comment, Tag
from captionbot.store.comments import as_comment
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import CommentText, VoteCount
from tests.contest.made import comment
from tests.store.made import MINUTE, SLOT, begun

FULL = Comment(
    comment_id="9" * 80,
    graph_id="1_2_" + "9" * 80,
    created_at=SLOT,
    text="“Hold your horses,” 👩🏽‍🚒 said Zoë\nIn two lines \u2067\u05e9\u05dc\u05d5\u05dd\u2069",
    votes=2**63 - 1,
    entrant_id="7" * 40,
    entrant_name="Ana Đurić 🐎",
    parent_id="5",
    hidden=True,
    tags=(Tag(0, 4, "Hold"), Tag(5, 4, "your")),
    attachment="sticker",
    permalink="https://facebook.com/1/posts/2?comment_id=9",
)


@pytest.fixture
def record(store: Store) -> Iterator[Record]:
    """One transaction with a contest in it."""
    with store.transaction() as opened:
        begun(opened)
        yield opened


def _read(record: Record, *seen: Comment, complete: bool = True, minute: int = 0, pages: int = 1) -> int:
    """One reading that shows these comments; its id."""
    now = SLOT + minute * MINUTE
    reading = record.comments.begin_reading(1, now)
    for page in range(pages):
        record.comments.keep(1, reading.id, seen[page::pages], now)
    record.comments.end_reading(reading.id, now, complete=complete, rows=len(seen), total=len(seen))
    record._session.flush()
    record._session.expire_all()
    return reading.id


def _texts(record: Record, comment_id: str = "1") -> list[str]:
    return _column(record, CommentText, "text", comment_id)


def _votes(record: Record, comment_id: str = "1") -> list[int]:
    return _column(record, VoteCount, "votes", comment_id)


def _column(record: Record, table: type[CommentText | VoteCount], name: str, comment_id: str) -> list[Any]:
    query = select(table).where(table.page_id == record.page_id, table.comment_id == comment_id)
    return [getattr(row, name) for row in record._session.scalars(query.order_by(table.reading))]


def _withdrawn(record: Record) -> list[str]:
    return [row.comment_id for row in record.comments.of_contest(1) if row.withdrawn_at is not None]


@pytest.mark.parametrize(
    "seen",
    [FULL, comment(), comment(2, by=None), comment(3, ""), comment(4, votes=0)],
    ids=["full", "plain", "unknown", "silent", "new"],
)
def test_a_comment_comes_back_as_it_was_read(record: Record, seen: Comment) -> None:
    """Whole numbers of Facebook's size and every script included."""
    _read(record, seen)

    [row] = record.comments.of_contest(1)
    assert as_comment(row) == seen
    assert row.first_seen_at == SLOT


def test_comments_stand_in_the_order_in_which_they_were_written(record: Record) -> None:
    """In whatever order the readings showed them."""
    _read(record, comment(3, minute=9), comment(1, minute=7), comment(2, minute=8), pages=2)

    assert [row.comment_id for row in record.comments.of_contest(1)] == ["1", "2", "3"]
    assert record.comments.count(1) == 3


def test_every_text_that_a_comment_had_is_kept(record: Record) -> None:
    """The newest counts, the others stay."""
    for minute, words in enumerate(["First", "First", "Second", "First"]):
        _read(record, comment(1, words), minute=minute)

    assert _texts(record) == ["First", "Second", "First"]
    assert record.comments.of_contest(1)[0].text == "First"
    assert record.comments.text_seen_at(1, "1") == SLOT + 3 * MINUTE


def test_votes_are_kept_where_they_changed(record: Record) -> None:
    """Also down to nought and back; a comment begins without any."""
    for votes in (0, 0, 3, 3, 5, 0, 5):
        _read(record, comment(1, votes=votes))

    assert _votes(record) == [3, 5, 0, 5]
    assert record.comments.of_contest(1)[0].votes == 5


def test_what_a_reading_changes_is_renewed(record: Record) -> None:
    """Hidden, renamed, answered otherwise: the row says what is so now."""
    _read(record, comment())
    now = replace(FULL, comment_id="1", created_at=comment().created_at)
    _read(record, now)

    [row] = record.comments.of_contest(1)
    assert as_comment(row) == now


WALKS: dict[str, tuple[Sequence[tuple[str, bool]], list[str]]] = {
    "shown each time": ([("123", True), ("123", True)], []),
    "lacking from a complete reading": ([("123", True), ("12", True)], ["3"]),
    "lacking from one that was cut short": ([("123", True), ("1", False)], []),
    "cut short, then complete": ([("123", True), ("1", False), ("12", True)], ["3"]),
    "back again": ([("123", True), ("12", True), ("123", True)], []),
    "back in one that was cut short": ([("123", True), ("12", True), ("3", False)], []),
    "all of them gone": ([("123", True), ("", True)], ["1", "2", "3"]),
    "gone, and another new": ([("12", True), ("13", True)], ["2"]),
}


@pytest.mark.parametrize(("walks", "gone"), WALKS.values(), ids=WALKS)
def test_only_a_complete_reading_withdraws(record: Record, walks: Sequence[tuple[str, bool]], gone: list[str]) -> None:
    """Absence from half a reading proves nothing, and nothing is ever deleted."""
    for numbers, complete in walks:
        _read(record, *(comment(number) for number in numbers), complete=complete)

    assert _withdrawn(record) == gone
    assert record.comments.count(1) == len({number for numbers, _ in walks for number in numbers})


def test_the_hour_of_its_disappearance_stays(record: Record) -> None:
    """A later reading that lacks it too changes nothing."""
    _read(record, comment(1))
    _read(record, minute=1)
    _read(record, minute=2)

    assert record.comments.of_contest(1)[0].withdrawn_at == SLOT + MINUTE


def test_a_reading_says_how_it_went(record: Record) -> None:
    """Begun, ended, complete or not, and what Facebook itself counts."""
    reading = record.comments.begin_reading(1, SLOT, closing=True)
    assert (reading.complete, reading.ended_at) == (False, None)

    record.comments.end_reading(reading.id, SLOT + MINUTE, complete=False, rows=2, total=4_000, note="cut short")
    newest = record.comments.last_reading(1)

    assert newest
    assert (newest.closing, newest.complete, newest.rows, newest.total) == (True, False, 2, 4_000)
    assert (newest.begun_at, newest.ended_at, newest.note) == (SLOT, SLOT + MINUTE, "cut short")


def test_what_is_seen_outside_a_reading_is_kept_and_withdraws_nobody(record: Record) -> None:
    """The winner, read once more before it is announced: its words and its hiding, not its votes."""
    _read(record, comment(1, "Before", votes=5), comment(2))
    for minute, hidden in ((1, False), (2, True)):
        record.comments.seen_again(1, comment(1, "After", votes=9, hidden=hidden), SLOT + minute * MINUTE)
        record._session.flush()

    assert _texts(record) == ["Before", "After"]
    assert record.comments.text_seen_at(1, "1") == SLOT + MINUTE
    assert _withdrawn(record) == []
    row = record.comments.get(1, "1")
    assert row
    assert (row.text, row.votes, row.hidden) == ("After", 5, True)


def test_words_that_a_later_pass_shows_are_kept_beside_the_comment(record: Record) -> None:
    """Each text once, under a reading of their own; what is counted stays as the first pass had it."""
    first = _read(record, comment(1, "Before", votes=5), comment(2, "Same", votes=1))
    shown = [comment(1, "After", votes=9), comment(2, "Same", votes=9)]
    for minute in (1, 2):
        record.comments.keep_other_texts(1, shown, SLOT + minute * MINUTE)
        record._session.flush()

    assert (_texts(record), _texts(record, "2")) == (["Before", "After"], ["Same"])
    assert [(row.text, row.votes, row.last_reading) for row in record.comments.of_contest(1)] == [
        ("Before", 5, first),
        ("Same", 1, first),
    ]
    assert (_votes(record), _votes(record, "2"), _withdrawn(record)) == ([5], [1], [])
    newest = record.comments.last_reading(1)
    assert newest
    assert (newest.id, newest.begun_at, newest.ended_at) == (first + 1, SLOT + MINUTE, SLOT + MINUTE)
    assert (newest.rows, newest.complete, newest.closing) == (1, False, False)
    assert newest.note == "words that changed while the comments were read"


def test_words_of_another_contest_are_no_known_words(record: Record) -> None:
    """The same id under another post is another comment."""
    begun(record, slot_key="2026-W49")
    _read(record, comment(1, "Before"))
    reading = record.comments.begin_reading(2, SLOT)
    record.comments.keep(2, reading.id, [comment(1, "After")], SLOT)
    record.comments.keep_other_texts(1, [comment(1, "After")], SLOT + MINUTE)

    assert _column(record, CommentText, "text", "1") == ["Before", "After", "After"]


def test_verdicts_are_frozen_beside_what_later_readings_show(record: Record) -> None:
    """Votes that come later don't count, and don't overwrite those that did."""
    _read(record, comment(1, votes=5), comment(2, votes=1))
    verdicts: list[dict[str, Any]] = [
        {
            "comment_id": "1",
            "verdict": "entry",
            "reason": None,
            "rank": 1,
            "counted_votes": 5,
            "flags": [],
            "marks": [],
        },
        {"comment_id": "2", "verdict": "left out", "reason": "a reply", "rank": None, "counted_votes": 1}
        | {"flags": ["link"], "marks": ["tie"]},
    ]
    record.comments.freeze(record.contests.get(1), verdicts)
    record.comments.freeze(record.contests.get(1), [])
    _read(record, comment(1, votes=50), comment(2, votes=1))

    first, second = record.comments.of_contest(1)
    assert (first.verdict, first.rank, first.counted_votes, first.votes) == ("entry", 1, 5, 50)
    assert (second.verdict, second.reason, second.flags, second.marks) == ("left out", "a reply", ["link"], ["tie"])


def test_entrants_are_those_whom_facebook_names(record: Record) -> None:
    """A withheld author is nobody."""
    _read(record, comment(1, by="ana"), comment(2, by=None), comment(3, by="zoe"))

    assert record.comments.entrants({"1", "2"}) == {"ana"}
    assert record.comments.entrants(set()) == set()


def test_contests_keep_their_comments_apart(record: Record) -> None:
    """The same id under two posts is two comments."""
    begun(record, slot_key="2026-W49")
    _read(record, comment(1, "First week"))
    reading = record.comments.begin_reading(2, SLOT)
    record.comments.keep(2, reading.id, [comment(1, "Second week")], SLOT)
    record.comments.end_reading(reading.id, SLOT, complete=True, rows=1, total=1)

    found = [record.comments.get(number, "1") for number in (1, 2)]
    assert [row and row.text for row in found] == ["First week", "Second week"]
    assert _withdrawn(record) == []
    assert record.comments.get(1, "none") is None
