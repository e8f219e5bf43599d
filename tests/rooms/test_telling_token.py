"""A token that doesn't work is told in our words, and with the photo that can't go out by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from captionbot.contest.notices import About
from captionbot.errors import TokenDead
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.health import as_kept, basis
from tests.rooms.outlets import Kept
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import HOUR, SLOT

DAY = timedelta(days=1)
THURSDAY = SLOT - DAY


@pytest.fixture
def staff(make_week: Callable[..., Week]) -> Staff:
    """With a photo in the queue that was looked at, for the slot of that week."""
    week = make_week(SOMEBODY + DESK)
    with week.store.transaction() as record:
        record.page().slots_since = THURSDAY - DAY
    week.photo("1974-patrol.jpg", "Alt: x")
    week.tick(THURSDAY - DAY)
    return Staff(week)


def _dead(staff: Staff, at: datetime) -> None:
    with staff.week.store.transaction() as record:
        what = "The Page token died because the app was removed."
        record.staff.tell("TokenDead 190/458", what, at, do="Make a new Page token.", about=About.TOKEN)


def test_a_photo_is_not_promised_by_a_token_that_is_dead(staff: Staff) -> None:
    """In the title and before all else; no more once somebody has put a new one in."""
    _dead(staff, THURSDAY - HOUR)
    staff.hear(THURSDAY)
    sent = staff.message("coming")
    assert sent.title == "Tomorrow 10:00 AM, but the token doesn't work: photo 1974-patrol.jpg"
    assert sent.text.startswith(
        "The Page token died because the app was removed.\n\n"
        "Nothing goes out before there is a new one (docs/facebook-setup.md): give it to `captionbot token`.\n\n"
        "This is to go out tomorrow, on Friday 27 November at 10:00 AM CST: 1974-patrol.jpg"
    )
    with staff.week.store.transaction() as record:
        record.staff.note(THURSDAY, "maria", "token")
    assert staff.message("coming").title == "Tomorrow 10:00 AM: photo 1974-patrol.jpg"


def test_the_day_before_is_told_although_a_dead_token_is_not_sent_again(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was found in the same tick, and for some minutes the Page then answers without asking Facebook."""

    def again() -> dict[str, str]:
        raise TokenDead("The Page token died.", "Make a new Page token.", code=190)

    week, post = staff.week, Kept(("json://one.example",))
    week.runner.bot = replace(week.runner.bot, outlets=post)
    monkeypatch.setattr(week.page, "me", again)
    week.tick(THURSDAY)

    assert any("but the token doesn't work: photo 1974-patrol.jpg" in f"{title} {text}" for title, text, _ in post.sent)


@pytest.mark.parametrize(("valid", "title"), [(False, ", but the token doesn't work"), (True, "")])
def test_what_facebook_said_of_the_token_is_told_with_the_photo(staff: Staff, *, valid: bool, title: str) -> None:
    """It is asked once a day where the app's secret is known."""
    of = basis(staff.week.settings)
    facts = TokenFacts(
        valid=valid, kind="PAGE", page_id="100200300", app_id="1", permissions=NEEDED, expires_at=None, reads_until=None
    )
    with staff.week.store.transaction() as record:
        record.health.keep_token(as_kept(facts, of), THURSDAY - DAY)
    staff.hear(THURSDAY)
    assert staff.message("coming").title == f"Tomorrow 10:00 AM{title}: photo 1974-patrol.jpg"


def test_a_dead_token_is_told_in_our_words(staff: Staff) -> None:
    """On a lock screen: what can't go out, and when; Facebook's own words stand below."""
    _dead(staff, THURSDAY)
    long = "Facebook says that the Page token no longer works (Error validating access token: " + "x" * 200 + ")."
    with staff.week.store.transaction() as record:
        record.staff.tell("token dead 1", long, THURSDAY, about=About.STANDS)
        record.staff.tell("twice 1", "Two posts of it stand.", THURSDAY, contest=1, about=About.STANDS)
    staff.week.clock.at = THURSDAY
    for key in ("TokenDead", "token dead"):
        assert staff.message(key).title == "The Page token doesn't work: nothing can go out tomorrow"
    assert "Error validating access token" in staff.message("token dead").text
    assert staff.message("twice").title == "Contest no. 1: Two posts of it stand"
