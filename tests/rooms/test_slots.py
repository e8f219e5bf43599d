"""The weekly slot: what becomes of it, and which photo takes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete

from captionbot import decisions
from captionbot.decisions import Word
from captionbot.runner.beginning import photo_of_post
from captionbot.runner.bot import Report, Tick
from captionbot.store.lease import Lease
from captionbot.store.schema import Base, Page
from captionbot.store.utterances import Kind
from captionbot.utter import Mouth
from tests.photos.pictures import put, real_now
from tests.rooms.week import Week, days
from tests.store.made import HOUR, MARKER, MINUTE, SLOT

MARIA = Word("maria", SLOT, "a funeral")


@pytest.mark.parametrize("late", [0 * HOUR, 5.9 * HOUR])
def test_a_contest_begins_at_its_slot_or_a_little_late(week: Week, late: timedelta) -> None:
    """Once; its entries close when they would have anyway."""
    week.photo("horse.jpg")
    week.tick(SLOT + late)
    week.tick()

    assert week.slots == {"2026-W48": "begun"}
    row = week.contest()
    assert (row.slot_at, row.closes_at.isoformat()) == (SLOT, "2026-11-30T16:00:00+00:00")
    assert week.page.acts("publish") == ["publish"]


def test_no_slot_is_taken_early(week: Week) -> None:
    """Not a minute."""
    week.photo("horse.jpg")
    week.tick(days(7) - MINUTE)

    assert week.slots == {"2026-W48": "missed"}
    week.tick(days(7))
    assert week.slots == {"2026-W48": "missed", "2026-W49": "begun"}


def test_a_slot_before_init_does_not_exist(week: Week) -> None:
    """Whoever begins on a Friday evening waits for the next Friday."""
    with week.store.transaction() as record:
        record._session.get_one(Page, record.page_id).slots_since = SLOT + MINUTE
    week.photo("horse.jpg")
    week.tick(SLOT + HOUR)

    assert (week.slots, week.page.acts()) == ({}, [])


def test_a_slot_that_comes_too_late_is_missed_and_its_photo_stays(week: Week) -> None:
    """Staff are told once; the next slot is untouched."""
    week.photo("horse.jpg")
    week.photo("zebra.jpg")
    report = week.tick(SLOT + 6 * HOUR)

    assert (week.slots, report.unfinished, week.page.acts("publish")) == ({"2026-W48": "missed"}, True, [])
    assert [notice.do for notice in week.notices] == ["`captionbot post-now` runs it outside its slot."]
    week.tick(days(7))
    assert week.contest().photo == "horse.jpg"


def test_of_several_missed_slots_at_most_one_is_posted_late(week: Week) -> None:
    """A machine that was off for a month floods nobody."""
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
        week.photo(name)
    week.tick(days(21) + HOUR)

    assert list(week.slots.values()) == ["missed", "missed", "missed", "begun"]
    assert week.page.acts("publish") == ["publish"]
    assert week.contest().photo == "a.jpg"


@pytest.mark.parametrize("late", [0, 40])
def test_an_empty_queue_leaves_the_week_empty(week: Week, late: int) -> None:
    """That is a normal week, and a photo that comes later waits for its own slot."""
    report = week.tick(SLOT + late * HOUR)
    assert (week.slots, report.unfinished) == ({"2026-W48": "empty"}, False)
    assert "queue was empty" in report.lines[0]
    assert week.notices[0].do == (
        "Drop photos into photos/queue; `captionbot post-now` runs one at once. "
        "`captionbot draft no-contest --date 2026-11-27` has words for the Page."
    )

    week.photo("horse.jpg")
    week.tick(SLOT + (late + 1) * HOUR)
    assert week.page.acts() == []


def test_a_week_that_is_left_out_keeps_its_photo(week: Week) -> None:
    """Whoever asked is in the audit."""
    with week.store.transaction() as record:
        decisions.skip(record, "2026-W48", MARIA)
    week.photo("horse.jpg")
    week.tick()
    week.tick(days(7))

    assert week.slots == {"2026-W48": "skipped", "2026-W49": "begun"}
    assert week.contest().photo == "horse.jpg"


def test_a_slot_that_passes_under_a_pause_is_never_made_up_for(week: Week) -> None:
    """Even where no tick ran under it."""
    week.photo("horse.jpg")
    with week.store.transaction() as record:
        record.staff.pause("maria", "a funeral", SLOT - HOUR)
        record._session.flush()
        record.staff.end_pause(record.staff.pauses()[0], "maria", SLOT + MINUTE)
    week.tick(SLOT + 2 * MINUTE)

    assert (week.slots, week.page.acts()) == ({"2026-W48": "paused"}, [])


def test_a_changed_hour_holds_from_the_next_week_without_a_contest(make_week: Callable[..., Week]) -> None:
    """One contest a week, whatever is changed on the day."""
    week = make_week()
    week.photo("horse.jpg")
    week.photo("zebra.jpg")
    week.tick()
    week.runner.release()
    later = make_week("POST_AT=friday 15:00\n")
    for at in (SLOT + HOUR, SLOT + 5 * HOUR, SLOT + 6 * HOUR, days(7), days(7) + 5 * HOUR):
        later.tick(at)

    assert later.slots == {"2026-W48": "begun", "2026-W49": "begun"}
    assert later.contest(2).slot_at == days(7) + 5 * HOUR


def test_a_file_that_is_no_photo_is_set_aside_and_the_next_takes_the_slot(week: Week) -> None:
    """With the reason beside it, and staff told."""
    week.photo("a.jpg", content=b"%PDF-1.7 no photo")
    week.photo("horse.jpg")
    week.tick()

    assert week.contest().photo == "horse.jpg"
    assert week.folder("rejected") == ["a.jpg", "a.jpg.reason.txt"]
    assert ["a PDF" in notice.text for notice in week.notices] == [True]
    assert [(row.action, row.detail) for row in week.audit if row.action == "set aside"] == [("set aside", "a.jpg")]


def test_a_queue_of_nothing_but_rubbish_is_empty(week: Week) -> None:
    """All of it is set aside."""
    week.photo("a.jpg", content=b"no photo at all")
    week.photo("b.jpg", content=b"nor this")
    week.tick()

    assert week.slots == {"2026-W48": "empty"}
    assert week.folder("queue") == []


def test_a_photo_that_is_still_being_copied_keeps_the_slot_open(week: Week) -> None:
    """Another photo goes first; where there is none, it is looked at again."""
    put(week.photos.root / "queue", "horse.jpg", week.jpeg, age=2, now=SLOT)
    report = week.tick()
    assert (week.slots, report.unfinished) == ({}, True)
    assert "horse.jpg" in report.lines[0]

    week.tick(SLOT + MINUTE)
    assert week.contest().photo == "horse.jpg"


def test_a_pinned_photo_goes_before_the_others(week: Week) -> None:
    """In its week and in no other."""
    week.photo("a.jpg")
    week.photo("z.jpg", "Post-on: 2026-12-04\n")
    week.tick()
    week.photo("b.jpg")
    week.tick(days(7))

    assert [week.contest(number).photo for number in (1, 2)] == ["a.jpg", "z.jpg"]


def test_a_contest_that_was_asked_for_begins_at_once(week: Week) -> None:
    """With the photo of staff's choice and a marker of its own; the week's slot is untouched."""
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        week.photo(name)
    week.tick()
    with week.store.transaction() as record:
        decisions.post_now(record, "c.jpg", Word("maria", SLOT + HOUR))
    week.tick(SLOT + HOUR)

    assert week.slots == {"2026-W48": "begun", "extra 1": "begun"}
    assert [week.contest(number).photo for number in (1, 2)] == ["a.jpg", "c.jpg"]
    assert [week.contest(number).marker for number in (1, 2)] == [MARKER, f"{MARKER} · 2"]
    assert len(week.page.own()) == 2


def test_a_restored_backup_posts_no_old_week_again(week: Week) -> None:
    """The post that stands is adopted with the photo that went with it; the next photo keeps its place."""
    week.posted()
    before = week.page.own()
    week.photo("zebra.jpg")
    _forget_everything(week)
    week.tick(SLOT + HOUR)
    week.tick(SLOT + 2 * HOUR)

    assert week.page.own() == before
    row = week.contest()
    assert (row.stage, row.post_id, row.photo, row.photo_in) == ("open", before[0].post_id, "horse.jpg", "posted")
    assert week.folder("queue") == ["zebra.jpg"]


def test_a_backup_restored_long_after_the_slot_takes_up_what_stands(week: Week) -> None:
    """Its captions are read, and none of it is called missed."""
    week.posted()
    week.comment(1, votes=3)
    _forget_everything(week)
    week.tick(days(1))

    assert week.slots == {"2026-W48": "begun"}
    assert week.stages == ["open"]
    assert week.page.acts("publish") == ["publish"]


def test_what_a_contest_begins_with_is_kept(make_week: Callable[..., Week]) -> None:
    """Terms, words and marker, whatever the settings say later."""
    week = make_week("CONTEST_NAME=Name That Photo\nCAPTION_MAX=120\n")
    week.photo("horse.jpg", "Alt: Two horses\nCredit: The library\n\nOur own words.")
    week.tick()
    row, said = week.contest(), week.utterances()[Kind.POST]

    assert (row.terms["contest_name"], row.terms["caption_max"]) == ("Name That Photo", 120)
    assert row.marker == "Name That Photo · Friday 27 November 2026"
    assert row.marker in said.text.splitlines()
    assert said.text.startswith("Our own words.")
    assert (row.sidecar["alt"], row.sidecar["credit"]) == ("Two horses", "The library")
    assert week.page.facts.heard[0].text == "Two horses"


def _forget_everything(week: Week) -> None:
    """A record as it was when the Page began."""
    with week.store.transaction() as record:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in {"pages", "leases"}:
                record._session.execute(delete(table))


def test_a_post_takes_the_photo_that_came_right_after_it(week: Week) -> None:
    """Of several that no contest knows; one that came before the post was another's, and its own is in the queue."""
    week.posted()
    _forget_everything(week)

    found = photo_of_post(_tick_of(week), real_now() - HOUR)
    assert found
    assert found.name == "horse.jpg"


