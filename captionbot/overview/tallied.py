"""The tally of a contest as staff see it: entries, what was left out, and what the readings really showed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from captionbot.contest.edits import Reworded
from captionbot.contest.entries import Reason
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.quoting import for_staff
from captionbot.contest.screens import Flag, Mark
from captionbot.contest.surge import Counted, drawn, late_surge
from captionbot.contest.tally import SHORTLIST
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import sentence
from captionbot.facts import zone_of
from captionbot.judging import curves_of, judged, name_flags, reworded_of
from captionbot.overview.view import Json, View, entrant, iso
from captionbot.store.schema import CommentRow, Contest, Reading

SHOWN = 80
"""Characters of another caption that a note quotes."""
ASKED, ERASED, WITHDRAWN = "asked to be forgotten", "erased", "withdrawn"


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry's row, and how it stands in the tally."""

    row: CommentRow
    votes: int
    rank: int
    flags: list[str]
    marks: list[str]
    same_joke: str | None


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """The row of what was left out, its votes, and why."""

    row: CommentRow
    votes: int
    reason: str


def tallied(view: View, contest: Contest, limit: int | None) -> Json:
    """Everything about a contest's entries; ``limit`` cuts both lists."""
    rows = {row.comment_id: row for row in view.record.comments.of_contest(contest.number)}
    ranked, left_out = _frozen(rows) if contest.votes_at else _so_far(view, contest, rows)
    ranked = _with_copy(ranked, left_out)
    reading = view.record.comments.last_reading(contest.number, whole=True)
    curves = curves_of(view.record, contest, [one.row.comment_id for one in ranked[:SHORTLIST]])
    notes = _Notes(view, contest, rows, curves)
    return {
        "complete": contest.votes_at is not None or bool(reading and reading.complete),
        "votes_at": iso(contest.votes_at),
        "entries": [_entry(one, notes.of(one), curves.get(one.row.comment_id, [])) for one in ranked[:limit]],
        "left_out": [_left_out(one) for one in sorted(left_out, key=lambda one: -one.votes)[:limit]],
        "said": _said_of_readings(view, contest, reading),
    }


def _so_far(view: View, contest: Contest, rows: Mapping[str, CommentRow]) -> tuple[list[_Ranked], list[_Unplaced]]:
    counted = judged(view.record, contest)
    ranked = [
        _Ranked(
            rows[one.entry.comment.comment_id],
            one.votes,
            one.rank,
            [str(flag) for flag in one.entry.flags],
            one.marks,
            one.entry.same_joke,
        )
        for one in counted.standings
    ]
    left_out = [_Unplaced(rows[one.comment.comment_id], one.comment.votes, str(one.reason)) for one in counted.left_out]
    return ranked, left_out


def _frozen(rows: Mapping[str, CommentRow]) -> tuple[list[_Ranked], list[_Unplaced]]:
    ranked = [
        _Ranked(
            row,
            row.counted_votes or 0,
            row.rank or 0,
            row.flags or [],
            row.marks or [],
            (row.screened or {}).get("same_joke"),
        )
        for row in rows.values()
        if row.verdict == "entry"
    ]
    left_out = [
        _Unplaced(row, row.counted_votes or 0, row.reason or "") for row in rows.values() if row.verdict == "left out"
    ]
    return sorted(ranked, key=lambda one: one.rank), left_out


def _with_copy(ranked: list[_Ranked], left_out: list[_Unplaced]) -> list[_Ranked]:
    """The leader waits for a person where a copy of an earlier caption has more votes; it shows why, then."""
    copies = (one.votes for one in left_out if one.reason == Reason.SAME_CAPTION)
    if not ranked or ranked[0].votes >= max(copies, default=0):
        return ranked
    return [replace(ranked[0], flags=[*ranked[0].flags, str(Flag.COPY)]), *ranked[1:]]


