"""Leaving an entry out, and taking that back: which doubts there are after it."""

from dataclasses import replace

from captionbot import decisions
from captionbot.contest.entries import Reason
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import disqualify, readmit
from captionbot.facts import terms_as_kept
from captionbot.store.record import Record
from tests.contest.made import CLOSES, TERMS
from tests.rooms.made import MARIA, reviewed
from tests.store.made import HOUR

JOE = Word("joe", CLOSES + 2 * HOUR, "two of us looked")
CRUDE = Reason.CRUDE


def test_what_is_taken_back_is_no_doubt_any_more(record: Record) -> None:
    """The doubts of the reading stay, through both."""
    late = "the votes were read late, on Tuesday"
    row = reviewed(record, terms=terms_as_kept(replace(TERMS, min_entries=3)))
    row.doubts = [late]
    disqualify(record, "3", CRUDE, JOE)
    assert row.doubts == [late, "comment 3 was left out by joe (crude or abusive): too few entries"]

    readmit(record, "3", MARIA)
    assert row.doubts == [late]
    disqualify(record, "1", CRUDE, JOE)
    readmit(record, "1", MARIA)
    assert row.doubts == ["comment 1 was taken back in by maria, and another entry leads", late]


def test_a_winner_that_is_hidden_is_said_to_be(record: Record) -> None:
    """Another was left out, and the tally counted anew has found it so, whoever had approved it before."""
    row = reviewed(record)
    decisions.approve(record, 1, MARIA)
    first = record.comments.get(1, "1")
    assert first
    first.hidden = True
    record._session.flush()

    assert disqualify(record, "3", CRUDE, JOE).moved
    why = "comment 1 is hidden on Facebook, so it takes no part, although maria had approved it"
    winner = record.contests.decision(row)
    assert winner
    assert (winner.comment_id, row.doubts) == ("2", [f"{why}, and another entry leads"])
