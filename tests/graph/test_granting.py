"""A token before it is put in: whose it is, for which Pages, and the Page's own; never in an address or a log."""

import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from captionbot.errors import Gone, Incomplete, NotSent, PermissionLost, Refused, TokenDead
from captionbot.graph.access import Access
from captionbot.graph.granting import Granted, Granting, Holder
from tests.graph.conftest import SECRET, StillTime
from tests.graph.loopback import Loopback, Script, refuses, says

BROUGHT = "EAACanary1Canary1Canary1Canary1"
APP = "990000000000001"
NO_SUCH_FIELD = refuses(100, message="(#100) Tried accessing nonexisting field (category) on node type (User)")
PAGES = "/v26.0/me/accounts"


@pytest.fixture
def servers() -> Iterator[list[Loopback]]:
    """Those that a test has begun; they end with it."""
    begun: list[Loopback] = []
    yield begun
    for one in begun:
        with closing(one):
            pass


def _asking(servers: list[Loopback], *scripts: Script, **access: Any) -> tuple[Granting, Loopback]:
    server = Loopback(*scripts)
    servers.append(server)
    still = StillTime()
    given = {"token": BROUGHT, "graph_url": server.url, "app_secret": SECRET} | access
    reached = Access("", **given)
    return Granting(reached, now=still.now, sleep=still.sleep, monotonic=still.monotonic), server


def test_a_page_is_known_by_its_category(servers: list[Loopback], caplog: pytest.LogCaptureFixture) -> None:
    """One question, with the token in the header and nowhere else."""
    caplog.set_level(logging.DEBUG)
    granting, server = _asking(servers, says({"id": "1000", "name": "Us", "category": "Museum"}))

    assert granting.holder() == Holder("1000", "Us", is_page=True)
    [asked] = server.asked
    assert (asked.method, asked.path, asked.query["fields"]) == ("GET", "/v26.0/me", "id,name,category")
    assert asked.headers["authorization"] == f"Bearer {BROUGHT}"
    assert BROUGHT not in str(asked.query) + caplog.text + repr(granting)


def test_a_person_has_none(servers: list[Loopback]) -> None:
    """Facebook refuses to name one, and is asked again without it."""
    granting, server = _asking(servers, NO_SUCH_FIELD, says({"id": "7", "name": "Dana\u202e\n  B."}))

    assert granting.holder() == Holder("7", "Dana B.", is_page=False)
    assert [asked.query["fields"] for asked in server.asked] == ["id,name,category", "id,name"]


def test_whoever_names_no_category_is_no_page(servers: list[Loopback]) -> None:
    """Facebook may also leave a field out without a word; and a person without a name has none."""
    granting, _ = _asking(servers, says({"id": 7}))

    assert granting.holder() == Holder("7", "", is_page=False)


REFUSED: dict[str, tuple[Script, type[Refused]]] = {
    "dead": (refuses(190, 463), TokenDead),
    "not to be seen": (refuses(100, 33), Gone),
    "not allowed": (refuses(200), PermissionLost),
}


@pytest.mark.parametrize(("script", "kind"), REFUSED.values(), ids=REFUSED)
def test_another_refusal_goes_up(servers: list[Loopback], script: Script, kind: type[Refused]) -> None:
    """Nobody is taken for a person because Facebook said no."""
    granting, server = _asking(servers, script)

    with pytest.raises(kind):
        granting.holder()
    assert len(server.asked) == 1


@pytest.mark.parametrize("told", [{}, {"id": None}, {"id": "../1"}, {"id": ["1"]}])
def test_a_holder_without_a_number_is_none(servers: list[Loopback], told: Any) -> None:
    """Nobody guesses."""
    granting, _ = _asking(servers, says(told))

    with pytest.raises(Incomplete, match="Whose token it is could not be read"):
        granting.holder()


def test_pages_are_listed_to_the_end(servers: list[Loopback]) -> None:
    """A page of them may hold fewer than asked for; the last one has no `next`."""
    first = {
        "data": [{"id": "1", "name": "Museum", "tasks": ["MODERATE", "CREATE_CONTENT"]}],
        "paging": {"cursors": {"after": "A"}, "next": f"https://graph.facebook.com{PAGES}?access_token=x&after=A"},
    }
    granting, server = _asking(servers, says(first), says({"data": [{"id": "2", "name": "Zoo"}]}))

    assert granting.pages() == [Granted("1", "Museum", ("MODERATE", "CREATE_CONTENT")), Granted("2", "Zoo", None)]
    assert [(asked.path, asked.query.get("after")) for asked in server.asked] == [(PAGES, None), (PAGES, "A")]
    assert "access_token" not in server.asked[0].query["fields"]


@pytest.mark.parametrize("row", ["odd", {"id": "a b"}])
def test_a_list_that_can_not_be_understood_is_none(servers: list[Loopback], row: Any) -> None:
    """The Page that is wanted may be the one that was not read."""
    granting, _ = _asking(servers, says({"data": [row]}))

    with pytest.raises(Incomplete, match="The Pages that the token may act for"):
        granting.pages()


@pytest.mark.parametrize(("told", "token"), [({"access_token": "own"}, "own"), ({}, ""), ({"access_token": 1}, "")])
def test_a_pages_token_is_asked_of_the_page(servers: list[Loopback], told: dict[str, Any], token: str) -> None:
    """Facebook leaves it out where the holder may not have it."""
    granting, server = _asking(servers, says({"id": "1000"} | told))

    assert granting.page_token("1000") == token
    assert (server.asked[0].path, server.asked[0].query["fields"]) == ("/v26.0/1000", "access_token")


def test_a_short_token_is_exchanged_in_a_body(servers: list[Loopback]) -> None:
    """By the app's own token; nothing secret stands in the address."""
    granting, server = _asking(servers, says({"access_token": "longer"}), app_id=APP)

    assert granting.lengthened() == "longer"
    [asked] = server.asked
    assert (asked.method, asked.path, asked.query) == ("POST", "/v26.0/oauth/access_token", {})
    assert asked.form == {
        "grant_type": "fb_exchange_token",
        "client_id": APP,
        "client_secret": SECRET,
        "fb_exchange_token": BROUGHT,
        "method": "get",
    }
    assert asked.headers["authorization"] == f"Bearer {APP}|{SECRET}"


@pytest.mark.parametrize("script", [refuses(190), refuses(1, status=400), says({"token_type": "bearer"})])
def test_where_none_is_given_there_is_none(servers: list[Loopback], script: Script) -> None:
    """The short one does for now."""
    granting, _ = _asking(servers, script, app_id=APP)

    assert granting.lengthened() == ""


def test_without_the_app_none_is_asked_for(servers: list[Loopback]) -> None:
    """It takes the app's id and its secret."""
    granting, server = _asking(servers)

    assert granting.lengthened() == ""
    assert server.asked == []


def test_a_machine_without_a_network_says_so(servers: list[Loopback]) -> None:
    """Nothing was sent."""
    granting, _ = _asking(servers, graph_url="http://127.0.0.1:9")

    with pytest.raises(NotSent):
        granting.holder()
