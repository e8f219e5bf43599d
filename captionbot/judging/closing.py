"""Entries close: every verdict is frozen, and the tally proposes a winner. Later only staff's word changes one."""

from collections.abc import Collection
from datetime import datetime

from captionbot.contest.doubts import UNREAD_LIST, read_late, unshown, vanished
from captionbot.contest.screens import UNREAD, Flag, WordList
from captionbot.contest.stages import Stage
from captionbot.contest.tally import NoWinner, Outcome, Proposed, Standing, outcome
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.contest.wording import LATE
from captionbot.facts import terms_of, zone_of
from captionbot.judging.crediting import NAMES_FORGOTTEN, name_flags, names_forgotten
from captionbot.judging.evidence import reworded_of
from captionbot.judging.tallying import Head, Judged, judged, still_holds
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision, Reading

US = "captionbot"
"""Who decides when nobody does."""


def close(
    record: Record,
    contest: Contest,
    reading: Reading,
    now: datetime,
    words: WordList | None = None,
    found: Judged | None = None,
) -> str:
    """Freeze every verdict at the closing reading, and let the tally propose its winner; says what came of it.

    ``found`` is the tally where it was judged before the record was locked; judged again where it holds no more.
    """
    if found is None or not still_holds(found, record, contest):
        with judged(record, contest, words, whole=True) as anew:
            return _close(record, contest, reading, now, words, anew)
    return _close(record, contest, reading, now, words, found)


def _close(
    record: Record, contest: Contest, reading: Reading, now: datetime, words: WordList | None, found: Judged
) -> str:
    counted = found.head
    _freeze(record, contest, found)
    contest.votes_at = reading.begun_at
    result = outcome(counted, terms_of(contest))
    contest.doubts = _doubts_about_winner(record, contest, result, reading, words) + _doubts_about_reading(
        record, result, reading
    )
    if isinstance(result, Proposed):
        because = "most votes, the earlier first" if result.tied_with else "most votes"
        _propose(record, contest, result.winner, now, because)
        lead = many(result.winner.votes, "vote leads", "votes lead")
        said = f"{many(counted.number, 'entry', 'entries')}; {lead}"
    else:
        said = f"no winner by itself: {result.reason}"
    record.contests.move(contest, Stage.REVIEW, "" if isinstance(result, Proposed) else said)
    return said


def retally(record: Record, contest: Contest) -> Head:
    """Judge the closing reading once more and write every verdict again.

    The comments and votes are those of that reading: only what was withdrawn or hidden since, and whom and what staff
    left out, change anything. The decision in force stays as it is; whoever calls this sees to it.
    """
    with judged(record, contest) as found:
        _freeze(record, contest, found)
        return found.head


def step_up(record: Record, contest: Contest, now: datetime, why: str, counted: Head | None = None) -> Decision | None:
    """The winner is gone: the next entry is proposed and waits for a person's yes; None where there is none.

    Every verdict is thought over first, unless that is done and ``counted`` came of it: a later copy, or a second
    entry of the same person, may have a place now.
    """
    gone = contest.decision and record.contests.decision(contest)
    counted = counted or retally(record, contest)
    heirs = [one for one in counted.shortlist if not gone or one.entry.comment.comment_id != gone.comment_id]
    contest.approved_at, contest.doubts = None, []
    if not heirs:
        contest.decision = None
        return None
    result = outcome(counted, terms_of(contest))
    flags = result.flags if isinstance(result, Proposed) and result.winner is heirs[0] else heirs[0].entry.flags
    contest.doubts = [why, *_flagged(record, contest, heirs[0], flags)]
    return _propose(record, contest, heirs[0], now, why)


def _freeze(record: Record, contest: Contest, found: Judged) -> None:
    record.comments.keep_screened(contest, found.to_keep(record, contest))
    record.comments.freeze(contest, found.verdicts())


def _propose(record: Record, contest: Contest, winner: Standing, now: datetime, because: str) -> Decision:
    comment = winner.entry.comment
    return record.contests.decide(
        contest,
        Decision(
            kind="tally",
            comment_id=comment.comment_id,
            caption=comment.text,
            winner=comment.entrant_name,
            votes=comment.votes,
            by=US,
            because=because,
            at=now,
        ),
    )


def _doubts_about_winner(
    record: Record, contest: Contest, result: Outcome, reading: Reading, words: WordList | None
) -> list[str]:
    """What a person must look at before this one wins."""
    if isinstance(result, NoWinner):
        return []
    doubts = _flagged(record, contest, result.winner, result.flags)
    if words is UNREAD:
        doubts.append(UNREAD_LIST)
    if reading.begun_at - contest.closes_at > LATE:
        doubts.append(read_late(said_when(reading.begun_at, zone_of(contest))))
    return doubts


def _flagged(record: Record, contest: Contest, winner: Standing, flags: Collection[Flag]) -> list[str]:
    """A caption's flags, words that changed with both texts, and those of its entrant's name."""
    comment_id = winner.entry.comment.comment_id
    changed = reworded_of(record, contest) if Flag.EDITED in flags else {}
    doubts = [changed[comment_id].said if flag is Flag.EDITED else str(flag) for flag in flags]
    row = record.comments.get(contest.number, comment_id)
    doubts += [f"the winner's name: {flag}" for flag in (name_flags(row) if row else ())]
    return doubts + [NAMES_FORGOTTEN] * (row is not None and names_forgotten(row, record.people.sealed_names()))


def _doubts_about_reading(record: Record, result: Outcome, reading: Reading) -> list[str]:
    """What may have kept a winner, or a better one, from being seen."""
    lost = record.comments.most_votes_vanished(reading)
    doubts = [reading.note] if reading.note else []
    missing = (reading.total or 0) - reading.rows
    leads = result.winner.votes if isinstance(result, Proposed) else 0
    if missing > 0 and lost >= max(1, leads):  # deleted by its author, or on a page that Facebook left out
        doubts.append(vanished(lost))
    if missing > max(5, reading.rows / 10):
        doubts.append(unshown(missing))
    return doubts
