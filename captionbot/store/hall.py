"""What the hall of fame shows, as the record holds it: announced contests, and whether anything of them has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from captionbot.contest.stages import Stage
from captionbot.store.schema import CommentRow, Contest, Forgotten, Slip

Trace = list[list[Any]]
"""Rows that JSON can hold, the same as long as nothing of what they are about has changed."""


@dataclass(frozen=True, slots=True)
class SlipHead:
    """A result slip without its body: that of a viral thread is large."""

    number: int
    contest: int
    digest: str
    made_at: datetime


class Hall:
    """The shelf of what is public for good."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def announced(self) -> Sequence[Contest]:
        """Contests whose winner is announced, newest first; while one is corrected, neither result counts."""
        query = select(Contest).where(*self._announced())
        return self._session.scalars(query.order_by(Contest.slot_at.desc(), Contest.number.desc())).all()

    def slips(self) -> dict[int, SlipHead]:
        """The newest slip of each contest, by the contest's number."""
        columns = (Slip.number, Slip.contest, Slip.digest, Slip.made_at)
        rows = self._session.execute(select(*columns).where(Slip.page_id == self.page_id).order_by(Slip.number))
        return {row.contest: SlipHead(*row) for row in rows}  # a later one takes its place

    def last_slip(self) -> SlipHead | None:
        """The head of the chain of slips."""
        columns = (Slip.number, Slip.contest, Slip.digest, Slip.made_at)
        query = select(*columns).where(Slip.page_id == self.page_id).order_by(Slip.number.desc()).limit(1)
        row = self._session.execute(query).first()
        return SlipHead(*row) if row else None

    def winners(self) -> Trace:
        """Which decision is announced of each contest."""
        query = select(Contest.number, Contest.decision).where(*self._announced()).order_by(Contest.number)
        return [[*row] for row in self._session.execute(query)]

    def sealed(self) -> Trace:
        """Comments on announced contests whose writer asked to be forgotten; a reading may learn later who it was."""
        theirs = (CommentRow.page_id == Contest.page_id) & (CommentRow.contest == Contest.number)
        query = select(Contest.number, CommentRow.comment_id).join(CommentRow, theirs)
        query = query.where(*self._announced(), CommentRow.sealed_at.is_not(None))
        rows = self._session.execute(query.order_by(Contest.number, CommentRow.comment_id))
        return [[*row] for row in rows]

    def forgotten(self) -> Trace:
        """Who asked to be forgotten, each by a digest, and whether their words are destroyed."""
        query = select(Forgotten.digest, Forgotten.erased_at).where(Forgotten.page_id == self.page_id)
        rows = self._session.execute(query.order_by(Forgotten.digest))
        return [[digest, erased_at is not None] for digest, erased_at in rows]

    def _announced(self) -> tuple[ColumnElement[bool], ...]:
        return Contest.page_id == self.page_id, Contest.stage == Stage.ANNOUNCED
