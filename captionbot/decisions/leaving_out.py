"""Leaving an entry out by staff's word, for a reason of the published list; and "one of ours".

Before the close that holds from the close on. In review the tally is counted anew at once, and where another entry
then leads, a person must say yes to it. What staff have picked stays picked, as long as it takes part.
"""

from dataclasses import dataclass
from datetime import datetime

from captionbot import judging
from captionbot.contest.comment import last_segment
from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.stages import Stage
from captionbot.contest.tally import NoWinner, outcome
from captionbot.contest.timetable import said_when
from captionbot.decisions.winner import of_the_reading
from captionbot.decisions.word import Word, note, what_else
from captionbot.errors import NotNow
from captionbot.facts import terms_of, zone_of
from captionbot.judging import Head
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Disqualified

REASONS = tuple(reason for reason in Reason if reason in BY_STAFF)
"""Why staff may leave an entry out, in the order in which the rules list it."""
_WHY_NOT = {
    Stage.ANNOUNCING: "its winner is being announced",
    Stage.ANNOUNCED: "its winner has been announced",
    Stage.STUCK: "it is stuck",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """What staff's word made of a contest."""

    contest: Contest
    comment: CommentRow
    winner: Decision | None
    moved: bool
    """Whether another entry leads than before, or nobody does."""


def reason_meant(words: str) -> Reason | None:
    """The reason of the list that these words are, or are the beginning of and of no other."""
    meant = reasons_begun(words)
    exact = [reason for reason in meant if reason == " ".join(words.casefold().split())]
    return (exact or meant)[0] if len(exact or meant) == 1 else None


def reasons_begun(words: str) -> list[Reason]:
    """Every reason of the list that begins with these words."""
    begun = " ".join(words.casefold().split())
    return [reason for reason in REASONS if begun and reason.startswith(begun)]


def disqualify(record: Record, comment: str, reason: Reason, word: Word, *, number: int | None = None) -> Ranked:
    """Leave an entry out of its contest."""
    contest, row = found(record, comment, number)
    _refuse_unless_open_to_it(contest)
    _refuse_what_is_out(record, contest, row)
    record.staff.disqualify(
        Disqualified(
            contest=contest.number,
            comment_id=row.comment_id,
            reason=reason,
            because=word.because,
            by=word.by,
            at=word.at,
        )
    )
    note(record, word, "disqualify", contest, comment_id=row.comment_id, detail=reason)
    moved = rank_again(record, contest, word.at, f"{_left_out_by(row)}{word.by} ({reason})")
    return _ranked(record, contest, row, moved=moved)


def readmit(record: Record, comment: str, word: Word, *, number: int | None = None) -> Ranked:
    """Take back that an entry was left out."""
    contest, row = found(record, comment, number)
    _refuse_unless_open_to_it(contest)
    taken_back = record.staff.readmit(contest.number, row.comment_id)
    if taken_back is None:
        what = f"Comment {row.comment_id} was not left out of contest no. {contest.number} by staff."
        raise NotNow(what, f"`captionbot entries {contest.number}` says why it takes no part.")
    detail = f"{taken_back.reason}, by {taken_back.by}: {taken_back.because}".removesuffix(": ")
    note(record, word, "readmit", contest, comment_id=row.comment_id, detail=detail)
    contest.doubts = [one for one in contest.doubts if not one.startswith(_left_out_by(row))]
    moved = rank_again(record, contest, word.at, f"comment {row.comment_id} was taken back in by {word.by}")
    return _ranked(record, contest, row, moved=moved)


def _left_out_by(row: CommentRow) -> str:
    """How the doubt begins that a comment was left out; taken back, it is none any more."""
    return f"comment {row.comment_id} was left out by "


def mark_ours(record: Record, comment: str, word: Word, *, number: int | None = None) -> list[Ranked]:
    """Mark who wrote a comment "one of ours"; gives every contest in review whose winner that changed."""
    contest, row, entrant = _entrant(record, comment, number)
    if not record.staff.mark_ours(entrant, row.entrant_name, word.by, word.at):
        since = record.staff.ours()[entrant]
        raise NotNow(
            f"{row.entrant_name or entrant} is one of ours already, says {since.by}.",
            f"`captionbot disqualify {row.comment_id} --ours --undo` takes that back.",
        )
    note(record, word, "ours", contest, comment_id=row.comment_id, detail=entrant)
    return _rank_all_again(record, row, word, f"who wrote comment {row.comment_id} is one of ours, says {word.by}")


def unmark_ours(record: Record, comment: str, word: Word, *, number: int | None = None) -> list[Ranked]:
    """Take that back; gives every contest in review whose winner that changed."""
    contest, row, entrant = _entrant(record, comment, number)
    if not record.staff.unmark_ours(entrant):
        raise NotNow(f"{row.entrant_name or entrant} is not marked as one of ours.", "Nothing has changed.")
    note(record, word, "not ours", contest, comment_id=row.comment_id, detail=entrant)
    return _rank_all_again(record, row, word, f"who wrote comment {row.comment_id} is none of ours, says {word.by}")


def found(record: Record, comment: str, number: int | None = None) -> tuple[Contest, CommentRow]:
    """A comment and its contest, which is looked for where it is not named."""
    asked = record.contests.all() if number is None else [record.contests.get(number)]
    comment_id = last_segment(comment.strip())
    rows = [(contest, row) for contest in asked if (row := record.comments.get(contest.number, comment_id))]
    if not rows:
        where = "No contest has" if number is None else f"Contest no. {number} has no"
        do = "`captionbot entries` lists what was read so far."
        raise NotNow(f"{where} {'a ' if number is None else ''}comment {comment}.", do)
    if len(rows) > 1:
        numbers = " and ".join(f"no. {contest.number}" for contest, _ in rows)
        raise NotNow(f"Comment {comment} stands in contests {numbers}.", "Say which: --contest N.")
    return rows[0]


def _entrant(record: Record, comment: str, number: int | None) -> tuple[Contest, CommentRow, str]:
    contest, row = found(record, comment, number)
    if row.entrant_id is None:
        raise NotNow(
            f"Facebook doesn't say who wrote comment {row.comment_id}, so nobody can be marked.",
            f"Leave out this one entry instead: captionbot disqualify {row.comment_id} --reason REASON.",
        )
    if row.entrant_id == record.page_id:
        raise NotNow("The Page itself wrote that; it takes no part anyway.")
    return contest, row, row.entrant_id


def _refuse_unless_open_to_it(contest: Contest) -> None:
    stage = Stage(contest.stage)
    if stage in {Stage.OPEN, Stage.REVIEW}:
        return
    why = _WHY_NOT.get(stage, f"it is {stage}")
    raise NotNow(f"You can't change who takes part in contest no. {contest.number} now: {why}.", what_else(contest))


def _refuse_what_is_out(record: Record, contest: Contest, row: CommentRow) -> None:
    """What takes no part already stays as it is, with the reason that it has."""
    by_staff = record.staff.disqualified(contest.number).get(row.comment_id)
    if by_staff:
        when = said_when(by_staff.at, zone_of(contest))
        raise NotNow(
            f"Comment {row.comment_id} was left out by {by_staff.by} on {when} already: {by_staff.reason}.",
            f"`captionbot disqualify {row.comment_id} --undo` takes that back.",
        )
    rule = _rule(record, contest, row)
    if rule:
        what = f"Comment {row.comment_id} is left out of contest no. {contest.number} by rule already"
        raise NotNow(f"{what}: {rule}.", f"{rule.sentence} Nothing has changed.")


def _rule(record: Record, contest: Contest, row: CommentRow) -> Reason | None:
    """The rule by which a comment takes no part; after the close as it was found then, or gone or hidden since."""
    if contest.stage == Stage.OPEN:
        with judging.sorted_out(record, contest) as found:
            one = found.get(row.comment_id)
        return Reason(one.reason) if one and one.reason else None
    if row.withdrawn_at is not None:
        return Reason.WITHDRAWN
    if row.verdict == "entry":
        return Reason.HIDDEN if row.hidden else None
    return Reason(row.reason) if row.reason else Reason.AFTER  # what the closing reading did not show came later


def _rank_all_again(record: Record, row: CommentRow, word: Word, why: str) -> list[Ranked]:
    reviewed = [one for one in record.contests.going() if one.stage == Stage.REVIEW]
    return [_ranked(record, one, row, moved=True) for one in reviewed if rank_again(record, one, word.at, why)]


def _ranked(record: Record, contest: Contest, row: CommentRow, *, moved: bool) -> Ranked:
    return Ranked(contest, row, record.contests.decision(contest), moved=moved)


def rank_again(record: Record, contest: Contest, now: datetime, why: str) -> bool:
    """Count the tally of a contest in review anew; whether another entry leads now, or none, and waits for a person.

    ``why`` begins the sentence that asks them. A contest in any other stage stays as it is.
    """
    if contest.stage != Stage.REVIEW:
        return False
    counted, before = judging.retally(record, contest), record.contests.decision(contest)
    result, leader = outcome(counted, terms_of(contest)), counted.leader
    wins = before.comment_id if before else None
    takes_part = counted.decided is not None and counted.decided.reason is None
    by_staff = before is not None and before.kind == "pick" and takes_part
    if by_staff or (before is None and isinstance(result, NoWinner)):
        return False
    too_few = [str(result.reason)] if isinstance(result, NoWinner) and leader else []
    if leader and leader.entry.comment.comment_id == wins:
        if too_few:
            contest.doubts, contest.approved_at = [*contest.doubts, f"{why}: {too_few[0]}"], None
        return False
    stay = of_the_reading(record, contest)
    judging.step_up(record, contest, now, f"{_lost(contest, counted) or why}, and another entry leads", counted)
    contest.doubts = [*contest.doubts, *too_few, *stay]
    return True


def _lost(contest: Contest, counted: Head) -> str:
    """Why the winner so far takes no part, where counting anew has found it hidden and nobody's word left it out."""
    if counted.decided is None or counted.decided.reason != Reason.HIDDEN:
        return ""
    approved = f", although {contest.approved_by} had approved it" if contest.approved_at else ""
    return f"comment {counted.decided.comment_id} is hidden on Facebook, so it takes no part{approved}"
