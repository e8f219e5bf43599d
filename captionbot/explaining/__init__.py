"""Why a caption did or did not win: finds the comment in the record, and what became of it. Reads only."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache

from captionbot.contest.answering import reply_to
from captionbot.contest.entries import Reason
from captionbot.contest.explaining import Asked, Ending, Instead, Won, characters, sentence_of
from captionbot.contest.folding import fold
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.explaining.finding import Found, Rows, find
from captionbot.facts import terms_of, zone_of
from captionbot.judging import sorted_out
from captionbot.overview import Json, View, iso
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest
from captionbot.store.scratch import Scratch

ENDINGS = {
    Stage.OPEN: Ending.OPEN,
    Stage.ANNOUNCED: Ending.WON,
    Stage.VOID: Ending.VOID,
    Stage.MISSED: Ending.VOID,
    Stage.RETRACTED: Ending.RETRACTED,
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One comment, explained."""

    contest: int
    row: CommentRow
    asked: Asked
    as_of: str
    """By which reading that is so, in a sentence."""
    reply: str

    @property
    def sentence(self) -> str:
        """Why it did or did not win."""
        return sentence_of(self.asked)

    def json(self) -> Json:
        """The shape of `explain --json`; rank, of and votes are those of the tally, rank null for what is left out."""
        row, asked = self.row, self.asked
        return {
            "contest": self.contest,
            "comment_id": row.comment_id,
            "sentence": self.sentence,
            "reply": self.reply,
            "caption": row.text,
            "entrant": {"id": row.entrant_id, "name": row.entrant_name} if row.entrant_id else None,
            "rank": asked.rank or None,
            "of": asked.of,
            "votes": asked.votes,
            "reason": str(asked.reason) if asked.reason else None,
            "won": asked.won,
            "created_at": iso(row.created_at),
            "as_of": self.as_of,
        }


def explain(view: View, what: str, number: int | None = None) -> list[Explained]:
    """Everything that ``what`` may mean: an id, words, a name or a link; one contest alone where it is numbered."""
    record = view.record
    with ExitStack() as stack:
        told = _Told(
            view,
            rows=cache(record.comments.of_contest),
            tally=cache(lambda contest: stack.enter_context(sorted_out(record, record.contests.get(contest)))),
        )
        return [_explained(told, found) for found in find(record, what, number, told.rows)]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is read once for a contest, however many of its comments may be meant."""

    view: View
    rows: Rows
    tally: Callable[[int], Scratch]


def _explained(told: _Told, found: Found) -> Explained:
    contest, row, view = found.contest, found.row, told.view
    frozen = contest.votes_at is not None and row.verdict is not None
    asked = _frozen(told, contest, row) if frozen else _so_far(told, contest, row)
    rules_url = view.settings.rules_url or terms_of(contest).rules_url
    return Explained(contest.number, row, asked, _as_of(view, contest), reply_to(asked, rules_url))


def _frozen(told: _Told, contest: Contest, row: CommentRow) -> Asked:
    """What the closing reading made of it, and what has become of it since."""
    rows = told.rows(contest.number)
    return replace(
        _asked(told.view.record, contest, row),
        votes=row.counted_votes or 0,
        rank=row.rank or 0,
        of=sum(one.verdict == "entry" for one in rows),
        reason=Reason(row.reason) if row.reason else _lost_since(contest, row),
        instead=_instead_among(rows, row),
    )


def _lost_since(contest: Contest, row: CommentRow) -> Reason | None:
    """An entry that was withdrawn or hidden before the winner was public can't win any more."""
    if contest.stage == Stage.ANNOUNCED:
        return None
    return Reason.WITHDRAWN if row.withdrawn_at else Reason.HIDDEN if row.hidden else None


def _so_far(told: _Told, contest: Contest, row: CommentRow) -> Asked:
    """What the rules make of it by the last reading."""
    record, counted = told.view.record, told.tally(contest.number)
    asked = replace(_asked(record, contest, row), votes=row.votes, of=counted.number())
    found = counted.get(row.comment_id)
    if found is None:
        raise AssertionError(f"comment {row.comment_id} was not judged")
    if found.reason is None:
        return replace(asked, rank=found.rank or 0)
    other = record.comments.get(contest.number, found.instead) if found.instead else None
    before = counted.get(found.instead) if found.instead else None
    rank = (before.rank if before else None) or 0
    instead = _instead(row, other, rank, other.votes) if other else None
    return replace(asked, reason=Reason(found.reason), instead=instead)


