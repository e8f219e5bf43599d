"""Slots, closings and announcements through every change of the clocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.timetable import (
    Deadlines,
    Week,
    deadlines,
    first_after,
    instant,
    latest_slot,
    next_slots,
    said_date,
    said_when,
    slot_of_week,
    week_of,
)
from captionbot.contest.weekly import Weekly, parse_weekly

from .made import CLOSES, OPENS, PROPERTY, TERMS

CHICAGO, BRUSSELS = ZoneInfo("America/Chicago"), ZoneInfo("Europe/Brussels")
FRIDAY_TEN = parse_weekly("friday 10:00")
CHANGING = ["America/Chicago", "Europe/Brussels", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"]


def utc(*numbers: int) -> datetime:
    """An instant in UTC."""
    year, month, day, hour, minute = (*numbers, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """Every instant at which the zone's clocks change, and by how much."""
    hour = timedelta(hours=1)
    steps = (start + n * hour for n in range(int((end - start) / hour)))
    for before, after in pairwise(steps):
        by = _offset(after, zone) - _offset(before, zone)
        if by:
            minutes = (before + timedelta(minutes=n) for n in range(61))
            yield next(one for one in minutes if _offset(one, zone) != _offset(before, zone)), by


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _weekly(wall: datetime) -> Weekly:
    return Weekly(wall.weekday(), wall.hour, wall.minute)


EVERY_CHANGE = [
    pytest.param(zone, at, by, id=f"{zone}-{at:%Y-%m-%d}")
    for zone in CHANGING
    for at, by in changes(ZoneInfo(zone), utc(2024, 1, 1), utc(2031, 1, 1))
]


@pytest.mark.parametrize(("name", "at", "by"), EVERY_CHANGE)
def test_at_every_change_of_the_clocks_the_slot_is_said_once(name: str, at: datetime, by: timedelta) -> None:
    """An hour in the gap is shifted by the gap, an hour that comes twice counts the first time."""
    zone = ZoneInfo(name)
    half = abs(by) / 2
    before = _wall(at - timedelta(minutes=1), zone) + timedelta(minutes=1)
    gap = by > timedelta()
    weekly = _weekly(before + half if gap else before - half)

    slot = slot_of_week(weekly, Week.of((before + half if gap else before - half).date()), zone)

    assert slot == (at + half if gap else at - half)
    assert _wall(slot, zone) == (before + half + by if gap else before - half)
    assert next_slots(weekly, zone, slot - timedelta(seconds=1), 1) == (slot,)
    assert latest_slot(weekly, zone, slot) == slot
    assert timedelta(days=6, hours=22) <= first_after(weekly, zone, slot) - slot <= timedelta(days=7, hours=2)


def test_there_were_changes_to_try() -> None:
    """Two a year for each zone, whatever the machine's copy of the zones says of the years ahead."""
    assert len(EVERY_CHANGE) >= 2 * 7 * 4


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        pytest.param("Europe/Brussels", date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1, 30), id="gap-0230-is-0330"),
        pytest.param("Europe/Brussels", date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30), id="fold-first"),
        pytest.param("America/Chicago", date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 8, 30), id="gap-chicago"),
        pytest.param("America/Chicago", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 6, 30), id="fold-chicago"),
        pytest.param("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 45), id="gap-of-30"),
        pytest.param("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), utc(2026, 4, 4, 14, 45), id="fold-of-30"),
        pytest.param("America/Santiago", date(2026, 9, 6), time(0, 0), utc(2026, 9, 6, 4), id="midnight-skipped"),
        pytest.param("Pacific/Apia", date(2011, 12, 30), time(10, 0), utc(2011, 12, 30, 20), id="day-skipped"),
        pytest.param("Asia/Kathmandu", date(2026, 1, 1), time(10, 0), utc(2026, 1, 1, 4, 15), id="quarter-hours"),
        pytest.param("America/Chicago", date(2028, 2, 29), time(10, 0), utc(2028, 2, 29, 16), id="29-february"),
        pytest.param("Europe/Brussels", date(2038, 7, 2), time(10, 0), utc(2038, 7, 2, 8), id="summer-of-2038"),
        pytest.param("UTC", date(2026, 7, 3), time(10, 0), utc(2026, 7, 3, 10), id="utc"),
    ],
)
def test_a_day_and_an_hour_are_one_instant(zone: str, day: date, at: time, expected: datetime) -> None:
    """Whatever the clocks do that day, a wall clock's hour names exactly one instant."""
    assert expected == instant(day, at, ZoneInfo(zone))


def test_a_friday_that_samoa_skipped_is_kept_on_saturday() -> None:
    """Apia had no 30 December 2011: the slot is a day later on the calendar, and there is still one that week."""
    apia = ZoneInfo("Pacific/Apia")
    slots = next_slots(FRIDAY_TEN, apia, utc(2011, 12, 20), 3)

    assert [_wall(slot, apia) for slot in slots] == [
        datetime.fromisoformat("2011-12-23T10:00"),
        datetime.fromisoformat("2011-12-31T10:00"),
        datetime.fromisoformat("2012-01-06T10:00"),
    ]
    assert latest_slot(FRIDAY_TEN, apia, slots[1] - timedelta(minutes=1)) == slots[0]


def test_a_slot_that_a_gap_pushes_into_the_next_week_is_still_its_own_weeks() -> None:
    """Algiers went from Sunday 23:00 to Monday 00:00 in 1971: Sunday's 23:30 came at 00:30 on Monday."""
    algiers, weekly = ZoneInfo("Africa/Algiers"), parse_weekly("sunday 23:30")
    before, pushed, after = next_slots(weekly, algiers, utc(1971, 4, 12), 3)

    assert _wall(pushed, algiers) == datetime.fromisoformat("1971-04-26T00:30")
    assert latest_slot(weekly, algiers, pushed - timedelta(minutes=15)) == before
    assert first_after(weekly, algiers, pushed - timedelta(minutes=15)) == pushed
    assert latest_slot(weekly, algiers, pushed + timedelta(minutes=15)) == pushed
    assert first_after(weekly, algiers, pushed) == after


