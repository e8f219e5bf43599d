"""What staff are told, in sentences that can be read aloud: their own hours, and no word too much."""

from datetime import datetime

import pytest

from captionbot.contest.timetable import Week as Weekly
from captionbot.contest.timetable import week_of
from captionbot.decisions import refuse_pause_file
from captionbot.errors import NotNow
from captionbot.overview import View, coming
from captionbot.queueing import refuse_odd_week
from captionbot.settings import Settings
from captionbot.store.record import Record
from tests.contest.made import CLOSES
from tests.rooms.week import Week, days
from tests.store.made import ANNOUNCES, HOUR, SLOT


def _coming(week: Week) -> str:
    with week.store.view() as record:
        return coming(View(record, week.settings, week.photos, week.clock.now()))


def test_the_hours_of_a_slot_are_local(week: Week) -> None:
    """With the zone's own name."""
    empty = week.tick().lines
    week.photo("horse.jpg")
    missed = week.tick(days(8)).lines

    assert empty == ["The queue was empty at the slot of Friday 27 November at 10:00 AM CST: no contest this week."]
    assert missed[0].startswith("The slot of Friday 4 December at 10:00 AM CST was missed;")


def test_a_contest_on_hold_is_not_said_to_announce(review: Week) -> None:
    """What is to come is that it waits."""
    with review.store.transaction() as record:
        record.contests.get(1).held = "a funeral"
    review.clock.at = CLOSES + HOUR

    held = "Contest no. 1 is on hold (a funeral); its winner is due on Tuesday 1 December at 10:00 AM CST."
    assert _coming(review).startswith(held)


@pytest.mark.parametrize(
    ("held", "told"),
    [("a funeral", "On hold: a funeral."), ("", "A person must approve or pick.")],
)
def test_a_question_is_one_sentence(review: Week, held: str, told: str) -> None:
    """It says what is wanted, once."""
    with review.store.transaction() as record:
        row = record.contests.get(1)
        row.held, row.terms = held, row.terms | {"review": "required"}
    review.tick(ANNOUNCES)

    assert review.notices[-1].text == told


@pytest.mark.parametrize(
    ("day", "now", "why"),
    [
        ("2020-01-01", SLOT, "Week 2020-W01 is past"),
        ("0001-01-01", SLOT, "Week 1-W01 is past"),
        ("2026-11-27", days(1), "Week 2026-W48 is past"),
        ("2206-12-25", SLOT, "Week 2206-W52 is 180 years away"),
        ("9999-12-31", SLOT, "Week 9999-W52 is 7973 years away"),
    ],
)
def test_a_week_that_nobody_can_mean_is_not_skipped(week: Week, day: str, now: datetime, why: str) -> None:
    """A slip of the pen would else be taken for a word given."""
    with pytest.raises(NotNow, match=why):
        refuse_odd_week(week.settings, Weekly.of(datetime.fromisoformat(day).date()), now)


@pytest.mark.parametrize("now", [days(-200), days(-1), SLOT, SLOT + HOUR], ids=["long before", "before", "at", "after"])
def test_a_week_may_be_skipped_while_it_may_still_be_posted(settings_with: object, week: Week, now: datetime) -> None:
    """At its very slot too, and after it within the catch-up window."""
    settings: Settings = week.settings

    refuse_odd_week(settings, week_of(SLOT, settings.zone), now)


def test_a_pause_file_that_no_tick_has_seen_is_a_pause(week: Week, record: Record) -> None:
    """Staff who ask for a post, or for the pause to end, are told of it."""
    refuse_pause_file(week.photos)
    (week.photos.root / "pause.txt").write_text("see the chief")

    with pytest.raises(NotNow, match=r"A PAUSE file pauses this Page \(see the chief\)"):
        refuse_pause_file(week.photos)
    assert record.staff.pauses() == []
