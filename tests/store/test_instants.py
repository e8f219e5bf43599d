"""Instants in the record: aware, in UTC, to the microsecond."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from captionbot.store.database import Store, make_store
from tests.store.made import SLOT, begun

INSTANTS = {
    "utc": SLOT,
    "ahead of utc": SLOT.astimezone(timezone(timedelta(hours=5, minutes=30))),
    "a zone with summer time": SLOT.astimezone(ZoneInfo("America/Chicago")),
    "microseconds": SLOT + timedelta(microseconds=123456),
    "before 1970": datetime(1911, 7, 24, 1, 2, 3, tzinfo=UTC),
    "long from now": datetime(2199, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
}


@pytest.mark.parametrize("given", INSTANTS.values(), ids=INSTANTS)
def test_an_instant_comes_back_the_same_and_in_utc(store: Store, given: datetime) -> None:
    """Whatever zone it was given in."""
    with store.transaction() as record:
        begun(record, slot_at=given)
    with store.view() as record:
        kept = record.contests.get(1).slot_at

    assert kept == given
    assert kept.tzinfo is UTC


def test_a_naive_datetime_is_refused(store: Store) -> None:
    """It is our fault and never stored on a guess."""
    with pytest.raises(StatementError, match="naive"), store.transaction() as record:
        begun(record, slot_at=SLOT.replace(tzinfo=None))


def test_no_instant_is_none(store: Store) -> None:
    """What has not happened has no hour."""
    with store.transaction() as record:
        begun(record)
    with store.view() as record:
        assert record.contests.get(1).votes_at is None


def test_instants_of_different_zones_are_compared_as_instants(store: Store) -> None:
    """08:00 in Tokyo is earlier than 00:00 in London."""
    tokyo = datetime(2026, 11, 27, 8, tzinfo=ZoneInfo("Asia/Tokyo"))
    london = datetime(2026, 11, 27, 0, tzinfo=ZoneInfo("Europe/London"))
    with store.transaction() as record:
        begun(record, slot_key="tokyo", slot_at=tokyo)
        begun(record, slot_key="london", slot_at=london)
    with store.view() as record:
        assert [row.slot_key for row in record.contests.all()] == ["london", "tokyo"]


def test_a_person_can_read_them_with_sqlite3(tmp_path: Path) -> None:
    """In UTC, in a form that sorts."""
    store = make_store(f"sqlite:///{tmp_path / 'captionbot.db'}", "1")
    with store.transaction() as record:
        begun(record, slot_at=SLOT.astimezone(ZoneInfo("America/Chicago")))
    store.close()
    with sqlite3.connect(tmp_path / "captionbot.db") as connection:
        [[shown]] = connection.execute("SELECT slot_at FROM contests").fetchall()
    connection.close()

    assert shown == "2026-11-27 16:00:00.000000"
