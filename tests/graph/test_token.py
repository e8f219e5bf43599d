"""Asking how the token is: nothing secret stands in an address, and whatever Facebook answers is read or refused."""

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest

from captionbot.errors import Incomplete, NotSent, RateLimited, Refused
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.graph.versions import LAST_DAYS, NEWEST, last_day
from tests.graph.conftest import SECRET, TOKEN, Served, StillTime, page_at
from tests.graph.loopback import refuses, says

APP = "990000000000001"
ORDINARY = {
    "app_id": APP,
    "type": "PAGE",
    "application": "Ours",
    "data_access_expires_at": 1_800_000_000,
    "expires_at": 0,
    "is_valid": True,
    "profile_id": "1000",
    "scopes": list(NEEDED),
    "granular_scopes": [{"scope": one, "target_ids": ["1000"]} for one in NEEDED],
    "user_id": "7",
}


def _told(served: Served, **changes: Any) -> TokenFacts | None:
    page, _ = served(says({"data": ORDINARY | changes}), app_id=APP)
    return page.token()


def test_the_token_is_asked_about_in_a_body(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """By the app's own token, which stands in the header; neither is in the address, nor in any log."""
    caplog.set_level(logging.DEBUG)
    page, server = served(says({"data": ORDINARY}), app_id=APP)
    facts = page.token()
    [asked] = server.asked

    assert (asked.method, asked.path, asked.query) == ("POST", "/v26.0/debug_token", {})
    assert asked.form == {"input_token": TOKEN, "method": "get"}
    assert asked.headers["authorization"] == f"Bearer {APP}|{SECRET}"
    assert facts == TokenFacts(
        valid=True,
        kind="PAGE",
        page_id="1000",
        app_id=APP,
        permissions=NEEDED,
        expires_at=None,
        reads_until=datetime.fromtimestamp(1_800_000_000, UTC),
    )
    assert TOKEN not in caplog.text + repr(facts)
    assert SECRET not in caplog.text + repr(facts)


@pytest.mark.parametrize("without", ["app_id", "app_secret"])
def test_without_the_app_nobody_is_asked(served: Served, without: str) -> None:
    """No call is made."""
    page, server = served(**({"app_id": APP} | {without: ""}))

    assert page.token() is None
    assert server.asked == []


def test_the_page_speaks_with_its_own_token_afterwards(served: Served) -> None:
    """The app's token is for this one call."""
    page, server = served(says({"data": ORDINARY}), says({"id": "1000", "name": "Us"}), app_id=APP)
    page.token()
    page.me()

    assert server.asked[1].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_fence_is_for_writes_alone(served: Served) -> None:
    """A POST that only reads goes through it."""

    def never() -> None:
        raise AssertionError("asked")

    page, _ = served(says({"data": ORDINARY}), app_id=APP)
    with page.fenced(never):
        assert page.token() is not None


def test_a_dead_token_is_told_in_facebooks_words(served: Served) -> None:
    """On one line, cut, and without the token in them."""
    error = {"code": 190, "message": f"Session of {TOKEN}\nhas expired. {'x' * 400}", "subcode": 463}
    facts = _told(served, is_valid=False, error=error, scopes=[])

    assert facts is not None
    assert not facts.valid
    assert facts.why.startswith("Session of [hidden] has expired. x")
    assert len(facts.why) == 300
    assert facts.permissions == ()


PERMISSIONS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "for this Page": ([{"scope": "a", "target_ids": ["1000", "2"]}], ("a", "b")),
    "for another Page alone": ([{"scope": "a", "target_ids": ["2"]}], ("b",)),
    "for all Pages": ([{"scope": "a"}], ("a", "b")),
    "for a Page by a number": ([{"scope": "a", "target_ids": [1000]}], ("a", "b")),
    "for nobody knows whom": ([{"scope": "a", "target_ids": []}, "odd", None], ("a", "b")),
    "not told": (None, ("a", "b")),
    "told oddly": ("all", ("a", "b")),
}


@pytest.mark.parametrize(("granular", "held"), PERMISSIONS.values(), ids=PERMISSIONS)
def test_permissions_are_those_for_this_page(served: Served, granular: Any, held: tuple[str, ...]) -> None:
    """What is granted for other Pages alone is not granted."""
    facts = _told(served, scopes=["a", "b"], granular_scopes=granular)

    assert facts is not None
    assert facts.permissions == held


HOURS: dict[str, tuple[Any, datetime | None]] = {
    "never": (0, None),
    "not told": (None, None),
    "a real one": (1_735_689_600, datetime(2025, 1, 1, tzinfo=UTC)),
    "before all time": (-5, None),
    "no number": ("soon", None),
    "a yes": (True, None),
    "a year that no calendar has": (10**18, None),
    "a year that no machine has": (10**30, None),
}


@pytest.mark.parametrize(("told", "read"), HOURS.values(), ids=HOURS)
def test_the_end_is_an_hour_or_never(served: Served, told: Any, read: datetime | None) -> None:
    """In UTC."""
    facts = _told(served, expires_at=told)

    assert facts is not None
    assert facts.expires_at == read


def test_what_facebook_leaves_out_is_empty(served: Served) -> None:
    """All but whether it is valid."""
    page, _ = served(says({"data": {"is_valid": True, "error": "odd", "scopes": None}}), app_id=APP)
    facts = page.token()

    assert facts == TokenFacts(
        valid=True, kind="", page_id="", app_id="", permissions=(), expires_at=None, reads_until=None
    )


@pytest.mark.parametrize("answer", [{}, {"data": []}, {"data": {}}, {"data": {"is_valid": "yes"}}])
def test_an_answer_in_another_shape_is_none(served: Served, answer: Any) -> None:
    """Nobody guesses."""
    page, _ = served(says(answer), app_id=APP)

    with pytest.raises(Incomplete, match="shape that captionbot does not know"):
        page.token()


@pytest.mark.parametrize("code", [190, 100, 104, 10])
def test_a_refusal_is_of_the_app_and_not_of_the_token(served: Served, code: int) -> None:
    """Nobody is told that the Page's token is dead because the app's secret is wrong."""
    page, _ = served(refuses(code), app_id=APP)

    with pytest.raises(Refused, match="does not say how the token is") as refused:
        page.token()
    assert type(refused.value) is Refused
    assert "FACEBOOK_APP_SECRET" in refused.value.do


def test_a_limit_is_a_limit_here_too(served: Served) -> None:
    """And a machine without a network has none."""
    page, _ = served(refuses(4), app_id=APP)
    with pytest.raises(RateLimited):
        page.token()

    with pytest.raises(NotSent):
        page_at("http://127.0.0.1:9", StillTime(), app_id=APP).token()


VERSIONS = {
    "v26.0": None,
    "v27.0": None,
    "v99.9": None,
    "v25.0": date(2028, 7, 29),
    "v21.0": date(2027, 1, 21),
    "v20.0": date(2026, 9, 24),
    "v19.0": date(2026, 9, 24),
    "v3.1": date(2026, 9, 24),
}


@pytest.mark.parametrize(("version", "last"), VERSIONS.items())
def test_the_last_day_of_a_version(version: str, last: date | None) -> None:
    """As Meta's table has it; one that is older than the table is over."""
    assert last_day(version) == last


def test_the_newest_version_has_no_last_day() -> None:
    """It is the one that settings begin with."""
    assert last_day(NEWEST) is None
    assert list(LAST_DAYS.values()) == sorted(LAST_DAYS.values())
