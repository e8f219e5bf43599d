"""Looking for comments among a contest's, some at a time: of a viral thread no more is loaded than is shown."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from captionbot.store.schema import CommentRow, Contest


def holds(session: Session, words: str) -> ColumnElement[bool]:
    """Whether a comment has these words in its text or in its writer's name; capitals of ASCII don't count."""
    by_itself = session.get_bind().dialect.name == "sqlite"  # its LIKE does; lower() on each row costs as much again
    columns: tuple[InstrumentedAttribute[Any], ...] = CommentRow.text, CommentRow.entrant_name
    return or_(*((one.contains if by_itself else one.icontains)(words, autoescape=True) for one in columns))


class Finding:
    """The comments of one contest as a list to look through: the best first, what was left out after them."""

    def __init__(self, session: Session, contest: Contest) -> None:
        """Belongs to Comments."""
        self._session, self._contest = session, contest

    def some(self, typed: str, start: int, most: int) -> Sequence[CommentRow]:
        """The comments whose words or whose writer's name hold what was typed, from the ``start``-th on."""
        query = select(CommentRow).where(*self._of_contest(), *self._holding(typed)).order_by(*self._order())
        return self._session.scalars(query.offset(start).limit(most)).all()

    def numbered(self, comment_ids: Sequence[str]) -> dict[str, CommentRow]:
        """Some of its comments, by id."""
        query = select(CommentRow).where(*self._of_contest(), CommentRow.comment_id.in_(comment_ids))
        return {row.comment_id: row for row in self._session.scalars(query)}

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """The id, the words and the writer's name of every comment, in the same order."""
        columns = (CommentRow.comment_id, CommentRow.text, CommentRow.entrant_name)
        query = select(*columns).where(*self._of_contest()).order_by(*self._order())
        return ((comment_id, text, name or "") for comment_id, text, name in self._session.execute(query))

    def _of_contest(self) -> tuple[ColumnElement[bool], ...]:
        return CommentRow.page_id == self._contest.page_id, CommentRow.contest == self._contest.number

    def _order(self) -> tuple[SQLColumnExpression[Any], ...]:
        votes = CommentRow.votes.desc()
        if self._contest.votes_at is not None:
            return (
                CommentRow.rank.is_(None),
                CommentRow.rank,
                CommentRow.counted_votes.desc(),
                CommentRow.comment_id,
            )
        return votes, CommentRow.created_at, CommentRow.comment_id

    def _holding(self, typed: str) -> Sequence[ColumnElement[bool]]:
        if not typed:
            return []
        # SQLite folds the case of ASCII alone, and so may a server: the ways to write a word are asked for one by one.
        ways = {typed} if typed.isascii() else {typed, typed.lower(), typed.upper(), typed.title()}
        return [or_(*(holds(self._session, way) for way in sorted(ways)))]
