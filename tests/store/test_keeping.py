"""Whatever readings show, in whatever pages and passes, is kept as a simple model of the record keeps it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.forgetting import What, blank, digest
from captionbot.store.comments import as_comment
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import CommentChange, CommentRow, CommentText, Forgotten, Reading, VoteCount
from tests.contest.made import PROPERTY, comment
from tests.store.made import MINUTE, SLOT, begun

ERASED, SEALED = "1", "2"
"""Whoever wrote these comments may have asked to be forgotten."""
EACH = settings(PROPERTY, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example begins in a transaction of its own, of which nothing is kept."""


@dataclass
class Screens:
    """Finds in a comment what it looks at."""

    words: str

    def __call__(self, seen: Comment) -> dict[str, Any]:
        """What it looks at, by this list of words."""
        return {
            "list": self.words,
            "of": [seen.text, seen.attachment, seen.entrant_id, seen.entrant_name, *map(list, map(astuple, seen.tags))],
        }

    def holds(self, kept: dict[str, Any] | None) -> bool:
        """By the list alone."""
        return kept is not None and kept["list"] == self.words


@dataclass(frozen=True)
class Shown:
    """A reading: its passes, each of pages."""

    passes: Sequence[Sequence[Sequence[Comment]]]
    complete: bool
    words: str | None


@dataclass
class Kept:
    """A comment as the model keeps it."""

    comment: Comment
    first: datetime
    reading: int
    screened: dict[str, Any] | None = None
    withdrawn: datetime | None = None
    sealed: datetime | None = None


@dataclass
class Model:
    """The record, comment by comment; readings are numbered from 0."""

    erased: bool
    sealed: bool
    rows: dict[str, Kept] = field(default_factory=dict)
    texts: list[tuple[str, str, datetime]] = field(default_factory=list)
    votes: list[tuple[str, int, int]] = field(default_factory=list)
    changes: set[tuple[int, str, str]] = field(default_factory=set)
    others: list[int] = field(default_factory=list)
    """How many comments each reading of other texts has."""

    def page(self, reading: int, page: Sequence[Comment], now: datetime, screens: Screens | None) -> list[str]:
        """Keep a page; gives what the reading had not shown."""
        new, other = [], 0
        for one in {one.comment_id: one for one in page}.values():
            seen = blank(one) if self.erased and one.comment_id == ERASED else one
            row = self.rows.get(seen.comment_id)
            if row is None or row.reading != reading:
                new.append(seen.comment_id)
                self._first(reading, seen, row, now, screens)
            elif (seen.comment_id, seen.text) not in {text[:2] for text in self.texts}:
                self.texts.append((seen.comment_id, seen.text, now))
                other += 1
        self.others += [other] if other else []
        return new

    def _first(self, reading: int, seen: Comment, row: Kept | None, now: datetime, screens: Screens | None) -> None:
        if row is None:
            row = self.rows[seen.comment_id] = Kept(replace(seen, votes=0, text=f"not {seen.text}"), now, reading)
        else:
            self.changes |= {(reading, seen.comment_id, word) for word in _became(row, seen)}
        if row.comment.text != seen.text:
            self.texts.append((seen.comment_id, seen.text, now))
        if row.comment.votes != seen.votes:
            self.votes.append((seen.comment_id, reading, seen.votes))
        if screens and (_looked_at(row.comment) != _looked_at(seen) or not screens.holds(row.screened)):
            row.screened = screens(seen)
        elif _looked_at(row.comment) != _looked_at(seen):
            row.screened = None
        row.comment, row.reading, row.withdrawn = seen, reading, None
        if (self.erased and seen.comment_id == ERASED) or (self.sealed and seen.comment_id == SEALED):
            row.sealed = row.sealed or now

    def end(self, reading: int, now: datetime) -> None:
        """After a complete reading what it did not show is withdrawn."""
        for number, row in self.rows.items():
            if row.reading != reading and row.withdrawn is None:
                row.withdrawn = now
                self.changes.add((reading, number, "withdrawn"))


