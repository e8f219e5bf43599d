"""A last reading that staff ask for: the next tick takes it, under a pause too, and none is lost."""

from collections.abc import Iterator

import pytest

from captionbot import decisions
from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.store.record import Record
from tests.rooms.made import MARIA, reviewed, said_post
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT, begun


def _ask(week: Week) -> None:
    with week.store.transaction() as record:
        decisions.read_now(record, 1, week.word)


def _readings(week: Week) -> int:
    return len([name for name, _ in week.page.facts.reads if name == "comment_pages"])


def test_the_next_tick_reads_under_a_pause_too(week: Week) -> None:
    """Reading speaks to nobody; the audit says who asked."""
    week.posted()
    week.tick(SLOT + HOUR)
    before = _readings(week)
    with week.store.transaction() as record:
        record.staff.pause("maria", "a funeral", week.clock.now())
    week.clock.on(minutes=1)
    _ask(week)
    week.tick()
    week.tick(SLOT + HOUR + 2 * MINUTE)

    assert _readings(week) == before + 1
    assert [(one.by, one.action) for one in week.audit][-1] == ("maria", "read now")


def test_one_asked_for_while_another_is_under_way_is_taken_after_it(week: Week) -> None:
    """The newest captions may have come behind the one that was under way."""
    week.posted()
    walk = week.page._seen_comments
    asked: list[str] = []

    def slowly(under: str) -> Iterator[Comment]:
        week.clock.on(minutes=1)
        if not asked:
            asked.append(under)
            _ask(week)
        week.clock.on(minutes=1)
        return walk(under)

    week.page._seen_comments = slowly  # type: ignore[method-assign] # this one Page's
    before = _readings(week)
    week.tick(SLOT + HOUR)

    assert _readings(week) == before + 2
    assert week.contest().next_reading_at > week.clock.now()


def test_only_an_open_contest_is_read(record: Record) -> None:
    """Before, there is nothing to read; afterwards what counts was read."""
    begun(record)
    with pytest.raises(NotNow, match="its post is not out yet"):
        decisions.read_now(record, 1, MARIA)
    reviewed(record, slot_key="2026-W49", post_id="100200300_556")
    with pytest.raises(NotNow, match="its captions were read on Monday 30 November at 10:00 AM CST"):
        decisions.read_now(record, 2, MARIA)
    said_post(record, slot_key="2026-W50", post_id="100200300_557").stage = Stage.VOID
    with pytest.raises(NotNow, match="its captions are not read any more"):
        decisions.read_now(record, 3, MARIA)
