"""What waits for a person is told so that one can act on it, and again until somebody has said a word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from captionbot import decisions
from captionbot.contest.notices import About
from captionbot.forgetting import forget, writer_of
from captionbot.runner.standing import asks
from captionbot.telling.waiting import ASKS
from tests.rooms.pretend import LOST
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
FRIDAY = SLOT + 7 * DAY
"""The next slot."""
PROMISED = "Its post tells fans to expect the winner on Tuesday 1 December at 10:00 AM CST."


@pytest.fixture
def waiting(make_week: Callable[..., Week]) -> Callable[..., Staff]:
    """Staff of a contest whose hour has come without a yes."""

    def staff(more: str = DESK, review: str = "required") -> Staff:
        week = make_week(f"{SOMEBODY}REVIEW={review}\n{more}").in_review()
        week.tick(ANNOUNCES)
        return Staff(week)

    return staff


def _again(staff: Staff, *hours: datetime) -> list[datetime]:
    """At which of these hours staff hear again that a contest waits."""
    return [at for at in hours if any(row.key.startswith("still ") for row in staff.hear(at))]


def test_what_waits_is_told_so_that_one_can_act_on_it(waiting: Callable[..., Staff]) -> None:
    """On a lock screen: what is asked, of which caption; below it what fans were told, and the way to say yes."""
    staff = waiting()
    sent = staff.message("asks")
    assert sent.title == "Waiting for your yes: “Caption number 1”, 9 votes"
    assert sent.text == (
        "Contest no. 1, horse.jpg: nothing is announced. A person must approve or pick.\n\n"
        "1. “Caption number 1”, 9 votes, by Fan 1.\n"
        "2. “Caption number 2”, 5 votes, by Fan 2.\n"
        "3. “Caption number 3”, 2 votes, by Fan 3.\n\n"
        f"{PROMISED}\n\n"
        "Approve, pick another or call it off: https://desk.example.org/contests/1\n\n"
        "--\ncaptionbot · Beat the Caption"
    )
    assert staff.message("asks", again=True).title == f"Nobody has acted yet: {sent.title}"
    assert not staff.over("asks")

    staff.week.approve()
    assert staff.over("asks")


def test_without_a_desk_whole_commands_are_named(waiting: Callable[..., Staff]) -> None:
    """As they are typed."""
    text = waiting("").message("asks").text
    for command in ("approve 1", "pick 1 COMMENT --because TEXT", "entries 1", "void 1 --because TEXT"):
        assert f"`captionbot {command}`" in text


def test_where_nobody_leads_a_pick_is_asked_for(waiting: Callable[..., Staff]) -> None:
    """There is no caption to say yes to."""
    staff = waiting("")
    with staff.week.store.transaction() as record:
        row = record.contests.get(1)
        row.decision, row.doubts = None, ["two lead"]
    sent = staff.message("asks")
    assert sent.title == "Waiting for your pick: horse.jpg"
    assert "nothing is announced. A person must pick or void: two lead." in sent.text
    assert "`captionbot approve" not in sent.text


def test_whoever_asked_to_be_forgotten_is_in_no_title(waiting: Callable[..., Staff]) -> None:
    """The next one leads; and where the record has no other, the photo says which contest it is."""
    staff = waiting()
    with staff.week.store.transaction() as record:
        forget(record, staff.week.settings, writer_of(record, ["1"]), staff.week.word, erase=False)
    sent = staff.message("asks")
    assert sent.title == "Waiting for your yes: “Caption number 2”, 5 votes"
    assert "Caption number 1" not in sent.text

    with staff.week.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        row = record.comments.get(1, decision.comment_id) if decision else None
        assert row is not None
        row.sealed_at = ANNOUNCES
    assert staff.message("asks").title == "Waiting for your yes: horse.jpg"


def test_a_hold_is_told_with_its_reason(waiting: Callable[..., Staff]) -> None:
    """Whoever held it said why; and a day later that it is on hold still."""
    staff = waiting(more=DESK)
    with staff.week.store.transaction() as record:
        decisions.hold(record, 1, replace(staff.week.word, because="a funeral"))
    staff.week.tick(ANNOUNCES + MINUTE)
    sent = staff.message("asks 1 on hold")
    assert sent.title == "Contest no. 1: On hold: a funeral"
    assert "1. “Caption number 1”, 9 votes" in sent.text
    assert PROMISED in sent.text

    assert _again(staff, ANNOUNCES + DAY + MINUTE) == [ANNOUNCES + DAY + MINUTE]
    assert staff.message("still").title == "Contest no. 1: Still on hold: a funeral"


def test_it_comes_again_until_somebody_has_said_a_word(waiting: Callable[..., Staff]) -> None:
    """A day later, with the photo of each next slot, and a day before the yes would have to be a fresh one."""
    staff = waiting()
    told = [ANNOUNCES + DAY, FRIDAY - DAY, ANNOUNCES + 6 * DAY, FRIDAY + 6 * DAY]
    others = [ANNOUNCES + HOUR, told[0] + 2 * HOUR, told[1] + 21 * HOUR, FRIDAY + DAY, told[2] + 23 * HOUR]
    assert _again(staff, *sorted([*told, *others])) == told

    staff.week.clock.at = told[1]
    sent = staff.message("still")
    assert sent.title == "Still waiting for your yes: “Caption number 1”, 9 votes"
    assert f"{PROMISED} That was 2 days ago." in sent.text
    (first, *_) = staff.told("still")
    assert (first.about, first.contest) == (About.WAITS, 1)
    assert first.text == "It has been waiting since Tuesday 1 December at 10:00 AM CST: a person must approve or pick."

    staff.week.approve()
    assert staff.over("still")
    staff.week.tick()
    assert _again(staff, FRIDAY + 13 * DAY) == []


def test_a_bot_that_was_off_for_long_says_it_once(waiting: Callable[..., Staff]) -> None:
    """Not each time that it would have said it, and nothing where that hour is long past."""
    staff = waiting()
    assert _again(staff, FRIDAY - HOUR, FRIDAY + HOUR, FRIDAY + 2 * DAY) == [FRIDAY - HOUR]


def test_what_is_stuck_is_told_again_too(make_week: Callable[..., Week]) -> None:
    """With all that is known of it, and under the key of the runner's own question."""
    week = make_week(SOMEBODY + DESK)
    week.photo("horse.jpg", "Alt: x")
    for minute in (0, 12, 360):
        week.page.facts.answers.clear()
        week.page.answers(LOST)
        week.tick(SLOT + minute * MINUTE)
    assert week.stages == ["stuck"]
    assert asks(1, "").startswith(f"{ASKS[0]}1")

    staff = Staff(week)
    at = SLOT + 360 * MINUTE + DAY
    assert _again(staff, at) == [at]
    (row,) = staff.told("still")
    assert row.about == About.STUCK
    sent = staff.message("still")
    assert sent.title == "Contest no. 1: Still nobody can tell whether its post is live"
    assert "The post was sent twice" in sent.text
    assert f"The Page: https://www.facebook.com/{week.settings.facebook_page_id}\n\n" in sent.text


def test_a_contest_that_cant_be_read_keeps_no_other_from_being_told(waiting: Callable[..., Staff]) -> None:
    """Neither what waits, nor the photo of tomorrow."""
    staff = waiting()
    staff.week.photo("next.jpg", "Alt: x")
    staff.week.tick(ANNOUNCES + HOUR)
    with staff.week.store.transaction() as record:
        record.contests.get(1).terms = {}
    assert [row.about for row in staff.hear(FRIDAY - DAY)] == [About.COMING]
