"""The tally of a contest, from all that was read of it and all that staff said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from captionbot.contest.comment import Comment
from captionbot.contest.entries import BY_STAFF, Case, Reason, Window, judge
from captionbot.contest.same_joke import told_before
from captionbot.contest.screening import Kept
from captionbot.contest.screens import Mark, WordList
from captionbot.contest.tally import Tally, tally
from captionbot.facts import terms_of
from captionbot.judging.evidence import reworded_of, surging_of
from captionbot.judging.remembering import Remembered
from captionbot.store.comments import as_comment
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest

_WORD_OF_STAFF = frozenset({Reason.ONE_OF_OURS, *BY_STAFF})

AT_A_LOOK = 10_000
"""Entries among which "same joke?" is looked for whenever somebody looks: a second's work; else only at the close."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A tally, and what was found on the way."""

    tally: Tally
    screened: Mapping[str, Kept]
    """What is to be kept of the screens beside each comment, by its id, where that has changed."""
    rows: Mapping[str, CommentRow]
    """What was judged, by comment id, with the verdicts that stood before."""


def judged(record: Record, contest: Contest, words: WordList | None = None) -> Tally:
    """The tally of a contest: so far, or of its closing reading once there has been one.

    With ``words``, the Page's own list, what was held against another one is screened again; without, nothing is
    that was screened at all.
    """
    return look_through(record, contest, words).tally


def look_through(record: Record, contest: Contest, words: WordList | None = None, *, whole: bool = False) -> Judged:
    """The tally and what was found on the way; ``whole``: jokes are compared however many entries there are."""
    rows = record.comments.of_contest(contest.number)
    if contest.votes_at is not None:
        rows = [row for row in rows if row.verdict is not None]  # what no closing reading showed has none
    kept = {row.comment_id: row.screened for row in rows}
    screens = Remembered(kept, words, reworded_of(record, contest))
    comments = [as_comment(row) for row in rows] if contest.votes_at is None else _as_closed(record, contest, rows)
    counted = tally(judge(comments, case_of(record, contest, rows), screens.flags, screens.marks))
    if whole or len(counted.standings) <= AT_A_LOOK:
        jokes = told_before(one.entry.comment for one in counted.standings)
    else:
        jokes = screens.jokes()
    surging = surging_of(record, contest, [one.entry.comment.comment_id for one in counted.shortlist])
    return Judged(_marked(counted, jokes, surging), screens.to_keep(jokes), {row.comment_id: row for row in rows})


def case_of(record: Record, contest: Contest, rows: Sequence[CommentRow]) -> Case:
    """What the judgement rests on beside the comments: the terms, and staff's word."""
    left_out = record.staff.disqualified(contest.number)
    asked = {row.comment_id: Reason.ASKED for row in rows if row.sealed_at is not None}  # to be forgotten
    return Case(
        terms=terms_of(contest),
        window=Window(contest.opens_at, contest.closes_at),
        page_id=record.page_id,
        staff_ids=frozenset(record.staff.ours()),
        recent_winner_ids=_recent_winners(record, contest, rows),
        withdrawn=frozenset(row.comment_id for row in rows if row.withdrawn_at is not None),
        disqualified={comment_id: Reason(row.reason) for comment_id, row in left_out.items()} | asked,
    )


def _as_closed(record: Record, contest: Contest, rows: Iterable[CommentRow]) -> list[Comment]:
    """The comments as the closing reading had them; only whether they are hidden or gone is as it is now."""
    tallied = record.comments.ledger.as_tallied(contest.number)
    return [
        replace(as_comment(row), votes=row.counted_votes or 0, text=tallied.get(row.comment_id, row.text))
        for row in rows
    ]


def _recent_winners(record: Record, contest: Contest, rows: Sequence[CommentRow]) -> frozenset[str]:
    weeks = terms_of(contest).cooldown_weeks
    if not weeks:
        return frozenset()
    won = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks))
    winners = frozenset(record.comments.entrants(won))
    if contest.votes_at is None:
        return winners
    # A contest that overlaps may have been announced since. Who had won at the close is told by the verdicts;
    # only where staff's word has taken the place of that reason it must be found again.
    frozen = {row.entrant_id for row in rows if row.reason == Reason.RECENT_WINNER}
    hidden_by_staff = {row.entrant_id for row in rows if row.reason in _WORD_OF_STAFF}
    return frozenset(one for one in frozen | (winners & hidden_by_staff) if one)


def _marked(counted: Tally, jokes: Mapping[str, str], surging: Collection[str]) -> Tally:
    """The same tally, its entries marked by what shows only when they are seen together."""
    entered = {one.entry.comment.comment_id for one in counted.standings}
    standings = []
    for one in counted.standings:
        key = one.entry.comment.comment_id
        twin = jokes.get(key) if jokes.get(key) in entered else None
        more = [Mark.SAME_JOKE] * (twin is not None) + [Mark.LATE_SURGE] * (key in surging)
        entry = replace(one.entry, marks=(*one.entry.marks, *more), same_joke=twin) if more else one.entry
        standings.append(replace(one, entry=entry))
    return replace(counted, standings=tuple(standings))
