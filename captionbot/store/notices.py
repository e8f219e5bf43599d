"""Notices as they are sent: which stand in the record, which of them are to be sent, and whether anybody acted."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from captionbot.store.schema import Audit, Notice

LATELY = timedelta(days=2)
"""Notices older than that are sent no more, but for those that wait on purpose and what is urgent and still so."""
NO_PERSON = ("captionbot", "PAUSE file", "a stranger")
NO_ACT = ("wrong-password", "sign-in", "sign-out")
"""Whoever signs in has not mended anything yet."""


class Notices:
    """The shelf of what staff are told."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def get(self, key: str) -> Notice | None:
        """What staff were told under this key, if they were."""
        return self._session.get(Notice, (self.page_id, key))

    def told(self, keys: Collection[str]) -> set[str]:
        """Those of the keys under which staff were told something."""
        query = select(Notice.key).where(Notice.page_id == self.page_id, Notice.key.in_(keys))
        return set(self._session.scalars(query)) if keys else set()

    def under(self, beginning: str) -> Sequence[Notice]:
        """What staff were told under keys that begin so, oldest first."""
        query = select(Notice).where(Notice.page_id == self.page_id, Notice.key.startswith(beginning, autoescape=True))
        return self._session.scalars(query.order_by(Notice.at, Notice.key)).all()

    def to_send(self, now: datetime) -> Sequence[Notice]:
        """All that the sending is about, oldest first: what waits, what is tried again, and what is recent."""
        lately = now - LATELY
        waits = or_(Notice.sent_at.is_(None), Notice.try_at.is_not(None), Notice.at >= lately, Notice.seen_at >= lately)
        query = select(Notice).where(Notice.page_id == self.page_id, waits)
        return self._session.scalars(query.order_by(Notice.at, Notice.key)).all()

    def last_tried(self) -> Notice | None:
        """The notice that was tried last, of those that were ever sent."""
        query = select(Notice).where(Notice.page_id == self.page_id, Notice.tries > 0)
        return self._session.scalars(query.order_by(Notice.sent_at.desc(), Notice.at.desc()).limit(1)).first()

    def went(self, key: str, now: datetime, lacking: Collection[str]) -> None:
        """Write down that a notice was sent just now, and which addresses have not taken it; it is not tried again."""
        row = self._session.get_one(Notice, (self.page_id, key))
        row.tries, row.sent_at, row.lacking = row.tries + 1, now, " ".join(lacking)

    def acted(self, contest: int | None, since: datetime) -> datetime | None:
        """When a person last did anything about a contest since then; about anything where it is about none."""
        query = select(func.max(Audit.at)).where(Audit.page_id == self.page_id, Audit.at >= since)
        query = query.where(Audit.by.not_in(NO_PERSON), Audit.action.not_in(NO_ACT))
        if contest is not None:
            query = query.where(Audit.contest == contest)
        return self._session.scalar(query)

    def held_since(self, contest: int, held: str) -> datetime | None:
        """When a person put a contest on hold with these words; None where nobody did."""
        query = select(Audit).where(Audit.page_id == self.page_id, Audit.contest == contest, Audit.action == "hold")
        lines = self._session.scalars(query.order_by(Audit.id.desc()))
        return next((line.at for line in lines if held in (line.because, f"held by {line.by}")), None)
