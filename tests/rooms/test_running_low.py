"""Running low: staff hear days before that a coming slot has no photo, and each thing once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from captionbot.intake import Intake
from captionbot.photos.folder import PhotosFolder
from captionbot.queueing import shortage_of, tell_running_low
from captionbot.settings import Settings
from captionbot.store.database import Store
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.conftest import SettingsWith
from tests.rooms.week import Week
from tests.store.made import HOUR, SLOT

DAY = timedelta(days=1)
NEXT = SLOT + timedelta(weeks=1)

Told = Callable[..., list[str]]


@pytest.fixture
def told(store: Store, photos: PhotosFolder, settings_with: SettingsWith) -> Told:
    """What staff are told at an hour, under settings with a few lines more."""

    def at(now: datetime, more: str = "") -> list[str]:
        Intake(photos, store, lambda: now).look()
        settings: Settings = settings_with(more)
        with store.transaction() as record:
            short = shortage_of(record, photos, settings, now)
            return [short.problem.what] if short and tell_running_low(record, short, now) else []

    return at


def _photo(photos: PhotosFolder, number: int, text: str = "Alt: x") -> None:
    put(photos.root / "queue", f"{number}.jpg", file_unlike(number), now=SLOT)
    put(photos.root / "queue", f"{number}.txt", text, now=SLOT)


def test_an_empty_queue_is_told_at_once_and_again_as_the_slot_nears(told: Told) -> None:
    """When it is first seen, three days before and a day before; each time once."""
    empty = ["The queue is empty: no photo for Friday 4 December at 10:00 AM CST."]

    assert [told(NEXT - before) for before in (6 * DAY, 5 * DAY, 3 * DAY, 2 * DAY, DAY, HOUR)] == [
        empty,
        [],
        empty,
        [],
        empty,
        [],
    ]


def test_the_slot_after_the_next_is_told_a_week_ahead(told: Told, photos: PhotosFolder) -> None:
    """One photo left is few; with two nobody is troubled, and with the first gone they hear of the next slot again."""
    _photo(photos, 1)
    few = ["One photo is ready for the next slot, and none for Friday 11 December at 10:00 AM CST."]
    assert told(NEXT - 6 * DAY) == few

    _photo(photos, 2)
    assert told(NEXT - 5 * DAY) == []
    assert told(NEXT - HOUR) == []


def test_a_photo_that_waits_for_a_person_counts_as_none(
    told: Told, photos: PhotosFolder, store: Store, settings_with: SettingsWith
) -> None:
    """And the notice says which and why, for to mend it may be all that is wanted."""
    _photo(photos, 1, "\n\nWhat's the caption?")
    assert told(NEXT - DAY, "REQUIRE_ALT=yes\n") == [
        "No photo in the queue is ready for Friday 4 December at 10:00 AM CST."
    ]
    with store.view() as record:
        assert record.staff.notices()[0].do.endswith(
            "/queue. 1.jpg has no alternative text for people who can't see it. "
            "Write a line `Alt: …` into the text file beside it."
        )


def test_a_photo_pinned_to_a_later_week_fills_no_other(told: Told, photos: PhotosFolder) -> None:
    """However full the queue looks."""
    _photo(photos, 1, "Alt: x\nPost-on: 2027-03-05")
    assert told(NEXT - DAY) == ["No photo in the queue is ready for Friday 4 December at 10:00 AM CST."]


def test_a_holiday_wants_no_photo(told: Told) -> None:
    """The slot after it does."""
    christmas = SLOT + timedelta(weeks=4)
    assert told(christmas - DAY, "SKIP_HOLIDAYS=US\n") == [
        "The queue is empty: no photo for Friday 8 January at 10:00 AM CST."
    ]


def test_under_a_pause_nobody_waits_for_photos(week: Week) -> None:
    """What is not posted anyway is not missed; without one a tick tells it, once."""
    empty = "The queue is empty: no photo for Friday 4 December at 10:00 AM CST."

    def told_at(hour: datetime) -> bool:
        week.clock.at = hour
        return empty in week.runner.tick().lines

    with week.store.transaction() as record:
        record.staff.pause("maria", "winter", SLOT - HOUR)
    assert not told_at(NEXT - 2 * DAY)

    with week.store.transaction() as record:
        for pause in record.staff.pauses():
            record.staff.end_pause(pause, "maria", NEXT - 2 * DAY)
    assert [told_at(NEXT - 2 * DAY + hours * HOUR) for hours in (0.5, 2, 4)] == [False, True, False]


def test_a_holidays_slot_is_left_out_and_its_photo_goes_a_week_later(make_week: Callable[..., Week]) -> None:
    """Nothing of the holiday is said in public; staff find its name beside the slot."""
    week = make_week("SKIP_HOLIDAYS=US-TX\n")
    week.photo("horse.jpg")
    report = week.tick(SLOT + HOUR)
    with week.store.view() as record:
        slot = record.contests.slot("2026-W48")
        assert slot is not None
        assert (slot.outcome, slot.note) == ("skipped", "Friday After Thanksgiving")
    assert "Week 2026-W48 is left out (Friday After Thanksgiving); its photo keeps its place." in report.lines

    week.tick(NEXT)
    assert (week.contest().photo, week.slots["2026-W49"]) == ("horse.jpg", "begun")
    assert not any("Thanksgiving" in utterance.text for utterance in week.utterances().values())


def test_a_late_post_that_runs_into_a_holiday_goes_out(make_week: Callable[..., Week]) -> None:
    """The slot's own day decides: Friday's contest may be posted on Saturday, the first of May."""
    week = make_week("SKIP_HOLIDAYS=DE\nCATCH_UP_HOURS=20\n")
    week.photo("horse.jpg")
    week.tick(datetime(2027, 5, 1, 7, tzinfo=UTC))

    assert (week.slots["2027-W12"], week.slots["2027-W17"]) == ("skipped", "begun")
