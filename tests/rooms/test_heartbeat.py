"""The dead man's switch: a service elsewhere is called while the next act could succeed, and only then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from captionbot.contest.notices import About
from captionbot.errors import NotSent, PhotosFolderError, TokenDead
from captionbot.graph.headers import LastAnswer
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.health import as_kept, as_unsaid, basis
from captionbot.notify import Switch
from captionbot.photos.folder import PhotosFolder
from captionbot.runner.beating import Signs, ails
from captionbot.runner.tick import Runner
from captionbot.settings import Settings
from tests.contest.made import PAGE
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

BEFORE = SLOT - timedelta(days=2)
"""Nothing is due."""
URL = "http://alarm.example/ping/secret"
HEARTBEAT = f"HEARTBEAT_URL={URL}\n"
FACTS = TokenFacts(
    valid=True, kind="PAGE", page_id=PAGE, app_id="1", permissions=NEEDED, expires_at=None, reads_until=None
)


@pytest.fixture
def alive(make_week: Callable[..., Week], calls: list[str]) -> Week:
    """A bot that is well, and has been called for once."""
    week = make_week(HEARTBEAT)
    week.tick(BEFORE)
    assert calls == [URL]
    calls.clear()
    return week


def _asked(week: Week) -> int:
    return sum(name == "me" for name, _ in week.page.facts.reads)


def test_it_is_called_every_five_minutes_at_the_most(alive: Week, calls: list[str]) -> None:
    """However often it ticks."""
    for seconds in range(30, 901, 30):
        alive.tick(BEFORE + timedelta(seconds=seconds))

    assert len(calls) == 3


def test_an_hour_that_a_wrong_clock_wrote_keeps_nobody_waiting(alive: Week, calls: list[str]) -> None:
    """It was called in years, says the record, and so it is called now."""
    with alive.store.transaction() as record:
        record.page().heartbeat_tried_at = BEFORE + timedelta(days=4000)
    alive.tick(BEFORE + MINUTE)

    assert calls == [URL]


def test_nobody_is_called_where_nobody_wants_it(week: Week, calls: list[str]) -> None:
    """And Facebook is not asked for its sake."""
    week.tick(BEFORE)
    asked = _asked(week)
    week.tick(BEFORE + 30 * MINUTE)

    assert calls == []
    assert _asked(week) == asked


def test_facebook_is_asked_where_it_has_not_answered_for_a_quarter_of_an_hour(alive: Week, calls: list[str]) -> None:
    """And no oftener: in a quiet week only that shows that the next act could succeed."""
    alive.page.facts.last = LastAnswer(at=BEFORE, server_time=BEFORE)
    before = _asked(alive)
    for minutes in (5, 10):
        alive.tick(BEFORE + minutes * MINUTE)
    assert _asked(alive) == before
    alive.tick(BEFORE + 15 * MINUTE)

    assert _asked(alive) == before + 1
    assert len(calls) == 3


def _dead(week: Week) -> None:
    week.page.facts.trouble = {"me": TokenDead("The token is dead.", "Make another.")}


def _unreachable(week: Week) -> None:
    week.page.facts.last = None
    week.page.facts.trouble = {"me": NotSent("Facebook can't be reached.", "See to the network.")}


def _wrong_clock(week: Week) -> None:
    week.page.facts.ahead = HOUR
    week.page.facts.last = None


def _quiet(week: Week) -> None:
    with week.store.transaction() as record:
        record.page().quiet_until = BEFORE + HOUR


def _blocked(week: Week) -> None:
    with week.store.transaction() as record:
        record.staff.pause("captionbot", "Facebook blocks the Page.", BEFORE)


def _token_is_dead_by_facebooks_word(week: Week) -> None:
    with week.store.transaction() as record:
        record.health.keep_token(as_kept(replace(FACTS, valid=False), basis(week.settings)), BEFORE)


def _in_trouble(week: Week) -> None:
    with week.store.transaction() as record:
        record.staff.tell("fault", "A fault of captionbot's own.", BEFORE + MINUTE, about=About.TROUBLE)


@pytest.mark.parametrize(
    "befalls", [_unreachable, _wrong_clock, _quiet, _blocked, _token_is_dead_by_facebooks_word, _in_trouble]
)
def test_it_is_not_called_while_the_next_act_could_not_succeed(
    alive: Week, calls: list[str], befalls: Callable[[Week], None]
) -> None:
    """Somebody is alarmed days before a Friday is spoilt."""
    befalls(alive)
    alive.tick(BEFORE + 6 * MINUTE)

    assert calls == []


@pytest.mark.parametrize("befalls", [_unreachable, _dead])
def test_staff_hear_why_facebook_can_not_be_spoken_to(
    alive: Week, calls: list[str], befalls: Callable[[Week], None]
) -> None:
    """Although nothing is due that would have found it out."""
    alive.page.facts.last = None
    befalls(alive)
    for minutes in range(20, 90, 5):  # an error is an answer, too, and Facebook is not asked at each tick
        alive.tick(BEFORE + minutes * MINUTE)

    assert calls == []
    assert len([one for one in alive.notices if one.about in {About.TOKEN, About.PASSING}]) == 1


def test_a_pause_of_staffs_is_no_alarm(alive: Week, calls: list[str]) -> None:
    """The bot does what it is told; nor is a contest that waits, nor a token that could not be asked about."""
    with alive.store.transaction() as record:
        record.staff.pause("maria", "a funeral", BEFORE)
        record.staff.tell("asks", "Yes?", BEFORE, about=About.WAITS)
        record.health.keep_token(as_unsaid(NotSent("x"), basis(alive.settings)), BEFORE)
    alive.tick(BEFORE + 6 * MINUTE)

    assert calls == [URL]


def test_a_folder_that_is_away_is_an_alarm(alive: Week, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be posted until it is back."""

    def away(_: object) -> None:
        raise PhotosFolderError("The photos folder is away.", "Bring it back.")

    monkeypatch.setattr(PhotosFolder, "pause_word", away)
    alive.tick(BEFORE + 6 * MINUTE)

    assert calls == []


