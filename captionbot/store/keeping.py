"""One page of a reading, kept: what is new, what changed and how. Nothing that was kept is overwritten unseen.

A viral thread is read a hundred thousand comments at a time: rows go in and out as plain columns, a page at a time,
for the ORM takes four times as long over them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Protocol

from sqlalchemy import Row, Select, Text, bindparam, cast, insert, select, update
from sqlalchemy.orm import Session

from captionbot.contest.comment import Comment
from captionbot.contest.forgetting import without_words
from captionbot.store.people import Forgetful
from captionbot.store.schema import CommentChange, CommentRow, CommentText, Reading, VoteCount

FIELDS = (
    "graph_id",
    "created_at",
    "text",
    "votes",
    "entrant_id",
    "entrant_name",
    "parent_id",
    "hidden",
    "attachment",
    "permalink",
    "tags",
)
_plain = attrgetter(*FIELDS[:-1])
"""The fields that a row has as a comment has them."""
_screened = attrgetter("text", "attachment", "entrant_id", "entrant_name")
"""What the screens look at, beside the tags: where one of these changes, a comment is screened again."""

OTHER_TEXTS = "words that changed while the comments were read"

_REMEMBERED = 256
"""Things that JSON has said: as many as a page could need."""

_ROWS = CommentRow.metadata.tables[CommentRow.__tablename__]
_ROW = _ROWS.c
_CONTEST = (_ROW.page_id == bindparam("of_page"), _ROW.contest == bindparam("of_contest"))
_THESE = (*_CONTEST, _ROW.comment_id.in_(bindparam("ids", expanding=True)))
_KNOWN: Select[Any] = select(
    *(_ROW[name] for name in FIELDS[:-1]),
    cast(_ROW.tags, Text).label("tags"),
    cast(_ROW.screened, Text).label("screened"),
    _ROW.comment_id,
    _ROW.withdrawn_at,
    _ROW.sealed_at,
    _ROW.last_reading,
).where(*_THESE)
"""What is known of the comments of a page; the plain fields come first, and JSON as it is written."""
_THERE = update(_ROWS).where(*_THESE).values(last_reading=bindparam("reading"), withdrawn_at=None)
ONE = update(_ROWS).where(*_CONTEST, _ROW.comment_id == bindparam("of_id"))
"""Any one comment: the ORM takes four times as long to change a hundred thousand of them."""
_RENEWED = ONE.values({name: bindparam(name) for name in (*FIELDS, "screened")})
_NEW, _TEXTS, _VOTES = insert(_ROWS), insert(CommentText), insert(VoteCount)
_FIRST_TEXTS = _TEXTS.from_select(
    ["page_id", "contest", "comment_id", "reading", "text", "seen_at"],
    select(_ROW.page_id, _ROW.contest, _ROW.comment_id, _ROW.last_reading, _ROW.text, _ROW.first_seen_at).where(
        *_THESE
    ),
)
_FIRST_VOTES = _VOTES.from_select(
    ["page_id", "contest", "comment_id", "reading", "votes"],
    select(_ROW.page_id, _ROW.contest, _ROW.comment_id, _ROW.last_reading, _ROW.votes).where(*_THESE, _ROW.votes != 0),
)
"""What a comment had when it was first shown: its row has it, so it need not go over once more."""


class Screening(Protocol):
    """The screens, with one list of words."""

    def __call__(self, comment: Comment, /) -> dict[str, Any]:
        """What is to be kept of a comment that was not screened yet, or reads otherwise now."""

    def holds(self, kept: dict[str, Any] | None) -> bool:
        """Whether what was kept is still what the screens would find."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What became of one page of a reading."""

    first: Sequence[Comment]
    """The comments that this reading had not shown before, as they are kept."""
    screened: Mapping[str, dict[str, Any] | None]
    """By their ids what the screens found in them; without those that somebody asked to have forgotten."""


