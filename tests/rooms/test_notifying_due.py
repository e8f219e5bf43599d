"""Which notices go out now, and in which message: from rows and the present instant alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from captionbot.contest.notices import About, kind_of
from captionbot.errors import (
    CaptionbotError,
    GraphError,
    HallError,
    Incomplete,
    NotSent,
    PermissionLost,
    PhotosFolderError,
    RateLimited,
    TokenDead,
)
from captionbot.store.schema import Notice
from captionbot.telling.due import AGAIN, Addresses, Why, kind, next_try, plan, unheard
from tests.store.made import HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
TWO = Addresses(("1", "2"), ("+1",))


def _row(key: str = "one", about: About = About.NOTE, at: datetime = SLOT, **more: Any) -> Notice:
    return Notice(**({"key": key, "about": about, "at": at, "text": key, "do": "", "tries": 0, "lacking": ""} | more))


def _sent(rows: list[Notice], now: datetime, *, weekly: bool = False) -> list[tuple[str, list[str], str]]:
    found = plan(rows, TWO, now, weekly=weekly)
    return [(one.why, [row.key for row in one.notices], " ".join(one.places)) for one in found.parcels]


def _dropped(rows: list[Notice], now: datetime, *, weekly: bool = False, addresses: Addresses = TWO) -> list[str]:
    return [row.key for row in plan(rows, addresses, now, weekly=weekly).dropped]


def test_what_waits_goes_in_one_message_to_everybody() -> None:
    """The oldest first, as the rows come; what was sent already is not sent again."""
    rows = [_row("first"), _row("second", About.TROUBLE), _row("gone", sent_at=SLOT, tries=1)]

    assert _sent(rows, SLOT) == [(Why.NEW, ["first", "second"], "1 2")]
    assert _dropped(rows, SLOT) == []


def test_without_addresses_nothing_waits() -> None:
    """So that old news isn't sent once there are some."""
    assert _dropped([_row()], SLOT, addresses=Addresses((), ("+1",))) == ["one"]


@pytest.mark.parametrize(
    ("about", "age", "sent"),
    [
        (About.NOTE, 2 * DAY, True),
        (About.NOTE, 2 * DAY + MINUTE, False),
        (About.COMING, DAY, True),
        (About.COMING, DAY + MINUTE, False),
        (About.POSTED, DAY + MINUTE, False),
        (About.WAITS, 2 * DAY + MINUTE, False),
        (About.MISSED, 2 * DAY + MINUTE, False),
        (About.NOTE, -30 * DAY, True),
    ],
)
def test_old_news_is_not_sent(about: About, age: timedelta, *, sent: bool) -> None:
    """But for what is urgent and so still; an hour to come was written by a clock that was ahead."""
    rows = [_row(about=about)]

    assert bool(_sent(rows, SLOT + age)) is sent
    assert _dropped(rows, SLOT + age) == ([] if sent else ["one"])


def test_what_is_urgent_and_so_still_is_sent_however_old_it_is() -> None:
    """Found again within the last two hours."""
    now = SLOT + 9 * DAY

    assert _sent([_row(about=About.STUCK, seen_at=now - HOUR)], now) == [(Why.NEW, ["one"], "1 2")]


def test_what_mostly_ends_by_itself_waits_whether_it_does() -> None:
    """A quarter of an hour; what was not found again for more than an hour has ended, and nobody hears of it."""
    began = _row(about=About.PASSING)
    lasts = _row(about=About.PASSING, seen_at=SLOT + 15 * MINUTE)

    assert _sent([began], SLOT + 14 * MINUTE) == []
    assert _dropped([began], SLOT + HOUR) == []
    assert _dropped([began], SLOT + 66 * MINUTE) == ["one"]
    assert _sent([lasts], SLOT + 16 * MINUTE) == [(Why.NEW, ["one"], "1 2")]


def test_a_trouble_that_lasts_is_told_once_a_day_whenever_the_day_begins() -> None:
    """Its notices carry the day in their keys, and a day that ends ten minutes later makes no second message."""
    before = _row("TokenDead 27", About.TOKEN, text="dead", sent_at=SLOT, tries=1)
    after = _row("TokenDead 28", About.TOKEN, SLOT + 10 * MINUTE, text="dead", seen_at=SLOT + 20 * HOUR)

    assert _sent([before, after], SLOT + 11 * MINUTE) == []
    assert _dropped([before, after], SLOT + 11 * MINUTE) == []
    assert _sent([before, after], SLOT + 20 * HOUR) == [(Why.NEW, ["TokenDead 28"], "1 2")]


def test_at_the_weekly_pace_all_waits_for_the_close_but_what_is_urgent() -> None:
    """Then it is one message; a week at the latest."""
    rows = [_row("empty", About.EMPTY, SLOT - 3 * DAY), _row("stuck", About.STUCK)]
    shortlist = _row("closed", About.SHORTLIST, SLOT + HOUR)

    assert _sent(rows, SLOT, weekly=True) == [(Why.NEW, ["stuck"], "1 2")]
    both = _sent([*rows, shortlist], SLOT + HOUR, weekly=True)
    assert both == [(Why.NEW, ["stuck"], "1 2"), (Why.WEEK, ["empty", "closed"], "1 2")]
    assert _sent(rows[:1], SLOT + 4 * DAY, weekly=True) == [(Why.WEEK, ["empty"], "1 2")]
    assert _dropped(rows[:1], SLOT + 6 * DAY + MINUTE, weekly=True) == ["empty"]


