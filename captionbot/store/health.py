"""What is known of the program itself: the token by Facebook's word, trials of the notices, the database's size."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from captionbot.store.schema import Contest, NoticeTrial, TokenRow
from captionbot.store.troubles import named


class Health:
    """The shelf of what is known of the program's own state."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def token(self) -> TokenRow | None:
        """What Facebook said of the token when it was asked last."""
        return self._session.get(TokenRow, self.page_id)

    def keep_token(self, facts: Mapping[str, Any], now: datetime) -> None:
        """Keep what Facebook says of the token now."""
        self._session.merge(TokenRow(page_id=self.page_id, asked_at=now, facts=dict(facts)))

    def ask_trial(self, by: str, now: datetime) -> None:
        """Ask the next tick for a notice that shows whether notices arrive."""
        self._session.add(NoticeTrial(page_id=self.page_id, by=by, asked_at=now))

    def trial(self, number: int) -> NoticeTrial:
        """One trial, by its number."""
        return self._session.get_one(NoticeTrial, number)

    def waiting_trials(self) -> Sequence[NoticeTrial]:
        """Trials that were asked for and not begun yet, oldest first."""
        query = select(NoticeTrial).where(NoticeTrial.page_id == self.page_id, NoticeTrial.ended_at.is_(None))
        return self._session.scalars(query.order_by(NoticeTrial.id)).all()

    def last_trials(self, most: int) -> Sequence[NoticeTrial]:
        """The latest trials, newest first."""
        query = select(NoticeTrial).where(NoticeTrial.page_id == self.page_id)
        return self._session.scalars(query.order_by(NoticeTrial.id.desc()).limit(most)).all()

    def last_reading(self) -> datetime | None:
        """When comments were read last, of any contest."""
        return self._session.scalar(select(func.max(Contest.last_reading_at)).where(Contest.page_id == self.page_id))

    def file(self) -> Path | None:
        """Where the database lies; None where a server keeps it."""
        engine = self._session.connection().engine
        return Path(str(engine.url.database)).absolute() if engine.dialect.name == "sqlite" else None

    def place(self) -> str:
        """Where the record is kept, in words and without a password."""
        return named(self._session.connection().engine.url)

    def size(self) -> int:
        """How large the database is (bytes), all its Pages together."""
        file = self.file()
        if file is not None:
            return sum(one.stat().st_size for one in (file, file.with_name(f"{file.name}-wal")) if one.exists())
        return int(self._session.scalar(select(func.pg_database_size(func.current_database()))) or 0)
