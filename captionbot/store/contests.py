"""Contests, the slots they fill, and the decisions about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from captionbot.contest.stages import ENDED, MOVES, Stage
from captionbot.errors import NotNow
from captionbot.store.finding import holds
from captionbot.store.schema import CommentRow, Contest, Decision, Slot, Utterance

LARGEST = 2**31 - 1
"""No database keeps a contest's number above it; somebody may ask for one."""


def may_stand() -> ColumnElement[bool]:
    """Of a contest: its post has stood on the Page, or may stand although its id is not known."""
    return or_(Contest.post_id.is_not(None), Contest.stage.in_((Stage.POSTING, Stage.STUCK)))


@dataclass(frozen=True, slots=True)
class Brief:
    """A contest in a line: what a list shows of it, and what it is found by."""

    number: int
    slot_at: datetime
    stage: str
    marker: str
    photo: str
    sidecar: dict[str, Any]
    kept_by: str
    caption: str | None
    """Of the decision in force, as it was written; None where there is none."""
    said_caption: str | None
    winner: str | None
    said_name: str | None
    votes: int | None
    sealed_at: datetime | None
    """Since then nothing public names the winner: they asked to be forgotten."""


class Contests:
    """The shelf of contests."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def get(self, number: int) -> Contest:
        """One contest; raises NotNow if there is none of that number."""
        row = self._session.get(Contest, (self.page_id, number)) if number <= LARGEST else None
        if row is None:
            last = self._session.scalar(select(func.max(Contest.number)).where(Contest.page_id == self.page_id))
            there = f"The newest is no. {last}." if last else "There has been none yet."
            raise NotNow(f"There is no contest no. {number}. {there}", "`captionbot status` lists them.")
        return row

    def all(self) -> Sequence[Contest]:
        """Every contest, newest first."""
        query = select(Contest).where(Contest.page_id == self.page_id)
        return self._session.scalars(query.order_by(Contest.slot_at.desc(), Contest.number.desc())).all()

    def briefly(self) -> list[Brief]:
        """Every contest in a line, newest first."""
        mine, won, wrote = Contest, Decision, CommentRow
        query = (
            select(
                *(mine.number, mine.slot_at, mine.stage, mine.marker, mine.photo, mine.sidecar, mine.kept_by),
                *(won.caption, won.said_caption, won.winner, won.said_name, won.votes),
                wrote.sealed_at,
            )
            .outerjoin(won, and_(won.page_id == mine.page_id, won.contest == mine.number, won.number == mine.decision))
            .outerjoin(
                wrote,
                and_(
                    wrote.page_id == mine.page_id,
                    wrote.contest == mine.number,
                    wrote.comment_id == won.comment_id,
                ),
            )
            .where(mine.page_id == self.page_id)
            .order_by(mine.slot_at.desc(), mine.number.desc())
        )
        return [Brief(*row) for row in self._session.execute(query)]

    def written_in(self, words: str) -> set[int]:
        """Contests in which somebody wrote these words, or has them in their name; capitals don't count."""
        found = exists().where(
            CommentRow.page_id == Contest.page_id,
            CommentRow.contest == Contest.number,
            holds(self._session, words),
        )
        return set(self._session.scalars(select(Contest.number).where(Contest.page_id == self.page_id, found)))

    def going(self) -> Sequence[Contest]:
        """Contests that have not ended, oldest first."""
        query = select(Contest).where(Contest.page_id == self.page_id, Contest.stage.not_in(ENDED))
        return self._session.scalars(query.order_by(Contest.slot_at, Contest.number)).all()

    def unmoved(self) -> Sequence[Contest]:
        """Contests whose post stands and whose photo is in the queue still, oldest first."""
        query = select(Contest).where(
            Contest.page_id == self.page_id, Contest.post_id.is_not(None), Contest.photo_in == "queue"
        )
        return self._session.scalars(query.order_by(Contest.slot_at, Contest.number)).all()

    def last_moved(self, *, but: int) -> Contest | None:
        """The newest contest but one whose photo is in photos/posted."""
        query = select(Contest).where(Contest.page_id == self.page_id, Contest.photo_in == "posted")
        return self._session.scalars(query.where(Contest.number != but).order_by(Contest.slot_at.desc())).first()

    def with_photo(self, sha256: str) -> Contest | None:
        """The newest contest of a photo with these bytes, if there is any."""
        query = select(Contest).where(Contest.page_id == self.page_id, Contest.photo_sha256 == sha256)
        return self._session.scalars(query.order_by(Contest.number.desc())).first()

    def latest(self) -> Contest | None:
        """The newest contest whose post went out."""
        query = select(Contest).where(Contest.page_id == self.page_id, Contest.post_id.is_not(None))
        return self._session.scalars(query.order_by(Contest.slot_at.desc(), Contest.number.desc())).first()

    def add(self, contest: Contest) -> None:
        """Begin a contest under the next number."""
        contest.page_id, contest.number = self.page_id, self.next_number()
        self._session.add(contest)
        self._session.flush()

    def next_number(self) -> int:
        """The number of the contest that begins next."""
        return (self._session.scalar(select(func.max(Contest.number)).where(Contest.page_id == self.page_id)) or 0) + 1

    def move(self, contest: Contest, stage: Stage, note: str = "") -> None:
        """Bring a contest to another stage; a move that does not exist is our fault."""
        if stage not in MOVES[Stage(contest.stage)]:
            raise AssertionError(f"contest {contest.number} can't go from {contest.stage} to {stage}")
        contest.stage, contest.note = stage, note

    def markers_like(self, marker: str) -> int:
        """How many contests have begun under this marker or a later round of it."""
        query = select(func.count()).where(
            Contest.page_id == self.page_id, Contest.marker.startswith(marker, autoescape=True)
        )
        return self._session.scalar(query) or 0

    def photos(self, *, but: int = 0) -> set[str]:
        """Names of the photos that belong to a contest, in photos/posted or on their way; not that of ``but``.

        Not of one whose post was sent without an answer: it may never have stood, and its photo have gone to a later
        contest, of which a restored record knows nothing.
        """
        unanswered = exists().where(
            Utterance.page_id == Contest.page_id, Utterance.contest == Contest.number, Utterance.attempts > 0
        )
        on_its_way = and_(self._under_way(), or_(Contest.post_id.is_not(None), ~unanswered))
        mine = select(Contest.photo).where(Contest.page_id == self.page_id, Contest.number != but)
        return set(self._session.scalars(mine.where(or_(Contest.photo_in == "posted", on_its_way))))

    def photos_in_queue(self) -> set[str]:
        """Names of the photos in the queue whose contest has begun; their posts may be live already."""
        query = select(Contest.photo).where(
            Contest.page_id == self.page_id,
            self._under_way(),
        )
        return set(self._session.scalars(query))

    @staticmethod
    def _under_way() -> ColumnElement[bool]:
        return and_(Contest.photo_in == "queue", may_stand())

    def never_again(self) -> dict[str, int]:
        """Photos that take no slot any more, by the SHA-256 of their bytes, each with its retracted contest."""
        query = select(Contest.photo_sha256, Contest.number).where(
            Contest.page_id == self.page_id, Contest.never_again.is_(True)
        )
        return {row.photo_sha256: row.number for row in self._session.execute(query)}

    def recent_winners(self, since: datetime) -> set[str]:
        """Comment ids that won and were announced in contests whose slot is at or after ``since``."""
        query = (
            select(Decision.comment_id)
            .join(
                Contest,
                (Contest.page_id == Decision.page_id)
                & (Contest.number == Decision.contest)
                & (Contest.decision == Decision.number),
            )
            .where(Contest.page_id == self.page_id, Contest.slot_at >= since, Contest.stage == Stage.ANNOUNCED)
        )
        return set(self._session.scalars(query))

    def slot(self, key: str) -> Slot | None:
        """What became of a week, if it is known yet."""
        return self._session.get(Slot, (self.page_id, key))

    def slots(self) -> Sequence[Slot]:
        """Every slot, newest first."""
        query = select(Slot).where(Slot.page_id == self.page_id)
        return self._session.scalars(query.order_by(Slot.slot_at.desc())).all()

    def slot_keys(self) -> set[str]:
        """The key of every slot of which something is written."""
        return set(self._session.scalars(select(Slot.slot_key).where(Slot.page_id == self.page_id)))

    def asked(self) -> Sequence[Slot]:
        """Contests asked for outside their slot and not begun yet, oldest first."""
        query = select(Slot).where(Slot.page_id == self.page_id, Slot.outcome == "asked")
        return self._session.scalars(query.order_by(Slot.decided_at)).all()

    def settle_slot(
        self,
        key: str,
        slot_at: datetime,
        outcome: str,
        now: datetime,
        *,
        contest: int | None = None,
        photo: str | None = None,
        note: str = "",
    ) -> Slot:
        """Write down what became of a slot."""
        row = self.slot(key)
        if row is None:
            row = Slot(page_id=self.page_id, slot_key=key)
            self._session.add(row)
        row.slot_at, row.outcome, row.decided_at, row.note = slot_at, outcome, now, note
        row.contest, row.photo = contest, photo
        return row

    def decide(self, contest: Contest, decision: Decision) -> Decision:
        """Add a decision and put it in force; earlier ones stay in the record."""
        query = select(func.max(Decision.number)).where(
            Decision.page_id == self.page_id, Decision.contest == contest.number
        )
        decision.page_id, decision.contest = self.page_id, contest.number
        decision.number = (self._session.scalar(query) or 0) + 1
        self._session.add(decision)
        self._session.flush()
        contest.decision = decision.number
        return decision

    def decision(self, contest: Contest) -> Decision | None:
        """The decision in force."""
        if contest.decision is None:
            return None
        return self._session.get(Decision, (self.page_id, contest.number, contest.decision))

    def decision_of(self, contest: int, number: int) -> Decision:
        """One of a contest's decisions, in force or not."""
        return self._session.get_one(Decision, (self.page_id, contest, number))
