"""Which photo takes which slot, now and in the weeks to come."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

import pytest

from captionbot.contest.timetable import Week
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.words.sidecar import Problem, Sidecar
from captionbot.queueing import candidates, coming_slots, due_slots, forecast, post_until
from captionbot.store.record import Record
from tests.rooms.conftest import SettingsWith
from tests.store.made import HOUR, MINUTE, SLOT

FRIDAY = date(2026, 11, 27)
THIS = Week.of(FRIDAY)
WEEK = timedelta(days=7)


def _photo(name: str, *, pin: date | None = None, waits: bool = False) -> QueuedPhoto:
    problems = (Problem("It is still being copied.", "", waits=True),) if waits else ()
    return QueuedPhoto(f"{name}.jpg", Sidecar(post_on=pin), problems)


def _names(photos: Sequence[QueuedPhoto]) -> str:
    return " ".join(photo.name.removesuffix(".jpg") for photo in photos)


CANDIDATES = {
    "in name order": ([_photo("a"), _photo("b")], "a b"),
    "a pin goes first": ([_photo("a"), _photo("z", pin=FRIDAY)], "z a"),
    "a pin to another day of the week": ([_photo("a"), _photo("z", pin=FRIDAY + timedelta(days=2))], "z a"),
    "two pins in name order": ([_photo("x", pin=FRIDAY), _photo("y", pin=FRIDAY)], "x y"),
    "a pin to next week": ([_photo("a"), _photo("z", pin=FRIDAY + WEEK)], "a"),
    "a pin to last week": ([_photo("a"), _photo("z", pin=FRIDAY - WEEK)], "a"),
    "a pin to this week of last year": ([_photo("z", pin=date(2025, 11, 28))], ""),
    "one that waits": ([_photo("a", waits=True), _photo("b")], "b"),
    "a pin that waits": ([_photo("a"), _photo("z", pin=FRIDAY, waits=True)], "a"),
    "nothing": ([], ""),
}


@pytest.mark.parametrize(("queue", "tried"), CANDIDATES.values(), ids=CANDIDATES)
def test_pins_go_first_and_then_the_queues_own_order(queue: Sequence[QueuedPhoto], tried: str) -> None:
    """What waits is not tried, and a pin is tried in its own week only."""
    assert _names(candidates(queue, THIS)) == tried


def _weeks() -> Iterator[tuple[Week, datetime]]:
    """Every Friday from this one on."""
    return ((Week.of(FRIDAY + number * WEEK), SLOT + number * WEEK) for number in count())


FORECASTS: dict[str, tuple[list[QueuedPhoto], dict[str, int]]] = {
    "one after the other": ([_photo("a"), _photo("b"), _photo("c")], {"a": 0, "b": 1, "c": 2}),
    "a pin pushes the others back": (
        [_photo("a"), _photo("b"), _photo("z", pin=FRIDAY + WEEK)],
        {"a": 0, "z": 1, "b": 2},
    ),
    "a pin that stands alone": ([_photo("z", pin=FRIDAY + 4 * WEEK)], {"z": 4}),
    "two pins to one week": ([_photo("x", pin=FRIDAY), _photo("y", pin=FRIDAY)], {"x": 0}),
    "a pin to the past never comes": ([_photo("z", pin=FRIDAY - WEEK), _photo("a")], {"a": 0}),
    "nothing but the past": ([_photo("z", pin=FRIDAY - WEEK)], {}),
    "one that waits has no slot": ([_photo("a", waits=True), _photo("b")], {"b": 0}),
    "nothing": ([], {}),
}


@pytest.mark.parametrize(("queue", "weeks"), FORECASTS.values(), ids=FORECASTS)
def test_each_photo_has_its_slot_foretold(queue: list[QueuedPhoto], weeks: dict[str, int]) -> None:
    """As the slots would be taken if nothing changed."""
    assert forecast(queue, _weeks()) == {f"{name}.jpg": SLOT + number * WEEK for name, number in weeks.items()}


@pytest.mark.parametrize("year", [2206, 9999])
@pytest.mark.timeout(5)
def test_a_pin_far_away_costs_nothing(record: Record, settings_with: SettingsWith, year: int) -> None:
    """A slip in its year must not keep everybody waiting."""
    queue = [_photo("z", pin=date(year, 12, 31)), _photo("a")]

    taken = forecast(queue, coming_slots(record, settings_with("POST_AT=friday 20:00\n"), SLOT))

    assert taken["a.jpg"] == datetime(2026, 11, 28, 2, tzinfo=UTC)


def test_coming_slots_leave_out_what_is_skipped_or_decided(record: Record, settings_with: SettingsWith) -> None:
    """And go on without end."""
    record.staff.skip("2026-W49", "maria", SLOT)
    record.contests.settle_slot("2026-W50", SLOT + 2 * WEEK, "begun", SLOT)
    record._session.flush()
    settings = settings_with()

    coming = islice(coming_slots(record, settings, SLOT - HOUR), 3)
    assert list(coming) == [(Week.of(FRIDAY + n * WEEK), SLOT + n * WEEK) for n in (0, 3, 4)]
    assert next(coming_slots(record, settings, SLOT))[1] == SLOT + 3 * WEEK


def test_coming_slots_keep_their_hour_through_summer_time(record: Record, settings_with: SettingsWith) -> None:
    """10:00 in Chicago is 16:00 UTC in winter and 15:00 in summer."""
    slots = islice(coming_slots(record, settings_with(), datetime(2027, 3, 10, tzinfo=UTC)), 2)

    assert [slot.hour for _, slot in slots] == [16, 15]


def test_due_slots_are_those_that_came_and_are_not_written_down(record: Record, settings_with: SettingsWith) -> None:
    """Oldest first, then what was asked for outside them."""
    record.contests.settle_slot("2026-W49", SLOT + WEEK, "missed", SLOT)
    record.contests.settle_slot("extra 1", SLOT + HOUR, "asked", SLOT)
    record._session.flush()

    due = due_slots(record, settings_with(), SLOT + 2 * WEEK)
    assert [key for key, _ in due] == ["2026-W48", "2026-W50", "extra 1"]
    assert due_slots(record, settings_with(), SLOT - MINUTE)[:-1] == []


def test_due_slots_begin_anew_when_their_hour_is_changed(record: Record, settings_with: SettingsWith) -> None:
    """A change makes no slot of the past."""
    assert due_slots(record, settings_with("POST_AT=thursday 10:00\n"), SLOT + 2 * WEEK) == []


@pytest.mark.parametrize(
    ("settings", "until"),
    [("", 6 * HOUR), ("CATCH_UP_HOURS=0.5\n", HOUR / 2), ("CATCH_UP_HOURS=160\n", 72 * HOUR)],
)
def test_a_late_post_goes_out_while_entries_could_still_come(
    settings_with: SettingsWith, settings: str, until: timedelta
) -> None:
    """The catch-up window, and never past the close."""
    assert post_until(settings_with(settings), SLOT) == SLOT + until
