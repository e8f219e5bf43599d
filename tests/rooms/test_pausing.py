"""Stopping everything, going on, leaving a week out, and a contest outside its slot."""

from datetime import datetime, timedelta

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE, Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from tests.contest.made import CLOSES, comment
from tests.rooms.made import reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, SLOT, begun

MARIA, JOE = Word("maria", SLOT, "a funeral"), Word("joe", ANNOUNCES + HOUR)


def _audited(record: Record) -> list[tuple[str, str, str, str]]:
    record._session.flush()
    return [(row.by, row.action, row.because, row.detail) for row in record.staff.audit()]


def test_a_pause_is_in_force_at_once(record: Record) -> None:
    """With who, why, and when staff want to be asked."""
    decisions.pause(record, MARIA, SLOT + HOUR)

    [row] = record.staff.pauses()
    assert (row.by, row.because, row.since, row.until, row.source) == ("maria", "a funeral", SLOT, SLOT + HOUR, "staff")
    assert _audited(record) == [("maria", "pause", "a funeral", "")]


def test_every_pause_of_staff_ends_on_resume(record: Record) -> None:
    """However many have asked for one."""
    decisions.pause(record, MARIA, None)
    decisions.pause(record, Word("ana", SLOT + HOUR, "a hurricane"), None)
    record._session.flush()

    ended, waiting = decisions.resume(record, JOE)

    assert [row.because for row in ended] == ["a funeral", "a hurricane"]
    assert {(row.ended_by, row.ended_at) for row in ended} == {("joe", JOE.at)}
    assert waiting == []
    assert record.staff.pauses() == []


def test_what_is_not_paused_is_not_resumed(record: Record) -> None:
    """One line."""
    with pytest.raises(NotNow, match="not paused"):
        decisions.resume(record, JOE)


def test_a_pause_file_is_taken_away_by_hand(record: Record) -> None:
    """A command would be undone by the next tick."""
    record.staff.pause("PAUSE file", "see the chief", SLOT, source="file")

    with pytest.raises(NotNow, match="see the chief") as refused:
        decisions.resume(record, JOE)
    assert "file away" in refused.value.do


FELL_DUE: dict[str, tuple[Stage, datetime, bool]] = {
    "a post that was about to go out": (Stage.POSTING, ANNOUNCES, True),
    "an announcement that had begun": (Stage.ANNOUNCING, ANNOUNCES, True),
    "a winner whose hour came": (Stage.REVIEW, ANNOUNCES, True),
    "a winner whose hour is to come": (Stage.REVIEW, JOE.at + HOUR, False),
    "a winner whose hour was before": (Stage.REVIEW, SLOT - HOUR, False),
    "entries that are open": (Stage.OPEN, ANNOUNCES, False),
    "what has ended": (Stage.ANNOUNCED, ANNOUNCES, False),
    "what is stuck": (Stage.STUCK, ANNOUNCES, False),
}


@pytest.mark.parametrize(("stage", "announces_at", "waits"), FELL_DUE.values(), ids=FELL_DUE)
def test_what_fell_due_under_a_pause_waits_for_a_person(
    record: Record, stage: Stage, announces_at: datetime, *, waits: bool
) -> None:
    """It says nothing by itself when the pause is over; everything else goes on."""
    row = reviewed(record)
    row.stage, row.announces_at = stage, announces_at
    decisions.pause(record, MARIA, None)
    record._session.flush()

    _, waiting = decisions.resume(record, JOE)

    assert [one.number for one in waiting] == ([1] if waits else [])
    assert row.held == (UNDER_PAUSE if waits else "")


def test_a_contest_without_a_winner_is_not_held_by_a_pause(record: Record) -> None:
    """It says nothing anyway."""
    row = reviewed(record, comment(1, votes=0))
    decisions.pause(record, MARIA, None)
    record._session.flush()
    decisions.resume(record, JOE)

    assert row.held == ""


def test_what_staff_hold_keeps_its_own_reason(record: Record) -> None:
    """And is not told as held by the pause."""
    row = reviewed(record, held="about an open case")
    decisions.pause(record, MARIA, None)
    record._session.flush()

    assert decisions.resume(record, JOE)[1] == []
    assert row.held == "about an open case"


def test_a_week_is_left_out_and_taken_back_in(record: Record) -> None:
    """Each once, and each in the audit."""
    decisions.skip(record, "2026-W52", MARIA)
    record._session.flush()
    with pytest.raises(NotNow, match="2026-W52 is skipped already"):
        decisions.skip(record, "2026-W52", JOE)

    decisions.unskip(record, "2026-W52", JOE)
    record._session.flush()
    with pytest.raises(NotNow, match="2026-W52 is not skipped"):
        decisions.unskip(record, "2026-W52", JOE)
    assert [line[:2] for line in _audited(record)] == [("maria", "skip"), ("joe", "unskip")]


@pytest.mark.parametrize("outcome", ["begun", "missed", "empty", "paused", "skipped"])
def test_a_week_that_is_past_is_not_left_out(record: Record, outcome: str) -> None:
    """A contest is called off instead."""
    record.contests.settle_slot("2026-W48", SLOT, outcome, SLOT)
    record._session.flush()

    with pytest.raises(NotNow, match=f"past: {outcome}") as refused:
        decisions.skip(record, "2026-W48", MARIA)
    assert "void" in refused.value.do


@pytest.mark.parametrize("photo", ["horse.jpg", None])
def test_a_contest_is_asked_for_outside_its_slot(record: Record, photo: str | None) -> None:
    """With a photo of staff's choice, or the next one."""
    assert decisions.post_now(record, photo, MARIA) == "extra 1"
    record._session.flush()

    [row] = record.contests.asked()
    assert (row.slot_at, row.photo, row.note) == (SLOT, photo, "asked for by maria")
    assert _audited(record) == [("maria", "post-now", "", photo or "the next photo")]


def test_one_contest_is_asked_for_at_a_time(record: Record) -> None:
    """A second word before the tick is a slip; after it, it is another contest."""
    decisions.post_now(record, None, MARIA)
    record._session.flush()
    with pytest.raises(NotNow, match="asked for already"):
        decisions.post_now(record, None, JOE)

    record.contests.settle_slot("extra 1", SLOT, "begun", SLOT, contest=1)
    record._session.flush()
    assert decisions.post_now(record, None, JOE) == "extra 2"


def test_nothing_is_asked_for_under_a_pause(record: Record) -> None:
    """Whoever asks may not know of it."""
    decisions.pause(record, MARIA, None)
    record._session.flush()

    with pytest.raises(NotNow, match="a funeral") as refused:
        decisions.post_now(record, None, JOE)
    assert "captionbot resume" in refused.value.do


def test_several_contests_that_fell_due_are_all_told(record: Record) -> None:
    """Contests may overlap."""
    reviewed(record)
    begun(record, slot_key="2026-W49", slot_at=SLOT + timedelta(days=7))
    said_post(record, slot_key="extra 1", closes_at=CLOSES + 99 * HOUR)
    decisions.pause(record, MARIA, None)
    record._session.flush()

    assert [row.number for row in decisions.resume(record, JOE)[1]] == [1, 2]
