"""The winner's comment, read once more before it is announced: gone, hidden or changed, a person decides."""

from datetime import datetime
from enum import Enum, auto

from captionbot.contest.comment import Comment
from captionbot.contest.doubts import GONE
from captionbot.contest.edits import changed_since_tallied
from captionbot.contest.screens import is_edited
from captionbot.contest.stages import Stage
from captionbot.contest.worded import sentence
from captionbot.errors import Gone
from captionbot.judging import step_up
from captionbot.runner.bot import Tick
from captionbot.runner.collecting import post_gone
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Utterance
from captionbot.store.utterances import Kind, Outcome

HIDDEN = "the winning comment has been hidden on Facebook since it was tallied"


class Winner(Enum):
    """How it stands with the winner's comment."""

    STANDS = auto()
    MOVED = auto()
    """The contest has gone another way: what it needs now is thought over from the record."""
    WAITS = auto()
    """Nothing is to be done now."""
    IN_DOUBT = auto()
    """It is not what it was, and whether an act stands must be known before anything else is said."""


def look_again(tick: Tick, contest: Contest) -> Winner:
    """Read the winner's comment; the contest is sent back to its review where a person must decide."""
    with tick.bot.store.view() as record:
        decision, row = winner_of(record, contest)
        acts = [one for one in record.utterances.of_contest(contest.number) if one.decision == contest.decision]
        acts = [one for one in acts if one.kind != Kind.POST]
        seen_at = record.comments.text_seen_at(contest.number, row.comment_id)
    try:
        live = tick.bot.page.comment(row.graph_id)
    except Gone:
        return _gone(tick, contest, acts)
    doubts = _doubts(contest, decision, row, live, seen_at)
    if not doubts or any(one.said_id for one in acts):
        return Winner.STANDS  # once a part of it stands on the Page, the rest says the same
    if any(one.outcome == Outcome.UNKNOWN for one in acts):
        return Winner.IN_DOUBT
    return _ask(tick, contest, live, doubts)


def winner_of(record: Record, contest: Contest) -> tuple[Decision, CommentRow]:
    """The decision in force, and the comment that it names."""
    decision = record.contests.decision(contest)
    row = record.comments.get(contest.number, decision.comment_id) if decision else None
    if decision is None or row is None:
        raise AssertionError(f"contest {contest.number} has no winner to announce")
    return decision, row


def _doubts(contest: Contest, decision: Decision, row: CommentRow, live: Comment, seen_at: datetime) -> list[str]:
    """What has changed since the decision, and no person has said yes to since it was seen."""
    approved, doubts = contest.approved_at, []
    known = approved is not None and live.text == row.text and seen_at <= approved
    if is_edited(decision.caption, live.text) and not known:
        doubts.append(changed_since_tallied(decision.caption, live.text))
    if live.hidden and not (approved is not None and row.hidden):
        doubts.append(HIDDEN)
    return doubts


def _ask(tick: Tick, contest: Contest, live: Comment, doubts: list[str]) -> Winner:
    """Back to the review, where a person is asked: for the doubts are the contest's own then."""
    with tick.deciding(contest) as (record, row):
        record.comments.seen_again(contest.number, live, tick.now)
        row.doubts = [*row.doubts, *doubts]
        row.approved_at = None
        if row.stage == Stage.ANNOUNCING:
            record.contests.move(row, Stage.REVIEW)
    return Winner.MOVED


def _gone(tick: Tick, contest: Contest, acts: list[Utterance]) -> Winner:
    """The other acts wait and the runner-up steps up; what is public already stays the result."""
    try:
        tick.bot.page.post(contest.post_id or "")
    except Gone:
        post_gone(tick, contest)
        return Winner.WAITS
    public = [one for one in acts if one.kind != Kind.REPLY]  # a reply goes with the comment that it answers
    if any(one.outcome == Outcome.UNKNOWN for one in public):
        return Winner.IN_DOUBT
    n, said = contest.number, any(one.said_id for one in public)
    what = sentence(GONE)
    do = "The announcement stands on the Page." if said else "No other entry is left."
    with tick.deciding(contest) as (record, row):
        if said:
            record.contests.move(row, Stage.ANNOUNCED, f"part of the announcement could not be said: {GONE}")
        heir = None if said else _withdraw(record, row, tick.now)
        if heir is None:  # else a person is asked about the heir, and told why
            record.staff.tell(f"winner gone {n} {contest.decision}", what, tick.now, do=do, contest=n)
    if heir is None:
        tick.report.wants(f"Contest no. {n}: {what} {do}", "winner gone")
    return Winner.MOVED


def _withdraw(record: Record, row: Contest, now: datetime) -> Decision | None:
    """The winner's comment is withdrawn; gives the decision for whoever steps up, if anybody does."""
    _, comment = winner_of(record, row)
    record.comments.seen_gone(row.number, comment.comment_id, now)
    if row.stage == Stage.ANNOUNCING:
        record.contests.move(row, Stage.REVIEW)
    return step_up(record, row, now, GONE)
