"""The comments of a contest as a tally looks at them, and the verdicts that it left. Looks only, some at a time."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, cast, func, select
from sqlalchemy.orm import Session

from captionbot.contest.comment import Comment, Tag
from captionbot.store.ledger import parts_of
from captionbot.store.schema import CommentRow, Contest

AT_A_TIME = 1_000
"""Comments that a tally has in memory at once."""


class ToJudge(NamedTuple):
    """A comment as a tally looks at it, in plain columns: rows of the ORM would be all of a viral thread in memory."""

    comment: Comment
    """Without its link and Facebook's own id, at which no rule looks."""
    withdrawn: bool
    sealed: bool
    """Whether its writer asked to be forgotten."""
    screened: str | None
    """What the screens found, as JSON."""
    verdict: tuple[Any, ...]
    """As it stands: verdict, reason, rank, votes, and flags and marks as JSON."""


class Verdicts:
    """The comments of one contest, judged or to be judged."""

    def __init__(self, session: Session, contest: Contest) -> None:
        """Belongs to Comments."""
        self._session, self._contest = session, contest

    def to_judge(self, as_tallied: Mapping[str, str]) -> Iterator[list[ToJudge]]:
        """Every comment, some at a time, in the order in which they were written.

        Once entries have closed those that were there then, with the votes that they had, and with the words of
        ``as_tallied``, by id. Ids are numbers of any length, so the shorter is the lower (contest/entries.py).
        """
        closed = self._contest.votes_at is not None
        votes = _counted if closed else CommentRow.votes
        query = self._of(*_LOOKED_AT, votes)
        if closed:
            query = query.where(CommentRow.verdict.is_not(None))
        comment_id: SQLColumnExpression[str] = CommentRow.comment_id
        if self._session.get_bind().dialect.name == "postgresql":
            comment_id = comment_id.collate("C")  # as numbers go, whatever the database's language is
        query = query.order_by(CommentRow.created_at, func.length(CommentRow.comment_id), comment_id)
        with self._session.execute(query.execution_options(yield_per=AT_A_TIME)) as rows:
            for part in rows.partitions():
                yield [_to_judge(as_tallied, *row) for row in part]

    def these_to_judge(self, comment_ids: Collection[str]) -> Iterator[list[ToJudge]]:
        """Some comments of an open contest by their ids, in no order."""
        for part in parts_of(comment_ids):
            query = self._of(*_LOOKED_AT, CommentRow.votes).where(CommentRow.comment_id.in_(part))
            yield [_to_judge({}, *row) for row in self._session.execute(query)]

    def not_shown_by(self, reading: int) -> Sequence[str]:
        """The ids of comments that a reading did not show."""
        return self._session.scalars(self._of(CommentRow.comment_id).where(CommentRow.last_reading != reading)).all()

    def numbered(self, comment_ids: Collection[str]) -> dict[str, CommentRow]:
        """Some comments, by id."""
        found = (self._rows(CommentRow.comment_id.in_(part)) for part in parts_of(comment_ids))
        return {row.comment_id: row for rows in found for row in rows}

    def screened(self, comment_ids: Sequence[str]) -> dict[str, str | None]:
        """What the screens found in a few comments, as JSON, by their ids."""
        query = self._of(CommentRow.comment_id, cast(CommentRow.screened, Text).label("screened"))
        rows = self._session.execute(query.where(CommentRow.comment_id.in_(comment_ids)))
        return {row.comment_id: row.screened for row in rows}

    def entrants_left_out_for(self, reasons: Collection[str]) -> frozenset[str]:
        """Who wrote what was left out for one of these reasons, where Facebook says so."""
        query = self._of(CommentRow.entrant_id).distinct().where(CommentRow.reason.in_(reasons))
        return frozenset(entrant for entrant in self._session.scalars(query) if entrant)

    def number(self, verdict: str) -> int:
        """How many comments have a verdict."""
        return self._session.scalar(self._of(func.count()).where(CommentRow.verdict == verdict)) or 0

    def most_votes(self, reason: str) -> int | None:
        """The votes of the best that was left out for a reason, where there is one."""
        query = self._of(func.max(_counted)).where(CommentRow.verdict == "left out", CommentRow.reason == reason)
        votes: int | None = self._session.scalar(query)
        return votes

    def entries(self, most: int | None) -> Sequence[CommentRow]:
        """The entries, the best first."""
        return self._rows(CommentRow.verdict == "entry", order=(func.coalesce(CommentRow.rank, 0), *_TIME), most=most)

    def left_out(self, most: int | None) -> Sequence[CommentRow]:
        """What was left out, most votes first."""
        return self._rows(CommentRow.verdict == "left out", order=(_counted.desc(), *_TIME), most=most)

    def reasons(self) -> dict[str, int]:
        """How many comments were left out for each reason."""
        reason = func.coalesce(CommentRow.reason, "")
        query = self._of(reason, func.count()).where(CommentRow.verdict == "left out").group_by(reason)
        return {one: int(number) for one, number in self._session.execute(query)}

    def left_out_for(self, reason: str, most: int) -> Sequence[CommentRow]:
        """Some of what was left out for a reason, most votes first."""
        these = (CommentRow.verdict == "left out", func.coalesce(CommentRow.reason, "") == reason)
        return self._rows(*these, order=(_counted.desc(), *_TIME), most=most)

    def _of(self, *columns: Any) -> Select[Any]:
        of_this = CommentRow.page_id == self._contest.page_id, CommentRow.contest == self._contest.number
        return select(*columns).where(*of_this)

    def _rows(
        self, *which: ColumnElement[bool], order: Sequence[SQLColumnExpression[Any]] = (), most: int | None = None
    ) -> Sequence[CommentRow]:
        return self._session.scalars(self._of(CommentRow).where(*which).order_by(*order).limit(most)).all()


_counted = func.coalesce(CommentRow.counted_votes, 0)
_TIME = CommentRow.created_at, CommentRow.comment_id
_LOOKED_AT = (
    CommentRow.comment_id,
    CommentRow.created_at,
    CommentRow.text,
    CommentRow.entrant_id,
    CommentRow.entrant_name,
    CommentRow.parent_id,
    CommentRow.hidden,
    cast(CommentRow.tags, Text),
    CommentRow.attachment,
    CommentRow.withdrawn_at.is_not(None),
    CommentRow.sealed_at.is_not(None),
    cast(CommentRow.screened, Text),  # as text: most are one of a few, and to read each anew takes longest of all
    CommentRow.verdict,
    CommentRow.reason,
    CommentRow.rank,
    CommentRow.counted_votes,
    cast(CommentRow.flags, Text),
    cast(CommentRow.marks, Text),
)


def _to_judge(as_tallied: Mapping[str, str], comment_id: str, created_at: datetime, text: str, *row: Any) -> ToJudge:
    entrant, name, parent, hidden, tags, attachment, withdrawn, sealed, screened, *verdict, votes = row
    text = as_tallied.get(comment_id, text)
    comment = Comment(comment_id, "", created_at, text, votes, entrant, name, parent, hidden, _tags(tags), attachment)
    return ToJudge(comment, withdrawn, sealed, screened, tuple(verdict))


@lru_cache(maxsize=1024)
def _tags(kept: str) -> tuple[Tag, ...]:
    return tuple(Tag(offset, length, name) for offset, length, name in json.loads(kept))
