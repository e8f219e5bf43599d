"""What the desk keeps: forms that were sent, and what is shown of a tally."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from captionbot.store.schema import CommentRow, DeskKey, FormDone, Reading, ShownTally

KEPT_DAYS = 2
"""So long a form that was sent is known again."""


class Desk:
    """The shelf of the desk."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def made_key(self) -> str | None:
        """What the desk signs with, where it has been made."""
        row = self._session.get(DeskKey, self.page_id)
        return row.secret if row else None

    def key(self, now: datetime) -> str:
        """What the desk signs with: 256 bits, made the first time it is asked for."""
        row = self._session.get(DeskKey, self.page_id)
        if row is None:
            row = DeskKey(page_id=self.page_id, secret=secrets.token_hex(32), made_at=now)
            self._session.add(row)
        return row.secret

    def said(self, once: str) -> FormDone | None:
        """The form of that number, if it was sent."""
        return self._session.get(FormDone, (self.page_id, once))

    def did(self, once: str, account: str, said: str, now: datetime, sent: str = "") -> None:
        """A form has had its effect, of which ``said`` tells its sender; ``sent`` is the digest of what was in it."""
        self._session.add(FormDone(page_id=self.page_id, once=once, account=account, at=now, said=said, sent=sent))
        old = delete(FormDone).where(FormDone.page_id == self.page_id, FormDone.at < now - timedelta(days=KEPT_DAYS))
        self._session.execute(old)

    def shown(self, contest: int) -> ShownTally | None:
        """The tally of a contest as a tick kept it to be shown."""
        return self._session.get(ShownTally, (self.page_id, contest))

    def show(self, contest: int, basis: str, body: dict[str, Any], now: datetime) -> None:
        """Keep a tally to be shown, in the place of an earlier one."""
        self._session.merge(
            ShownTally(page_id=self.page_id, contest=contest, basis=basis, made_at=now, body=body),
        )

    def more_than(self, comments: int, contest: int) -> bool:
        """Whether a contest has more than so many comments; of a viral thread no more are counted than that."""
        query = select(CommentRow.comment_id).where(CommentRow.page_id == self.page_id, CommentRow.contest == contest)
        some = query.limit(comments + 1).subquery()
        return (self._session.scalar(select(func.count()).select_from(some)) or 0) > comments

    def newest_reading(self, contest: int) -> int:
        """The number of the newest reading of a contest that has ended; 0 where there is none."""
        query = select(func.max(Reading.id)).where(Reading.page_id == self.page_id, Reading.contest == contest)
        return self._session.scalar(query.where(Reading.ended_at.is_not(None))) or 0
