"""Who is named in public: the winner, and beside it whom and what no screen flags."""

from collections.abc import Collection
from dataclasses import replace

from captionbot.contest.forgetting import names_any
from captionbot.contest.screening import remembered
from captionbot.contest.screens import Flag, screen_text
from captionbot.contest.wording import Credited, Result
from captionbot.facts import credited
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision

RUNNERS_UP = 2
NAMES_FORGOTTEN = "it names somebody who asked to be forgotten"
"""Why a winner waits for a person's yes."""


def result_of(record: Record, contest: Contest, decision: Decision, *, but: Collection[str] = ()) -> Result:
    """What there is to announce; comments in ``but`` are not named as runners-up."""
    behind = [row for row in runners_up(record, contest, decision) if row.comment_id not in but]
    named = [Credited(row.text, row.entrant_name, row.counted_votes or 0) for row in behind]
    return replace(winner_alone(contest, decision), runners_up=named)


def winner_alone(contest: Contest, decision: Decision) -> Result:
    """What there is to announce, without runners-up."""
    return Result(
        number=contest.number,
        slot=contest.slot_at,
        closes_at=contest.closes_at,
        counted_at=contest.votes_at or contest.closes_at,
        winner=credited(decision),
    )


def runners_up(record: Record, contest: Contest, decision: Decision | None = None) -> list[CommentRow]:
    """The best entries below the winner that may stand in an announcement, with their names, the best first.

    The winner is that of ``decision``, or of the one in force.
    Whoever has no vote, is gone, or is flagged in caption or name is not named; no person has looked at it. Nor is one
    whose caption or name names somebody who asked to be forgotten.
    """
    decision = decision or record.contests.decision(contest)
    winner = record.comments.get(contest.number, decision.comment_id) if decision else None
    won = (winner.rank or 0) if winner else 0
    asked = record.people.sealed_names()

    def fits(row: CommentRow) -> bool:
        return may_be_named(row) and not names_forgotten(row, asked)

    return record.comments.best_below(contest.number, won, RUNNERS_UP, fits)


def may_be_named(row: CommentRow) -> bool:
    """Whether an entry may be named in public without a person's yes."""
    stands = row.withdrawn_at is None and row.sealed_at is None and not row.hidden
    return stands and bool(row.counted_votes) and not row.flags and not name_flags(row)


def names_forgotten(row: CommentRow, asked: Collection[str]) -> bool:
    """Whether a caption, or the name of whoever wrote it, names one of those who asked to be forgotten."""
    return any(names_any(text, asked) for text in (row.text, row.entrant_name) if text)


def name_flags(row: CommentRow) -> tuple[Flag, ...]:
    """The flags of the name of whoever wrote a comment."""
    found = remembered(row.screened)
    return found.name if found else screen_text(row.entrant_name or "")
