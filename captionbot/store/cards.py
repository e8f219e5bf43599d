"""Winners' cards as the record knows them: of each decision, which file was kept and sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from captionbot.contest.forgetting import DESTROYED
from captionbot.store.schema import CardRow, CommentRow, Decision


class Cards:
    """The shelf of cards."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def of(self, contest: int, decision: int) -> CardRow | None:
        """The card of a decision, if one was ever kept."""
        return self._session.get(CardRow, (self.page_id, contest, decision))

    def of_contest(self, contest: int) -> Sequence[CardRow]:
        """The cards of a contest's decisions, the first first."""
        query = select(CardRow).where(CardRow.page_id == self.page_id, CardRow.contest == contest)
        return self._session.scalars(query.order_by(CardRow.decision)).all()

    def keep(self, contest: int, decision: int, name: str, sha256: str, now: datetime) -> CardRow:
        """Know the file that is the card of a decision from now on."""
        row = CardRow(page_id=self.page_id, contest=contest, decision=decision, name=name, sha256=sha256)
        row.kept_at, row.refused_at, row.erased_at = now, None, None
        return self._session.merge(row)

    def to_erase(self) -> Sequence[CardRow]:
        """Cards of winners whose words were destroyed, and whose file was not found and deleted yet."""
        same_contest = (CommentRow.page_id == Decision.page_id) & (CommentRow.contest == Decision.contest)
        destroyed = exists().where(
            Decision.page_id == CardRow.page_id,
            Decision.contest == CardRow.contest,
            Decision.number == CardRow.decision,
            same_contest,
            CommentRow.comment_id == Decision.comment_id,
            CommentRow.salt == DESTROYED,
        )
        query = select(CardRow).where(CardRow.page_id == self.page_id, CardRow.erased_at.is_(None), destroyed)
        return self._session.scalars(query.order_by(CardRow.contest, CardRow.decision)).all()
