"""A transaction: all or nothing, one writer at a time, readers never in the way."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from captionbot.errors import StoreError
from captionbot.store import database
from captionbot.store.database import Store, make_store
from captionbot.store.schema import CommentRow, Utterance
from tests.store.made import POST_AT, SLOT, begun, utterance

PATIENCE = 10
"""Seconds after which a test that waits for another thread has failed."""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The URL of a migrated SQLite file of the test's own."""
    url = f"sqlite:///{tmp_path / 'captionbot.db'}"
    store = make_store(url, "1")
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    store.close()
    return url


def test_an_error_takes_all_of_it_back(store: Store) -> None:
    """Nothing of a transaction stays if its end is not reached."""
    with pytest.raises(ZeroDivisionError):
        _begin_and_fail(store)

    with store.view() as record:
        assert (record.contests.all(), record.staff.audit()) == ([], [])


def _begin_and_fail(store: Store) -> None:
    with store.transaction() as record:
        begun(record)
        record.staff.note(SLOT, "maria", "hold")
        raise ZeroDivisionError


def test_a_view_keeps_nothing(store: Store) -> None:
    """A dry run writes on it and nothing comes of it."""
    with store.view() as record:
        begun(record)

    with store.view() as record:
        assert record.contests.all() == []


def test_what_was_read_stays_readable(store: Store) -> None:
    """A row outlives its view, as a note of how things stood."""
    with store.transaction() as record:
        begun(record)
    with store.view() as record:
        row = record.contests.get(1)

    assert (row.photo, row.slot_at, row.doubts) == ("1974-mounted-patrol.jpg", SLOT, [])


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_keeps_what_it_was_told_to_keep(file: str, pragma: str, value: object) -> None:
    """On every connection: a commit survives a power cut (synchronous 2 is FULL)."""
    store = make_store(file, "1")
    with store.view() as one, store.view() as other:
        found = [record._session.scalar(text(f"PRAGMA {pragma}")) for record in (one, other)]
    store.close()

    assert found == [value, value]


@pytest.mark.parametrize(
    "orphan", [lambda: utterance(contest=7), lambda: _comment_row(7)], ids=["utterance", "comment"]
)
def test_what_belongs_to_no_contest_is_refused(store: Store, orphan: Callable[[], Utterance | CommentRow]) -> None:
    """Foreign keys hold on both databases."""
    row = orphan()
    row.page_id = store.page_id

    with pytest.raises(StoreError), store.transaction() as record:
        record._session.add(row)


def test_a_writer_waits_for_the_one_before(file: str) -> None:
    """Of two the second begins when the first has ended, and sees what it wrote."""
    store, other = make_store(file, "1"), make_store(file, "1")
    trying, seen = Event(), list[int]()

    def second() -> None:
        trying.set()
        with other.transaction() as record:
            seen.append(begun(record, slot_key="second").number)

    with store.transaction() as record:
        record.page()
        thread = Thread(target=second)
        thread.start()
        assert trying.wait(PATIENCE)
        thread.join(0.05)
        assert thread.is_alive()
        begun(record, slot_key="first")
    thread.join(PATIENCE)
    store.close()
    other.close()

    assert seen == [2]


def test_a_reader_waits_for_nobody(file: str) -> None:
    """The desk shows how things stood while the bot writes."""
    store, other = make_store(file, "1"), make_store(file, "1")

    with store.transaction() as record:
        begun(record)
        record._session.flush()
        with other.view() as view:
            assert view.contests.all() == []
    with other.view() as view:
        assert len(view.contests.all()) == 1
    store.close()
    other.close()


def test_a_lock_that_never_ends_is_named(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the file, and not as SQLite says it."""
    holder = make_store(file, "1")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    store = make_store(file, "1")

    with holder.transaction() as record:
        begun(record)
        with pytest.raises(StoreError, match=r"captionbot\.db has been locked"), store.transaction() as other:
            begun(other)
    store.close()
    holder.close()


def _comment_row(contest: int) -> CommentRow:
    return CommentRow(
        contest=contest,
        comment_id="1",
        graph_id="9_1",
        created_at=SLOT,
        text="",
        votes=0,
        hidden=False,
        tags=[],
        first_seen_at=SLOT,
        last_reading=1,
    )
