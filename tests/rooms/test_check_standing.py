"""What `check` says while nothing is broken and something waits: a pause, contests, photos, notices nobody has seen."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from captionbot import decisions
from captionbot.check import check
from captionbot.contest.stages import Stage
from captionbot.overview import Json, View
from tests.rooms.pretend import LOST
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

SOMEWHERE = "NOTIFY_URLS=json://a.example\nDESK_URL=https://desk.example.org\n"


def _checked(week: Week) -> Json:
    with week.store.view() as record:
        return check(View(record, week.settings, week.photos, week.clock.now()), week.page)


def _told(found: Json, kind: str) -> list[str]:
    return [one["what"] for one in found[kind] if one["see"].endswith("#what-waits-for-a-person")]


def test_a_week_that_goes_on_by_itself_is_clear(week: Week) -> None:
    """A photo is ready, nothing is paused; a warning of something else changes nothing."""
    week.photo("horse.jpg", "Alt: a horse\n")
    week.tick(SLOT - HOUR)
    found = _checked(week)

    assert (found["ok"], found["clear"]) == (True, True)
    assert found["warnings"]


def test_no_photo_for_the_next_slot_is_not_clear(week: Week) -> None:
    """It is no problem, for an empty queue is a normal week."""
    found = _checked(week)

    assert (found["ok"], found["clear"]) == (True, False)


def test_a_pause_comes_first_and_is_not_clear(week: Week) -> None:
    """Nothing else matters as much."""
    with week.store.transaction() as record:
        record.staff.pause("maria", "A funeral.", week.clock.now())
    found = _checked(week)

    assert found["warnings"][0]["what"] == "Nothing is said: paused by maria (A funeral.)."
    assert not found["clear"]


def test_a_winner_that_waits_is_told(make_week: Callable[..., Week]) -> None:
    """A warning until its hour; then fans wait, and it is a problem."""
    week = make_week("REVIEW=required\n").in_review()
    found = _checked(week)
    assert _told(found, "warnings") == ["Contest no. 1 waits for a person: a person must approve or pick."]
    assert not found["clear"]
    week.clock.at = ANNOUNCES + timedelta(days=3)
    found = _checked(week)

    [told] = _told(found, "problems")
    assert told.startswith("Contest no. 1 waits for a person, and the winner was to be named on Tuesday 1 December")
    assert "`captionbot approve 1` says yes" in found["problems"][0]["do"]


def test_a_contest_that_is_stuck_is_a_problem(week: Week) -> None:
    """With what settles it."""
    week.photo("horse.jpg", "Alt: a horse\n")
    week.page.answers(*[LOST] * 20)
    for minutes in range(0, 12 * 60, 20):
        week.tick(SLOT + minutes * MINUTE)
    assert week.contest().stage == Stage.STUCK
    found = _checked(week)

    [told] = _told(found, "problems")
    assert told.startswith("Contest no. 1 waits for a person: ")
    assert "`captionbot settle 1 --not-live`" in found["problems"][0]["do"]


def test_a_contest_on_hold_is_told(review: Week) -> None:
    """With what lets it go on; one that goes on by itself is not told."""
    assert _told(_checked(review), "warnings") == []
    with review.store.transaction() as record:
        decisions.hold(record, 1, review.word)
    [told] = _told(_checked(review), "warnings")

    assert told == "Contest no. 1 waits for a person: on hold: funnier."


def test_a_photo_that_just_comes_is_no_problem(week: Week) -> None:
    """Whoever drops a photo and asks at once is told to wait ten seconds, once, and not that photos are few."""
    path = week.photo("horse.jpg", "Alt: a horse\n")
    os.utime(path, (SLOT.timestamp(), SLOT.timestamp()))
    found = _checked(week)

    assert found["ok"]
    photos = [f"{one['what']} {one['do']}" for one in found["warnings"] if one["see"].endswith("#photos")]
    assert photos == [
        "horse.jpg is still being copied or written. Wait: it is taken once it has been still for 10 seconds."
    ]


def test_notices_that_nobody_has_seen_are_told(make_week: Callable[..., Week]) -> None:
    """Until a trial or a notice has been sent; one that was not taken is told with who did not take it."""
    week = make_week(SOMEWHERE)
    assert "NOTIFY_URLS is set, and nothing was ever sent there." in _notices(week)
    with week.store.transaction() as record:
        record.health.ask_trial("maria", SLOT)
    assert "nothing was ever sent" in _notices(week)
    _went(week, "Not taken by no. 1 (a web address): check the address in NOTIFY_URLS, and this machine's network.")
    told = "The trial of Friday 27 November at 10:00 AM CST: Not taken by no. 1 (a web address): check the address"
    assert told in _notices(week)
    _went(week, "Sent to no. 1 (a web address): see whether it arrived.")

    assert _notices(week) == ""


def _notices(week: Week) -> str:
    return " ".join(one["what"] for one in _checked(week)["warnings"] if one["see"].endswith("#telling-staff"))


def _went(week: Week, words: str) -> None:
    with week.store.transaction() as record:
        [trial] = record.health.last_trials(1)
        trial.ended_at, trial.went = SLOT, words


@pytest.mark.parametrize("hours", [-3, 500])
def test_a_tick_that_is_not_of_now_is_a_problem(week: Week, hours: int) -> None:
    """Long ago nobody has worked since; an hour to come was written by a clock that was ahead."""
    with week.store.transaction() as record:
        record.page().last_tick_at = SLOT + hours * HOUR
    [told] = [one["what"] for one in _checked(week)["problems"] if one["see"].endswith("#whether-it-runs")]

    assert ("still to come: its clock was ahead" in told) == (hours > 0)
