"""The comments of one contest, some at a time: all of them, or those that hold what somebody looks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from captionbot.contest.entries import Reason, judge
from captionbot.contest.folding import fold
from captionbot.contest.screens import Flag, Mark
from captionbot.judging.grounds import case_of, of_these
from captionbot.overview import Json, View
from captionbot.overview.shown import AT_ONCE, Shown
from captionbot.overview.tallied import WITHDRAWN
from captionbot.overview.view import entrant
from captionbot.store.comments import as_comment
from captionbot.store.finding import Finding
from captionbot.store.schema import CommentRow, Contest

AT_A_TIME = 50
"""Entries on a page."""


@dataclass(frozen=True, slots=True)
class Found:
    """Some of a contest's comments."""

    entries: Sequence[Json]
    start: int
    """How many stand before them."""
    more: bool
    """Whether others follow."""


def look_for(view: View, contest: Contest, tally: Shown | None, typed: str, start: int) -> Found:
    """Comments that hold what was typed, from the ``start``-th on."""
    finding = view.record.comments.finding(contest)
    rows = _rows(view, finding, contest, " ".join(typed.split()), start)
    shown = rows[:AT_A_TIME]
    known = {one["comment_id"]: one for one in _known(tally)}
    reasons = _reasons(view, contest, [row for row in shown if row.comment_id not in known])
    return Found([known.get(row.comment_id) or _entry(row, reasons) for row in shown], start, len(rows) > AT_A_TIME)


def _rows(view: View, finding: Finding, contest: Contest, typed: str, start: int) -> Sequence[CommentRow]:
    """One more than fit on a page. Accents and width are folded where that takes no time."""
    folded = fold(typed)
    if not folded or view.record.desk.more_than(AT_ONCE, contest.number):
        return finding.some(typed, start, AT_A_TIME + 1)
    holding = (key for key, text, name in finding.texts() if folded in fold(text) or folded in fold(name))
    ids = list(islice(holding, start, start + AT_A_TIME + 1))
    rows = finding.numbered(ids)
    return [rows[key] for key in ids]


def _known(tally: Shown | None) -> Sequence[Json]:
    """What the tally at a glance says of comments, with their places, flags and notes."""
    if tally is None:
        return []
    return [*tally.body["entries"], *(one for group in tally.body["left_out"] for one in group["most"])]


def _reasons(view: View, contest: Contest, rows: Sequence[CommentRow]) -> Mapping[str, str]:
    """Why comments take no part, as far as each alone can tell; after the close as it was found then."""
    if contest.votes_at is not None:
        return {row.comment_id: row.reason or Reason.AFTER for row in rows if row.verdict != "entry"}
    gone = (row.comment_id for row in rows if row.withdrawn_at is not None)
    sealed = (row.comment_id for row in rows if row.sealed_at is not None)
    case = of_these(case_of(view.record, contest), withdrawn=gone, sealed=sealed)
    comments = [as_comment(row) for row in rows]
    found = judge(comments, case, lambda _: tuple[Flag, ...](), lambda _: tuple[Mark, ...]())
    return {one.comment.comment_id: str(one.reason) for one in found.left_out}


def _entry(row: CommentRow, reasons: Mapping[str, str]) -> Json:
    """A comment that the tally at a glance leaves out of sight, in its shape."""
    return {
        "comment_id": row.comment_id,
        "entrant": entrant(row),
        "caption": row.text,
        "votes": row.votes if row.counted_votes is None else row.counted_votes,
        "rank": row.rank,
        "flags": row.flags or [],
        "marks": [*(row.marks or []), *([WITHDRAWN] if row.withdrawn_at else [])],
        "notes": [],
        "reason": reasons.get(row.comment_id, ""),
    }
