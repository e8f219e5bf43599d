"""Once a day the tick looks at what gets worse without anybody's doing, and tells staff while it lasts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot.contest.notices import About
from captionbot.machine import Machine
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
BEFORE = SLOT - DAY
"""Nothing else is due."""


class Shrinking(Machine):
    """A machine whose disk a test fills."""

    def __init__(self, checkout: Path) -> None:
        """Begin with room."""
        super().__init__(checkout)
        self.left = 10**12

    def free(self, place: Path) -> int | None:
        """Only the photos' disk is small."""
        return self.left if place.name == "photos" else 10**12

    @property
    def python(self) -> str:
        """One whose end nobody knows."""
        return "3.99.0"


@pytest.fixture
def disk(week: Week, tmp_path: Path) -> Shrinking:
    """The machine that the bot stands on."""
    machine = Shrinking(tmp_path)
    week.runner.bot = replace(week.runner.bot, machine=machine)
    return machine


def _told(week: Week) -> list[str]:
    return [one.text for one in week.notices if one.about == About.CHECK and "Nobody commented" not in one.text]


def test_a_sound_bot_is_told_nothing(week: Week, disk: Shrinking) -> None:
    """And the hour is noted; Facebook was asked nothing for it."""
    assert disk.left
    week.tick(BEFORE)

    assert _told(week) == []
    assert {name for name, _ in week.page.facts.reads} <= {"me"}  # by which the slots trust the clock
    with week.store.view() as record:
        assert record.page().checked_at == BEFORE


def test_trouble_is_told_once_while_it_lasts(week: Week, disk: Shrinking) -> None:
    """Looked at once a day; with what to do, and where it is written."""
    week.tick(BEFORE)
    disk.left = 640 * 10**6
    week.tick(BEFORE + 23 * HOUR)
    assert _told(week) == []
    report = week.tick(BEFORE + DAY)
    assert _told(week) == ["Only 640 MB of disk is free beside the photos."]
    assert not [line for line in report.lines if "disk" in line]
    for day in range(2, 9):
        disk.left -= 10**6
        week.tick(BEFORE + day * DAY)

    [notice] = [one for one in week.notices if one.about == About.CHECK]
    assert notice.text == "Only 640 MB of disk is free beside the photos."
    assert notice.do.endswith("stops everything. (docs/checks.md#the-machine)")
    assert notice.seen_at == BEFORE + 8 * DAY


@pytest.mark.parametrize(("left", "about"), [(10**9 - 1, About.CHECK), (10**8 - 1, About.STANDS)])
def test_a_full_disk_is_told_at_once(week: Week, disk: Shrinking, left: int, about: About) -> None:
    """Everything else that the look finds may wait for a week's letter."""
    disk.left = left
    week.tick(BEFORE)

    assert [one.about for one in week.notices if "of disk is free" in one.text] == [about]
    disk.left = 10**8 - 1
    week.tick(BEFORE + DAY)
    assert [one.about for one in week.notices if "of disk is free" in one.text][-1] == About.STANDS


def test_what_was_mended_and_comes_back_is_told_again(week: Week, disk: Shrinking) -> None:
    """A look or two that miss it are not taken for mended."""
    for day, left in enumerate([10**8, 10**8, 10**12, 10**8, 10**12, 10**12, 10**12, 10**8, 10**8]):
        disk.left = left
        week.tick(BEFORE + day * DAY)

    assert len(_told(week)) == 2


def test_a_machine_that_was_off_has_mended_nothing(week: Week, disk: Shrinking) -> None:
    """What each look finds has lasted, however long nobody looked."""
    disk.left = 640 * 10**6
    for day in (0, 4, 9, 30):
        week.tick(BEFORE + day * DAY)

    assert len([one for one in week.notices if "of disk is free" in one.text]) == 1


def test_a_clock_that_was_ahead_does_not_stop_the_looking(week: Week, disk: Shrinking) -> None:
    """An hour to come, in the record, was written by a clock that was wrong."""
    with week.store.transaction() as record:
        record.page().checked_at = BEFORE + 30 * DAY
    disk.left = 10**8
    week.tick(BEFORE)

    assert len(_told(week)) == 1


def test_a_file_that_is_gone_is_told(make_week: Callable[..., Week]) -> None:
    """What stands in the way of a look is what it found; the other looks are made all the same."""
    week = make_week("WORDS_FILE=nowhere.txt\nCARD_LOGO=nowhere.png\n")
    week.tick(BEFORE)

    logo, words = sorted(_told(week))
    assert "nowhere.png can't be read" in logo
    assert words.startswith("Your own list of words, ")


def test_a_record_that_is_never_copied_is_told(week: Week) -> None:
    """A fortnight after `init`, once there is a contest; a copy keeps it quiet for a month."""
    week.posted()
    week.tick(SLOT + 13 * DAY)
    assert _told(week) == []
    week.tick(SLOT + 14 * DAY + MINUTE)
    assert "The record has never been copied." in _told(week)
    with week.store.transaction() as record:
        record.page().backed_up_at = SLOT + 15 * DAY
    week.tick(SLOT + 20 * DAY)
    week.tick(SLOT + 46 * DAY)

    assert "The record was copied last on Saturday 12 December 2026." in _told(week)


def test_a_permission_that_is_not_used_is_told(week: Week) -> None:
    """Seventy-six days after the last post: Facebook takes it back after ninety."""
    week.posted()
    week.tick(SLOT + 75 * DAY)
    assert not [one for one in _told(week) if "pages_manage_posts" in one]
    week.tick(SLOT + 77 * DAY)

    [told] = [one for one in _told(week) if "pages_manage_posts" in one]
    assert told.startswith("captionbot posted something last on Friday 27 November 2026: ")
    assert told.endswith("on Thursday 25 February 2027.")


def test_a_contest_that_nobody_commented_on_is_told(week: Week) -> None:
    """After its entries have closed, with the post to look at signed out."""
    week.posted()
    week.tick(SLOT + 2 * DAY)
    assert [one for one in week.notices if one.about == About.CHECK] == []
    week.tick(SLOT + 4 * DAY)
    week.tick(SLOT + 5 * DAY)

    [told] = [one for one in week.notices if one.about == About.CHECK]
    assert told.text == "Nobody commented on contest no. 1 while its entries were open."
    assert f"https://www.facebook.com/{week.contest().post_id}" in told.do