def _asked(record: Record, contest: Contest, row: CommentRow) -> Asked:
    """What holds whatever the verdict is."""
    terms = terms_of(contest)
    return Asked(
        comment_id=row.comment_id,
        created_at=row.created_at,
        opens_at=contest.opens_at,
        closes_at=contest.closes_at,
        zone=zone_of(contest),
        votes=row.votes,
        ending=_ending(record, contest),
        winner=_won(record, contest),
        note=contest.note,
        length=characters(row.text),
        caption_max=terms.caption_max,
        cooldown_weeks=terms.cooldown_weeks,
        by_staff=_by_staff(record, contest, row),
        forgotten=row.sealed_at is not None,
    )


def _ending(record: Record, contest: Contest) -> Ending:
    """How far it has come; announcing once more, after a winner was public, is a correction."""
    if contest.stage in {Stage.ANNOUNCING, Stage.STUCK}:
        said = [one.decision for one in record.utterances.of_contest(contest.number) if one.said_id and one.decision]
        return Ending.CORRECTING if any(number != contest.decision for number in said) else Ending.UNDECIDED
    return ENDINGS.get(Stage(contest.stage), Ending.UNDECIDED)


def _won(record: Record, contest: Contest) -> Won | None:
    """The winner that is public."""
    decision = record.contests.decision(contest) if contest.stage == Stage.ANNOUNCED else None
    row = record.comments.get(contest.number, decision.comment_id) if decision else None
    if decision is None or row is None:
        return None
    by_staff = decision.kind == "pick"
    because = decision.because if by_staff else ""
    return Won(row.comment_id, decision.votes, row.created_at, row.rank or 0, by_staff, because)


def _by_staff(record: Record, contest: Contest, row: CommentRow) -> str:
    """Whom staff have picked or approved, while that is not public."""
    decision = record.contests.decision(contest)
    if decision is None or contest.stage not in {Stage.REVIEW, Stage.ANNOUNCING}:
        return ""
    if decision.kind != "pick" and contest.approved_at is None:
        return ""
    verb, who = ("picked", decision.by) if decision.kind == "pick" else ("approved", contest.approved_by)
    which = "" if decision.comment_id == row.comment_id else "another was "
    return f"{which}{verb} by {who}, to be announced from {said_when(contest.announces_at, zone_of(contest))}"


def _instead_among(rows: Sequence[CommentRow], row: CommentRow) -> Instead | None:
    """The record keeps the reason alone: which comment stood in the way is found again among the frozen ones."""
    if row.reason == Reason.SECOND_ENTRY:
        others = [one for one in rows if one.entrant_id == row.entrant_id and one.verdict == "entry"]
    elif row.reason == Reason.SAME_CAPTION:
        # Whatever gave way to another entry of its own writer was there first all the same, and has the credit.
        there = [one for one in rows if one.verdict == "entry" or one.reason == Reason.SECOND_ENTRY]
        others = [one for one in there if one.created_at <= row.created_at and fold(one.text) == fold(row.text)]
    else:
        return None
    return _instead(row, others[0], others[0].rank or 0, others[0].counted_votes or 0) if others else None


def _instead(row: CommentRow, other: CommentRow, rank: int, votes: int) -> Instead:
    same_person = row.entrant_id is not None and row.entrant_id == other.entrant_id
    return Instead(other.text, other.created_at, same_person, rank, votes)


def _as_of(view: View, contest: Contest) -> str:
    """By which reading that is so, and what is still to come."""
    zone = zone_of(contest)
    if contest.votes_at is not None:
        return f"By the votes of {said_when(contest.votes_at, zone)}{_to_come(view, contest)}."
    reading = view.record.comments.last_reading(contest.number)
    if reading is None:
        return "Its comments have not been read yet."
    whole = "" if reading.complete else ", which was cut short"
    return f"By the reading of {said_when(reading.begun_at, zone)}{whole}{_to_come(view, contest)}."


def _to_come(view: View, contest: Contest) -> str:
    zone, stage = zone_of(contest), Stage(contest.stage)
    if stage == Stage.STUCK:
        return "; the contest is stuck until somebody settles it"
    if stage == Stage.OPEN:
        return f"; entries close on {said_when(contest.closes_at, zone)}"
    if stage in {Stage.REVIEW, Stage.ANNOUNCING}:
        due = "is" if view.now < contest.announces_at else "was"
        return f"; the winner {due} due on {said_when(contest.announces_at, zone)}"
    return ""