@dataclass(slots=True)
class _Page:
    """What one page of a reading shows for the first time, beside what is known."""

    screening: Screening | None
    new: list[dict[str, Any]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    """Ids of comments that were known."""
    renewed: list[dict[str, Any]] = field(default_factory=list)
    texts: list[Comment] = field(default_factory=list)
    votes: list[Comment] = field(default_factory=list)
    what: list[tuple[str, str]] = field(default_factory=list)
    """By comment id, what became of it."""
    screened: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    """By comment id, what the screens found."""

    def add(self, comment: Comment, row: Row[Any] | None) -> None:
        """Put a comment where it belongs; ``row`` is what is known of it."""
        if row is None:
            screened = self.screening(comment) if self.screening else None
            self.new.append({"comment_id": comment.comment_id, **fields_of(comment), "screened": screened})
            self.screened[comment.comment_id] = screened
            return
        self.there.append(comment.comment_id)
        same_tags = _decoded(row.tags) == _tags(comment)
        same = same_tags and row[: len(FIELDS) - 1] == _plain(comment)
        reads_alike = same or (same_tags and _screened(row) == _screened(comment))
        screened = _decoded(row.screened) if reads_alike else None
        if self.screening is not None and not self.screening.holds(screened):
            screened, same = self.screening(comment), False
        if not same:
            self.renewed.append({"of_id": comment.comment_id, **fields_of(comment), "screened": screened})
            self.texts += [comment] if row.text != comment.text else []
            self.votes += [comment] if row.votes != comment.votes else []
        if not same or row.withdrawn_at is not None:
            self.what += became(row, comment)
        if row.sealed_at is None:
            self.screened[comment.comment_id] = screened


class Keeping:
    """The writing half of the shelf of comments."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to Comments."""
        self._session, self.page_id = session, page_id

    @cached_property
    def forgetful(self) -> Forgetful:
        """How what somebody asked to have forgotten is kept away."""
        return Forgetful(self._session, self.page_id)

    def begin_reading(self, contest: int, now: datetime, *, closing: bool = False) -> Reading:
        """Begin one pass over a contest's comments."""
        reading = Reading(page_id=self.page_id, contest=contest, begun_at=now, closing=closing, rows=0, note="")
        reading.complete = False
        self._session.add(reading)
        self._session.flush()
        return reading

    def keep(
        self,
        contest: int,
        reading: int,
        page: Iterable[Comment],
        now: datetime,
        screening: Screening | None = None,
    ) -> KeptPage:
        """Keep one page of a reading: what is new, what changed, and that the rest was there.

        What is new or changed is screened, and so is what was not yet, or with another list of words. Of the comments
        that this reading had shown before, only other words are kept.
        """
        shown = list({comment.comment_id: comment for comment in page}.values())  # a page may show a row twice
        wishes = self.forgetful.wishes(contest, shown)
        seen = without_words(shown, wishes)
        known = self._known(contest, seen)
        again = {comment_id for comment_id, row in known.items() if row.last_reading == reading}
        first = [comment for comment in seen if comment.comment_id not in again]
        found = _Page(screening)
        if first:
            for comment in first:
                found.add(comment, known.get(comment.comment_id))
            self._write(contest, reading, found, now)
            self.forgetful.keep_to(contest, {one: wish for one, wish in wishes.items() if one not in again}, now)
        others = [one for one in seen if one.comment_id in again and one.text != known[one.comment_id].text]
        self.keep_other_texts(contest, others, now)
        return KeptPage(first, {one: kept for one, kept in found.screened.items() if one not in wishes})

    def _known(self, contest: int, seen: Iterable[Comment]) -> dict[str, Row[Any]]:
        self._session.flush()
        these = self._of(contest) | {"ids": [comment.comment_id for comment in seen]}
        return {row.comment_id: row for row in self._session.connection().execute(_KNOWN, these).all()}

    def _of(self, contest: int) -> dict[str, Any]:
        return {"of_page": self.page_id, "of_contest": contest}

    def _write(self, contest: int, reading: int, found: _Page, now: datetime) -> None:
        here, of_this = self._session.connection(), self._of(contest)
        if found.new:
            seen = {"page_id": self.page_id, "contest": contest, "first_seen_at": now, "last_reading": reading}
            here.execute(_NEW, [seen | row for row in found.new])
            these = of_this | {"ids": [row["comment_id"] for row in found.new]}
            here.execute(_FIRST_TEXTS, these)
            here.execute(_FIRST_VOTES, these)
        if found.there:
            here.execute(_THERE, of_this | {"ids": found.there, "reading": reading})
        if found.renewed:
            here.execute(_RENEWED, [of_this | row for row in found.renewed])
        key = {"page_id": self.page_id, "contest": contest, "reading": reading}
        texts = [{**key, "comment_id": one.comment_id, "text": one.text, "seen_at": now} for one in found.texts]
        votes = [{**key, "comment_id": one.comment_id, "votes": one.votes} for one in found.votes]
        if texts:
            here.execute(_TEXTS, texts)
        if votes:
            here.execute(_VOTES, votes)
        self.note_changes(contest, reading, found.what, now)
        self._read_anew()

    def _read_anew(self, names: Iterable[str] | None = None) -> None:
        """Nobody goes by a row in memory that was written past it: these columns of it, or all, are read anew."""
        for row in self._session.identity_map.values():
            if isinstance(row, CommentRow):
                self._session.expire(row, names)

    def keep_other_texts(self, contest: int, seen: Sequence[Comment], now: datetime) -> None:
        """Keep words that a later pass of a reading showed; the comments themselves stay as its first pass had them."""
        if not seen:  # every page of a first pass: nothing need be asked
            return
        seen = without_words(seen, self.forgetful.wishes(contest, seen))
        query = select(CommentText.comment_id, CommentText.text).where(
            CommentText.page_id == self.page_id,
            CommentText.contest == contest,
            CommentText.comment_id.in_([comment.comment_id for comment in seen]),
        )
        kept = {(comment_id, text) for comment_id, text in self._session.execute(query)}
        other = [comment for comment in seen if (comment.comment_id, comment.text) not in kept]
        if other:
            self._keep_texts(contest, other, now, OTHER_TEXTS)

    def _keep_texts(self, contest: int, seen: Sequence[Comment], now: datetime, note: str) -> int:
        """Keep words under a reading of their own, and give its number: within one reading a comment has one text."""
        reading = self.begin_reading(contest, now)
        reading.ended_at, reading.rows, reading.note = now, len(seen), note
        for comment in seen:
            key = {"page_id": self.page_id, "contest": contest, "comment_id": comment.comment_id}
            self._session.add(CommentText(**key, reading=reading.id, text=comment.text, seen_at=now))
        return reading.id

    def note_changes(self, contest: int, reading: int, what: Iterable[tuple[str, str]], now: datetime) -> None:
        """Write down what became of comments since the reading before: by id edited, withdrawn, back, hidden, shown."""
        key = {"page_id": self.page_id, "contest": contest, "reading": reading, "at": now}
        rows = [{**key, "comment_id": comment_id, "what": word} for comment_id, word in what]
        if rows:
            self._session.execute(insert(CommentChange), rows)


def fields_of(comment: Comment) -> dict[str, Any]:
    """A comment as the columns of its row."""
    return dict(zip(FIELDS, (*_plain(comment), _tags(comment)), strict=True))


def _tags(comment: Comment) -> list[list[Any]]:
    return [[tag.offset, tag.length, tag.name] for tag in comment.tags]


@lru_cache(maxsize=_REMEMBERED)
def _decoded(kept: str | None) -> Any:
    """What a column of JSON holds; nearly all rows hold one of a few things."""
    return None if kept is None else json.loads(kept)


def became(row: CommentRow | Row[Any], comment: Comment) -> list[tuple[str, str]]:
    """What became of a comment since its row was written, by its id."""
    became = {
        "back": row.withdrawn_at is not None,
        "edited": row.text != comment.text,
        "hidden": comment.hidden and not row.hidden,
        "shown": row.hidden and not comment.hidden,
    }
    return [(row.comment_id, what) for what, holds in became.items() if holds]
