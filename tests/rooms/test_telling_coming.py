"""The day before a slot staff are shown what goes out, or that nothing does; afterwards only what was otherwise."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from captionbot.contest.notices import About
from captionbot.contest.timetable import Week as Iso
from tests.photos.unlike import file_unlike
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
THURSDAY = SLOT - DAY
WEEK = "2026-W48"
PATROL = "Alt: Two officers on horseback.\n\nThey promised the horses a treat."

Hearing = Callable[..., Staff]


@pytest.fixture
def hearing(make_week: Callable[..., Week]) -> Hearing:
    """Staff who are told, under settings with a few lines more; the slots of that week are the first."""

    def staff(more: str = DESK) -> Staff:
        week = make_week(SOMEBODY + more)
        with week.store.transaction() as record:
            record.page().slots_since = THURSDAY - DAY
        return Staff(week)

    return staff


@pytest.fixture
def staff(hearing: Hearing) -> Staff:
    """With a desk, and a photo in the queue that was looked at."""
    staff = hearing()
    staff.week.photo("1974-patrol.jpg", PATROL)
    staff.week.tick(THURSDAY - DAY)
    return staff


def test_the_day_before_a_slot_its_post_is_shown(staff: Staff) -> None:
    """Title, hour, photo, every word of the post, alternative text, and the way to change it; not before that day."""
    assert staff.hear(THURSDAY - MINUTE) == []
    (row,) = staff.hear(THURSDAY)
    assert (row.about, row.text) == (About.COMING, "1974-patrol.jpg is posted on Friday 27 November at 10:00 AM CST.")

    sent = staff.message("coming")
    assert sent.title == "Tomorrow 10:00 AM: photo 1974-patrol.jpg"
    assert sent.picture is not None
    assert sent.picture.startswith(b"\xff\xd8")
    assert len(sent.picture) < 100_000
    for said in (
        "this goes out tomorrow, on Friday 27 November at 10:00 AM CST: 1974-patrol.jpg",
        "> They promised the horses a treat.",
        "> Beat the Caption · Friday 27 November 2026",
        "Alternative text: Two officers on horseback.",
        "A photo for 1 more Friday; the 2nd, 4 December, has none.",
        "Look at it, change its words or take another: https://desk.example.org/queue/coming",
        "captionbot · Beat the Caption",
    ):
        assert said in sent.text


def test_what_is_shown_is_what_is_posted(staff: Staff) -> None:
    """Line by line, since staff go by it."""
    staff.hear(THURSDAY)
    shown = [line.removeprefix("> ").removeprefix(">") for line in staff.message("coming").text.splitlines()]
    staff.week.tick(SLOT)
    (post,) = staff.week.page.own()

    text = "\n".join(shown)
    assert post.text in text


def test_it_is_told_once(staff: Staff) -> None:
    """However often the tick beats, and whatever staff change then: they know what they change."""
    assert len(staff.hear(THURSDAY)) == 1
    staff.week.photo("1974-patrol.jpg", "Other words.")
    staff.week.tick(THURSDAY + HOUR)
    assert staff.hear(THURSDAY + HOUR) == []
    assert "> Other words." in staff.message("coming").text


def test_a_photo_that_is_taken_away_before_it_was_told_is_none(staff: Staff) -> None:
    """The message is made when it is sent, and nobody is shown what doesn't go out."""
    staff.hear(THURSDAY)
    (staff.week.photos.root / "queue" / "1974-patrol.jpg").unlink()
    sent = staff.message("coming")
    assert sent.title == "Tomorrow 10:00 AM: no photo is ready"
    assert "The queue: https://desk.example.org/queue" in sent.text


def test_a_photo_that_comes_late_is_shown_when_it_is_there(hearing: Hearing) -> None:
    """Until then there is nothing to show: that photos are few is told by another notice."""
    staff = hearing()
    staff.week.tick(THURSDAY)
    assert staff.hear(THURSDAY) == []
    staff.week.photo("late.jpg", "Alt: x")
    staff.week.tick(SLOT - 2 * HOUR)
    assert len(staff.hear(SLOT - 2 * HOUR)) == 1
    assert staff.message("coming").title == "Today 10:00 AM: photo late.jpg"


def test_a_photo_without_alternative_text_is_told_as_such(hearing: Hearing) -> None:
    """With where to write it; also where REQUIRE_ALT=no asks nobody for one."""
    staff = hearing()
    staff.week.photo("bare.jpg", "What's the caption?")
    staff.week.tick(THURSDAY)
    staff.hear(THURSDAY)
    text = staff.message("coming").text
    assert "It has no alternative text" in text
    assert "Write its alternative text" in text

    quiet = hearing(f"{DESK}REQUIRE_ALT=no\n")
    assert "It has no alternative text" in quiet.message("coming").text
    assert "Write its alternative text" not in quiet.message("coming").text


