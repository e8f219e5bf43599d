"""What a tick does for the program itself: the token is looked at once a day, a trial of the notices is sent once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from captionbot.check import check
from captionbot.contest.notices import About
from captionbot.errors import GraphError, LeaseLost, NotSent, RateLimited, Refused, TokenDead
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.health import RENEW, Unsaid, as_kept, as_unsaid, basis, kept, token_troubles, version_troubles
from captionbot.overview import View
from tests.contest.made import PAGE
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
APP = "FACEBOOK_APP_ID=990000000000001\nFACEBOOK_APP_SECRET=invented-secret\n"
FACTS = TokenFacts(
    valid=True, kind="PAGE", page_id=PAGE, app_id="1", permissions=NEEDED, expires_at=None, reads_until=None
)
BEFORE = SLOT - DAY
"""Nothing else is due."""


@pytest.fixture
def app(make_week: Callable[..., Week]) -> Week:
    """A bot whose department has given the app's id and secret, and whose Page can be asked."""
    week = make_week(APP)
    week.page.facts.token = FACTS
    return week


def _asked(week: Week) -> int:
    return sum(name == "token" for name, _ in week.page.facts.reads)


def _kept(week: Week) -> TokenFacts | Unsaid | None:
    with week.store.view() as record:
        row = record.health.token()
        return kept(row.facts) if row else None


def test_the_token_is_looked_at_once_a_day(app: Week) -> None:
    """However often the tick beats, and what Facebook said is kept."""
    for at in (BEFORE, BEFORE + MINUTE, BEFORE + 23 * HOUR):
        app.tick(at)
    assert _asked(app) == 1
    assert _kept(app) == FACTS
    assert [one.text for one in app.notices if "token" in one.text.lower()] == []

    app.tick(BEFORE + DAY)
    assert _asked(app) == 2


def test_another_token_is_looked_at_at_once(app: Week, make_week: Callable[..., Week]) -> None:
    """And another app, or version: what was said is not of it."""
    app.tick(BEFORE)
    other = make_week(f"{APP}FACEBOOK_GRAPH_VERSION=v25.0\n")
    app.runner.bot = replace(app.runner.bot, settings=other.settings)
    app.tick(BEFORE + MINUTE)

    assert _asked(app) == 2


def test_a_clock_that_was_ahead_asks_again(app: Week) -> None:
    """An hour to come, in the record, was written by a clock that was wrong."""
    app.tick(BEFORE)
    with app.store.transaction() as record:
        record.health.keep_token(as_kept(FACTS, basis(app.settings)), BEFORE + 30 * DAY)
    app.tick(BEFORE + MINUTE)

    assert _asked(app) == 2


def _tried(week: Week) -> int:
    return sum(name == "me" for name, _ in week.page.facts.reads)


def test_where_nobody_can_be_asked_the_token_is_tried_each_hour(week: Week) -> None:
    """Without the app's id and secret: one cheap read, and none where Facebook has answered lately."""
    week.tick(BEFORE)
    kept_now, before = _kept(week), _tried(week)
    for minutes in range(1, 60):
        week.tick(BEFORE + minutes * MINUTE)

    assert isinstance(kept_now, Unsaid)
    assert _tried(week) == before
    week.page.facts.last = None
    week.tick(BEFORE + HOUR)
    assert _tried(week) == before + 1


@pytest.mark.parametrize(("trouble", "told"), [("dead", 1), ("a limit", 0), ("no network", 0)])
def test_a_token_that_dies_between_two_contests_is_told(week: Week, trouble: str, told: int) -> None:
    """Days before a Friday is spoilt; a limit, or no network for a while, says nothing of it."""
    week.tick(BEFORE)
    week.page.facts.trouble = {"me": TROUBLES[trouble]}
    for hours in range(1, 5):
        week.tick(BEFORE + hours * HOUR)

    assert len([one for one in week.notices if one.about == About.TOKEN]) == told


