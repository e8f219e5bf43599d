"""A trial of the notices: staff ask for one on the desk, and see whether notices arrive."""

from dataclasses import replace
from datetime import timedelta

import pytest

from captionbot.contest.quoting import on_one_line
from captionbot.runner.sending import BROKEN_OFF, TRIAL
from tests.rooms.outlets import Kept
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

BEFORE = SLOT - timedelta(days=1)
"""Nothing else is due."""


def _trial(week: Week, post: Kept) -> None:
    week.runner.bot = replace(week.runner.bot, outlets=post, backup=Kept(("sms://three",), backup=True))
    with week.store.transaction() as record:
        record.health.ask_trial("Dana\nOdd", BEFORE)


def _trials(post: Kept) -> list[str]:
    return [text for title, text, _ in post.sent if title == TRIAL]


def _went(week: Week) -> list[tuple[str, bool]]:
    with week.store.view() as record:
        return [(row.went, row.ended_at is not None) for row in record.health.last_trials(9)]


def test_a_trial_is_sent_by_the_next_tick_and_once(week: Week) -> None:
    """To all, it says who asked, and how it went stands in the record."""
    post = Kept(("slack://one",))
    _trial(week, post)
    report = week.tick(BEFORE + MINUTE)
    week.tick(BEFORE + 2 * MINUTE)

    [text] = _trials(post)
    assert on_one_line(text, 300).startswith("Dana Odd asked on Thursday 26 November at 10:00 AM CST whether")
    said = "Sent to no. 1 (slack), backup no. 1 (sms): see whether it arrived."
    assert _went(week) == [(said, True)]
    assert f"A trial of the notices: {said}" in report.lines


def test_a_trial_is_sent_under_a_pause_and_while_facebook_is_left_in_peace(week: Week) -> None:
    """Staff are told whatever the Page may not say."""
    post = Kept(("slack://one",))
    _trial(week, post)
    with week.store.transaction() as record:
        record.page().quiet_until = BEFORE + HOUR
        record.staff.pause("maria", "a funeral", BEFORE)
    week.tick(BEFORE + MINUTE)

    assert len(_trials(post)) == 1


def test_a_trial_that_was_broken_off_is_not_sent_again(week: Week) -> None:
    """What a crash left behind says so; nobody gets two."""
    post = Kept(("slack://one",), dies=[ZeroDivisionError("struck by lightning")])
    _trial(week, post)
    with pytest.raises(ZeroDivisionError):
        week.tick(BEFORE + MINUTE)
    week.tick(BEFORE + 2 * MINUTE)

    assert len(_trials(post)) == 1
    assert _went(week) == [(BROKEN_OFF, True)]
