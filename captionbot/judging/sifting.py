"""The first half of a tally: each comment by itself, some at a time, then those that stand in each other's way.

The rules are those of contest/entries.py. Copies, second entries and the order are found by a Scratch, in the words
of a database: memory stays flat on a viral thread. tests/rooms/test_streamed.py holds it against ``judge``.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache

from captionbot.contest.entries import Case, Reason, alone
from captionbot.contest.folding import fold
from captionbot.contest.screens import WordList
from captionbot.judging.grounds import case_of, of_these
from captionbot.judging.remembering import Remembered, joke_in
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.scratch import Scratch, Sifted
from captionbot.store.verdicts import ToJudge


@contextmanager
def sorted_out(
    record: Record, contest: Contest, words: WordList | None = None, reworded: Collection[str] = ()
) -> Iterator[Scratch]:
    """Every comment with its reason or its place, and the flags and marks that are its own.

    ``words`` is the list that they are held against, ``reworded`` those that were edited after they had votes, by id;
    neither changes a place.
    """
    case = case_of(record, contest)
    screens = Remembered(words, reworded)
    as_tallied = record.comments.ledger.as_tallied(contest.number) if contest.votes_at is not None else {}
    scratch = Scratch()
    try:
        for some in record.comments.verdicts(contest).to_judge(as_tallied):
            scratch.add(_sifted(some, case, screens))
        one_each = case.terms.one_entry_each
        # Copies go first: whoever had the joke first keeps the credit, even where another entry of theirs stands.
        scratch.leave_out_copies(Reason.SAME_CAPTION, one_each=one_each)
        if one_each:
            scratch.leave_out_seconds(Reason.SECOND_ENTRY)
        scratch.rank()
        yield scratch
    finally:
        scratch.close()


def _sifted(some: list[ToJudge], case: Case, screens: Remembered) -> Iterator[Sifted]:
    gone = (one.comment.comment_id for one in some if one.withdrawn)
    case = of_these(case, withdrawn=gone, sealed=(one.comment.comment_id for one in some if one.sealed))
    for one in some:
        comment, joke, verdict = one.comment, joke_in(one.screened), _as_json(one.verdict)
        reason = alone(comment, case)
        if reason is not None:
            left_out = comment.comment_id, comment.votes, comment.entrant_id, None, str(reason)
            yield Sifted(*left_out, None, None, None, joke, verdict)
            continue
        flags, marks, looked = screens.screened(comment, one.screened)
        yield Sifted(
            comment.comment_id,
            comment.votes,
            comment.entrant_id,
            fold(comment.text),
            None,
            _listed(flags),
            _listed(marks),
            json.dumps(looked) if looked else None,
            joke,
            verdict,
        )


def _as_json(verdict: tuple[object, ...]) -> str | None:
    """A verdict that stands, in the form of ``verdict_in``; None where there is none yet."""
    if verdict[0] is None:
        return None
    *rest, flags, marks = verdict
    return verdict_in(*rest, *(None if one is None else json.loads(str(one)) for one in (flags, marks)))


def verdict_in(*verdict: object) -> str:
    """A verdict to be compared: verdict, reason, rank, votes, flags, marks."""
    return json.dumps(verdict)


@lru_cache(maxsize=1024)
def _listed(found: tuple[str, ...]) -> str | None:
    return json.dumps(found) if found else None
