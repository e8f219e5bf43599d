"""What comes of queue, order and weeks: pins in trouble, staff's own order, this day, and weeks that are left out."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice

import pytest

from captionbot import decisions, overview
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.queueing import Plan, coming_slots, due_slots, left_out, plan
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.rooms.conftest import SettingsWith
from tests.rooms.dropping import NOW, Put, dropper
from tests.store.made import HOUR, SLOT

MARIA = Word("maria", SLOT)
WEEK = timedelta(weeks=1)
CHRISTMAS = SLOT + 4 * WEEK


@pytest.fixture
def put_photos(photos: PhotosFolder, store: Store) -> Put:
    """Drops photos into the queue."""
    return dropper(photos, store)


@pytest.fixture
def foretold(store: Store, photos: PhotosFolder, settings_with: SettingsWith) -> Callable[..., Plan]:
    """The plan under settings with a few lines more."""

    def planned(more: str = "") -> Plan:
        with store.view() as record:
            return plan(record, photos, settings_with(more), NOW)

    return planned


def _weeks(found: Plan) -> dict[str, int | None]:
    """Each photo, with how many weeks after the first slot it goes out."""
    return {
        one.photo.name.removesuffix(".jpg"): None if one.slot is None else round((one.slot - SLOT) / WEEK)
        for one in found.photos
    }


def _problem(found: Plan, name: str) -> str:
    one = next(one for one in found.photos if one.photo.name == f"{name}.jpg")
    return " ".join(f"{problem.what} {problem.do}" for problem in one.photo.problems)


def test_a_pin_whose_week_is_taken_says_by_whom_and_holds_nobody_up(
    put_photos: Put, foretold: Callable[..., Plan]
) -> None:
    """The first by name has the week, whatever stands before it in the queue."""
    put_photos(x10="Post-on: 2026-12-04", x9="Post-on: 2026-12-02", a="")
    found = foretold()

    assert _weeks(found) == {"a": 0, "x9": 1, "x10": None}
    assert [one.because for one in found.photos] == ["", "pinned", ""]
    assert _problem(found, "x10") == (
        "x10.jpg is pinned to the week of 4 December 2026, which is taken by x9.jpg. "
        "Change its Post-on, or take that line out."
    )


PAST = ["2026-11-20", "2026-11-13", "2016-01-01"]


@pytest.mark.parametrize("day", PAST)
def test_a_pin_to_the_past_is_shown_and_never_posted(put_photos: Put, foretold: Callable[..., Plan], day: str) -> None:
    """And nobody waits for it."""
    put_photos(old=f"Post-on: {day}", a="")
    found = foretold()

    assert _weeks(found) == {"a": 0, "old": None}
    assert "whose slot is past. Change its Post-on" in _problem(found, "old")


def test_a_pin_to_a_week_that_is_decided_already_is_past(
    store: Store, put_photos: Put, foretold: Callable[..., Plan]
) -> None:
    """Its slot was this very day."""
    with store.transaction() as record:
        record.contests.settle_slot("2026-W48", NOW, "begun", NOW)
    put_photos(late="Post-on: 2026-11-28")

    assert "is pinned to the week of 28 November 2026, whose slot is past." in _problem(foretold(), "late")


def test_a_pin_to_a_week_that_is_left_out_says_why(
    store: Store, put_photos: Put, foretold: Callable[..., Plan]
) -> None:
    """And how to have it posted all the same."""
    with store.transaction() as record:
        decisions.skip(record, "2026-W49", MARIA)
    put_photos(gala="Post-on: 2026-12-04", tree="Post-on: 2026-12-24")
    found = foretold("SKIP_HOLIDAYS=US\n")

    assert _weeks(found) == {"gala": None, "tree": None}
    assert "which is left out (skipped by maria). `captionbot unskip 2026-12-04` posts" in _problem(found, "gala")
    assert "which is left out (Christmas Day). `captionbot unskip 2026-12-24` posts" in _problem(found, "tree")


def test_a_pin_beyond_all_plans_is_told(put_photos: Put, foretold: Callable[..., Plan]) -> None:
    """A slip in its year, as far as Python counts."""
    put_photos(far="Post-on: 2046-12-25")

    assert _weeks(foretold("POST_AT=friday 20:00\n")) == {"far": None}
    assert _problem(foretold(), "far")


def test_a_slot_that_has_come_is_taken_first(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """Until a tick writes it down; under a pause it will pass."""
    put_photos(a="", pinned="Post-on: 2026-11-27")
    with store.transaction() as record:
        assert _weeks(plan(record, photos, settings_with(), SLOT + HOUR)) == {"pinned": 0, "a": 1}
        assert _weeks(plan(record, photos, settings_with(), SLOT + 7 * HOUR)) == {"a": 1, "pinned": None}
        record.staff.pause("maria", "a funeral", SLOT)
        assert _weeks(plan(record, photos, settings_with(), SLOT + HOUR)) == {"a": 1, "pinned": None}


THIS_DAY = {
    "the day": ("Taken: 1974-11-25", "b a"),
    "a month": ("Taken: 1974-11", "a b"),
    "a year": ("Taken: 1974", "a b"),
    "nothing": ("", "a b"),
}


@pytest.mark.parametrize(("text", "order"), THIS_DAY.values(), ids=THIS_DAY)
def test_a_photo_of_this_week_in_another_year_goes_first(
    put_photos: Put, foretold: Callable[..., Plan], text: str, order: str
) -> None:
    """Where ON_THIS_DAY asks for it, and a day is known; a month is too vague to go before others."""
    put_photos(a="", b=text)

    assert " ".join(_weeks(foretold("ON_THIS_DAY=yes\n"))) == order
    assert " ".join(_weeks(foretold())) == "a b"


def test_the_day_that_stands_in_the_photo_counts_where_staff_give_none(
    store: Store, put_photos: Put, foretold: Callable[..., Plan]
) -> None:
    """Staff's own word goes before what a scanner wrote."""
    put_photos(a="", b="", c="Taken: 1974")
    with store.transaction() as record:
        for row in record.photos.known_all().values():
            if row.name != "a.jpg":
                row.drafts = {"taken": "1987-11-27"}
    found = foretold("ON_THIS_DAY=yes\n")

    assert list(_weeks(found)) == ["b", "a", "c"]
    assert [one.because for one in found.photos] == ["on this day", "", ""]


