"""What the readings of a contest show one after the other: words that changed, votes over time. Looks only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import Session

from captionbot.contest.forgetting import DESTROYED
from captionbot.store.schema import CommentChange, CommentRow, CommentText, Decision, Reading, VoteCount

Table = type[CommentText | VoteCount | CommentChange]

_AT_A_TIME = 5_000


class Ledger:
    """The older pages of the shelf of comments: each reading was compared with the one before, the difference kept."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to Comments."""
        self._session, self.page_id = session, page_id

    def changes(self, contest: int) -> list[CommentChange]:
        """What became of comments, in the order of readings: edited, withdrawn, back, hidden, shown."""
        query = select(CommentChange).where(*self._of(CommentChange, contest))
        return list(
            self._session.scalars(query.order_by(CommentChange.reading, CommentChange.comment_id, CommentChange.what))
        )

    def became(self, contest: int) -> dict[str, int]:
        """Of how many comments it was noted that they were edited, withdrawn, back, hidden or shown."""
        query = select(CommentChange.what, func.count(CommentChange.comment_id.distinct()))
        query = query.where(*self._of(CommentChange, contest)).group_by(CommentChange.what)
        return {what: int(number) for what, number in self._session.execute(query)}

    def texts(self, contest: int) -> dict[str, list[tuple[int, str]]]:
        """The texts of every comment that has had more than one, each with the reading that first showed it."""
        more = select(CommentText.comment_id).where(*self._of(CommentText, contest)).group_by(CommentText.comment_id)
        query = select(CommentText.comment_id, CommentText.reading, CommentText.text).where(
            *self._of(CommentText, contest), CommentText.comment_id.in_(more.having(func.count() > 1))
        )
        return _by_comment(self._session.execute(query.order_by(CommentText.reading)))

    def as_tallied(self, contest: int) -> dict[str, str]:
        """The words at the close of the comments that a decision names: the winner's are read again after it."""
        query = select(Decision.comment_id, Decision.caption).where(
            Decision.page_id == self.page_id, Decision.contest == contest
        )
        return {row.comment_id: row.caption for row in self._session.execute(query.order_by(Decision.number.desc()))}

    def votes(self, contest: int, comment_ids: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """The votes of some comments, wherever they changed, each with the reading that counted them."""
        query = select(VoteCount.comment_id, VoteCount.reading, VoteCount.votes)
        query = query.where(*self._of(VoteCount, contest)).order_by(VoteCount.reading)
        parts = (self._session.execute(query.where(VoteCount.comment_id.in_(part))) for part in parts_of(comment_ids))
        return _by_comment(row for rows in parts for row in rows)

    def first_seen(self, contest: int, comment_ids: Collection[str]) -> dict[str, int]:
        """The reading that first showed each of a few comments."""
        query = select(CommentText.comment_id, func.min(CommentText.reading)).group_by(CommentText.comment_id)
        of_these = CommentText.comment_id.in_(comment_ids)
        rows = self._session.execute(query.where(*self._of(CommentText, contest), of_these))
        return {comment_id: int(reading) for comment_id, reading in rows}

    def gained(self, contest: int) -> list[tuple[int, int]]:
        """By how many votes all comments together rose or fell, wherever they did, each with its reading."""
        steps = self._steps(contest)
        query = select(steps.c.reading, func.sum(steps.c.votes - steps.c.before)).group_by(steps.c.reading)
        return [(reading, int(votes)) for reading, votes in self._session.execute(query.order_by(steps.c.reading))]

    def fallen(self, contest: int) -> int:
        """How many comments had fewer votes at some reading than at the one before."""
        steps = self._steps(contest)
        query = select(func.count(steps.c.comment_id.distinct())).where(steps.c.votes < steps.c.before)
        return self._session.scalar(query) or 0

    def _steps(self, contest: int) -> Subquery:
        """Each count beside the one before it, which is 0 for the first."""
        last = func.lag(VoteCount.votes).over(partition_by=VoteCount.comment_id, order_by=VoteCount.reading)
        before = func.coalesce(last, 0).label("before")
        query = select(VoteCount.comment_id, VoteCount.reading, VoteCount.votes, before)
        return query.where(*self._of(VoteCount, contest)).subquery()

    def withheld(self, contest: int) -> tuple[int, int]:
        """How many of the comments that stand have an author whom Facebook doesn't name, and how many there are.

        Of those whose words were destroyed we keep no author, and they are in neither number.
        """
        query = select(func.count(), func.count(CommentRow.entrant_id)).where(
            CommentRow.page_id == self.page_id,
            CommentRow.contest == contest,
            CommentRow.withdrawn_at.is_(None),
            func.coalesce(CommentRow.salt, "kept") != DESTROYED,
        )
        there, known = self._session.execute(query).one()
        return there - known, there

    def readings(self, contest: int) -> list[tuple[int, datetime]]:
        """The number of every complete reading, and when it began, in order."""
        query = select(Reading.id, Reading.begun_at).where(
            Reading.page_id == self.page_id, Reading.contest == contest, Reading.complete
        )
        return [(number, begun_at) for number, begun_at in self._session.execute(query.order_by(Reading.id))]

    def _of(self, table: Table, contest: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.page_id == self.page_id, table.contest == contest


def parts_of(comment_ids: Iterable[str]) -> Iterator[list[str]]:
    """Some at a time: a query takes only so many values."""
    rest = list(comment_ids)
    yield from (rest[start : start + _AT_A_TIME] for start in range(0, len(rest), _AT_A_TIME))


def _by_comment(rows: Iterable[Any]) -> dict[str, list[tuple[int, Any]]]:
    found = defaultdict(list)
    for comment_id, reading, value in rows:
        found[comment_id].append((reading, value))
    return dict(found)
