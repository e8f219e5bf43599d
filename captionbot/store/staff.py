"""What staff said and were told: pauses, skips, whom and what they left out, notices, and the audit of it all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from captionbot.contest.notices import About
from captionbot.store.schema import Audit, Disqualified, Notice, OneOfOurs, Pause, Skip

AHEAD = timedelta(days=2)
"""No right clock writes an hour so far ahead."""
SEEN_EVERY = timedelta(minutes=5)
"""That something is so still is written down no more often."""
LAPSES = timedelta(minutes=65)
"""What mostly ends by itself, and was not found again for so long, has ended; a cron tick may come once an hour."""


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

    def paused_last(self) -> Sequence[Pause]:
        """The pauses that ended last, all at one instant, oldest first; none where no pause has ended."""
        mine = Pause.page_id == self.page_id
        last = select(func.max(Pause.ended_at)).where(mine).scalar_subquery()
        return self._session.scalars(select(Pause).where(mine, Pause.ended_at == last).order_by(Pause.since)).all()

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

    def word_on_weeks(self) -> Sequence[Skip]:
        """What staff have said of weeks: that they are skipped, or posted whatever the holiday."""
        return self._session.scalars(select(Skip).where(Skip.page_id == self.page_id)).all()

    def skips(self) -> set[str]:
        """Weeks that staff skip, such as 2026-W48."""
        return {row.week for row in self.word_on_weeks() if not row.post_anyway}

    def skip(self, week: str, by: str, now: datetime) -> bool:
        """Skip a week; False if it is skipped already."""
        return self._say_of_week(week, by, now, "skip", post_anyway=False)

    def post_anyway(self, week: str, by: str, now: datetime) -> bool:
        """Post in a holiday's week all the same; False if that was said already."""
        return self._say_of_week(week, by, now, "post anyway", post_anyway=True)

    def _say_of_week(self, week: str, by: str, now: datetime, action: str, *, post_anyway: bool) -> bool:
        row = self._session.get(Skip, (self.page_id, week))
        if row is not None and row.post_anyway == post_anyway:
            return False
        self._session.merge(Skip(page_id=self.page_id, week=week, by=by, at=now, post_anyway=post_anyway))
        self.note(now, by, action, detail=week)
        return True

    def unskip(self, week: str, by: str, now: datetime) -> bool:
        """Take a week back in; False if it is not skipped."""
        row = self._session.get(Skip, (self.page_id, week))
        if row is None or row.post_anyway:
            return False
        self._session.delete(row)
        self.note(now, by, "unskip", detail=week)
        return True

    def disqualified(self, contest: int) -> dict[str, Disqualified]:
        """What staff left out of a contest, by comment id."""
        query = select(Disqualified).where(Disqualified.page_id == self.page_id, Disqualified.contest == contest)
        return {row.comment_id: row for row in self._session.scalars(query)}

    def disqualify(self, row: Disqualified) -> bool:
        """Leave an entry out; False if it is left out by staff already."""
        row.page_id = self.page_id
        if self._session.get(Disqualified, (self.page_id, row.contest, row.comment_id)) is not None:
            return False
        self._session.add(row)
        return True

    def readmit(self, contest: int, comment_id: str) -> Disqualified | None:
        """Take back that an entry was left out; gives what was taken back, or None. The audit keeps both."""
        row = self._session.get(Disqualified, (self.page_id, contest, comment_id))
        if row is not None:
            self._session.delete(row)
        return row

    def ours(self) -> dict[str, OneOfOurs]:
        """Whom staff marked "one of ours", by entrant's id."""
        query = select(OneOfOurs).where(OneOfOurs.page_id == self.page_id)
        return {row.entrant_id: row for row in self._session.scalars(query)}

    def mark_ours(self, entrant_id: str, name: str | None, by: str, now: datetime) -> bool:
        """Mark an entrant "one of ours", for this and all later contests; False if that is so already."""
        if self._session.get(OneOfOurs, (self.page_id, entrant_id)) is not None:
            return False
        self._session.add(OneOfOurs(page_id=self.page_id, entrant_id=entrant_id, name=name, by=by, at=now))
        return True

    def unmark_ours(self, entrant_id: str) -> bool:
        """Take that back; False if the entrant is not marked."""
        row = self._session.get(OneOfOurs, (self.page_id, entrant_id))
        if row is not None:
            self._session.delete(row)
        return row is not None

    def tell(
        self, key: str, text: str, now: datetime, *, do: str = "", contest: int | None = None, about: About = About.NOTE
    ) -> bool:
        """Tell staff something once; False if they were told under this key before, and it is so still."""
        row = self._session.get(Notice, (self.page_id, key))
        if row is not None:
            row.about = about  # an older program knew no kinds
            _seen_again(row, text, now)
            return False
        self._session.add(Notice(page_id=self.page_id, key=key, at=now, text=text, do=do, contest=contest, about=about))
        return True

    def retell(self, key: str, text: str) -> None:
        """Put other words in the place of what staff were told under this key: it has turned out otherwise."""
        self._session.get_one(Notice, (self.page_id, key)).text = text

    def notices(self, most: int | None = None) -> Sequence[Notice]:
        """What staff were told, newest first; the newest few alone where ``most`` says how many."""
        query = select(Notice).where(Notice.page_id == self.page_id)
        return self._session.scalars(query.order_by(Notice.at.desc()).limit(most)).all()

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

    def audit_of(self, action: str, since: datetime, most: int) -> Sequence[Audit]:
        """The newest lines about one kind of act, newest first."""
        query = select(Audit).where(Audit.page_id == self.page_id, Audit.action == action, Audit.at >= since)
        return self._session.scalars(query.order_by(Audit.id.desc()).limit(most)).all()

    def audit_before(
        self, before: int | None, most: int, *, words: str = "", contest: int | None = None
    ) -> Sequence[Audit]:
        """So many lines before that number, newest first; of one contest, or with these words, in any capitals."""
        query = select(Audit).where(Audit.page_id == self.page_id)
        if before is not None:
            query = query.where(Audit.id < before)
        if contest is not None:
            query = query.where(Audit.contest == contest)
        for word in words.split():
            columns = (Audit.by, Audit.action, Audit.because, Audit.detail, Audit.comment_id)
            query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
        return self._session.scalars(query.order_by(Audit.id.desc()).limit(most)).all()

    def last_audit(self) -> int:
        """The number of the audit's last line; 0 where it has none."""
        return self._session.scalar(select(func.max(Audit.id)).where(Audit.page_id == self.page_id)) or 0

    def audit_since(self, last: int, contest: int | None = None) -> Sequence[Audit]:
        """The lines after that number, oldest first; of one contest if asked."""
        query = select(Audit).where(Audit.page_id == self.page_id, Audit.id > last)
        if contest is not None:
            query = query.where(Audit.contest == contest)
        return self._session.scalars(query.order_by(Audit.id)).all()


def _seen_again(row: Notice, text: str, now: datetime) -> None:
    """Note that it is so still; what had ended before anybody was sent word of it begins anew."""
    before = row.seen_at or row.at
    if row.about == About.PASSING and not row.tries and abs(now - before) > LAPSES:
        row.at, row.seen_at, row.sent_at, row.text = now, None, None, text
    elif abs(now - before) >= SEEN_EVERY:
        row.seen_at = now
