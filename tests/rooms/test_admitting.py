"""Taking a token in, against the pretend Facebook: whatever is brought, the Page's own comes of it or a plain no."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from captionbot.admitting import NOT_TOLD, Admitted, Offered, Reach, admitted, lacking, offered
from captionbot.clock import Clock, monotonic
from captionbot.errors import NotNow, NotSent
from captionbot.graph.access import Access
from captionbot.graph.granting import Granted, Holder
from captionbot.settings import Settings
from tests.graph.loopback import Loopback, Script, refuses, says
from tests.practice.starting import Facebook, running

SECRET, APP = "s3cret", "990000000000001"
OWN, PERSON, SYSTEM = "practice-page-token", "practice-user-token", "practice-system-token"
MUSEUM = "610000000000002"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Facebook]:
    """A Facebook whose app has a secret and demands its proof."""
    with running("--app-secret", SECRET, "--demand-proof") as facebook:
        yield facebook


def _reach(facebook: Facebook, **access: str) -> Reach:
    given: dict[str, Any] = {"graph_url": facebook.url, "app_secret": SECRET, "app_id": APP} | access
    clock = Clock()
    return Reach(Access("0", "to-come", **given), clock.now, lambda _: None, monotonic, lambda _: None)


def _brought(facebook: Facebook, token: str, page_id: str = "", **access: str) -> Admitted:
    reach = _reach(facebook, **access)
    return admitted(reach, offered(reach, token), page_id or facebook.page_id)


NAMED = {
    OWN: "the own token of the Page “Practice Page”",
    PERSON: "a person's token, of “Practice Staff”",
    SYSTEM: "a System User's token, of “captionbot”",
}


def _plain(text: str) -> str:
    """Without the signs that keep a name's writing direction to itself."""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(("token", "named"), NAMED.items())
def test_whatever_is_brought_the_pages_own_comes_of_it(guarded: Facebook, token: str, named: str) -> None:
    """Facebook says what it is, and nothing is wrong with it."""
    found = _brought(guarded, token)

    assert (found.token, found.page_id, found.page_name) == (OWN, guarded.page_id, "Practice Page")
    assert (_plain(found.came), found.fetched) == (named, token != OWN)
    assert found.facts is not None
    assert found.facts.kind == "PAGE"
    assert OWN not in repr(found)


def test_nothing_secret_stands_in_an_address(guarded: Facebook) -> None:
    """Neither the token that is brought nor the one that is fetched."""
    _brought(guarded, SYSTEM)

    assert not any(call["token_in_url"] for call in guarded.calls())


def test_a_system_user_s_pages_are_listed_with_what_is_missing(guarded: Facebook) -> None:
    """Two a page on the pretend Facebook, so the list is walked."""
    offer = offered(_reach(guarded), SYSTEM)

    assert [(page.name, lacking(page)) for page in offer.pages] == [
        ("Practice Museum", "MODERATE"),
        ("Practice Zoo", ""),
        ("Practice Page", ""),
    ]
    assert lacking(Granted("1", "Nobody says", None)) == ""


def test_another_page_of_the_same_holder_has_a_token_of_its_own(guarded: Facebook) -> None:
    """And that one is no use for the first."""
    museum = _brought(guarded, SYSTEM, MUSEUM)

    assert (museum.page_name, museum.token != OWN) == ("Practice Museum", True)
    with pytest.raises(NotNow, match=rf"own token of the Page .*Practice Museum.* \({MUSEUM}\), and not of Page 61"):
        _brought(guarded, museum.token)


def test_a_page_that_is_not_theirs_is_told_with_those_that_are(guarded: Facebook) -> None:
    """A person who manages one Page has no token of another."""
    with pytest.raises(
        NotNow, match=r"gives it no token of Page 610000000000002; it may act for .*Practice Page"
    ) as no:
        _brought(guarded, PERSON, MUSEUM)
    assert "step 5" in no.value.do
    with pytest.raises(NotNow, match="gives it no token of Page 12345"):
        _brought(guarded, SYSTEM, "12345")


def test_a_person_s_token_of_an_hour_is_made_to_last(guarded: Facebook) -> None:
    """The Page's token lives as long as the one it was fetched with."""
    soon = Clock().now() + timedelta(hours=1)
    guarded.lever("token", token="an-hour", kind="USER", expires_at=soon.isoformat())
    found = _brought(guarded, "an-hour")

    assert found.facts is not None
    assert found.facts.expires_at is None
    assert found.life(_settings()) == "Facebook names no day on which it ends."


def test_without_the_app_it_stays_short_and_nobody_knows(guarded: Facebook) -> None:
    """What can't be known is said, with what would tell."""
    with running() as facebook:
        soon = Clock().now() + timedelta(hours=1)
        facebook.lever("token", token="an-hour", kind="USER", expires_at=soon.isoformat())
        found = _brought(facebook, "an-hour", app_id="", app_secret="")

    assert (found.facts, found.life(_settings())) == (None, NOT_TOLD)
    assert _plain(found.came) == "a person's or a System User's token, of “Practice Staff”"
    assert found.troubles(_settings(), soon) == ()


