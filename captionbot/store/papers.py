"""The papers of a Page: result slips in their chain, what they are made of, and who asked to be forgotten."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from captionbot.store.schema import (
    CommentRow,
    CommentText,
    Contest,
    Decision,
    Forgotten,
    Reading,
    Slip,
    VoteCount,
)

AT_A_TIME = 500
"""Comments that are read in one go, so that a viral thread needs no more memory than another."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A contest as far as its slips go."""

    contest: int
    stage: str
    decision: int | None
    newest: tuple[str, int | None] | None
    """Why its newest slip was made, and of which decision; None where it has none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that a comment had at a reading."""

    reading: int
    text: str
    seen_at: datetime


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

    def chain(self) -> Iterator[Slip]:
        """Every slip, the first first, one at a time: that of a viral thread is large."""
        query = select(Slip).where(Slip.page_id == self.page_id).order_by(Slip.number)
        yield from self._session.scalars(query.execution_options(yield_per=1))

    def last_slip(self) -> Slip | None:
        """The head of the chain."""
        query = select(Slip).where(Slip.page_id == self.page_id)
        return self._session.scalars(query.order_by(Slip.number.desc()).limit(1)).first()

    def add_slip(self, slip: Slip) -> None:
        """Put a slip at the head of the chain; its ``before`` and ``number`` must follow the last."""
        last = self.last_slip()
        if (slip.number, slip.before) != ((last.number + 1, last.digest) if last else (1, "")):
            raise AssertionError(f"slip {slip.number} does not follow the chain")
        slip.page_id = self.page_id
        self._session.add(slip)
        self._session.flush()

    def endings(self, stages: Iterable[str]) -> list[Ending]:
        """Contests in these stages, oldest first, each with its newest slip."""
        newest = (
            select(func.max(Slip.number).label("number"))
            .where(Slip.page_id == self.page_id)
            .group_by(Slip.contest)
            .subquery()
        )
        slips = (
            select(Slip.contest, Slip.why, Slip.decision)
            .join(newest, Slip.number == newest.c.number)
            .where(Slip.page_id == self.page_id)
            .subquery()
        )
        query = (
            select(Contest.number, Contest.stage, Contest.decision, slips.c.why, slips.c.decision)
            .outerjoin(slips, slips.c.contest == Contest.number)
            .where(Contest.page_id == self.page_id, Contest.stage.in_(list(stages)))
            .order_by(Contest.slot_at, Contest.number)
        )
        return [
            Ending(number, stage, decision, None if why is None else (why, of))
            for number, stage, decision, why, of in self._session.execute(query)
        ]

    def whys(self, contest: int) -> Sequence[str]:
        """What each slip of a contest was made for, the first first; no body is read."""
        query = select(Slip.why).where(Slip.page_id == self.page_id, Slip.contest == contest)
        return self._session.scalars(query.order_by(Slip.number)).all()

    def readings(self, contest: int) -> Sequence[Reading]:
        """Every reading of a contest, the first first."""
        query = select(Reading).where(Reading.page_id == self.page_id, Reading.contest == contest)
        return self._session.scalars(query.order_by(Reading.id)).all()

    def decisions(self, contest: int) -> Sequence[Decision]:
        """Every decision about a contest, the first first."""
        query = select(Decision).where(Decision.page_id == self.page_id, Decision.contest == contest)
        return self._session.scalars(query.order_by(Decision.number)).all()

    def written_in_order(self, contest: int) -> list[str]:
        """The ids of a contest's comments in the order of the tally's ties: by their hour, then the lower id."""
        query = select(CommentRow.created_at, CommentRow.comment_id).where(
            CommentRow.page_id == self.page_id, CommentRow.contest == contest
        )
        keys = [(created_at, len(comment_id), comment_id) for created_at, comment_id in self._session.execute(query)]
        return [comment_id for _, _, comment_id in sorted(keys)]

    def with_texts(self, contest: int, ids: Sequence[str]) -> Iterator[tuple[CommentRow, list[Seen]]]:
        """Comments in the order of their ids as given, each with every text that it has had, the first first."""
        for first in range(0, len(ids), AT_A_TIME):
            some = ids[first : first + AT_A_TIME]
            of_these = [CommentRow.page_id == self.page_id, CommentRow.contest == contest]
            query = select(CommentRow).where(*of_these, CommentRow.comment_id.in_(some))
            rows = {row.comment_id: row for row in self._session.scalars(query)}
            texts = self._texts(contest, some)
            yield from ((rows[one], texts[one]) for one in some)

    def _texts(self, contest: int, ids: Sequence[str]) -> Mapping[str, list[Seen]]:
        query = select(CommentText.comment_id, CommentText.reading, CommentText.text, CommentText.seen_at).where(
            CommentText.page_id == self.page_id, CommentText.contest == contest, CommentText.comment_id.in_(ids)
        )
        found: dict[str, list[Seen]] = defaultdict(list)
        in_order = query.order_by(CommentText.seen_at, CommentText.reading)
        for comment_id, reading, text, seen_at in self._session.execute(in_order):
            found[comment_id].append(Seen(reading, text, seen_at))
        return found

    def ranked_below(self, contest: int, rank: int | None, most: int) -> Sequence[CommentRow]:
        """The first few entries below a rank; from the first on where there is none."""
        query = select(CommentRow).where(
            CommentRow.page_id == self.page_id, CommentRow.contest == contest, CommentRow.rank > (rank or 0)
        )
        return self._session.scalars(query.order_by(CommentRow.rank).limit(most)).all()

    def salt(self, contest: int, salts: Mapping[str, str]) -> None:
        """Keep what the digests of comments are salted with, by id."""
        key = {"page_id": self.page_id, "contest": contest}
        rows = [{**key, "comment_id": comment_id, "salt": salt} for comment_id, salt in salts.items()]
        if rows:
            self._session.execute(update(CommentRow), rows)

    def vote_counts(self, contest: int) -> Iterator[VoteCount]:
        """The votes on every comment at every reading at which they had changed."""
        query = select(VoteCount).where(VoteCount.page_id == self.page_id, VoteCount.contest == contest)
        by_comment = query.order_by(VoteCount.comment_id, VoteCount.reading)
        yield from self._session.scalars(by_comment.execution_options(yield_per=AT_A_TIME))

    def forgotten(self) -> Sequence[Forgotten]:
        """Who asked to be forgotten, by digest."""
        return self._session.scalars(select(Forgotten).where(Forgotten.page_id == self.page_id)).all()

    def forget(self, row: Forgotten) -> None:
        """Remember that somebody asked to be forgotten; an erasure replaces a seal."""
        row.page_id = self.page_id
        self._session.merge(row)
