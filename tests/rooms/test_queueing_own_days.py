"""Days of the Page's own: a slot on one is left out, the photo keeps its place, and nobody outside hears why."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from captionbot import decisions, overview
from captionbot.contest.timetable import Week as ContestWeek
from captionbot.decisions import Word
from captionbot.overview import View, drafts
from captionbot.photos.folder import PhotosFolder
from captionbot.queueing import due_slots, holiday_of, left_out, plan
from captionbot.settings import Settings, load_settings
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.rooms.conftest import SettingsWith
from tests.rooms.dropping import NOW, Put, dropper
from tests.rooms.week import Week
from tests.settings.written import REQUIRED, written
from tests.store.made import MINUTE, SLOT

MARIA = Word("maria", SLOT)
WHY = "a day of your own: Funeral of Officer Lee"
WEEK = "2026-W48"


@pytest.fixture
def with_days(settings_with: SettingsWith, tmp_path: Path) -> Callable[..., Settings]:
    """Settings under which the first slot's day is one of the Page's own."""

    def made(more: str = "", text: str = "2026-11-27 Funeral of Officer Lee\n") -> Settings:
        file = tmp_path / f"days-{crc32(text.encode())}.txt"  # the same lines of settings are read once
        file.write_text(text, encoding="utf-8")
        return settings_with(f"SKIP_DAYS_FILE={file}\n{more}")

    return made


@pytest.fixture
def put_photos(photos: PhotosFolder, store: Store) -> Put:
    """Drops photos into the queue."""
    return dropper(photos, store)


def test_it_is_left_out_until_staff_want_it(store: Store, with_days: Callable[..., Settings]) -> None:
    """`unskip` posts all the same, and `skip` takes that back."""
    settings = with_days()

    def out() -> str:
        with store.view() as record:
            return left_out(record, settings, WEEK, SLOT)

    assert (out(), holiday_of(settings, ContestWeek(2026, 48))) == (WHY, WHY)
    with store.transaction() as record:
        decisions.unskip(record, WEEK, MARIA, WHY)
    assert out() == ""
    with store.transaction() as record:
        decisions.skip(record, WEEK, MARIA)
    assert out() == "skipped by maria"


def test_what_staff_are_shown_says_why(
    store: Store, put_photos: Put, with_days: Callable[..., Settings], photos: PhotosFolder
) -> None:
    """`next`, `queue`, and what is said of a photo that is pinned there; the photo has the next week."""
    put_photos(a="", pinned="Post-on: 2026-11-27")
    settings = with_days()
    with store.view() as record:
        view = View(record, settings, photos, NOW)
        told = overview.coming(view)
        queue = overview.queue(view)
        pinned = next(one for one in plan(record, photos, settings, NOW).photos if one.photo.name == "pinned.jpg")

    assert told == (
        f"Friday 27 November is left out ({WHY}); the photo a.jpg is posted on Friday 4 December at 10:00 AM CST."
    )
    assert queue["left_out"] == [{"slot": "2026-11-27T16:00:00Z", "why": WHY}]
    assert pinned.slot is None
    problem = pinned.photo.problems[0]
    assert problem.what.endswith(f"which is left out ({WHY}).")
    assert problem.do == "`captionbot unskip 2026-11-27` posts in it all the same; or change its Post-on."


def test_a_tick_leaves_the_slot_out_and_says_nothing_in_public(
    make_week: Callable[..., Week], with_days: Callable[..., Settings]
) -> None:
    """The photo stays in the queue and goes out a week later; the reason is on no page of Facebook's."""
    week = make_week(f"SKIP_DAYS_FILE={with_days().skip_days_file}\n")
    week.photo("a.jpg")
    report = week.tick(SLOT + MINUTE)

    assert (week.page.facts.heard, week.notices) == ([], [])
    assert (week.photos.root / "queue" / "a.jpg").exists()
    assert week.slots == {WEEK: "skipped"}
    assert report.lines == [f"Week {WEEK} is left out ({WHY}); its photo keeps its place."]


def test_words_for_the_page_never_name_the_day(
    store: Store, photos: PhotosFolder, with_days: Callable[..., Settings]
) -> None:
    """Staff hear it beside them."""
    with store.view() as record:
        text, remark = drafts.without_contest(View(record, with_days(), photos, NOW), None)

    assert "Funeral" not in text
    assert "own" not in text
    assert remark == f"Friday 27 November 2026 is left out: {WHY}."


