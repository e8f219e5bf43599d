"""The ledger: what each reading changed, noted as it was read, and asked for afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from captionbot.contest.comment import Comment, Tag
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.contest.made import comment
from tests.store.made import MINUTE, SLOT, begun, decision


@pytest.fixture
def record(store: Store) -> Iterator[Record]:
    """One transaction with a contest in it."""
    with store.transaction() as opened:
        begun(opened)
        yield opened


@dataclass
class Screens:
    """They find nothing, and remember what they were shown."""

    words: str = ""
    shown: list[str] = field(default_factory=list)

    def __call__(self, seen: Comment) -> dict[str, Any]:
        """Note the text."""
        self.shown.append(seen.text)
        return {"list": self.words}

    def holds(self, kept: dict[str, Any] | None) -> bool:
        """By the list alone."""
        return kept == {"list": self.words}


def _read(record: Record, *seen: Comment, complete: bool = True, screens: Screens | None = None) -> int:
    last = record.comments.last_reading(1)
    now = SLOT + ((last.id if last else 0) % 1000) * MINUTE
    reading = record.comments.begin_reading(1, now)
    record.comments.keep(1, reading.id, seen, now, screens)
    record.comments.end_reading(reading.id, now, complete=complete, rows=len(seen), total=len(seen))
    record._session.flush()
    return reading.id


def _became(record: Record) -> list[tuple[int, str, str]]:
    changes = record.comments.ledger.changes(1)
    return [(one.reading, one.comment_id, one.what) for one in changes]


def test_what_becomes_of_comments_is_noted(record: Record) -> None:
    """Edited, withdrawn, back, hidden, shown: by the reading that found it; a new comment is no change."""
    one, two = comment(1), comment(2, hidden=True)
    _read(record, one, two)
    second = _read(record, replace(one, text="Other words", hidden=True))
    third = _read(record, one, replace(two, hidden=False))

    assert _became(record) == [
        (second, "1", "edited"),
        (second, "1", "hidden"),
        (second, "2", "withdrawn"),
        (third, "1", "edited"),
        (third, "1", "shown"),
        (third, "2", "back"),
        (third, "2", "shown"),
    ]
    assert record.comments.ledger.became(1) == {"edited": 1, "hidden": 1, "shown": 2, "withdrawn": 1, "back": 1}


def test_nothing_becomes_of_what_stays_as_it_was(record: Record) -> None:
    """Votes are no change of words; nor is anybody withdrawn by a reading that was cut short."""
    _read(record, comment(1), comment(2))
    _read(record, comment(1, votes=5), complete=False)

    assert _became(record) == []


def test_a_change_that_is_shown_twice_in_a_reading_is_noted_once(record: Record) -> None:
    """A ranking may move while the pages are read."""
    _read(record, comment(1))
    reading = record.comments.begin_reading(1, SLOT)
    for text in ("Other words", "And others"):
        record.comments.keep(1, reading.id, [comment(1, text)], SLOT)
        record._session.flush()

    assert _became(record) == [(reading.id, "1", "edited")]


def test_what_the_winner_read_once_more_shows_is_noted(record: Record) -> None:
    """Under a reading of its own, which is not taken for one of all comments."""
    whole = _read(record, comment(1), comment(2))
    record.comments.seen_again(1, comment(1), SLOT)
    record.comments.seen_again(1, comment(1, "Other words", hidden=True), SLOT)
    record.comments.seen_gone(1, "2", SLOT + MINUTE)
    record._session.flush()

    assert [what for _, _, what in _became(record)] == ["edited", "hidden", "withdrawn"]
    gone = record.comments.get(1, "2")
    last, last_whole = record.comments.last_reading(1), record.comments.last_reading(1, whole=True)
    assert gone
    assert last
    assert last_whole
    assert (gone.withdrawn_at, last.id > whole, last_whole.id) == (SLOT + MINUTE, True, whole)


def test_a_text_is_screened_when_it_is_new_and_when_it_changes(record: Record) -> None:
    """Votes and another hour don't matter to it."""
    screens = Screens()
    one = comment(1, "First")
    _read(record, one, screens=screens)
    _read(record, replace(one, votes=9, hidden=True), screens=screens)
    assert screens.shown == ["First"]

    _read(record, replace(one, text="Second"), screens=screens)
    _read(record, replace(one, text="Second", attachment="share"), screens=screens)
    _read(record, replace(one, text="Second", attachment="share", tags=(Tag(0, 6, "Second"),)), screens=screens)
    assert screens.shown == ["First", "Second", "Second", "Second"]


def test_a_text_is_screened_again_with_another_list(record: Record) -> None:
    """Once; and what nobody screened is, as soon as somebody does."""
    one = comment(1, "First")
    _read(record, one)
    first, second = Screens("a"), Screens("b")
    for screens in (first, first, second, second):
        _read(record, one, screens=screens)

    assert (first.shown, second.shown) == (["First"], ["First"])


def test_what_changes_without_screens_is_not_taken_for_screened(record: Record) -> None:
    """What was found belongs to other words."""
    _read(record, comment(1, "First"), screens=Screens())
    _read(record, comment(1, "Second"))
    row = record.comments.get(1, "1")

    assert row
    assert row.screened is None


def test_votes_over_time_are_told_by_their_readings(record: Record) -> None:
    """Of one, of all together, and how many ever fell."""
    first = _read(record, comment(1, votes=2), comment(2, votes=0))
    second = _read(record, comment(1, votes=5), comment(2, votes=1))
    third = _read(record, comment(1, votes=3), comment(2, votes=1), complete=False)
    ledger = record.comments.ledger

    assert ledger.votes(1, ["1", "2"]) == {"1": [(first, 2), (second, 5), (third, 3)], "2": [(second, 1)]}
    assert ledger.gained(1) == [(first, 2), (second, 4), (third, -2)]
    assert ledger.fallen(1) == 1
    assert ledger.first_seen(1, ["1", "2", "none"]) == {"1": first, "2": first}
    assert [number for number, _ in ledger.readings(1)] == [first, second]


def test_texts_are_told_of_those_that_have_had_more_than_one(record: Record) -> None:
    """In the order of the readings that showed them."""
    first = _read(record, comment(1, "First"), comment(2))
    second = _read(record, comment(1, "Second"), comment(2))

    assert record.comments.ledger.texts(1) == {"1": [(first, "First"), (second, "Second")]}


def test_words_as_tallied_are_those_of_the_first_decision(record: Record) -> None:
    """A winner's words are read again after the close, and may be others by the second."""
    row = record.contests.get(1)
    for caption in ("As tallied", "As read again"):
        record.contests.decide(row, decision(caption=caption))

    assert record.comments.ledger.as_tallied(1) == {"1": "As tallied"}


def test_withheld_authors_are_counted(record: Record) -> None:
    """Among the comments that stand."""
    _read(record, comment(1), comment(2, by=None), comment(3, by=None))
    _read(record, comment(1), comment(2, by=None))
    assert record.comments.ledger.withheld(1) == (1, 2)

    row = record.comments.get(1, "2")
    assert row
    row.salt = ""  # its words were destroyed, and with them who wrote it
    record._session.flush()
    assert record.comments.ledger.withheld(1) == (0, 1)


def test_what_is_kept_of_the_screens_is_read_at_once(record: Record) -> None:
    """Also by who has the comment in hand already."""
    _read(record, comment(1))
    row = record.comments.get(1, "1")
    assert row
    assert row.screened is None
    record.comments.keep_screened(record.contests.get(1), [("1", {"list": ""})])

    assert row.screened == {"list": ""}
