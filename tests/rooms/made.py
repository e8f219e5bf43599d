"""Contests at every stage of their lives, made for the tests."""

from typing import Any

from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.judging import close
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Reading
from tests.contest.made import CLOSES, PAGE, comment
from tests.store.made import HOUR, MINUTE, begun, decision, utterance

POST_ID = f"{PAGE}_555"
MARIA = Word("maria", CLOSES + HOUR, "funnier")
CAPTIONS = (comment(1, votes=9), comment(2, votes=5), comment(3, votes=2), comment(4, "🐎", votes=7))
"""Three entries, and one with no words in it."""
VERDICT: dict[str, Any] = {"verdict": "entry", "reason": None, "rank": 1, "flags": [], "marks": []}


def said_post(record: Record, **changes: Any) -> Contest:
    """A contest whose post is on the Page and takes captions."""
    row = begun(record, **({"stage": Stage.OPEN, "post_id": POST_ID} | changes))
    words = record.utterances.intend(utterance(contest=row.number))
    record.utterances.said(words, POST_ID, row.slot_at)
    return row


def read(record: Record, row: Contest, *comments: Comment, complete: bool = True, total: int | None = None) -> Reading:
    """A reading at the close that shows these comments."""
    reading = record.comments.begin_reading(row.number, CLOSES, closing=True)
    record.comments.keep(row.number, reading.id, comments, CLOSES)
    shown = len(comments) if total is None else total
    done = record.comments.end_reading(reading.id, CLOSES + MINUTE, complete=complete, rows=len(comments), total=shown)
    record._session.flush()
    return done


def reviewed(record: Record, *comments: Comment, **changes: Any) -> Contest:
    """A contest whose entries have closed."""
    row = said_post(record, **changes)
    close(record, row, read(record, row, *(comments or CAPTIONS)), CLOSES + MINUTE)
    record._session.flush()
    return row


def at_stage(record: Record, stage: Stage, **changes: Any) -> Contest:
    """A contest at any stage, with an entry that won and another."""
    row = said_post(record, **({"stage": stage, "votes_at": CLOSES} | changes))
    reading = record.comments.begin_reading(row.number, CLOSES)
    record.comments.keep(row.number, reading.id, CAPTIONS[:2], CLOSES)
    verdicts = [VERDICT | {"comment_id": one.comment_id, "counted_votes": one.votes} for one in CAPTIONS[:2]]
    record.comments.freeze(row, verdicts)
    record.contests.decide(row, decision())
    return row