def test_a_contest_asked_for_knows_no_such_day(record: Record, with_days: Callable[..., Settings]) -> None:
    """Whoever says `post-now` means now."""
    record.contests.settle_slot("extra 1", SLOT, "asked", SLOT)
    record._session.flush()
    settings = with_days()

    asked = due_slots(record, settings, SLOT)[-1]
    assert (asked[0], left_out(record, settings, *asked)) == ("extra 1", "")


def test_a_day_goes_before_a_holiday_of_the_same_day(record: Record, with_days: Callable[..., Settings]) -> None:
    """Staff wrote why; in Texas it is the Friday after Thanksgiving as well."""
    assert left_out(record, with_days("SKIP_HOLIDAYS=US-TX\n"), WEEK, SLOT) == WHY
    assert left_out(record, with_days("SKIP_HOLIDAYS=US-TX\n", "12-24\n"), WEEK, SLOT) == "Friday After Thanksgiving"
    assert left_out(record, with_days(text="11-27\n"), WEEK, SLOT) == "a day of your own"


@pytest.fixture
def renewing(make_week: Callable[..., Week], with_days: Callable[..., Settings]) -> tuple[Week, Path]:
    """A bot with a photo for the slot, and its file of days, which names another day so far."""
    file = with_days(text="2026-12-24 Eve\n").skip_days_file
    assert file
    week = make_week(f"SKIP_DAYS_FILE={file}\n")
    week.photo("a.jpg")
    return week, file


def test_a_line_that_cannot_be_read_keeps_the_photo_back(renewing: tuple[Week, Path]) -> None:
    """It may name this very day; staff hear it once, and mended the photo goes out, late."""
    week, file = renewing
    file.write_text("27/11/2026 Funeral\n", encoding="utf-8")
    for minutes in (1, 2, 30):
        report = week.tick(SLOT + minutes * MINUTE)

    assert (week.page.facts.heard, week.slots, report.unfinished) == ([], {}, True)
    (notice,) = week.notices
    assert notice.text.startswith("The slot of Friday 27 November at 10:00 AM CST waits: days-")
    assert notice.text.endswith(":1: this line names no day; did you mean 2026-11-27?")
    file.write_text("2026-12-24 Eve\n", encoding="utf-8")
    week.tick(SLOT + 31 * MINUTE)
    assert week.slots == {WEEK: "begun"}


def test_until_the_catch_up_window_ends(renewing: tuple[Week, Path]) -> None:
    """Then the week is missed, and the photo kept."""
    week, file = renewing
    file.write_text("27/11/2026 Funeral\n", encoding="utf-8")
    for minutes in (1, 6 * 60 + 1):
        week.tick(SLOT + minutes * MINUTE)

    assert (week.page.facts.heard, week.slots) == ([], {WEEK: "missed"})


def test_the_day_itself_counts_although_the_settings_were_read_before(renewing: tuple[Week, Path]) -> None:
    """A right line beside a wrong one is enough, and wrong settings keep no day from being free."""
    week, file = renewing
    file.write_text("11-27 Funeral\nsoon\n", encoding="utf-8")
    week.tick(SLOT + MINUTE)

    assert week.slots == {WEEK: "skipped"}


def test_a_contest_asked_for_waits_for_no_line(renewing: tuple[Week, Path], store: Store) -> None:
    """As it waits for no day."""
    week, file = renewing
    file.write_text("soon\n", encoding="utf-8")
    with store.transaction() as record:
        record.contests.settle_slot(WEEK, SLOT, "skipped", SLOT)
        decisions.post_now(record, None, MARIA)
    week.tick(SLOT + MINUTE)

    assert week.slots["extra 1"] == "begun"


def test_next_says_that_no_photo_goes_out(store: Store, photos: PhotosFolder, put_photos: Put, tmp_path: Path) -> None:
    """Whoever looks goes by the right lines, and hears of the wrong one first."""
    put_photos(a="")
    (tmp_path / "days.txt").write_text("27/11/2026 Funeral\n", encoding="utf-8")
    settings = load_settings(written(tmp_path, f"{REQUIRED}SKIP_DAYS_FILE=days.txt\n"), {}, silent=True)
    with store.view() as record:
        told = overview.coming(View(record, settings, photos, NOW))

    assert told.startswith(
        "No photo goes out until this is mended: days.txt:1: this line names no day; did you mean 2026-11-27? The photo"
    )