def test_a_week_with_the_clocks_set_back_is_an_hour_longer() -> None:
    """Ten o'clock in Brussels on either side of 25 October 2026 lies 7 days and an hour apart."""
    before, after = next_slots(FRIDAY_TEN, BRUSSELS, utc(2026, 10, 20), 2)

    assert after - before == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 27), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2028, 2, 29), "2028-W09"),
    ],
)
def test_weeks_are_those_of_the_iso_calendar(day: date, name: str) -> None:
    """A week belongs to the year that its Thursday lies in."""
    assert str(Week.of(day)) == name


def test_weeks_follow_each_other_over_the_year_end() -> None:
    """2026 has a week 53; weeks sort as they come."""
    last = Week(2026, 53)

    assert (last.previous, last.next) == (Week(2026, 52), Week(2027, 1))
    assert last.previous < last < last.next
    assert last.monday == date(2026, 12, 28)


def test_the_week_is_the_zones_own() -> None:
    """Sunday evening in Chicago is Monday already in Brussels."""
    moment = utc(2026, 11, 30, 1)

    assert (week_of(moment, CHICAGO), week_of(moment, BRUSSELS)) == (Week(2026, 48), Week(2026, 49))


@PROPERTY
@given(
    zone=st.sampled_from([*CHANGING, "Pacific/Apia", "UTC"]).map(ZoneInfo),
    weekly=st.builds(Weekly, st.integers(0, 6), st.integers(0, 23), st.integers(0, 59)),
    start=st.datetimes(
        datetime.fromisoformat("2011-01-01"), datetime.fromisoformat("2045-01-01"), timezones=st.just(UTC)
    ),
)
def test_each_week_has_exactly_one_slot(zone: ZoneInfo, weekly: Weekly, start: datetime) -> None:
    """A year of slots from anywhere: each in a week of its own, none missed, looking ahead and looking back agree."""
    slots = next_slots(weekly, zone, start, 53)

    weeks = [week_of(slot, zone) for slot in slots]
    assert all(later == one.next for one, later in pairwise(weeks))
    assert slots == tuple(slot_of_week(weekly, week, zone) for week in weeks)
    assert latest_slot(weekly, zone, start) <= start < slots[0]
    assert first_after(weekly, zone, latest_slot(weekly, zone, start)) == slots[0]
    assert [latest_slot(weekly, zone, slot - timedelta(seconds=1)) for slot in slots[1:]] == list(slots[:-1])


@pytest.mark.parametrize(
    ("close_at", "announce_at", "closes", "announces"),
    [
        pytest.param("monday 10:00", "tuesday 10:00", CLOSES, CLOSES + timedelta(days=1), id="as-usual"),
        pytest.param("friday 10:00", "friday 10:00", OPENS + timedelta(7), OPENS + timedelta(14), id="never-at-once"),
        pytest.param("friday 10:01", "friday 10:00", OPENS + timedelta(minutes=1), OPENS + timedelta(7), id="minute"),
        pytest.param("thursday 10:00", "wednesday 10:00", OPENS + timedelta(6), OPENS + timedelta(12), id="overlap"),
    ],
)
def test_entries_close_and_winners_are_named_at_the_first_such_hour_after_the_one_before(
    close_at: str, announce_at: str, closes: datetime, announces: datetime
) -> None:
    """Strictly after: closing at the slot's own hour means a week later."""
    terms = type(TERMS)(timezone="America/Chicago", close_at=close_at, announce_at=announce_at)

    assert deadlines(terms, OPENS, CHICAGO) == Deadlines(closes, announces)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (CLOSES, "America/Chicago", "Monday 30 November at 10:00 AM CST"),
        (utc(2026, 7, 6, 20, 5), "America/Chicago", "Monday 6 July at 3:05 PM CDT"),
        (utc(2026, 7, 6, 8), "Europe/Brussels", "Monday 6 July at 10:00 AM CEST"),
        (utc(2026, 10, 25, 0, 30), "Europe/Brussels", "Sunday 25 October at 2:30 AM CEST"),
        (utc(2026, 10, 25, 1, 30), "Europe/Brussels", "Sunday 25 October at 2:30 AM CET"),
        (utc(2026, 7, 6, 12), "UTC", "Monday 6 July at 12:00 PM UTC (noon)"),
        (utc(2026, 7, 6, 0), "UTC", "Monday 6 July at 12:00 AM UTC (as Monday begins)"),
        (utc(2026, 7, 6, 0, 30), "UTC", "Monday 6 July at 12:30 AM UTC"),
        (utc(2026, 7, 6, 8), "Australia/Lord_Howe", "Monday 6 July at 6:30 PM UTC+10:30"),
        (utc(2026, 7, 6, 14), "America/Santiago", "Monday 6 July at 10:00 AM UTC-4"),
    ],
)
def test_an_hour_is_said_so_that_nobody_misreads_it(moment: datetime, zone: str, words: str) -> None:
    """Weekday, date, hour and zone; twelve o'clock says which."""
    assert words == said_when(moment, ZoneInfo(zone))


def test_a_date_is_said_as_the_marker_has_it() -> None:
    """By the zone's calendar, in English, without a leading nought."""
    assert said_date(OPENS, CHICAGO) == "Friday 27 November 2026"
    assert said_date(utc(2027, 1, 1, 3), CHICAGO) == "Thursday 31 December 2026"
