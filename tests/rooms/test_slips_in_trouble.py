"""Slips that can't be made, or not by us: what goes on all the same, and who is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from captionbot.contest.stages import Stage
from captionbot.errors import LeaseLost
from captionbot.records.ending import endings_without_slip, make_due
from captionbot.records.slips import make_slip
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.rooms.made import at_stage, reviewed
from tests.rooms.pretend import SetClock
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE

NOW = ANNOUNCES + HOUR


def ended(record: Record) -> None:
    """A contest that has gone through its review and was announced."""
    reviewed(record).stage = Stage.ANNOUNCED


def test_a_fault_of_ours_stops_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, the next contest has its slip, and a later tick makes the one that is missing."""
    with store.transaction() as record:
        ended(record)
        at_stage(record, Stage.ANNOUNCED, slot_key="2026-W49")
        record.contests.get(1).terms = {}

    assert make_due(store.view, store.transaction, lambda: NOW, {}) == [1]

    assert "slip of contest no. 1 could not be made" in caplog.text
    with store.view() as record:
        assert [one.contest for one in record.papers.slips()] == [2]
        assert endings_without_slip(record) == [1]


def test_a_slip_that_fails_is_tried_again_in_an_hour(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """Whichever way the clock is set; its fault stands in the log once, until it has been made."""
    with store.transaction() as record:
        ended(record)
        kept, record.contests.get(1).terms = record.contests.get(1).terms, {}
    failed, clock = dict[int, datetime](), SetClock(NOW)
    for at, tried in ((NOW, NOW), (NOW + MINUTE, NOW), (NOW + HOUR, NOW + HOUR), (NOW, NOW)):
        clock.at = at
        assert make_due(store.view, store.transaction, clock.now, failed) == [1]
        assert failed == {1: tried}
    assert caplog.text.count("Traceback") == 1

    with store.transaction() as record:
        record.contests.get(1).terms = kept
    assert make_due(store.view, store.transaction, lambda: NOW + HOUR, failed) == []
    assert failed == {}


def test_staff_are_told_of_a_slip_that_can_not_be_made(review: Week) -> None:
    """Once a day, while every tick still wants somebody; what else there is to do is done."""
    review.tick(ANNOUNCES - MINUTE)
    with review.store.transaction() as record:
        kept, row = record.contests.get(1).terms, record.contests.get(1)
        row.stage, row.terms = Stage.VOID, {}
    reports = [review.tick(ANNOUNCES + hours * HOUR) for hours in (0, 1, 24)]

    told = [
        notice for notice in review.notices if notice.text.startswith("The slip of contest no. 1 could not be made")
    ]
    assert [notice.at for notice in told] == [ANNOUNCES, ANNOUNCES + 24 * HOUR]
    assert all(report.unfinished for report in reports)
    with review.store.transaction() as record:
        record.contests.get(1).terms = kept
    assert "The slip" not in " ".join(review.tick(ANNOUNCES + 25 * HOUR).lines)
    assert [row["stage"] for row in review.view()["contests"]] == ["void"]


def test_a_lost_lease_makes_no_slip(store: Store) -> None:
    """Whoever holds it now makes it."""

    @contextmanager
    def writing() -> Iterator[Record]:
        with store.transaction() as record:
            yield record
            raise LeaseLost("Another captionbot works for this Page now.")

    with store.transaction() as record:
        ended(record)
    with pytest.raises(LeaseLost):
        make_due(store.view, writing, lambda: NOW, {})
    with store.view() as record:
        assert record.papers.last_slip() is None


def test_a_slip_made_meanwhile_is_not_made_again(store: Store) -> None:
    """What was due when it was looked at may be done by the time it is written."""

    @contextmanager
    def writing() -> Iterator[Record]:
        with store.transaction() as record:
            make_slip(record, 1, NOW)
        with store.transaction() as record:
            yield record

    with store.transaction() as record:
        ended(record)
    make_due(store.view, writing, lambda: NOW, {})

    with store.view() as record:
        assert len(record.papers.slips()) == 1
