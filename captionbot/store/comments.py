"""Readings, and what they showed. A comment is never deleted here and no text it had is overwritten."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, insert, literal, select, update

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.forgetting import without_words
from captionbot.store.finding import Finding
from captionbot.store.keeping import FIELDS, ONE, OTHER_TEXTS, Keeping, became
from captionbot.store.ledger import Ledger
from captionbot.store.schema import CommentChange, CommentRow, CommentText, Contest, Reading
from captionbot.store.verdicts import Verdicts

AT_A_TIME = 100
"""Rows that are fetched together where few will do."""

CHANGED_AT_A_TIME = 1_000

ONCE_MORE = "the winner, read once more"


class Comments(Keeping):
    """The shelf of readings and comments."""

    @cached_property
    def ledger(self) -> Ledger:
        """What the readings show one after the other."""
        return Ledger(self._session, self.page_id)

    def verdicts(self, contest: Contest) -> Verdicts:
        """A contest's comments as a tally looks at them, and as it left them."""
        return Verdicts(self._session, contest)

    def finding(self, contest: Contest) -> Finding:
        """A contest's comments as a list to look through."""
        return Finding(self._session, contest)

    def last_reading(self, contest: int, *, whole: bool = False) -> Reading | None:
        """The newest reading of a contest; ``whole``: the newest that went over all comments or tried to."""
        query = select(Reading).where(Reading.page_id == self.page_id, Reading.contest == contest)
        if whole:
            query = query.where(Reading.note.not_in((OTHER_TEXTS, ONCE_MORE)))
        return self._session.scalars(query.order_by(Reading.id.desc())).first()

    def end_reading(
        self,
        reading_id: int,
        now: datetime,
        *,
        complete: bool,
        rows: int,
        total: int | None,
        note: str = "",
        sure: bool = True,
    ) -> Reading:
        """End a reading; after a complete one, what it did not show is withdrawn.

        Not where it isn't ``sure``: what could not be understood may have been any of them.
        """
        reading = self._session.get_one(Reading, reading_id)
        reading.ended_at, reading.complete, reading.rows = now, complete, rows
        reading.total, reading.note = total, note
        if complete and sure:
            self._withdraw(reading, now)
        return reading

    def _withdraw(self, reading: Reading, now: datetime) -> None:
        gone = (
            CommentRow.page_id == self.page_id,
            CommentRow.contest == reading.contest,
            CommentRow.last_reading < reading.id,
            CommentRow.withdrawn_at.is_(None),
        )
        columns = (CommentRow.page_id, CommentRow.contest, CommentRow.comment_id)
        noted = select(*columns, literal(reading.id), literal("withdrawn"), literal(now, CommentChange.at.type))
        names = [*(column.key for column in columns), "reading", "what", "at"]
        self._session.execute(insert(CommentChange).from_select(names, noted.where(*gone)))
        self._session.execute(update(CommentRow).where(*gone).values(withdrawn_at=now))

    def most_votes_vanished(self, reading: Reading) -> int:
        """The votes of the best comment that was there before and that this reading did not show; 0 for none."""
        query = select(func.max(CommentRow.votes)).where(
            CommentRow.page_id == self.page_id,
            CommentRow.contest == reading.contest,
            CommentRow.withdrawn_at == reading.ended_at,
            CommentRow.last_reading < reading.id,
        )
        return self._session.scalar(query) or 0

    def of_contest(self, contest: int) -> list[CommentRow]:
        """Every comment ever read on a contest, in the order they were written."""
        query = select(CommentRow).where(CommentRow.page_id == self.page_id, CommentRow.contest == contest)
        return list(self._session.scalars(query.order_by(CommentRow.created_at, CommentRow.comment_id)))

    def best_below(self, contest: int, rank: int, most: int, fits: Callable[[CommentRow], bool]) -> list[CommentRow]:
        """The best entries below a place that fit, best first; of a viral thread no more is read than that takes."""
        below = (CommentRow.page_id == self.page_id, CommentRow.contest == contest, CommentRow.rank > rank)
        query = select(CommentRow).where(*below).order_by(CommentRow.rank).execution_options(yield_per=AT_A_TIME)
        with self._session.scalars(query) as rows:
            return list(islice(filter(fits, rows), most))

    def ahead(self, contest: int, votes: int, rank: int) -> int:
        """How many entries that may win had more votes than these when entries closed; all of them stand by ``rank``.

        By the ranks' index: of a viral thread only those before that place are looked at.
        """
        stands = (CommentRow.verdict == "entry", CommentRow.withdrawn_at.is_(None), CommentRow.sealed_at.is_(None))
        query = select(func.count()).where(
            CommentRow.page_id == self.page_id,
            CommentRow.contest == contest,
            CommentRow.rank <= rank,
            CommentRow.counted_votes > votes,
            CommentRow.hidden.is_(False),
            *stands,
        )
        return self._session.scalar(query) or 0

    def get(self, contest: int, comment_id: str) -> CommentRow | None:
        """One comment, by the part of its id after the last ``_``."""
        return self._session.get(CommentRow, (self.page_id, contest, comment_id))

    def text_seen_at(self, contest: int, comment_id: str) -> datetime:
        """When the newest text of a comment was first seen."""
        query = select(func.max(CommentText.seen_at)).where(
            CommentText.page_id == self.page_id,
            CommentText.contest == contest,
            CommentText.comment_id == comment_id,
        )
        return self._session.scalars(query).one()

    def seen_again(self, contest: int, comment: Comment, now: datetime) -> None:
        """Keep the words and the hiding of a comment that was read outside a reading; its votes stay as counted."""
        [comment] = without_words([comment], self.forgetful.wishes(contest, [comment]))
        row = self._session.get_one(CommentRow, (self.page_id, contest, comment.comment_id))
        what = became(row, comment)
        if what:
            texts = [comment] if row.text != comment.text else []
            self.note_changes(contest, self._keep_texts(contest, texts, now, ONCE_MORE), what, now)
        row.hidden, row.text = comment.hidden, comment.text

    def seen_gone(self, contest: int, comment_id: str, now: datetime) -> None:
        """A comment that was looked for outside a reading is no longer on Facebook."""
        row = self._session.get_one(CommentRow, (self.page_id, contest, comment_id))
        row.withdrawn_at = now
        self.note_changes(contest, self._keep_texts(contest, [], now, ONCE_MORE), [(comment_id, "withdrawn")], now)

    def freeze(self, contest: Contest, verdicts: Iterable[dict[str, Any]]) -> None:
        """Store each comment's verdict, at the closing reading and where staff's word changes it.

        Rows are ``comment_id, verdict, reason, rank, counted_votes, flags, marks``.
        """
        self._update(contest, verdicts)

    def keep_screened(self, contest: Contest, screened: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Keep what the screens found outside a reading, each with its comment's id."""
        self._update(contest, ({"comment_id": key, "screened": kept} for key, kept in screened))

    def _update(self, contest: Contest, changes: Iterable[dict[str, Any]]) -> None:
        """Change columns of comments, the same of each, some at a time."""
        of_this = self._of(contest.number)
        rest, names = iter(changes), set[str]()
        while some := list(islice(rest, CHANGED_AT_A_TIME)):
            self._session.flush()
            names = some[0].keys() - {"comment_id"}
            rows = [{"of_id": change.pop("comment_id"), **of_this, **change} for change in map(dict, some)]
            self._session.connection().execute(ONE.values({name: bindparam(name) for name in names}), rows)
        if names:
            self._read_anew(names)

    def count_standing(self, contest: int) -> int:
        """How many comments were on the contest at its last complete reading."""
        query = select(func.count()).where(
            CommentRow.page_id == self.page_id, CommentRow.contest == contest, CommentRow.withdrawn_at.is_(None)
        )
        return self._session.scalar(query) or 0

    def count(self, contest: int) -> int:
        """How many comments were read on a contest."""
        query = select(func.count()).where(CommentRow.page_id == self.page_id, CommentRow.contest == contest)
        return self._session.scalar(query) or 0

    def entrants(self, comment_ids: set[str]) -> set[str]:
        """Who wrote these comments, where Facebook says so."""
        query = select(CommentRow.entrant_id).where(
            CommentRow.page_id == self.page_id, CommentRow.comment_id.in_(comment_ids)
        )
        return {entrant for entrant in self._session.scalars(query) if entrant}


def as_comment(row: CommentRow) -> Comment:
    """The comment that a row keeps."""
    values = {name: getattr(row, name) for name in FIELDS}
    values["tags"] = tuple(Tag(offset, length, name) for offset, length, name in row.tags)
    return Comment(comment_id=row.comment_id, **values)
