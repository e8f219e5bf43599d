"""What staff said and were told: pauses, skipped weeks, notices, and the audit of it all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from captionbot.store.schema import Audit, Notice, Pause, Skip

AHEAD = timedelta(days=2)
"""No right clock writes an hour so far ahead."""


class Staff:
    """The shelf of staff's word."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def pauses(self) -> Sequence[Pause]:
        """Pauses in force, oldest first."""
        query = select(Pause).where(Pause.page_id == self.page_id, Pause.ended_at.is_(None))
        return self._session.scalars(query.order_by(Pause.since)).all()

    def paused_between(self, begin: datetime, end: datetime) -> Pause | None:
        """A pause that was in force at some instant from ``begin`` to ``end``.

        One that ended days after ``end`` was ended by a clock that was ahead, and is over.
        """
        query = select(Pause).where(
            Pause.page_id == self.page_id,
            Pause.since <= end,
            or_(Pause.ended_at.is_(None), and_(Pause.ended_at > begin, Pause.ended_at < end + AHEAD)),
        )
        return self._session.scalars(query.order_by(Pause.since)).first()

    def pause(
        self, by: str, because: str, now: datetime, *, until: datetime | None = None, source: str = "staff"
    ) -> None:
        """Stop everything that speaks, from now."""
        self._session.add(
            Pause(
                page_id=self.page_id,
                since=now,
                until=until,
                by=by,
                because=because,
                source=source,
                ended_by="",
            )
        )
        self.note(now, by, "pause", because=because)

    def end_pause(self, pause: Pause, by: str, now: datetime) -> None:
        """Go on."""
        pause.ended_at, pause.ended_by = now, by
        self.note(now, by, "resume", detail=pause.because)

    def skips(self) -> set[str]:
        """Weeks that staff skip, such as 2026-W48."""
        return set(self._session.scalars(select(Skip.week).where(Skip.page_id == self.page_id)))

    def skip(self, week: str, by: str, now: datetime) -> bool:
        """Skip a week; False if it is skipped already."""
        if self._session.get(Skip, (self.page_id, week)) is not None:
            return False
        self._session.add(Skip(page_id=self.page_id, week=week, by=by, at=now))
        self.note(now, by, "skip", detail=week)
        return True

    def unskip(self, week: str, by: str, now: datetime) -> bool:
        """Take a week back in; False if it is not skipped."""
        row = self._session.get(Skip, (self.page_id, week))
        if row is None:
            return False
        self._session.delete(row)
        self.note(now, by, "unskip", detail=week)
        return True

    def tell(self, key: str, text: str, now: datetime, *, do: str = "", contest: int | None = None) -> bool:
        """Tell staff something once; False if they were told under this key before."""
        if self._session.get(Notice, (self.page_id, key)) is not None:
            return False
        self._session.add(Notice(page_id=self.page_id, key=key, at=now, text=text, do=do, contest=contest))
        return True

    def notices(self) -> Sequence[Notice]:
        """What staff were told, newest first."""
        query = select(Notice).where(Notice.page_id == self.page_id)
        return self._session.scalars(query.order_by(Notice.at.desc())).all()

    def note(
        self,
        now: datetime,
        by: str,
        action: str,
        *,
        contest: int | None = None,
        comment_id: str | None = None,
        because: str = "",
        detail: str = "",
    ) -> None:
        """Add a line to the audit."""
        self._session.add(
            Audit(
                page_id=self.page_id,
                at=now,
                by=by,
                action=action,
                contest=contest,
                comment_id=comment_id,
                because=because,
                detail=detail,
            )
        )

    def audit(self, contest: int | None = None) -> Sequence[Audit]:
        """The audit, oldest first; of one contest if asked."""
        query = select(Audit).where(Audit.page_id == self.page_id)
        if contest is not None:
            query = query.where(Audit.contest == contest)
        return self._session.scalars(query.order_by(Audit.id)).all()
