"""Judging a contest from its record: the rules of the core, applied to what was read."""

from datetime import datetime, timedelta
from typing import Any

from captionbot.contest.entries import Case, Window, judge
from captionbot.contest.stages import Stage
from captionbot.contest.tally import NoWinner, Proposed, Tally, outcome, tally
from captionbot.contest.timetable import said_when
from captionbot.contest.wording import LATE
from captionbot.facts import terms_of, zone_of
from captionbot.store.comments import as_comment
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision, Reading

US = "captionbot"
"""Who decides when nobody does."""


def judged(record: Record, contest: Contest) -> Tally:
    """The tally of a contest from all that was read of it so far."""
    rows = record.comments.of_contest(contest.number)
    case = Case(
        terms=terms_of(contest),
        window=Window(contest.opens_at, contest.closes_at),
        page_id=record.page_id,
        recent_winner_ids=_recent_winners(record, contest),
        withdrawn=frozenset(row.comment_id for row in rows if row.withdrawn_at is not None),
    )
    return tally(judge([as_comment(row) for row in rows], case))


def _recent_winners(record: Record, contest: Contest) -> frozenset[str]:
    weeks = terms_of(contest).cooldown_weeks
    if not weeks:
        return frozenset()
    won = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks))
    return frozenset(record.comments.entrants(won))


def close(record: Record, contest: Contest, reading: Reading, now: datetime) -> str:
    """Freeze every verdict at the closing reading, and let the tally propose its winner; says what came of it."""
    counted = judged(record, contest)
    record.comments.freeze(contest, _verdicts(counted))
    contest.votes_at = reading.begun_at
    result = outcome(counted, terms_of(contest))
    contest.doubts = _doubts(result, reading, contest, vanished=record.comments.most_votes_vanished(reading))
    if isinstance(result, Proposed):
        _propose(record, contest, result, now)
        lead = _many(result.winner.votes, "vote leads", "votes lead")
        said = f"{_many(len(counted.standings), 'entry', 'entries')}; {lead}"
    else:
        said = f"no winner by itself: {result.reason}"
    record.contests.move(contest, Stage.REVIEW, "" if isinstance(result, Proposed) else said)
    return said


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _propose(record: Record, contest: Contest, result: Proposed, now: datetime) -> None:
    comment = result.winner.entry.comment
    record.contests.decide(
        contest,
        Decision(
            kind="tally",
            comment_id=comment.comment_id,
            caption=comment.text,
            winner=comment.entrant_name,
            votes=comment.votes,
            by=US,
            because="most votes, the earlier first" if result.tied_with else "most votes",
            at=now,
        ),
    )


def _doubts(result: Proposed | NoWinner, reading: Reading, contest: Contest, *, vanished: int) -> list[str]:
    """What a person must look at; where nobody wins, only what may have kept a winner from being seen."""
    doubts: list[str] = []
    if isinstance(result, Proposed):
        doubts += [str(flag) for flag in result.flags]
        if reading.begun_at - contest.closes_at > LATE:
            doubts.append(f"the votes were read late, on {said_when(reading.begun_at, zone_of(contest))}")
    if reading.note:
        doubts.append(reading.note)
    missing = (reading.total or 0) - reading.rows
    leads = result.winner.votes if isinstance(result, Proposed) else 0
    if missing > 0 and vanished >= max(1, leads):  # deleted by its author, or on a page that Facebook left out
        doubts.append(f"a comment with {_many(vanished, 'vote', 'votes')} is gone, or Facebook doesn't show it now")
    if missing > max(5, reading.rows / 10):
        doubts.append(f"Facebook counts {missing} comments more than it shows")
    return doubts


def _verdicts(counted: Tally) -> list[dict[str, Any]]:
    entries = [
        _verdict(
            one.entry.comment.comment_id,
            one.votes,
            verdict="entry",
            rank=one.rank,
            flags=[str(flag) for flag in one.entry.flags],
            marks=[*(str(mark) for mark in one.entry.marks), *(["tie"] if one.tied else [])],
        )
        for one in counted.standings
    ]
    left_out = [
        _verdict(one.comment.comment_id, one.comment.votes, verdict="left out", reason=str(one.reason))
        for one in counted.left_out
    ]
    return entries + left_out


def _verdict(comment_id: str, votes: int, **more: Any) -> dict[str, Any]:
    # Every row names every column: a bulk update sets the same columns on all of its rows.
    empty: dict[str, Any] = {"reason": None, "rank": None, "flags": [], "marks": []}
    return {"comment_id": comment_id, "counted_votes": votes, **empty, **more}


def step_up(record: Record, contest: Contest, now: datetime, why: str) -> Decision | None:
    """The winner is gone: the next entry is proposed and waits for a person's yes; None where there is none."""
    gone = contest.decision and record.contests.decision(contest)
    heirs = [row for row in record.comments.of_contest(contest.number) if row.rank and row.withdrawn_at is None]
    heirs = sorted(
        (row for row in heirs if not gone or row.comment_id != gone.comment_id), key=lambda row: row.rank or 0
    )
    contest.approved_at, contest.doubts = None, [why]
    if not heirs:
        contest.decision, contest.doubts = None, []
        return None
    heir = heirs[0]
    contest.doubts = [why, *(heir.flags or [])]
    return record.contests.decide(
        contest,
        Decision(
            kind="tally",
            comment_id=heir.comment_id,
            caption=heir.text,
            winner=heir.entrant_name,
            votes=heir.counted_votes or 0,
            by=US,
            because=why,
            at=now,
        ),
    )
