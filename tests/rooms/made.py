"""Contests at every stage of their lives, made for the tests."""

from dataclasses import replace
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Entry, LeftOut, Reason
from captionbot.contest.screens import WordList
from captionbot.contest.stages import Stage
from captionbot.contest.tally import Standing, Tally
from captionbot.decisions import Word
from captionbot.judging import Head, close, judged
from captionbot.store.comments import as_comment
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


def first_of(head: Head) -> list[str]:
    """Ids of the first few entries, by rank."""
    return [one.entry.comment.comment_id for one in head.shortlist]


def tally_now(record: Record, row: Contest, words: WordList | None = None, *, whole: bool = False) -> Tally:
    """All of a contest's tally in memory, as contest/tally.py would make it."""
    closed = row.votes_at is not None
    tallied = record.comments.ledger.as_tallied(row.number) if closed else {}
    with judged(record, row, words, whole=whole) as found:
        left_out = list(found.left_out())
        entries = list(found.best())
        rows = record.comments.verdicts(row).numbered([one.comment_id for one in (*entries, *left_out)])
        of = {
            one.comment_id: replace(as_comment(rows[one.comment_id]), votes=one.votes) for one in (*entries, *left_out)
        }
        of |= {key: replace(one, text=tallied[key]) for key, one in of.items() if key in tallied}
        standings = [
            Standing(
                one.rank or 0,
                Entry(of[one.comment_id], found.flags_of(one), found.marks_of(one), one.same_joke),
                tied=bool(one.tied),
            )
            for one in entries
        ]
        out = [LeftOut(of[one.comment_id], Reason(one.reason or ""), one.instead) for one in left_out]
    return Tally(tuple(standings), tuple(out))