def test_what_is_wrong_with_a_page_s_token_is_told(guarded: Facebook) -> None:
    """Its permissions and its end, as `check` says them."""
    now = Clock().now()
    guarded.lever("token", token="lesser", scopes=["pages_show_list"], expires_at=(now + timedelta(days=3)).isoformat())
    found = _brought(guarded, "lesser")

    assert [trouble.stops for trouble in found.troubles(_settings(), now)] == [True, False]
    assert found.life(_settings()).startswith("It ends on ")


WRONG = {
    "nonsense": ("Facebook doesn't take this token.", "Copy it again, whole."),
    f"{APP}|{SECRET}": ("This is the app's own token (its id and its secret).", "Make the Page's:"),
}


@pytest.mark.parametrize(("token", "said"), WRONG.items())
def test_what_is_no_use_is_refused_with_what_helps(guarded: Facebook, token: str, said: tuple[str, str]) -> None:
    """In Facebook's words, and without the token in them."""
    with pytest.raises(NotNow) as refused:
        offered(_reach(guarded), token)

    assert refused.value.message.startswith(said[0])
    assert refused.value.do.startswith(said[1])
    assert token not in refused.value.message


def test_a_wrong_secret_of_the_app_is_told_as_that(guarded: Facebook) -> None:
    """It is not the token that is wrong."""
    with pytest.raises(NotNow, match=r"doesn't say whose token this is\. .*appsecret_proof") as refused:
        offered(_reach(guarded, app_secret="another"), OWN)
    assert "FACEBOOK_APP_SECRET is another app's" in refused.value.do


def test_a_facebook_out_of_reach_says_nothing_of_a_token(guarded: Facebook) -> None:
    """It goes up as it is."""
    with pytest.raises(NotSent):
        offered(_reach(guarded, graph_url="http://127.0.0.1:9"), OWN)


PERSON_SAYS = (refuses(100), says({"id": "7", "name": "Dana"}))
ODD = {
    "a Page that hides its category": ((says({"id": "7", "name": "Us"}), refuses(100)), True),
    "a person who may not list Pages": ((*PERSON_SAYS, refuses(200)), False),
}


@pytest.mark.parametrize(("scripts", "is_page"), ODD.values(), ids=ODD)
def test_a_page_has_no_pages_and_a_person_may_not_be_told_theirs(scripts: tuple[Script, ...], is_page: bool) -> None:  # noqa: FBT001 - a table
    """So a Page is known in the second way, and a Page's number may still be given by hand."""
    with closing(Loopback(*scripts)) as server:
        offer = offered(_alone(server), "EAAsomething")

    assert (offer.holder.is_page, len(offer.pages)) == (is_page, int(is_page))


def test_a_token_that_is_fetched_is_looked_at_before_it_is_kept() -> None:
    """Facebook's word for whose it is; another's, or none, is refused."""
    listed = says({"data": [{"id": "1000", "name": "Us"}]})
    swapped = says({"id": "1000", "access_token": "EAAfetched"})
    with closing(Loopback(*PERSON_SAYS, listed, swapped, says({"id": "7", "name": "Dana"}))) as server:
        reach = _alone(server)
        with pytest.raises(NotNow, match="a token that is not of Page 1000"):
            admitted(reach, offered(reach, "EAAsomething"), "1000")
    with closing(Loopback(*PERSON_SAYS, listed, says({"id": "1000"}))) as server:
        reach = _alone(server)
        with pytest.raises(NotNow, match="gives it no token of Page 1000"):
            admitted(reach, offered(reach, "EAAsomething"), "1000")


def test_why_nobody_knows_how_long_it_lives_is_told() -> None:
    """The token does; the app's secret is another app's."""
    page = says({"id": "1000", "name": "Us", "category": "Museum"})
    with closing(Loopback(page, refuses(190), refuses(190))) as server:
        reach = _alone(server, app_id=APP, app_secret=SECRET)
        found = admitted(reach, offered(reach, "EAAsomething"), "1000")

    assert found.life(_settings()) == "How long it lives nobody knows: Facebook does not say how the token is (190)."


def _alone(server: Loopback, **access: str) -> Reach:
    """Without an app."""
    given: dict[str, Any] = {"graph_url": server.url} | access
    return Reach(Access("0", "to-come", **given), Clock().now, lambda _: None, monotonic, lambda _: None)


def test_who_is_what_is_said_as_far_as_facebook_says_it() -> None:
    """A kind that nobody knows yet is none."""
    offer = Offered("secret", Holder("7", "Dana", is_page=False), (), "SOMETHING_NEW")
    assert _plain(offer.named) == "a person's or a System User's token, of “Dana”"
    assert "secret" not in repr(offer)


def _settings() -> Settings:
    values = {"facebook_page_id": "1", "facebook_page_token": "x", "timezone": "America/Chicago"}
    return Settings.model_validate(values, context={"folder": Path()})
