"""Facebook or the photos folder out of reach: each waits for itself, and nothing is written off."""

from collections.abc import Callable

from captionbot import decisions
from captionbot.errors import NotSent
from tests.rooms.week import Week, days
from tests.store.made import HOUR, SLOT

DOWN = NotSent("No route to Facebook.", "Check the network.")
READS = ("me", "recent_posts", "post", "comment", "comment_pages", "replies", "story_of")


def _cut_off(week: Week) -> None:
    week.page.facts.trouble = dict.fromkeys(READS, DOWN)
    week.page.facts.reads.clear()


def test_a_tick_ends_with_the_first_call_that_does_not_leave(week: Week) -> None:
    """However much is due: each call would wait for its time limit, and none would fare better."""
    for name in "abc":
        week.photo(f"{name}.jpg")
    for number in range(3):
        week.tick(days(7 * number))
    assert len(week.stages) == 3
    _cut_off(week)

    report = week.tick(days(21))

    assert len(week.page.facts.reads) == 1
    assert report.lines == ["No route to Facebook. Check the network."]
    assert report.unfinished
    assert [notice.text for notice in week.notices].count("No route to Facebook.") == 1


def test_all_that_was_due_is_done_when_facebook_is_back(week: Week) -> None:
    """In the first tick that reaches it."""
    week.photo("a.jpg")
    week.photo("b.jpg")
    week.tick()
    _cut_off(week)
    week.tick(days(7))
    week.tick(days(7) + HOUR)
    week.page.facts.trouble = {}

    week.tick(days(7) + 2 * HOUR)

    assert week.stages == ["open", "void"]
    assert len(week.page.own()) == 2


def test_slots_that_wait_for_facebook_ask_it_once(week: Week) -> None:
    """Weeks of silence have left several slots behind."""
    week.photo("a.jpg")
    _cut_off(week)

    week.tick(days(28))

    assert week.page.facts.reads == [("me", ())]
    assert week.slots == {}


def _taken_away(week: Week) -> Callable[[], object]:
    """Take the photos folder away; gives what brings it back."""
    root = week.photos.root
    away = root.rename(root.with_name("away"))
    return lambda: away.rename(root)


def test_a_slot_waits_for_the_photos_folder(week: Week) -> None:
    """A share that is away for an hour costs no week: nothing is said meanwhile, and then it is posted late."""
    week.photo("horse.jpg")
    back = _taken_away(week)
    report = week.tick()
    waits = "The slot of Friday 27 November at 10:00 AM CST waits until the photos folder can be read."
    assert waits in report.lines
    assert report.unfinished
    assert (week.slots, week.page.acts()) == ({}, [])
    assert ["photos" in notice.text for notice in week.notices] == [True]

    back()
    week.tick(SLOT + HOUR)

    assert week.stages == ["open"]
    assert week.page.acts() == ["upload", "publish"]


def test_a_folder_that_comes_back_too_late_has_missed_the_week(week: Week) -> None:
    """As any other trouble that lasts longer than the catch-up window; the photo keeps its place."""
    week.photo("horse.jpg")
    back = _taken_away(week)
    week.tick()
    week.tick(SLOT + 8 * HOUR)
    assert week.slots == {}

    back()
    week.tick(SLOT + 9 * HOUR)

    assert week.slots == {"2026-W48": "missed"}
    assert week.folder("queue") == ["horse.jpg"]
    assert "post-now" in week.notices[-1].do


def test_a_pause_file_in_a_folder_that_comes_back_is_a_pause(week: Week) -> None:
    """What could not be seen was there all the time."""
    week.photo("horse.jpg")
    (week.photos.root / "PAUSE").write_text("a funeral")
    back = _taken_away(week)
    week.tick()

    back()
    week.tick(SLOT + HOUR)

    assert week.slots == {"2026-W48": "paused"}
    assert week.page.acts() == []


def test_staff_pause_while_the_folder_is_away(week: Week) -> None:
    """Their word holds for the slot, and needs no folder."""
    week.photo("horse.jpg")
    back = _taken_away(week)
    with week.store.transaction() as record:
        decisions.pause(record, week.word, None)
    week.tick()

    assert week.slots == {"2026-W48": "paused"}
    back()


def test_a_week_is_skipped_though_the_folder_is_away(week: Week) -> None:
    """The same."""
    back = _taken_away(week)
    with week.store.transaction() as record:
        decisions.skip(record, "2026-W48", week.word)
    report = week.tick()

    assert week.slots == {"2026-W48": "skipped"}
    assert "Week 2026-W48 is left out (skipped by maria); its photo keeps its place." in report.lines
    back()
