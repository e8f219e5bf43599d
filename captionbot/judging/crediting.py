"""Who may be named in public beside the winner: whom and what no screen flags."""

from collections.abc import Collection

from captionbot.contest.forgetting import names_any
from captionbot.contest.screening import remembered
from captionbot.contest.screens import Flag, screen_text
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest

RUNNERS_UP = 2
NAMES_FORGOTTEN = "it names somebody who asked to be forgotten"
"""Why a winner waits for a person's yes."""


def runners_up(record: Record, contest: Contest) -> list[CommentRow]:
    """The best entries below the winner that may stand in an announcement, with their names, the best first.

    Whoever has no vote, is gone, or is flagged in caption or name is not named; no person has looked at it. Nor is one
    whose caption or name names somebody who asked to be forgotten.
    """
    decision = record.contests.decision(contest)
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
