"""A fault of captionbot's own in one contest or slot: the others go on, staff are told, and the tick still fails."""

from datetime import timedelta

import pytest

from captionbot.contest.stages import Stage
from captionbot.errors import CaptionbotError, LeaseLost
from captionbot.runner.tick import _Pass
from tests.rooms.week import Week, days
from tests.store.made import HOUR, SLOT


@pytest.fixture
def broken(week: Week) -> Week:
    """A contest whose terms can't be read any more, while the next photo waits for its slot."""
    week.posted()
    with week.store.transaction() as record:
        record.contests.get(1).terms = {}
    week.photo("goat.jpg")
    return week


def fails(week: Week, hours: float = 0) -> BaseException:
    """What the tick of a week later ends in."""
    with pytest.raises(Exception) as failed:  # noqa: PT011 - which one it is, the test says
        week.tick(days(7) + timedelta(hours=hours))
    return failed.value


def test_the_others_go_on_and_the_tick_fails_at_the_end(broken: Week, caplog: pytest.LogCaptureFixture) -> None:
    """So `tick` exits with 3, when all the rest is done; the traceback is in the log."""
    fault = fails(broken)

    assert not isinstance(fault, CaptionbotError)
    assert "A fault of ours in contest 1; the others go on." in caplog.text
    assert "Traceback" in caplog.text
    assert len(broken.page.acts("publish")) == 2
    with broken.store.view() as record:
        assert record.contests.get(2).stage == Stage.OPEN


def test_staff_are_told_once_a_day(broken: Week) -> None:
    """With the contest's number, and what to do."""
    for hours in (0, 1, 2, 24):
        fails(broken, hours)

    told = [notice for notice in broken.notices if "fault of captionbot's own" in notice.text]
    assert [notice.at for notice in told] == [days(7), days(8)]
    assert {notice.contest for notice in told} == {1}
    assert "contest no. 1" in told[0].text
    assert "please report it" in told[0].do


def test_the_first_of_several_faults_ends_the_tick(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a contest and in a slot; each is told of."""
    week.posted()
    week.photo("goat.jpg")

    def breaks(_: _Pass, number: int) -> None:
        raise KeyError(number)

    def slot_breaks(*_: object) -> None:
        raise AssertionError("two weeks in one")

    monkeypatch.setattr(_Pass, "_steps", breaks)
    monkeypatch.setattr(_Pass, "_slot", slot_breaks)

    assert repr(fails(week)) == "KeyError(1)"
    told = " ".join(notice.text for notice in week.notices)
    assert "Work on contest no. 1 was broken off" in told
    assert "Work on slot 2026-W49 was broken off" in told


def test_a_lost_lease_hides_no_fault(broken: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever took over is left in peace, and what was wrong before still fails the tick."""

    def taken_over(_: _Pass) -> None:
        raise LeaseLost("Another captionbot works for this Page now.")

    monkeypatch.setattr(_Pass, "_each_slot", taken_over)

    assert not isinstance(fails(broken), CaptionbotError)
    assert broken.runner.lease is None


def test_what_is_no_error_ends_the_tick_at_once(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses Ctrl-C, or the process dies: nothing more is done."""
    week.posted()
    week.photo("goat.jpg")

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_Pass, "_steps", pressed)
    with pytest.raises(KeyboardInterrupt):
        week.tick(SLOT + HOUR)
    assert week.notices == []
