"""One page of a reading, kept: what is new, what changed and how. Nothing that was kept is overwritten unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from captionbot.contest.comment import Comment
from captionbot.contest.forgetting import without_words
from captionbot.store.people import Forgetful
from captionbot.store.schema import CommentChange, CommentRow, CommentText, VoteCount

FIELDS = (
    "graph_id",
    "created_at",
    "text",
    "votes",
    "entrant_id",
    "entrant_name",
    "parent_id",
    "hidden",
    "tags",
    "attachment",
    "permalink",
)
SCREENED = ("text", "tags", "attachment", "entrant_id", "entrant_name")
"""What the screens look at: where one of these changes, a comment is screened again."""

KEY = ("page_id", "contest", "comment_id")


class Screening(Protocol):
    """The screens, with one list of words."""

    def __call__(self, comment: Comment, /) -> dict[str, Any]:
        """What is to be kept of a comment that was not screened yet, or reads otherwise now."""

    def holds(self, kept: dict[str, Any] | None) -> bool:
        """Whether what was kept is still what the screens would find."""


@dataclass(slots=True)
class _Changes:
    """Rows that one page of a reading adds."""

    new: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    votes: list[dict[str, Any]] = field(default_factory=list)
    what: list[tuple[str, str]] = field(default_factory=list)
    """By comment id, what became of it."""


class Keeping:
    """The writing half of the shelf of comments."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to Comments."""
        self._session, self.page_id = session, page_id

    @cached_property
    def forgetful(self) -> Forgetful:
        """How what somebody asked to have forgotten is kept away."""
        return Forgetful(self._session, self.page_id)

    def keep(
        self,
        contest: int,
        reading: int,
        seen: Sequence[Comment],
        now: datetime,
        screening: Screening | None = None,
    ) -> None:
        """Keep one page of a reading: what is new, what changed, and that the rest was there.

        What is new or changed is screened, and so is what was not yet, or with another list of words.
        """
        wishes = self.forgetful.wishes(contest, seen)
        seen = without_words(seen, wishes)
        ids = [comment.comment_id for comment in seen]
        known = {row.comment_id: row for row in self._rows(contest, ids)}
        rows = _Changes()
        for comment in seen:
            row = known.get(comment.comment_id)
            key = {"page_id": self.page_id, "contest": contest, "comment_id": comment.comment_id, "reading": reading}
            if row is None:
                screened = screening(comment) if screening else None
                rows.new.append(self._new(contest, reading, comment, now) | {"screened": screened})
            else:
                self._renew(row, comment, key, now, rows)
                _screen_again(row, comment, screening)
        self._add(rows.new, reading, now)
        self._replace(CommentText, rows.texts)
        self._replace(VoteCount, rows.votes)
        self.note_changes(contest, reading, rows.what, now)
        self.forgetful.keep_to(contest, wishes, now)

    def _rows(self, contest: int, ids: list[str]) -> Sequence[CommentRow]:
        query = select(CommentRow).where(
            CommentRow.page_id == self.page_id,
            CommentRow.contest == contest,
            CommentRow.comment_id.in_(ids),
        )
        return self._session.scalars(query).all()

    def _new(self, contest: int, reading: int, comment: Comment, now: datetime) -> dict[str, Any]:
        return {
            "page_id": self.page_id,
            "contest": contest,
            "comment_id": comment.comment_id,
            "first_seen_at": now,
            "last_reading": reading,
            **fields_of(comment),
        }

    def _add(self, new: list[dict[str, Any]], reading: int, now: datetime) -> None:
        if not new:
            return
        self._session.execute(insert(CommentRow), new)
        texts = [{**{k: row[k] for k in KEY}, "reading": reading, "text": row["text"], "seen_at": now} for row in new]
        votes = [{**{k: row[k] for k in KEY}, "reading": reading, "votes": row["votes"]} for row in new if row["votes"]]
        self._session.execute(insert(CommentText), texts)
        if votes:
            self._session.execute(insert(VoteCount), votes)

    def _renew(self, row: CommentRow, comment: Comment, key: dict[str, Any], now: datetime, rows: "_Changes") -> None:
        rows.what += became(row, comment)
        if row.text != comment.text:
            rows.texts.append({**key, "text": comment.text, "seen_at": now})
        if row.votes != comment.votes:
            rows.votes.append({**key, "votes": comment.votes})
        fields = fields_of(comment)
        if any(getattr(row, name) != fields[name] for name in SCREENED):
            row.screened = None
        for name, value in fields.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        row.last_reading, row.withdrawn_at = key["reading"], None

    def _replace(self, table: type[CommentText | VoteCount], rows: list[dict[str, Any]]) -> None:
        """Add rows of one reading; the last of a comment that was shown more than once stays."""
        if not rows:
            return
        last = {row["comment_id"]: row for row in rows}
        same = (table.page_id == self.page_id, table.contest == rows[0]["contest"], table.reading == rows[0]["reading"])
        self._session.execute(delete(table).where(*same, table.comment_id.in_(last)))
        self._session.execute(insert(table), list(last.values()))

    def note_changes(self, contest: int, reading: int, what: Iterable[tuple[str, str]], now: datetime) -> None:
        """Write down what became of comments since the reading before: by id edited, withdrawn, back, hidden, shown."""
        key = {"page_id": self.page_id, "contest": contest, "reading": reading, "at": now}
        rows = [{**key, "comment_id": comment_id, "what": word} for comment_id, word in dict.fromkeys(what)]
        if not rows:
            return
        known = (CommentChange.page_id == self.page_id, CommentChange.contest == contest)
        of_these = CommentChange.comment_id.in_({row["comment_id"] for row in rows})
        same = select(CommentChange.comment_id, CommentChange.what).where(*known, of_these)
        noted = {(one, word) for one, word in self._session.execute(same.where(CommentChange.reading == reading))}
        new = [row for row in rows if (row["comment_id"], row["what"]) not in noted]
        if new:
            self._session.execute(insert(CommentChange), new)


def fields_of(comment: Comment) -> dict[str, Any]:
    """A comment as the columns of its row."""
    values = {name: getattr(comment, name) for name in FIELDS}
    values["tags"] = [[tag.offset, tag.length, tag.name] for tag in comment.tags]
    return values


def became(row: CommentRow, comment: Comment) -> list[tuple[str, str]]:
    """What became of a comment since its row was written, by its id."""
    became = {
        "back": row.withdrawn_at is not None,
        "edited": row.text != comment.text,
        "hidden": comment.hidden and not row.hidden,
        "shown": row.hidden and not comment.hidden,
    }
    return [(row.comment_id, what) for what, holds in became.items() if holds]


def _screen_again(row: CommentRow, comment: Comment, screening: Screening | None) -> None:
    """A text is screened once, unless it was held against another list of words."""
    if screening is not None and not screening.holds(row.screened):
        row.screened = screening(comment)
