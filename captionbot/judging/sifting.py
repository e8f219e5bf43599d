"""The first half of a tally: each comment by itself, some at a time, then those that stand in each other's way.

The rules are those of contest/entries.py. Copies, second entries and the order are found by a Scratch, in the words
of a database: memory stays flat on a viral thread. tests/rooms/test_streamed.py holds it against ``judge``.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from captionbot.contest.entries import Case, Reason
from captionbot.contest.screens import WordList
from captionbot.judging.grounds import case_of
from captionbot.judging.remembering import Remembered
from captionbot.judging.sieve import Sieve
from captionbot.judging.singly import as_in_the_record
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.scratch import Scratch


@contextmanager
def sorted_out(
    record: Record,
    contest: Contest,
    words: WordList | None = None,
    reworded: Collection[str] = (),
    sieve: Sieve | None = None,
) -> Iterator[Scratch]:
    """Every comment with its reason or its place, and the flags and marks that are its own.

    ``words`` is the list that they are held against, ``reworded`` those that were edited after they had votes, by id;
    neither changes a place. With a ``sieve`` that has seen them all, they need not be looked at again.
    """
    case = case_of(record, contest)
    scratch = sieve.seen_all(record, contest, case, words, reworded) if sieve else None
    scratch = scratch or _sifted_anew(record, contest, case, Remembered(words, reworded))
    try:
        one_each = case.terms.one_entry_each
        # Copies go first: whoever had the joke first keeps the credit, even where another entry of theirs stands.
        scratch.leave_out_copies(Reason.SAME_CAPTION, one_each=one_each)
        if one_each:
            scratch.leave_out_seconds(Reason.SECOND_ENTRY)
        scratch.rank()
        yield scratch
    finally:
        scratch.close()


def _sifted_anew(record: Record, contest: Contest, case: Case, screens: Remembered) -> Scratch:
    as_tallied = record.comments.ledger.as_tallied(contest.number) if contest.votes_at is not None else {}
    scratch = Scratch()
    try:
        for some in record.comments.verdicts(contest).to_judge(as_tallied):
            scratch.add(as_in_the_record(some, case, screens))
    except BaseException:
        scratch.close()
        raise
    return scratch
