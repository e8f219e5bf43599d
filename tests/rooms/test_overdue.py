"""What is due and can't be said, or can't be seen, is told while there is time to do something about it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from captionbot.contest.notices import About
from tests.rooms.outlets import Kept
from tests.rooms.pretend import LOST, STANDS
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE, SLOT

SETTINGS = "NOTIFY_URLS=json://one.example\nHEARTBEAT_URL=http://alarm.example/ping\n"


@pytest.fixture
def watched(make_week: Callable[..., Week], calls: list[str]) -> tuple[Week, Kept]:
    """A bot whose staff have an address, and photos for weeks."""
    week, post = make_week(SETTINGS), Kept(("json://one.example",))
    week.runner.bot = replace(week.runner.bot, outlets=post)
    for number in range(3):
        week.photo(f"photo-{number}.jpg")
    assert calls == []
    return week, post


def _lost(week: Week, minutes: float) -> None:
    week.page.facts.answers.clear()
    week.page.answers(LOST, LOST)
    week.tick(week.clock.at + minutes * MINUTE)


def test_a_post_that_does_not_go_out_is_told_within_half_an_hour(watched: tuple[Week, Kept], calls: list[str]) -> None:
    """Facebook answers 500 to every post: the Friday can still be saved, and no switch says that all is well."""
    week, post = watched
    week.clock.at = SLOT
    for _ in range(13):
        _lost(week, 1)
    assert post.sent == []
    for _ in range(10):
        _lost(week, 1)

    [(title, text, _)] = post.sent
    assert title == "Contest no. 1: Its post can't be said, or can't be seen on the Page"
    assert "tried again by itself" in text
    calls.clear()
    for _ in range(12):
        _lost(week, 5)
    assert calls == []
    assert [row.about for row in week.notices].count(About.TROUBLE) == 1


def test_a_post_that_went_out_late_is_no_trouble_any_more(watched: tuple[Week, Kept], calls: list[str]) -> None:
    """The switch hears of it again when it has been well for a while."""
    week, _ = watched
    week.clock.at = SLOT
    for _ in range(5):
        _lost(week, 5)
    week.page.facts.answers.clear()
    week.page.answers(STANDS)
    calls.clear()
    for minutes in range(5, 60, 5):
        week.tick(SLOT + (30 + minutes) * MINUTE)

    assert week.stages == ["open"]
    assert calls != []


def test_an_announcement_that_does_not_go_out_is_told(watched: tuple[Week, Kept]) -> None:
    """Once for all of its acts, each day that it lasts."""
    week, post = watched
    week.in_review()
    post.sent.clear()
    week.clock.at = ANNOUNCES
    for _ in range(10):
        _lost(week, 4)

    assert [title for title, *_ in post.sent] == [
        "Contest no. 1: Its reply can't be said, or can't be seen on the Page"
    ]