def test_holidays_are_left_out_until_staff_want_them(store: Store, settings_with: SettingsWith) -> None:
    """`unskip` posts all the same, and `skip` takes that back."""
    settings, week = settings_with("SKIP_HOLIDAYS=US\n"), "2026-W52"

    def out() -> tuple[str, bool]:
        with store.view() as record:
            coming = [slot for _, slot in islice(coming_slots(record, settings, NOW), 6)]
            return left_out(record, settings, week, CHRISTMAS), CHRISTMAS in coming

    assert out() == ("Christmas Day", False)
    with store.transaction() as record:
        decisions.unskip(record, week, MARIA, "Christmas Day")
    assert out() == ("", True)
    with store.transaction() as record, pytest.raises(NotNow, match="Week 2026-W52 is not skipped"):
        decisions.unskip(record, week, MARIA, "Christmas Day")
    with store.transaction() as record:
        decisions.skip(record, week, MARIA)
    assert out() == ("skipped by maria", False)
    with store.transaction() as record:
        decisions.unskip(record, week, MARIA, "Christmas Day")
        assert [row.action for row in record.staff.audit()] == ["post anyway", "skip", "post anyway"]
    assert out() == ("", True)


def test_a_holiday_that_is_over_is_not_taken_back_in(record: Record) -> None:
    """What was decided stays, whatever a newer list of holidays says."""
    record.contests.settle_slot("2026-W52", CHRISTMAS, "skipped", CHRISTMAS, note="Christmas Day")

    with pytest.raises(NotNow, match="past: skipped"):
        decisions.unskip(record, "2026-W52", MARIA, "Christmas Day")


def test_a_contest_asked_for_knows_no_holiday(record: Record, settings_with: SettingsWith) -> None:
    """Whoever says `post-now` means now."""
    record.contests.settle_slot("extra 1", CHRISTMAS, "asked", CHRISTMAS)
    record._session.flush()
    settings = settings_with("SKIP_HOLIDAYS=US\n")

    asked = due_slots(record, settings, CHRISTMAS)[-1]
    assert (asked[0], left_out(record, settings, *asked)) == ("extra 1", "")


SUMMARIES: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing ready": ("", {"old": "Post-on: 2026-11-13"}, "No photo is ready for the next Friday, 27 November."),
    "one": ("", {"a": ""}, "A photo for 1 more Friday; the 2nd, 4 December, has none."),
    "three, and a holiday near": (
        "SKIP_HOLIDAYS=US\n",
        {"a": "", "b": "", "c": "", "d": "", "e": "", "f": ""},
        "Photos for 6 more Fridays; the 7th, 22 January 2027, in the week of Martin Luther King Jr. Day, has none.",
    ),
    "another weekday": (
        "POST_AT=tuesday 10:00\n",
        {"a": "", "b": ""},
        "Photos for 2 more Tuesdays; the 3rd, 15 December, has none.",
    ),
}


@pytest.mark.parametrize(("more", "texts", "summary"), SUMMARIES.values(), ids=SUMMARIES)
def test_one_sentence_says_how_long_the_photos_last(
    store: Store,
    photos: PhotosFolder,
    settings_with: SettingsWith,
    put_photos: Put,
    more: str,
    texts: dict[str, str],
    summary: str,
) -> None:
    """And which slot is the first without one."""
    put_photos(**texts)
    with store.view() as record:
        assert overview.queue(View(record, settings_with(more), photos, NOW))["summary"] == summary


def test_next_names_the_weeks_that_are_left_out(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """Up to the photo's own, two of them by name."""
    settings = settings_with("SKIP_HOLIDAYS=US-TX\n")
    put_photos(a="")
    with store.transaction() as record:
        told = overview.coming(View(record, settings, photos, NOW))
        assert told == (
            "Friday 27 November is left out (Friday After Thanksgiving); "
            "the photo a.jpg is posted on Friday 4 December at 10:00 AM CST."
        )
        for week in ("2026-W49", "2026-W50"):
            decisions.skip(record, week, MARIA)
        told = overview.coming(View(record, settings, photos, NOW))
        assert "Friday 4 December is left out (skipped by maria), and 1 week more; the photo a.jpg" in told


def test_the_shape_of_the_queue(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """What scripts read."""
    put_photos(a="", old="Post-on: 2026-11-13")
    with store.view() as record:
        shown = overview.queue(View(record, settings_with("SKIP_HOLIDAYS=US-TX\n"), photos, NOW))

    assert [(one["name"], one["slot"], one["waits"]) for one in shown["photos"]] == [
        ("a.jpg", "2026-12-04T16:00:00Z", False),
        ("old.jpg", None, True),
    ]
    assert shown["left_out"] == [{"slot": "2026-11-27T16:00:00Z", "why": "Friday After Thanksgiving"}]
    assert shown["weeks"] == 1
