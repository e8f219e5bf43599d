"""POST_AT, TIMEZONE or CONTEST_NAME changed since the backup that is restored: what stands on the Page is found."""

from collections.abc import Callable
from datetime import datetime

import pytest

from captionbot.contest.comment import Post
from captionbot.errors import Incomplete
from captionbot.facts import terms_of
from tests.contest.made import PAGE
from tests.rooms.week import Week, days
from tests.store.made import HOUR, MARKER, SLOT

WEDNESDAY = SLOT - 50 * HOUR
"""8:00 in Chicago, two days before the slot."""


@pytest.fixture
def changed(make_week: Callable[..., Week]) -> Callable[[str], Week]:
    """A record that began under the plain settings, and settings that somebody has changed since."""

    def change(lines: str) -> Week:
        make_week().runner.release()
        week = make_week(lines)
        week.photo("horse.jpg")
        week.photo("zebra.jpg")
        return week

    return change


def _stands(week: Week, at: datetime, marker: str) -> None:
    week.page.shows(Post(f"{PAGE}_900", at, f"What's the caption?\n\n{marker}", ("photo-900",), 1))


@pytest.mark.parametrize(
    ("marker", "zone"),
    [("Beat the Caption · Saturday 28 November 2026", "Pacific/Kiritimati"), (MARKER, "America/Chicago")],
    ids=["made before", "made after"],
)
def test_a_post_is_known_by_the_day_of_either_zone(changed: Callable[[str], Week], marker: str, zone: str) -> None:
    """Friday in Chicago is Saturday on the Line Islands; the contest keeps the zone in which it was posted."""
    week = changed("")
    with week.store.transaction() as record:
        record.page().post_at = "saturday 06:00 Pacific/Kiritimati"
    _stands(week, SLOT, marker)
    week.tick(SLOT + HOUR)

    assert (week.slots, week.page.acts("publish")) == ({"2026-W48": "begun"}, [])
    row = week.contest()
    assert (row.stage, row.post_id, row.marker, terms_of(row).timezone) == ("open", f"{PAGE}_900", marker, zone)


def test_a_post_by_the_new_hour_is_found_before_the_old_one_comes(changed: Callable[[str], Week]) -> None:
    """It was posted on Wednesday, and on Thursday the record is of a time when Friday was the day."""
    week = changed("POST_AT=wednesday 08:00\n")
    _stands(week, WEDNESDAY, "Beat the Caption · Wednesday 25 November 2026")
    week.tick(WEDNESDAY + 24 * HOUR)
    week.tick(SLOT + HOUR)

    assert (week.slots, week.page.acts("publish")) == ({"2026-W48": "begun"}, [])
    assert (week.contest().slot_at, week.contest().post_id) == (WEDNESDAY, f"{PAGE}_900")


def test_a_day_that_both_hours_share_belongs_to_that_of_the_record(changed: Callable[[str], Week]) -> None:
    """The marker tells the day alone, and what came due under the hour before is not lost by the change."""
    week = changed("POST_AT=friday 10:30\n")
    _stands(week, SLOT, MARKER)
    week.tick(SLOT + HOUR)

    assert (week.slots, week.contest().slot_at) == ({"2026-W48": "begun"}, SLOT)


@pytest.mark.parametrize("name", ["Beat the Caption", "Caption Friday"], ids=["posted before", "posted after"])
def test_a_post_is_known_by_the_old_name_or_the_new(make_week: Callable[..., Week], name: str) -> None:
    """The record of last week has the old one; it is posted once, and keeps the name that it stands under."""
    week = make_week()
    week.posted()
    week.runner.release()
    later = make_week("CONTEST_NAME=Caption Friday\n")
    later.photo("zebra.jpg")
    _stands(later, days(7), f"{name} · Friday 4 December 2026")
    before = later.page.acts("publish")
    later.tick(days(7) + HOUR)

    assert (later.contest(2).post_id, terms_of(later.contest(2)).contest_name) == (f"{PAGE}_900", name)
    assert later.page.acts("publish") == before


def test_a_page_that_cannot_be_read_for_a_new_hour_breaks_nothing_off(changed: Callable[[str], Week]) -> None:
    """Staff are told, the rest of the tick is done, and the next one tries again."""
    week = changed("POST_AT=wednesday 08:00\n")
    _stands(week, WEDNESDAY, "Beat the Caption · Wednesday 25 November 2026")
    week.page.facts.trouble["recent_posts"] = Incomplete("The list of posts broke off.")
    week.tick(WEDNESDAY + HOUR)
    assert (week.slots, [notice.text for notice in week.notices]) == ({}, ["The list of posts broke off."])
    week.page.facts.trouble.clear()
    week.tick(WEDNESDAY + 2 * HOUR)
    assert week.slots == {"2026-W48": "begun"}


def test_an_hour_that_has_passed_already_when_it_is_set_waits_for_next_week(changed: Callable[[str], Week]) -> None:
    """Nothing of it stands on the Page, so nothing is made up for."""
    week = changed("POST_AT=wednesday 08:00\n")
    week.tick(WEDNESDAY + HOUR)
    week.tick(SLOT + HOUR)
    assert (week.slots, week.page.acts("publish")) == ({}, [])
    week.tick(WEDNESDAY + (days(7) - SLOT))
    assert (week.slots, week.page.acts("publish")) == ({"2026-W49": "begun"}, ["publish"])


def test_a_new_hour_takes_no_second_slot_of_a_week(changed: Callable[[str], Week]) -> None:
    """What was decided of this week stands."""
    week = changed("POST_AT=friday 12:00\n")
    week.tick(SLOT + HOUR)
    week.tick(SLOT + 3 * HOUR)
    assert (week.slots, week.page.acts("publish")) == ({"2026-W48": "begun"}, ["publish"])
