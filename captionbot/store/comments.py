"""Readings, and what they showed. A comment is never deleted here and no text it had is overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from captionbot.contest.comment import Comment, Tag
from captionbot.store.schema import CommentChange, CommentRow, CommentText, Contest, Reading, VoteCount

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


@dataclass(slots=True)
class _Changes:
    """Rows that one page of a reading adds."""

    new: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    votes: list[dict[str, Any]] = field(default_factory=list)


class Comments:
    """The shelf of readings and comments."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def begin_reading(self, contest: int, now: datetime, *, closing: bool = False) -> Reading:
        """Begin one pass over a contest's comments."""
        reading = Reading(page_id=self.page_id, contest=contest, begun_at=now, closing=closing, rows=0, note="")
        reading.complete = False
        self._session.add(reading)
        self._session.flush()
        return reading

    def last_reading(self, contest: int) -> Reading | None:
        """The newest reading of a contest."""
        query = select(Reading).where(Reading.page_id == self.page_id, Reading.contest == contest)
        return self._session.scalars(query.order_by(Reading.id.desc())).first()

    def keep(self, contest: int, reading: int, seen: Sequence[Comment], now: datetime) -> None:
        """Keep one page of a reading: what is new, what changed, and that the rest was there."""
        ids = [comment.comment_id for comment in seen]
        known = {row.comment_id: row for row in self._rows(contest, ids)}
        rows = _Changes()
        for comment in seen:
            row = known.get(comment.comment_id)
            key = {"page_id": self.page_id, "contest": contest, "comment_id": comment.comment_id, "reading": reading}
            if row is None:
                rows.new.append(self._new(contest, reading, comment, now))
            else:
                self._renew(row, comment, key, now, rows)
        self._add(rows.new, reading, now)
        self._replace(CommentText, rows.texts)
        self._replace(VoteCount, rows.votes)

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
            **_fields(comment),
        }

    def _add(self, new: list[dict[str, Any]], reading: int, now: datetime) -> None:
        if not new:
            return
        self._session.execute(insert(CommentRow), new)
        keys = ("page_id", "contest", "comment_id")
        texts = [{**{k: row[k] for k in keys}, "reading": reading, "text": row["text"], "seen_at": now} for row in new]
        votes = [
            {**{k: row[k] for k in keys}, "reading": reading, "votes": row["votes"]} for row in new if row["votes"]
        ]
        self._session.execute(insert(CommentText), texts)
        if votes:
            self._session.execute(insert(VoteCount), votes)

    def _renew(self, row: CommentRow, comment: Comment, key: dict[str, Any], now: datetime, rows: "_Changes") -> None:
        if row.text != comment.text:
            rows.texts.append({**key, "text": comment.text, "seen_at": now})
        if row.votes != comment.votes:
            rows.votes.append({**key, "votes": comment.votes})
        for name, value in _fields(comment).items():
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

    def end_reading(
        self,
        reading_id: int,
        now: datetime,
        *,
        complete: bool,
        rows: int,
        total: int | None,
        note: str = "",
        sure: bool = True,
    ) -> Reading:
        """End a reading; after a complete one, what it did not show is withdrawn.

        Not where it isn't ``sure``: what could not be understood may have been any of them.
        """
        reading = self._session.get_one(Reading, reading_id)
        reading.ended_at, reading.complete, reading.rows = now, complete, rows
        reading.total, reading.note = total, note
        if complete and sure:
            self._session.execute(
                update(CommentRow)
                .where(
                    CommentRow.page_id == self.page_id,
                    CommentRow.contest == reading.contest,
                    CommentRow.last_reading < reading_id,
                    CommentRow.withdrawn_at.is_(None),
                )
                .values(withdrawn_at=now)
            )
        return reading

    def note_changes(self, contest: int, reading: int, changed: Mapping[str, str], now: datetime) -> None:
        """Write down what became of comments since the reading before: by id edited, withdrawn, back, hidden, shown."""
        key = {"page_id": self.page_id, "contest": contest, "reading": reading, "at": now}
        rows = [{**key, "comment_id": comment_id, "what": what} for comment_id, what in changed.items()]
        if rows:
            self._session.execute(insert(CommentChange), rows)

    def most_votes_vanished(self, reading: Reading) -> int:
        """The votes of the best comment that was there before and that this reading did not show; 0 for none."""
        query = select(func.max(CommentRow.votes)).where(
            CommentRow.page_id == self.page_id,
            CommentRow.contest == reading.contest,
            CommentRow.withdrawn_at == reading.ended_at,
            CommentRow.last_reading < reading.id,
        )
        return self._session.scalar(query) or 0

    def of_contest(self, contest: int) -> list[CommentRow]:
        """Every comment ever read on a contest, in the order they were written."""
        query = select(CommentRow).where(CommentRow.page_id == self.page_id, CommentRow.contest == contest)
        return list(self._session.scalars(query.order_by(CommentRow.created_at, CommentRow.comment_id)))

    def get(self, contest: int, comment_id: str) -> CommentRow | None:
        """One comment, by the part of its id after the last ``_``."""
        return self._session.get(CommentRow, (self.page_id, contest, comment_id))

    def text_seen_at(self, contest: int, comment_id: str) -> datetime:
        """When the newest text of a comment was first seen."""
        query = select(func.max(CommentText.seen_at)).where(
            CommentText.page_id == self.page_id,
            CommentText.contest == contest,
            CommentText.comment_id == comment_id,
        )
        return self._session.scalars(query).one()

    def seen_again(self, contest: int, comment: Comment, now: datetime) -> None:
        """Keep the words and the hiding of a comment that was read outside a reading; its votes stay as counted."""
        row = self._session.get_one(CommentRow, (self.page_id, contest, comment.comment_id))
        row.hidden = comment.hidden
        if row.text == comment.text:
            return
        self._keep_texts(contest, [comment], now, "the winner, read once more")
        row.text = comment.text

    def keep_other_texts(self, contest: int, seen: Sequence[Comment], now: datetime) -> None:
        """Keep words that a later pass of a reading showed; the comments themselves stay as its first pass had them."""
        if not seen:  # every page of a first pass: nothing need be asked
            return
        query = select(CommentText.comment_id, CommentText.text).where(
            CommentText.page_id == self.page_id,
            CommentText.contest == contest,
            CommentText.comment_id.in_([comment.comment_id for comment in seen]),
        )
        kept = {(comment_id, text) for comment_id, text in self._session.execute(query)}
        other = [comment for comment in seen if (comment.comment_id, comment.text) not in kept]
        if other:
            self._keep_texts(contest, other, now, "words that changed while the comments were read")

    def _keep_texts(self, contest: int, seen: Sequence[Comment], now: datetime, note: str) -> None:
        """Keep words under a reading of their own: within one reading a comment has one text."""
        reading = self.begin_reading(contest, now)
        reading.ended_at, reading.rows, reading.note = now, len(seen), note
        for comment in seen:
            key = {"page_id": self.page_id, "contest": contest, "comment_id": comment.comment_id}
            self._session.add(CommentText(**key, reading=reading.id, text=comment.text, seen_at=now))

    def freeze(self, contest: Contest, verdicts: Iterable[dict[str, Any]]) -> None:
        """Store each comment's verdict, once, at the closing reading.

        Rows are ``comment_id, verdict, reason, rank, counted_votes, flags, marks``.
        """
        rows = [{"page_id": self.page_id, "contest": contest.number, **verdict} for verdict in verdicts]
        if rows:
            self._session.execute(update(CommentRow), rows)

    def count_standing(self, contest: int) -> int:
        """How many comments were on the contest at its last complete reading."""
        query = select(func.count()).where(
            CommentRow.page_id == self.page_id, CommentRow.contest == contest, CommentRow.withdrawn_at.is_(None)
        )
        return self._session.scalar(query) or 0

    def count(self, contest: int) -> int:
        """How many comments were read on a contest."""
        query = select(func.count()).where(CommentRow.page_id == self.page_id, CommentRow.contest == contest)
        return self._session.scalar(query) or 0

    def entrants(self, comment_ids: set[str]) -> set[str]:
        """Who wrote these comments, where Facebook says so."""
        query = select(CommentRow.entrant_id).where(
            CommentRow.page_id == self.page_id, CommentRow.comment_id.in_(comment_ids)
        )
        return {entrant for entrant in self._session.scalars(query) if entrant}


def _fields(comment: Comment) -> dict[str, Any]:
    values = {name: getattr(comment, name) for name in FIELDS}
    values["tags"] = [[tag.offset, tag.length, tag.name] for tag in comment.tags]
    return values


def as_comment(row: CommentRow) -> Comment:
    """The comment that a row keeps."""
    values = {name: getattr(row, name) for name in FIELDS}
    values["tags"] = tuple(Tag(offset, length, name) for offset, length, name in row.tags)
    return Comment(comment_id=row.comment_id, **values)