def test_settings_that_are_wrong_are_an_alarm(alive: Week, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was in force is in force still, and the next start would fail."""
    monkeypatch.setattr(Settings, "changed", lambda _: True)
    alive.tick(BEFORE + 6 * MINUTE)

    assert calls == []


def test_a_worker_that_stands_by_calls_nobody(alive: Week, calls: list[str]) -> None:
    """Only whoever holds the lease knows how it is."""
    other = Runner(alive.runner.bot)
    alive.clock.at = BEFORE + 6 * MINUTE
    assert "stands by" in other.tick().lines[0]

    assert calls == []


@pytest.mark.parametrize(("ends", "called"), [(SLOT - HOUR, 0), (SLOT + HOUR, 1), (BEFORE - HOUR, 0)])
def test_a_token_that_ends_before_it_is_needed_is_an_alarm(
    alive: Week, calls: list[str], ends: datetime, called: int
) -> None:
    """The post of Friday could not be made with it."""
    with alive.store.transaction() as record:
        record.health.keep_token(as_kept(replace(FACTS, expires_at=ends), basis(alive.settings)), BEFORE)
    alive.tick(BEFORE + 6 * MINUTE)

    assert len(calls) == called


def test_a_switch_that_nobody_stands_behind_is_told(
    make_week: Callable[..., Week], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the address: the calls go out, nobody takes them, and so nobody would be alarmed."""
    tried: list[str] = []

    def call(_: Switch, url: str) -> bool:
        tried.append(url)
        return False

    monkeypatch.setattr(Switch, "call", call)
    week = make_week(HEARTBEAT)
    for minutes in range(12):
        week.tick(BEFORE + minutes * MINUTE)

    assert len(tried) == 3
    [told] = [one for one in week.notices if one.key.startswith("switch")]
    assert told.about == About.CHECK
    with week.store.view() as record:
        assert record.page().heartbeat_at is None


def test_one_call_that_is_not_taken_is_told_to_nobody(alive: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may be away for a while; only where it takes none for a day is anybody wanted."""
    monkeypatch.setattr(Switch, "call", lambda *_: False)
    alive.tick(BEFORE + 6 * MINUTE)
    assert [one for one in alive.notices if one.key.startswith("switch")] == []

    alive.tick(BEFORE + timedelta(days=1))
    assert len([one for one in alive.notices if one.key.startswith("switch")]) == 1


def test_what_was_said_of_another_token_is_no_alarm(alive: Week, calls: list[str]) -> None:
    """A new one was put in while Facebook was asked nothing; as soon as it may be asked, all is well."""
    _quiet(alive)
    with alive.store.transaction() as record:
        record.health.keep_token(as_kept(replace(FACTS, valid=False), "another"), BEFORE)
    alive.tick(BEFORE + 6 * MINUTE)
    assert calls == []

    alive.tick(BEFORE + HOUR + MINUTE)
    assert calls == [URL]


def test_a_switch_that_is_away_for_an_hour_is_no_notice(alive: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """It alarms by itself; only where it has taken nothing for a day does somebody see to the address."""
    monkeypatch.setattr(Switch, "call", lambda _, __: False)
    alive.tick(BEFORE + HOUR)
    assert [one for one in alive.notices if one.key.startswith("switch")] == []

    alive.tick(BEFORE + 24 * HOUR)
    assert len([one for one in alive.notices if one.key.startswith("switch")]) == 1


@pytest.mark.parametrize(
    ("signs", "why"),
    [
        (Signs(), ""),
        (Signs(troubles=("a knot", "another")), "a knot"),
        (Signs(token="it is dead", troubles=("a knot",)), "it is dead"),
        (Signs(quiet=True, token="it is dead"), "Facebook has told us to wait"),
        (Signs(blocked=True, quiet=True), "Facebook blocks the Page"),
        (Signs(folder="away", blocked=True), "away"),
        (Signs(settings_wrong=True, folder="away"), "the settings were changed and are wrong"),
    ],
)
def test_why_it_ails_has_one_reason(signs: Signs, why: str) -> None:
    """The one to mend first."""
    assert ails(signs) == why