def test_what_two_notices_say_alike_is_said_once() -> None:
    """The newer one stays: a week's letter would say it twice."""
    rows = [_row("old", text="No photo."), _row("new", at=SLOT + HOUR, text="No photo.")]

    assert _sent(rows, SLOT + HOUR) == [(Why.NEW, ["new"], "1 2")]
    assert _dropped(rows, SLOT + HOUR) == ["old"]


def test_whoever_has_not_taken_it_is_tried_again() -> None:
    """All that the same addresses lack goes together once any of it is due, and nobody else is told twice."""
    soon = _row("soon", sent_at=SLOT, tries=1, lacking="2", try_at=SLOT + MINUTE)
    late = _row("late", sent_at=SLOT, tries=4, lacking="2", try_at=SLOT + HOUR)
    both = _row("both", About.STUCK, sent_at=SLOT, tries=1, lacking="1 2 +1", try_at=SLOT + 2 * MINUTE)

    assert _sent([soon, late, both], SLOT) == []
    assert _sent([soon, late, both], SLOT + MINUTE) == [(Why.AGAIN, ["soon", "late"], "2")]
    assert _sent([both], SLOT + 2 * MINUTE) == [(Why.AGAIN, ["both"], "1 2"), (Why.AGAIN, ["both"], "+1")]


def test_it_is_given_up_when_it_is_no_news_any_more() -> None:
    """Who never took it stays on record."""
    row = _row(sent_at=SLOT, tries=9, lacking="2", try_at=SLOT + 3 * DAY)

    assert _sent([row], SLOT + 3 * DAY) == []
    assert _dropped([row], SLOT + 3 * DAY) == ["one"]


def test_an_hour_that_a_wrong_clock_wrote_is_not_waited_for() -> None:
    """What is tried again in years is tried now."""
    row = _row(sent_at=SLOT, tries=1, lacking="1", try_at=SLOT + 4000 * DAY)

    assert _sent([row], SLOT + MINUTE) == [(Why.AGAIN, ["one"], "1")]


def test_an_address_that_was_taken_out_is_not_tried_again() -> None:
    """NOTIFY_URLS is shorter now."""
    assert _sent([_row(sent_at=SLOT, tries=1, lacking="3", try_at=SLOT)], SLOT) == []


def test_the_distances_grow() -> None:
    """From a minute to four hours."""
    waits = [next_try(_row(tries=tries), SLOT) - SLOT for tries in range(1, 8)]

    assert waits == [*AGAIN, AGAIN[-1], AGAIN[-1]]


@pytest.mark.parametrize(
    ("more", "now", "told"),
    [
        ({"sent_at": SLOT, "tries": 1, "seen_at": SLOT + 3 * HOUR}, SLOT + 4 * HOUR, True),
        ({"sent_at": SLOT, "tries": 1, "seen_at": SLOT + 3 * HOUR}, SLOT + 4 * HOUR - MINUTE, False),
        ({"sent_at": SLOT, "tries": 1, "seen_at": SLOT + HOUR}, SLOT + 4 * HOUR, False),
        ({"sent_at": SLOT, "tries": 1, "seen_at": SLOT + 4 * HOUR, "repeated_at": SLOT}, SLOT + 4 * HOUR, False),
        ({"seen_at": SLOT + 4 * HOUR}, SLOT + 4 * HOUR, False),
        ({"sent_at": SLOT, "tries": 3, "seen_at": SLOT + HOUR, "lacking": "1 2"}, SLOT + HOUR, True),
        ({"sent_at": SLOT, "tries": 3, "seen_at": SLOT + HOUR, "lacking": "2"}, SLOT + HOUR, False),
        ({"sent_at": SLOT, "tries": 2, "seen_at": SLOT + HOUR, "lacking": "1 2"}, SLOT + HOUR, False),
        ({"sent_at": SLOT, "tries": 1, "about": About.MISSED}, SLOT + 4 * HOUR, True),
        ({"sent_at": SLOT, "tries": 1, "about": About.STANDS}, SLOT + 4 * HOUR, True),
        ({"sent_at": SLOT, "tries": 1, "contest": 1}, SLOT + 4 * HOUR, True),
        ({"sent_at": SLOT, "tries": 1, "about": About.TROUBLE, "contest": 1}, SLOT + 4 * HOUR, False),
        ({"sent_at": SLOT, "tries": 1, "about": About.NOTE, "seen_at": SLOT + 4 * HOUR}, SLOT + 4 * HOUR, False),
    ],
)
def test_what_nobody_acts_on_goes_to_others(more: dict[str, Any], now: datetime, *, told: bool) -> None:
    """Four hours later if it is so still, or as soon as it was sent three times and no address took it; once."""
    rows = [_row(**({"about": About.WAITS} | more))]

    assert bool(unheard(rows, TWO, now)) is told
    assert unheard(rows, Addresses(("1", "2")), now) == []


def test_a_kind_from_a_later_program_is_a_note() -> None:
    """A database may have gone back to an older one."""
    assert kind(_row(about="telepathy")) == About.NOTE  # type: ignore[arg-type] # as a later program may write it


@pytest.mark.parametrize(
    ("error", "about"),
    [
        (TokenDead("x"), About.TOKEN),
        (NotSent("x"), About.PASSING),
        (RateLimited("x"), About.PASSING),
        (Incomplete("x"), About.PASSING),
        (PhotosFolderError("x"), About.PASSING),
        (HallError("x"), About.NOTE),
        (PermissionLost("x"), About.TROUBLE),
        (GraphError("x"), About.TROUBLE),
        (CaptionbotError("x"), About.TROUBLE),
    ],
)
def test_an_error_has_a_kind(error: CaptionbotError, about: About) -> None:
    """What mostly ends by itself is told apart from what wants a person."""
    assert kind_of(error) == about