def test_a_photo_that_came_before_the_post_is_anothers(week: Week) -> None:
    """Where the folder's hours agree with the record's, no photo since then means that it was not moved yet."""
    week.posted()
    with week.store.transaction() as record:
        record.contests.get(1).opens_at = real_now() - HOUR
    put(week.photos.root / "posted", "old.jpg", week.jpeg, now=SLOT)

    assert photo_of_post(_tick_of(week), real_now() + HOUR) is None


def _tick_of(week: Week) -> Tick:
    return Tick(week.runner.bot, Mouth(week.store, week.page, week.clock, Lease("", 0), lambda *_: ""), Report())


def test_a_queue_in_which_no_photo_is_ready_is_not_called_empty(make_week: Callable[..., Week]) -> None:
    """Until its time is over the slot waits for whoever mends one."""
    week = make_week("REQUIRE_ALT=yes\n")
    week.photo("horse.jpg")
    assert any("The slot stays open." in line for line in week.tick().lines)
    week.tick(SLOT + 40 * HOUR)

    assert week.slots == {"2026-W48": "empty"}
    (told,) = week.notices
    assert told.text == "No photo was ready at the slot of Friday 27 November at 10:00 AM CST: no contest this week."
    assert told.do == (
        "`captionbot check` says what each waits for; `captionbot post-now` runs one at once. "
        "`captionbot draft no-contest --date 2026-11-27` has words for the Page."
    )