def test_without_a_desk_commands_are_named(hearing: Hearing) -> None:
    """They can be typed as they stand, whatever the file is called."""
    staff = hearing("")
    staff.week.photo("the mayor's dog.jpg", "Alt: A dog.")
    staff.week.tick(THURSDAY)
    staff.hear(THURSDAY)
    text = staff.message("coming").text
    assert """`captionbot words 'the mayor'"'"'s dog.jpg'` changes its words""" in text
    assert "`captionbot skip 2026-11-27` leaves the week out" in text
    assert "http" not in text.partition("Alternative text")[2]


def test_a_command_that_a_chat_would_change_names_no_photo(hearing: Hearing) -> None:
    """What calls somebody is broken up in a message, and such a name could not be typed as it arrives."""
    staff = hearing("")
    staff.week.photo("for @everyone.jpg", "Alt: A dog.")
    staff.week.tick(THURSDAY)
    staff.hear(THURSDAY)
    assert "`captionbot words PHOTO` changes its words" in staff.message("coming").text


def test_a_week_that_is_left_out_is_told_in_its_stead(hearing: Hearing) -> None:
    """By whom or for which day, and how it is taken back in; the queue is asked nothing."""
    staff = hearing()
    with staff.week.store.transaction() as record:
        record.staff.skip(WEEK, "maria", THURSDAY - DAY)
    (row,) = staff.hear(THURSDAY)
    assert row.text == "Nothing is posted on Friday 27 November at 10:00 AM CST: skipped by maria."
    assert staff.hear(THURSDAY + HOUR) == []

    sent = staff.message("coming")
    assert sent.title == "Nothing tomorrow: skipped by maria"
    assert "To post all the same: https://desk.example.org/queue" in sent.text


def test_a_week_that_is_taken_back_in_is_shown(staff: Staff) -> None:
    """And the others hear of it where somebody leaves it out after all; each once."""
    told = []
    for word in ("skip", "unskip", "skip", "unskip"):
        with staff.week.store.transaction() as record:
            getattr(record.staff, word)(WEEK, "maria", THURSDAY)
        told.append([row.text.split(" on ")[0] for row in staff.hear(THURSDAY)])
    assert told == [["Nothing is posted"], ["1974-patrol.jpg is posted"], [], []]


def test_a_holiday_is_told_to_staff_by_its_name(hearing: Hearing) -> None:
    """In the message to staff, who decide; never in public."""
    staff = hearing("SKIP_HOLIDAYS=US\nPOST_AT=thursday 10:00\n")
    staff.hear(THURSDAY - DAY)
    sent = staff.message("coming")
    assert sent.title == "Nothing tomorrow: Thanksgiving Day"
    assert "`captionbot unskip 2026-11-23` posts all the same." in sent.text
    assert Iso.named(WEEK).monday.isoformat() in sent.text


def test_under_a_pause_staff_hear_once_a_week_that_it_lasts(staff: Staff) -> None:
    """The day before each slot that passes under it, with its reason; and the photo once somebody goes on."""
    with staff.week.store.transaction() as record:
        record.staff.pause("maria", "Officer\ndown", THURSDAY - DAY)
    (row,) = staff.hear(THURSDAY)
    assert row.about == About.PAUSED
    assert staff.hear(THURSDAY + HOUR) == []
    sent = staff.message("paused")
    assert sent.title == "Still paused: nothing goes out tomorrow"
    assert "Still paused by maria (Officer down): nothing is posted on Friday 27 November" in sent.text
    assert "https://desk.example.org/pause" in sent.text
    assert not staff.over("paused")

    with staff.week.store.transaction() as record:
        record.staff.end_pause(record.staff.pauses()[0], "maria", THURSDAY + 2 * HOUR)
    assert staff.over("paused")
    assert [row.about for row in staff.hear(THURSDAY + 2 * HOUR)] == [About.COMING]


def test_a_pause_with_an_hour_of_its_own_is_told_then(staff: Staff) -> None:
    """Staff wanted to look again: why it is paused, and which slot passes; the day before it that is not said again."""
    with staff.week.store.transaction() as record:
        record.staff.pause("maria", "Officer\ndown", THURSDAY - DAY, until=THURSDAY - HOUR)
    staff.week.tick(THURSDAY - HOUR)
    sent = staff.message("pause ")
    assert sent.title == "You meant to look: still paused (Officer down)"
    assert "Nothing is posted on Friday 27 November at 10:00 AM CST unless somebody goes on before." in sent.text
    assert staff.hear(THURSDAY) == []
    assert [row.about for row in staff.hear(THURSDAY + 7 * DAY)] == [About.PAUSED]


