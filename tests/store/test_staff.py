"""Staff's word in the record: pauses, skipped weeks, notices, and the audit of it all."""

from datetime import timedelta

import pytest

from captionbot.store.record import Record
from tests.store.made import HOUR, SLOT


def _hour(number: int) -> timedelta:
    return number * HOUR


def test_a_pause_holds_until_somebody_ends_it(record: Record) -> None:
    """Its date is only when staff are asked."""
    record.staff.pause("maria", "a funeral", SLOT, until=SLOT + HOUR)

    [row] = record.staff.pauses()
    assert (row.by, row.because, row.since, row.until, row.source) == ("maria", "a funeral", SLOT, SLOT + HOUR, "staff")

    record.staff.end_pause(row, "joe", SLOT + 2 * HOUR)
    record._session.flush()
    assert record.staff.pauses() == []
    assert (row.ended_by, row.ended_at) == ("joe", SLOT + 2 * HOUR)


def test_pauses_are_listed_oldest_first(record: Record) -> None:
    """The reason that is shown is the first that was given."""
    record.staff.pause("PAUSE file", "second", SLOT + HOUR, source="file")
    record.staff.pause("maria", "first", SLOT)
    record._session.flush()

    assert [row.because for row in record.staff.pauses()] == ["first", "second"]


BETWEEN = {
    "before it": ((0, 1), False),
    "until it begins": ((0, 2), True),
    "into it": ((1, 3), True),
    "within it": ((3, 4), True),
    "around it": ((1, 9), True),
    "out of it": ((4, 9), True),
    "from its end": ((5, 9), False),
    "after it": ((6, 9), False),
}


@pytest.mark.parametrize(("hours", "found"), BETWEEN.values(), ids=BETWEEN)
def test_a_pause_that_was_in_force_meanwhile_is_found(record: Record, hours: tuple[int, int], *, found: bool) -> None:
    """From 2 to 5 it was; its last instant is no longer in it."""
    record.staff.pause("maria", "a funeral", SLOT + _hour(2))
    record._session.flush()
    record.staff.end_pause(record.staff.pauses()[0], "maria", SLOT + _hour(5))
    record._session.flush()
    begin, end = hours

    assert bool(record.staff.paused_between(SLOT + _hour(begin), SLOT + _hour(end))) is found


@pytest.mark.parametrize(("hours_ahead", "found"), [(47, True), (48, False), (24 * 3650, False)])
def test_a_pause_that_a_wrong_clock_ended_is_over(record: Record, hours_ahead: int, *, found: bool) -> None:
    """An end that is days ahead of now was written by a clock that was: it would hold everything for years."""
    record.staff.pause("maria", "a funeral", SLOT)
    record._session.flush()
    record.staff.end_pause(record.staff.pauses()[0], "maria", SLOT + _hour(9 + hours_ahead))
    record._session.flush()

    assert bool(record.staff.paused_between(SLOT + _hour(1), SLOT + _hour(9))) is found


def test_a_pause_without_an_end_is_in_force_for_ever(record: Record) -> None:
    """From its beginning on."""
    record.staff.pause("maria", "a funeral", SLOT)
    record._session.flush()

    assert record.staff.paused_between(SLOT + _hour(99), SLOT + _hour(100))
    assert not record.staff.paused_between(SLOT - _hour(2), SLOT - _hour(1))


def test_a_week_is_left_out_once_and_taken_back_in_once(record: Record) -> None:
    """The second time there is nothing to do."""
    assert [record.staff.skip("2026-W52", by, SLOT) for by in ("maria", "joe")] == [True, False]
    assert record.staff.skips() == {"2026-W52"}
    assert record.staff.unskip("2026-W52", "maria", SLOT)
    assert record.staff.skips() == set()
    assert not record.staff.unskip("2026-W52", "maria", SLOT)

    assert [(row.by, row.action, row.detail) for row in record.staff.audit()] == [
        ("maria", "skip", "2026-W52"),
        ("maria", "unskip", "2026-W52"),
    ]


def test_staff_are_told_once_under_a_key(record: Record) -> None:
    """Whatever is said of it later; the newest stands first."""
    told = [
        record.staff.tell("token", "The token is dead.", SLOT, do="Get another."),
        record.staff.tell("token", "The token is still dead.", SLOT + HOUR),
        record.staff.tell("stuck 7", "Nobody knows.", SLOT + HOUR, contest=7),
    ]
    record._session.flush()

    assert told == [True, False, True]
    newest, oldest = record.staff.notices()
    assert (newest.key, newest.contest, newest.do) == ("stuck 7", 7, "")
    assert (oldest.text, oldest.at, oldest.do) == ("The token is dead.", SLOT, "Get another.")


def test_the_audit_is_in_order_and_can_be_asked_of_one_contest(record: Record) -> None:
    """Who, what, when, about what and why."""
    record.staff.note(SLOT, "maria", "pick", contest=1, comment_id="5", because="funnier", detail="before: 4 (tally)")
    record.staff.note(SLOT, "joe", "hold", contest=2)
    record.staff.note(SLOT - HOUR, "captionbot", "init")

    assert [row.action for row in record.staff.audit()] == ["pick", "hold", "init"]
    [row] = record.staff.audit(1)
    assert (row.at, row.by, row.action, row.contest, row.comment_id) == (SLOT, "maria", "pick", 1, "5")
    assert (row.because, row.detail) == ("funnier", "before: 4 (tally)")


def test_a_pause_and_its_end_are_in_the_audit(record: Record) -> None:
    """With the names of both and the reason."""
    record.staff.pause("maria", "a funeral", SLOT)
    record._session.flush()
    record.staff.end_pause(record.staff.pauses()[0], "joe", SLOT)

    assert [(row.by, row.action, row.because + row.detail) for row in record.staff.audit()] == [
        ("maria", "pause", "a funeral"),
        ("joe", "resume", "a funeral"),
    ]