def _looked_at(one: Comment) -> object:
    return Screens("")(one)


def _became(row: Kept, seen: Comment) -> Iterator[str]:
    yield from ["back"] if row.withdrawn else []
    yield from ["edited"] if row.comment.text != seen.text else []
    if row.comment.hidden != seen.hidden:
        yield "hidden" if seen.hidden else "shown"


CHANGES: Sequence[dict[str, Any]] = (
    {},
    {"text": "Hay, “please”"},
    {"text": ""},
    {"votes": 0},
    {"votes": 2},
    {"hidden": True},
    {"entrant_id": None, "entrant_name": None},
    {"entrant_name": "Fan Čtyři"},
    {"tags": (Tag(0, 4, "Oats"),)},
    {"attachment": "sticker"},
    {"permalink": "https://facebook.com/9"},
)
COMMENTS = st.sampled_from([replace(comment(number), **change) for number in (1, 2, 3) for change in CHANGES])
READINGS = st.lists(
    st.builds(
        Shown,
        st.lists(st.lists(st.lists(COMMENTS, max_size=4), max_size=3), min_size=1, max_size=2),
        st.booleans(),
        st.sampled_from([None, "one list", "another list"]),
    ),
    max_size=4,
)


@EACH
@given(readings=READINGS, erased=st.booleans(), sealed=st.booleans())
def test_whatever_is_shown_is_kept_as_the_model_keeps_it(
    store: Store, readings: Sequence[Shown], *, erased: bool, sealed: bool
) -> None:
    """Rows, texts, votes and changes; what comes twice in a page or a reading; whoever asked to be forgotten."""
    model, now = Model(erased, sealed), SLOT
    with store.view() as record:
        begun(record)
        for comment_id in [ERASED] * erased + [SEALED] * sealed:
            _forgotten(record, comment_id)
        numbers = []
        for number, shown in enumerate(readings):
            screens = Screens(shown.words) if shown.words else None
            reading = record.comments.begin_reading(1, now)
            numbers.append(reading.id)
            for page in (page for walk in shown.passes for page in walk):
                now += MINUTE
                first = record.comments.keep(1, reading.id, page, now, screens).first
                assert [one.comment_id for one in first] == model.page(number, page, now, screens)
            record.comments.end_reading(reading.id, now, complete=shown.complete, rows=0, total=None)
            if shown.complete:
                model.end(number, now)

        _are_alike(record, model, numbers)


def _forgotten(record: Record, comment_id: str) -> None:
    erased_at = SLOT if comment_id == ERASED else None
    known = digest("salt", What.COMMENT, comment_id)
    row = Forgotten(digest=known, salt="salt", what=What.COMMENT, by="dana", at=SLOT, because="", erased_at=erased_at)
    record.papers.forget(row)


def _are_alike(record: Record, model: Model, numbers: Sequence[int]) -> None:
    rows = {row.comment_id: row for row in record.comments.of_contest(1)}
    assert {number: _as_kept(row, numbers) for number, row in rows.items()} == model.rows
    texts = _rows(record, CommentText)
    assert sorted((row.comment_id, row.text, row.seen_at) for row in texts) == sorted(model.texts)
    votes = _rows(record, VoteCount)
    assert sorted((row.comment_id, numbers.index(row.reading), row.votes) for row in votes) == sorted(model.votes)
    changes = [(numbers.index(row.reading), row.comment_id, row.what) for row in _rows(record, CommentChange)]
    assert sorted(changes) == sorted(model.changes)
    others = [row for row in _rows(record, Reading) if row.note == "words that changed while the comments were read"]
    assert sorted(row.rows for row in others) == sorted(model.others)


def _as_kept(row: CommentRow, numbers: Sequence[int]) -> Kept:
    seen = as_comment(row)
    return Kept(seen, row.first_seen_at, numbers.index(row.last_reading), row.screened, row.withdrawn_at, row.sealed_at)


def _rows(record: Record, table: type[Any]) -> Iterable[Any]:
    return record._session.scalars(select(table).where(table.page_id == record.page_id)).all()