TROUBLES: dict[str, GraphError] = {
    "refused": Refused("Facebook does not say how the token is (104).", "Compare.", code=104),
    "dead": TokenDead("The Page token no longer works.", "Renew.", code=190),
    "a limit": RateLimited("Too many calls.", "Wait.", code=4),
    "no network": NotSent("No route to Facebook.", "Check the network."),
}


@pytest.mark.parametrize("error", TROUBLES.values(), ids=TROUBLES)
def test_what_facebook_does_not_say_stops_nothing(app: Week, error: GraphError) -> None:
    """It is kept why nobody knows, and asked again in an hour."""
    app.photo("horse.jpg")
    app.page.facts.trouble = {"token": error}
    app.tick(BEFORE)
    app.tick(BEFORE + 59 * MINUTE)
    assert _asked(app) == 1
    assert _kept(app) == Unsaid(error.message, error.do)

    app.tick(BEFORE + HOUR)
    assert _asked(app) == 2
    app.tick(SLOT)
    assert app.stages == ["open"]


def test_a_lost_lease_keeps_nothing(app: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has it now looks for itself."""
    app.tick(BEFORE - DAY)
    before = _kept(app)

    def overtaken() -> TokenFacts:
        raise LeaseLost("Another worker has taken over.")

    monkeypatch.setattr(app.page, "token", overtaken)
    report = app.tick(BEFORE + HOUR)

    assert "Another worker has taken over." in report.lines
    assert _kept(app) == before


def test_staff_hear_of_a_token_that_ends(app: Week) -> None:
    """A fortnight before, once for each end; the next look says that it is still so."""
    app.page.facts.token = replace(FACTS, expires_at=BEFORE + 15 * DAY)
    app.tick(BEFORE)
    assert app.notices == []

    report = app.tick(BEFORE + 26 * HOUR)
    assert any("The Page token ends on Friday 11 December 2026." in line for line in report.lines)
    assert report.unfinished
    again = app.tick(BEFORE + 51 * HOUR)
    assert any(line.startswith("Still: The Page token ends") for line in again.lines)
    assert len([one for one in app.notices if "token ends" in one.text]) == 1


def test_staff_hear_once_that_a_version_ends(make_week: Callable[..., Week]) -> None:
    """Ninety days before; and once more when it is over."""
    week = make_week("FACEBOOK_GRAPH_VERSION=v21.0\n")
    week.tick(BEFORE)
    week.tick(BEFORE + 2 * HOUR)

    assert [one.text for one in week.notices] == ["Facebook ends Graph v21.0 on 21 January 2027."]


SAID: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing wrong": ({}, []),
    "dead": ({"valid": False}, ["Facebook says that the Page token no longer works."]),
    "dead, with why": (
        {"valid": False, "why": "It has expired.", "permissions": ()},
        ["Facebook says that the Page token no longer works (It has expired)."],
    ),
    "a person's": ({"kind": "USER", "page_id": ""}, ["The token is no Page's: Facebook calls it USER."]),
    "another Page's": ({"page_id": "42"}, [f"The token is the Page 42's, and FACEBOOK_PAGE_ID is {PAGE}."]),
    "of no kind that is told": ({"kind": "", "page_id": ""}, []),
    "without a permission": ({"permissions": NEEDED[1:]}, ["The token lacks a permission: pages_show_list."]),
    "without two": (
        {"permissions": NEEDED[2:]},
        ["The token lacks permissions: pages_show_list, pages_read_engagement."],
    ),
    "ending in a fortnight": ({"expires_at": SLOT + 14 * DAY}, ["The Page token ends on Friday 11 December 2026."]),
    "ended an hour ago": ({"expires_at": SLOT - HOUR}, ["The Page token ended on Friday 27 November 2026."]),
    "ending later": ({"expires_at": SLOT + 14 * DAY + MINUTE, "reads_until": SLOT + 15 * DAY}, []),
    "its reading over": (
        {"reads_until": SLOT},
        [
            (
                "The app's leave to read what people write ended on Friday 27 November 2026; since then captions may "
                "stay away."
            )
        ],
    ),
    "reading no longer": (
        {"reads_until": SLOT + 2 * DAY},
        [
            (
                "The app's leave to read what people write ends on Sunday 29 November 2026; after that captions may "
                "stay away."
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "said"), SAID.values(), ids=SAID)
def test_what_is_wrong_with_a_token_is_said(app: Week, changes: dict[str, Any], said: list[str]) -> None:
    """Each with what to do, and under a key of its own."""
    found = token_troubles(replace(FACTS, **changes), app.settings, SLOT)

    assert [one.what for one in found] == said
    assert all(one.do for one in found)
    assert len({one.key for one in found}) == len(found)


def test_a_token_stops_contests_from_the_hour_on_at_which_it_ends(app: Week) -> None:
    """Not before, and without anybody asking Facebook once more."""
    facts = replace(FACTS, expires_at=SLOT)

    stops = [[one.stops for one in token_troubles(facts, app.settings, at)] for at in (SLOT - MINUTE, SLOT)]
    assert stops == [[False], [True]]


@pytest.mark.parametrize("changes", [{}, {"valid": False, "why": "x"}, {"expires_at": SLOT, "reads_until": SLOT}])
def test_facts_come_back_as_they_were_kept(changes: dict[str, Any]) -> None:
    """Through the database's JSON."""
    facts = replace(FACTS, **changes)

    assert kept(as_kept(facts, "x")) == facts
    assert kept(as_unsaid(Refused("No.", "Look."), "x")) == Unsaid("No.", "Look.")


def test_a_digest_of_the_token_is_no_token(app: Week) -> None:
    """Neither the token nor the secret stands in the record."""
    app.tick(BEFORE)
    with app.store.view() as record:
        row = record.health.token()
        assert row is not None
        assert "EAABpretend" not in str(row.facts)
        assert "invented-secret" not in str(row.facts)


VERSIONS = {
    "v26.0": "",
    "v25.0": "",
    "v21.0": "Facebook ends Graph v21.0 on 21 January 2027.",
    "v20.0": "Facebook ended Graph v20.0 on 24 September 2026; another answers in its place.",
    "v3.1": "Facebook ended Graph v3.1 on 24 September 2026; another answers in its place.",
}


@pytest.mark.parametrize(("version", "said"), VERSIONS.items())
def test_the_end_of_a_version_is_said(make_week: Callable[..., Week], version: str, said: str) -> None:
    """Ninety days before, and from then on."""
    settings = make_week(f"FACEBOOK_GRAPH_VERSION={version}\n").settings

    assert " ".join(one.what for one in version_troubles(settings, SLOT)) == said


def _checked(week: Week, kind: str) -> str:
    with week.store.view() as record:
        found = check(View(record, week.settings, week.photos, week.clock.now()), week.page)
    return "\n".join(f"{one['what']} {one['do']}" for one in found[kind])


def test_check_tells_of_the_token(app: Week) -> None:
    """What stops contests is a problem, what will is a warning."""
    assert "token" not in _checked(app, "problems")
    app.page.facts.token = replace(FACTS, valid=False)
    assert f"no longer works. {RENEW}" in _checked(app, "problems")
    app.page.facts.token = replace(FACTS, expires_at=SLOT + DAY)
    assert "The Page token ends on Saturday 28 November 2026." in _checked(app, "warnings")
    app.page.facts.trouble = {"token": TROUBLES["refused"]}
    assert "does not say how the token is (104). Compare." in _checked(app, "problems")


def test_check_tells_what_it_cant_ask(make_week: Callable[..., Week]) -> None:
    """And of the end of the version; that notices are sent needs no warning."""
    told = _checked(make_week("FACEBOOK_GRAPH_VERSION=v21.0\nNOTIFY_URLS=json://a.example\n"), "warnings")

    assert "FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are not both set" in told
    assert "Facebook ends Graph v21.0 on 21 January 2027." in told
    assert "NOTIFY_URLS is not set" not in told