class _Notes:
    """What is said of an entry in whole sentences, beside its flags and marks."""

    def __init__(
        self,
        view: View,
        contest: Contest,
        rows: Mapping[str, CommentRow],
        curves: Mapping[str, list[Counted]],
    ) -> None:
        self._rows, self._curves, self._zone = rows, curves, zone_of(contest)
        self._reworded: Mapping[str, Reworded] = reworded_of(view.record, contest)
        decision = view.record.contests.decision(contest)
        won = rows.get(decision.comment_id) if decision else None
        self._won = (won.rank or 0) if won else 1

    def of(self, one: _Ranked) -> list[str]:
        """The sentences about an entry; about the shortlist more is said."""
        return [*self._twin(one), *self._change(one), *self._surge(one), *self._unnamed(one)]

    def _twin(self, one: _Ranked) -> Iterable[str]:
        twin = self._rows.get(one.same_joke or "")
        if twin is not None:
            yield f"Nearly the same as the earlier {for_staff(twin.text, SHOWN)} (comment {twin.comment_id})."

    def _change(self, one: _Ranked) -> Iterable[str]:
        change = self._reworded.get(one.row.comment_id)
        if change is not None and Flag.EDITED in one.flags:
            yield f"It had votes as {for_staff(change.before, SHOWN)}, and reads {for_staff(change.now, SHOWN)} now."

    def _surge(self, one: _Ranked) -> Iterable[str]:
        surge = late_surge(self._curves.get(one.row.comment_id, [])) if Mark.LATE_SURGE in one.marks else None
        if surge is not None:
            yield surge.said(self._zone)

    def _unnamed(self, one: _Ranked) -> Iterable[str]:
        if one.rank > SHORTLIST:
            return
        of_name = [f"its name: {flag}" for flag in name_flags(one.row)]
        if one.rank <= self._won and of_name:
            yield f"A person must say yes to {'; '.join(of_name)}."
        elif one.rank > self._won and (one.flags or of_name):
            yield f"It is not named among the runners-up ({'; '.join([*one.flags, *of_name])})."


def _entry(one: _Ranked, notes: list[str], curve: list[Counted]) -> Json:
    withdrawn = [WITHDRAWN] if one.row.withdrawn_at else []
    return {
        "comment_id": one.row.comment_id,
        "entrant": entrant(one.row),
        "caption": one.row.text,
        "votes": one.votes,
        "rank": one.rank,
        "flags": one.flags,
        "marks": one.marks + withdrawn + _forgotten(one.row),
        "same_joke": one.same_joke,
        "notes": notes,
        "curve": [{"at": iso(point.at), "votes": point.votes} for point in curve],
        "drawn": drawn([point.votes for point in curve]),
        "created_at": iso(one.row.created_at),
    }


def _left_out(one: _Unplaced) -> Json:
    return {
        "comment_id": one.row.comment_id,
        "entrant": entrant(one.row),
        "caption": one.row.text,
        "votes": one.votes,
        "reason": one.reason,
        "marks": _forgotten(one.row),
    }


def _forgotten(row: CommentRow) -> list[str]:
    return [ASKED] * (row.sealed_at is not None) + [ERASED] * (row.salt == DESTROYED)


def _said_of_readings(view: View, contest: Contest, reading: Reading | None) -> list[str]:
    """What the readings really showed, where that is not everything."""
    return [*_said_of(reading, contest), *_said_of_authors(view, contest), *_said_of_changes(view, contest)]


def _said_of(reading: Reading | None, contest: Contest) -> Iterable[str]:
    if reading is None:
        return
    when = said_when(reading.begun_at, zone_of(contest))
    if not reading.complete and reading.ended_at is not None and contest.votes_at is None:
        yield f"The reading of {when} was cut short: {reading.note or 'nobody knows why.'}"
    elif reading.note:
        yield sentence(f"at the reading of {when} {reading.note}")
    missing = (reading.total or 0) - reading.rows
    if missing > 0:
        yield (
            f"Facebook counts {reading.total:,} comments and shows {reading.rows:,}; "
            "it counts some that it shows nobody."
        )


def _said_of_authors(view: View, contest: Contest) -> Iterable[str]:
    withheld, _ = view.record.comments.ledger.withheld(contest.number)
    there = view.record.comments.count_standing(contest.number)  # with those whose words were destroyed
    if withheld:
        yield (
            f"Facebook doesn't say who wrote {withheld:,} of the {there:,} comments; "
            "the rules about one person's entries can't be applied to them."
        )


def _said_of_changes(view: View, contest: Contest) -> Iterable[str]:
    ledger = view.record.comments.ledger
    fallen = ledger.fallen(contest.number)
    if fallen:
        yield (
            f"{_comments(fallen)} fewer votes at a reading than at the one before: "
            "reactions were taken back, or Facebook removed them."
        )
    became = [f"{number:,} {what}" for what, number in sorted(ledger.became(contest.number).items())]
    if became:
        yield f"Between the readings comments changed: {', '.join(became)}."


def _comments(number: int) -> str:
    return "1 comment had" if number == 1 else f"{number:,} comments had"