def test_a_week_that_is_left_out_under_a_pause_is_not_the_pauses_doing(hearing: Hearing) -> None:
    """Nobody can go on and have a post: the holiday stays. That it is paused is said beside it."""
    staff = hearing(f"{DESK}SKIP_HOLIDAYS=US\nPOST_AT=thursday 10:00\n")
    with staff.week.store.transaction() as record:
        record.staff.pause("maria", "", THURSDAY - 2 * DAY)
    assert [row.about for row in staff.hear(THURSDAY - DAY)] == [About.COMING]
    sent = staff.message("coming")
    assert sent.title == "Nothing tomorrow: Thanksgiving Day"
    assert "It is paused as well, by maria." in sent.text
    assert "goes on before" not in sent.text


def test_weekly_is_not_told_each_photo(hearing: Hearing) -> None:
    """Thursday's photo is no news on Monday; that it was posted is."""
    staff = hearing(f"{DESK}NOTIFY_PACE=weekly\n")
    staff.week.photo("1974-patrol.jpg", PATROL)
    staff.week.tick(THURSDAY)
    assert staff.hear(THURSDAY) == []
    staff.week.tick(SLOT)
    assert len(staff.told("posted")) == 1


def _post(staff: Staff, at: datetime) -> list[str]:
    staff.week.tick(at)
    return [row.do for row in staff.told("posted")]


def test_a_post_that_was_shown_is_not_told_again(staff: Staff) -> None:
    """Whoever read the day before what goes out has read it."""
    staff.hear(THURSDAY)
    assert _post(staff, SLOT + MINUTE) == []


def test_every_post_is_told_where_staff_want_it(hearing: Hearing) -> None:
    """With NOTIFY_PACE=all."""
    staff = hearing(f"{DESK}NOTIFY_PACE=all\n")
    staff.week.photo("1974-patrol.jpg", PATROL)
    staff.week.tick(THURSDAY)
    staff.hear(THURSDAY)
    assert _post(staff, SLOT + MINUTE) == [""]


def test_a_post_that_nobody_was_shown_is_told(staff: Staff) -> None:
    """Neither was it told the day before, nor was what was told sent, nor did a clock that was ahead show it."""
    with staff.week.store.transaction() as record:
        record.staff.tell(f"coming {WEEK} x y", "Shown.", SLOT + DAY, about=About.COMING)
        row = record.notices.get(f"coming {WEEK} x y")
        assert row is not None
        row.sent_at, row.tries = SLOT + DAY, 1
    assert _post(staff, SLOT + MINUTE) == ["Nobody was shown it the day before."]
    sent = staff.message("posted")
    assert sent.title == "Posted: 1974-patrol.jpg"
    assert sent.picture is not None
    assert "1974-patrol.jpg was posted on Friday 27 November at 10:01 AM CST." in sent.text
    assert "Captions are collected until Monday 30 November at 10:00 AM CST." in sent.text
    assert "On the Page: https://www.facebook.com/" in sent.text


def test_a_late_post_is_told(staff: Staff) -> None:
    """With the hour that it should have had."""
    staff.hear(THURSDAY)
    assert _post(staff, SLOT + HOUR + 6 * MINUTE) == ["That is late: its slot was Friday 27 November at 10:00 AM CST."]


def test_a_post_that_cron_makes_within_the_hour_is_not_late(staff: Staff) -> None:
    """A `tick` may come once an hour, and then takes a moment."""
    staff.hear(THURSDAY)
    assert _post(staff, SLOT + HOUR + MINUTE) == []


def _other_words(queue: Path) -> None:
    (queue / "1974-patrol.txt").write_text("Other words.")


def _other_photo(queue: Path) -> None:
    (queue / "0001-first.jpg").write_bytes(file_unlike(901))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_other_words, "Its words are not those that were shown the day before."),
        (_other_photo, "It is another photo than the one that was shown the day before."),
    ],
)
def test_what_was_shown_otherwise_is_told(staff: Staff, change: Callable[[Path], None], told: str) -> None:
    """Whoever read the day before what goes out has read something else."""
    staff.hear(THURSDAY)
    change(staff.week.photos.root / "queue")
    staff.week.tick(SLOT - HOUR)
    assert _post(staff, SLOT + 6 * MINUTE) == [told]


def test_where_nobody_is_told_nothing_is_written(make_week: Callable[..., Week]) -> None:
    """The desk and `status` show the week itself."""
    week = make_week()
    week.in_review().tick(SLOT + 4 * DAY)
    assert week.stages == ["announced"]
    assert [row.about for row in week.notices] == [About.SHORTLIST]


def test_news_of_the_day_before_is_over_with_its_slot(staff: Staff) -> None:
    """A message that could not be sent until then says nothing any more."""
    staff.hear(THURSDAY)
    assert not staff.over("coming")
    staff.week.clock.at = SLOT
    assert staff.over("coming")
