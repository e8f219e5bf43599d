"""Which comments take part: each is an entry, or is left out for one reason of a closed list.

The rules stand in ``_RULES`` in the order in which they are asked; the first that holds is the reason.
The same comments and the same case always give the same judgement, in whatever order they came.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import regex

from captionbot.contest.comment import Comment
from captionbot.contest.folding import bare_text, fold, has_words
from captionbot.contest.screens import Flag, Mark, marks, screen
from captionbot.contest.terms import Terms
from captionbot.contest.worded import Worded


class Reason(Worded):
    """Why a comment is left out: the whole list, as it is published."""

    WITHDRAWN = "withdrawn", "It is no longer on Facebook."
    REPLY = "a reply", "It answers another comment; entries are comments on the photo itself."
    PAGE_ITSELF = "the Page itself", "The Page wrote it."
    BEFORE = "before the window", "It was written before the contest opened."
    AFTER = "after the window", "It was written after entries closed."
    CRUDE = "crude or abusive", "Staff found it crude or abusive."
    PRIVATE_PERSON = "names or identifies a private person", "It names or identifies a private person."
    NOT_A_CAPTION = "not a caption", "It is a remark or a question rather than a caption."
    ADVERTISING = "advertising", "It advertises something."
    COPIED = "copied", "The caption was copied from elsewhere."
    OPEN_CASE = "about an open case", "It is about a case that is still open."
    ASKED = "the entrant asked", "The person who wrote it asked for it to be left out."
    HIDDEN = "hidden on Facebook", "It is hidden on Facebook, by staff or by Facebook's own filter."
    NO_WORDS = "no words", "Without tagged names, links and emoji, no letter or digit is left."
    TOO_LONG = "too long", "It is longer than a caption may be."
    ONE_OF_OURS = "one of ours", "The person who wrote it belongs to the staff."
    RECENT_WINNER = "recent winner", "The person who wrote it has won not long ago."
    SAME_CAPTION = "same caption as an earlier entry", "The same caption was sent earlier; the first has the credit."
    SECOND_ENTRY = "second entry", "Another entry by the same person stands: the one with more votes, or the earlier."


BY_STAFF = frozenset(
    {
        Reason.CRUDE,
        Reason.PRIVATE_PERSON,
        Reason.NOT_A_CAPTION,
        Reason.ADVERTISING,
        Reason.COPIED,
        Reason.OPEN_CASE,
        Reason.ASKED,
    }
)
"""The reasons for which staff may leave an entry out; all others are found by rule."""


@dataclass(frozen=True, slots=True)
class Window:
    """When entries are taken: from ``opens_at`` until just before ``closes_at``."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """All that a judgement rests on beside the comments themselves."""

    terms: Terms
    window: Window
    page_id: str
    staff_ids: frozenset[str] = frozenset()
    """Entrants marked "one of ours"."""
    recent_winner_ids: frozenset[str] = frozenset()
    """Entrants who won within the terms' ``cooldown_weeks``."""
    withdrawn: frozenset[str] = frozenset()
    """Ids of the comments that were read once and are gone from Facebook."""
    disqualified: Mapping[str, Reason] = field(default_factory=dict)
    """What staff left out, by comment id, each for a reason in ``BY_STAFF``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment that takes part."""

    comment: Comment
    flags: tuple[Flag, ...] = ()
    marks: tuple[Mark, ...] = ()
    same_joke: str | None = None
    """Id of the earlier caption that it is nearly the same as."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A comment that does not take part, and why."""

    comment: Comment
    reason: Reason
    instead: str | None = None
    """Id of the comment that has the credit, or that stands in this one's place."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every comment's verdict; both lists in the order in which the comments were written."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]


Rule = Callable[[Comment, Case], Reason | None]


def earlier(comment: Comment) -> tuple[datetime, int, str]:
    """Sort key: the earlier comment first, then the lower id (ids are numbers of any length)."""
    return comment.created_at, len(comment.comment_id), comment.comment_id


def better(comment: Comment) -> tuple[int, datetime, int, str]:
    """Sort key of the tally: more votes first, then the earlier comment, then the lower id."""
    return -comment.votes, *earlier(comment)


def judge(
    comments: Iterable[Comment],
    case: Case,
    screened: Callable[[Comment], tuple[Flag, ...]] = screen,
    marked: Callable[[Comment], tuple[Mark, ...]] = marks,
) -> Judgement:
    """Give every comment exactly one verdict; comment ids must be unique, as a reading makes them.

    ``screened`` and ``marked`` give a comment's flags and marks, for a caller who remembers them from a reading.
    """
    admitted: list[Comment] = []
    left_out: list[LeftOut] = []
    for comment in sorted(comments, key=earlier):
        reason = alone(comment, case)
        if reason is None:
            admitted.append(comment)
        else:
            left_out.append(LeftOut(comment, reason))
    # Copies go first: whoever had the joke first keeps the credit, even where another entry of theirs stands.
    for compare in (_copies, _second_entries):
        out = {one.comment.comment_id: one for one in compare(admitted, case)}
        admitted = [comment for comment in admitted if comment.comment_id not in out]
        left_out += out.values()
    entries = tuple(Entry(comment, screened(comment), marked(comment)) for comment in admitted)
    return Judgement(entries, tuple(sorted(left_out, key=lambda one: earlier(one.comment))))


def _when(reason: Reason, holds: Callable[[Comment, Case], bool]) -> Rule:
    return lambda comment, case: reason if holds(comment, case) else None


# First where and when it was written, then what people decided, then what it says, then who wrote it.
_RULES: tuple[Rule, ...] = (
    _when(Reason.WITHDRAWN, lambda comment, case: comment.comment_id in case.withdrawn),
    _when(Reason.REPLY, lambda comment, _: comment.parent_id is not None),
    _when(Reason.PAGE_ITSELF, lambda comment, case: comment.entrant_id == case.page_id),
    _when(Reason.BEFORE, lambda comment, case: comment.created_at < case.window.opens_at),
    _when(Reason.AFTER, lambda comment, case: comment.created_at >= case.window.closes_at),
    lambda comment, case: case.disqualified.get(comment.comment_id),
    _when(Reason.HIDDEN, lambda comment, _: comment.hidden),
    _when(Reason.NO_WORDS, lambda comment, _: not has_words(bare_text(comment))),
    _when(Reason.TOO_LONG, lambda comment, case: _is_longer(comment.text.strip(), case.terms.caption_max)),
    _when(Reason.ONE_OF_OURS, lambda comment, case: comment.entrant_id in case.staff_ids),
    _when(Reason.RECENT_WINNER, lambda comment, case: comment.entrant_id in case.recent_winner_ids),
)


def alone(comment: Comment, case: Case) -> Reason | None:
    """Why a comment takes no part, as far as it alone can tell; None where only others may stand in its way."""
    for rule in _RULES:
        reason = rule(comment, case)
        if reason is not None:
            return reason
    return None


def _is_longer(text: str, limit: int) -> bool:
    """Whether a reader counts more than ``limit`` characters; code points are never fewer than those."""
    return len(text) > limit and sum(1 for _ in regex.finditer(r"\X", text)) > limit


def _copies(admitted: Iterable[Comment], case: Case) -> Iterator[LeftOut]:
    """Later comments with the words of an earlier one; ``admitted`` is in order of time."""
    first: dict[str, Comment] = {}
    for comment in admitted:
        original = first.setdefault(fold(comment.text), comment)
        if original is not comment and not (case.terms.one_entry_each and _same_person(original, comment)):
            yield LeftOut(comment, Reason.SAME_CAPTION, original.comment_id)


def _second_entries(admitted: Iterable[Comment], case: Case) -> Iterator[LeftOut]:
    """All but the best of each person's comments, where everybody has one entry."""
    if not case.terms.one_entry_each:
        return
    best: dict[str, Comment] = {}
    for comment in sorted(admitted, key=better):
        stands = best.setdefault(comment.entrant_id, comment) if comment.entrant_id else comment
        if stands is not comment:
            yield LeftOut(comment, Reason.SECOND_ENTRY, stands.comment_id)


def _same_person(one: Comment, other: Comment) -> bool:
    return one.entrant_id is not None and one.entrant_id == other.entrant_id
