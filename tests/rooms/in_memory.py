"""The tally of a contest by the plain rules of contest/, all of it in memory: what the streamed one must equal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.contest.entries import BY_STAFF, Case, Reason, Window, judge
from captionbot.contest.same_joke import told_before
from captionbot.contest.screening import Found, Screening, as_kept, look, remembered
from captionbot.contest.screens import NO_WORDS, Flag, Mark, WordList, in_order
from captionbot.contest.surge import late_surge
from captionbot.contest.tally import Tally, tally
from captionbot.facts import terms_of
from captionbot.judging import curves_of, reworded_of
from captionbot.store.comments import as_comment
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest

Kept = dict[str, Any]


def tally_in_memory(
    record: Record, contest: Contest, words: WordList | None = None, *, compared: bool = True
) -> tuple[Tally, dict[str, Kept]]:
    """The tally, and what is to be kept of the screens by comment id; ``compared``: jokes are, not taken as before."""
    rows = record.comments.of_contest(contest.number)
    comments = [as_comment(row) for row in rows]
    if contest.votes_at is not None:
        rows = [row for row in rows if row.verdict is not None]
        said = record.comments.ledger.as_tallied(contest.number)
        comments = [replace(as_comment(row), votes=row.counted_votes or 0) for row in rows]
        comments = [replace(one, text=said.get(one.comment_id, one.text)) for one in comments]
    found = _screened(record, contest, rows, comments, words)
    edited = reworded_of(record, contest)

    def flags(comment: Comment) -> tuple[Flag, ...]:
        more = {Flag.EDITED} if comment.comment_id in edited else set()
        return in_order({*found[comment.comment_id].flags, *more})

    judgement = judge(comments, _case(record, contest, rows), flags, lambda one: found[one.comment_id].marks)
    counted = tally(judgement)
    twins = ((row.comment_id, (row.screened or {}).get("same_joke")) for row in rows)
    before = {key: str(twin) for key, twin in twins if twin}
    jokes = told_before(one.comment for one in judgement.entries) if compared else before
    curves = curves_of(record, contest, [one.entry.comment.comment_id for one in counted.shortlist])
    marked = _marked(counted, jokes, {key for key, curve in curves.items() if late_surge(curve)})
    entered = {one.comment.comment_id for one in judgement.entries}
    return marked, dict(_to_keep(rows, found, entered, jokes, words))


def _screened(
    record: Record, contest: Contest, rows: list[CommentRow], comments: list[Comment], words: WordList | None
) -> dict[str, Found]:
    holds = {row.comment_id: _holds(row, words) for row in rows}
    kept = {row.comment_id: remembered(row.screened) for row in rows if holds[row.comment_id]}
    return {one.comment_id: kept.get(one.comment_id) or look(one, words or NO_WORDS) for one in comments}


def _holds(row: CommentRow, words: WordList | None) -> bool:
    return row.screened is not None and (words is None or Screening(words).holds(row.screened))


def _to_keep(
    rows: list[CommentRow], found: dict[str, Found], entered: set[str], jokes: dict[str, str], words: WordList | None
) -> Iterable[tuple[str, Kept]]:
    for row in rows:
        key, twin = row.comment_id, jokes.get(row.comment_id)
        if key in entered and not _holds(row, words):
            yield key, {**as_kept(found[key], words or NO_WORDS), "same_joke": twin}
        elif row.screened is not None and row.screened.get("same_joke") != twin:
            yield key, {**row.screened, "same_joke": twin}


def _marked(counted: Tally, jokes: dict[str, str], surging: set[str]) -> Tally:
    entered = {one.entry.comment.comment_id for one in counted.standings}
    standings = []
    for one in counted.standings:
        key = one.entry.comment.comment_id
        twin = jokes[key] if jokes.get(key) in entered else None
        more = [Mark.SAME_JOKE] * (twin is not None) + [Mark.LATE_SURGE] * (key in surging)
        entry = replace(one.entry, marks=(*one.entry.marks, *more), same_joke=twin)
        standings.append(replace(one, entry=entry))
    return replace(counted, standings=tuple(standings))


def _case(record: Record, contest: Contest, rows: list[CommentRow]) -> Case:
    said = {key: Reason(row.reason) for key, row in record.staff.disqualified(contest.number).items()}
    asked = {row.comment_id: Reason.ASKED for row in rows if row.sealed_at is not None}
    return Case(
        terms=terms_of(contest),
        window=Window(contest.opens_at, contest.closes_at),
        page_id=record.page_id,
        staff_ids=frozenset(record.staff.ours()),
        recent_winner_ids=_recent_winners(record, contest, rows),
        withdrawn=frozenset(row.comment_id for row in rows if row.withdrawn_at is not None),
        disqualified=said | asked,
    )


def _recent_winners(record: Record, contest: Contest, rows: list[CommentRow]) -> frozenset[str]:
    weeks = terms_of(contest).cooldown_weeks
    won = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks)) if weeks else set[str]()
    winners = record.comments.entrants(won)
    if contest.votes_at is None or not weeks:
        return frozenset(winners)
    frozen = {row.entrant_id for row in rows if row.reason == Reason.RECENT_WINNER}
    hidden = {row.entrant_id for row in rows if row.reason in {Reason.ONE_OF_OURS, *BY_STAFF}}
    return frozenset(one for one in frozen | (winners & hidden) if one)
