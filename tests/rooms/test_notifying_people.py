"""Who is told what they don't know already: nobody of their own word, and nobody that others were told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from captionbot import decisions
from captionbot.contest.notices import About
from captionbot.decisions import Word
from captionbot.errors import NotSent, TokenDead
from tests.rooms.outlets import Kept
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

SETTINGS = "NOTIFY_URLS=json://one.example\nNOTIFY_BACKUP=sms://two\nREVIEW=required\n"
THURSDAY = SLOT - timedelta(days=1)


@pytest.fixture
def week(make_week: Callable[..., Week]) -> Week:
    """A bot whose staff are told nothing yet, and that waits for a yes."""
    week = make_week(SETTINGS)
    for number in (1, 2):
        week.photo(f"later-{number}.jpg")
    return week


def _told(week: Week) -> tuple[Kept, Kept]:
    """From now on staff have an address, and others one where nobody acts."""
    post, others = Kept(("json://one.example",)), Kept(("sms://two",), backup=True)
    week.runner.bot = replace(week.runner.bot, outlets=post, backup=others)
    return post, others


def test_what_waits_already_is_told_once_there_are_addresses(week: Week) -> None:
    """It was told to nobody, and others hear four hours later that nobody has acted, not before."""
    week.in_review()
    week.tick(ANNOUNCES)
    post, others = _told(week)
    for hours in (1, 2, 3):
        week.tick(ANNOUNCES + hours * HOUR)

    assert [title.startswith("Waiting for your yes") for title, *_ in post.sent] == [True]
    assert others.sent == []


def test_others_are_not_told_that_somebody_was(week: Week) -> None:
    """Where there is no other address than theirs."""
    _, others = _told(week)
    week.runner.bot = replace(week.runner.bot, outlets=Kept())
    week.in_review()
    for hours in range(6):
        week.tick(ANNOUNCES + hours * HOUR)

    [(title, text, _)] = others.sent
    assert title.startswith("Waiting for your yes")
    assert "some hours ago" not in text


def test_staff_are_not_told_of_their_own_hold(week: Week) -> None:
    """Nor are others that nobody has acted: somebody has."""
    post, others = _told(week)
    week.in_review()
    week.clock.at = ANNOUNCES - 10 * MINUTE
    with week.store.transaction() as record:
        decisions.hold(record, 1, Word("dana", week.clock.now(), "we look at it"))
    post.sent.clear()
    for hours in range(7):
        week.tick(ANNOUNCES + hours * HOUR)

    assert [one.text for one in week.notices if one.about == About.WAITS] == ["On hold: we look at it."]
    assert (post.sent, others.sent) == ([], [])


def test_a_hold_of_yesterday_is_told_when_its_hour_has_come(week: Week) -> None:
    """Fans wait; others need not hear of it."""
    post, others = _told(week)
    week.in_review()
    with week.store.transaction() as record:
        decisions.hold(record, 1, Word("dana", week.clock.now(), ""))
    post.sent.clear()
    for hours in range(7):
        week.tick(ANNOUNCES + hours * HOUR)

    assert len(post.sent) == 1
    assert others.sent == []


def test_an_act_that_mended_nothing_keeps_it_from_others_for_four_hours(week: Week) -> None:
    """Of what is about no contest any act counts, and a dead token stays dead."""
    _, others = _told(week)
    for minutes in range(0, 600, 10):
        week.clock.at = THURSDAY - timedelta(days=1) + minutes * MINUTE
        with week.store.transaction() as record:
            record.staff.tell("token", "The token is dead.", week.clock.now(), about=About.TOKEN)
            if minutes == 40:
                record.staff.note(week.clock.now(), "an intern", "arrange")
        before = len(others.sent)
        week.tick()
        if len(others.sent) > before:
            assert minutes >= 40 + 240

    assert len(others.sent) == 1


def test_a_clock_that_nobody_confirms_tells_no_news(week: Week) -> None:
    """It would show the photo of another week; the right one is told when the clock is right again."""
    post, _ = _told(week)
    week.page.facts.ahead = -timedelta(days=14)
    week.tick(THURSDAY)
    assert [title for title, *_ in post.sent if "photo" in title] == []

    week.page.facts.ahead = timedelta(0)
    week.page.facts.trouble = {"me": NotSent("No route.")}
    week.tick(THURSDAY + HOUR)
    assert [title for title, *_ in post.sent if "photo" in title] == []

    week.page.facts.trouble = {}
    week.tick(THURSDAY + 2 * HOUR)
    assert [title for title, *_ in post.sent if "photo" in title] == ["Tomorrow 10:00 AM: photo later-1.jpg"]


def test_a_dead_token_is_found_where_the_photo_of_tomorrow_is_told(week: Week) -> None:
    """Before it is told as if it went out."""
    post, _ = _told(week)
    week.page.facts.trouble = {"me": TokenDead("The Page token is dead.", "Renew.", code=190)}
    week.tick(THURSDAY)

    assert "The Page token is dead." in "".join(text for _, text, _ in post.sent)


def test_while_facebook_wants_to_be_left_in_peace_nothing_is_asked_for_the_news(week: Week) -> None:
    """It is told when that is over."""
    post, _ = _told(week)
    with week.store.transaction() as record:
        record.page().quiet_until = THURSDAY + 30 * MINUTE
    reads = len(week.page.facts.reads)
    week.tick(THURSDAY)

    assert len(week.page.facts.reads) == reads
    assert post.sent == []
