"""The papers of a Page: result slips in their chain, and who asked to be forgotten."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from captionbot.store.schema import Forgotten, Slip


class Papers:
    """The shelf of papers."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def slips(self, contest: int | None = None) -> Sequence[Slip]:
        """The chain of slips, the first first; those of one contest if asked."""
        query = select(Slip).where(Slip.page_id == self.page_id)
        if contest is not None:
            query = query.where(Slip.contest == contest)
        return self._session.scalars(query.order_by(Slip.number)).all()

    def last_slip(self) -> Slip | None:
        """The head of the chain."""
        query = select(Slip).where(Slip.page_id == self.page_id)
        return self._session.scalars(query.order_by(Slip.number.desc())).first()

    def add_slip(self, slip: Slip) -> None:
        """Put a slip at the head of the chain; its ``before`` and ``number`` must follow the last."""
        last = self.last_slip()
        if (slip.number, slip.before) != ((last.number + 1, last.digest) if last else (1, "")):
            raise AssertionError(f"slip {slip.number} does not follow the chain")
        slip.page_id = self.page_id
        self._session.add(slip)
        self._session.flush()

    def forgotten(self) -> Sequence[Forgotten]:
        """Who asked to be forgotten, by digest."""
        return self._session.scalars(select(Forgotten).where(Forgotten.page_id == self.page_id)).all()

    def forget(self, row: Forgotten) -> None:
        """Remember that somebody asked to be forgotten; an erasure replaces a seal."""
        row.page_id = self.page_id
        self._session.merge(row)
