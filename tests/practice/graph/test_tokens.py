"""Who may call, and how Facebook says no."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests

from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook, running

USER = "practice-user-token"


def _error(answer: requests.Response) -> tuple[int, int, int | None]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error.get("error_subcode")


@pytest.mark.parametrize("where", ["Bearer", "OAuth", "query", "form"])
def test_a_token_is_taken_from_where_it_may_stand(facebook: Facebook, where: str) -> None:
    """Two kinds of header and the parameter are all understood."""
    url = f"{facebook.url}/v26.0/me"
    if where == "query":
        answer = requests.get(url, params={"access_token": facebook.token}, timeout=9)
    elif where == "form":
        answer = requests.post(url, data={"access_token": facebook.token, "method": "get"}, timeout=9)
    else:
        answer = requests.get(url, headers={"Authorization": f"{where} {facebook.token}"}, timeout=9)

    assert answer.json()["id"] == facebook.page_id
    assert facebook.calls()[-1]["token_in_url"] is (where == "query")


def test_no_token_and_a_wrong_one_are_400(facebook: Facebook) -> None:
    """Nobody is 104, a stranger is 190, and neither is 401."""
    assert _error(requests.get(f"{facebook.url}/v26.0/me", timeout=9)) == (400, 104, None)
    assert _error(facebook.graph("GET", "me", token="stranger")) == (400, 190, None)


@pytest.mark.parametrize("subcode", [458, 459, 460, 463, 464, 467, 492])
def test_a_token_dies_by_each_event_and_may_revive(facebook: Facebook, subcode: int) -> None:
    """Each death has its subcode and words, shows in `/debug_token`, and ends when the token is renewed."""
    facebook.kill_token(subcode)

    assert _error(facebook.graph("GET", "me")) == (400, 190, subcode)
    told = facebook.graph("GET", "debug_token", params={"input_token": facebook.token}, token=USER).json()["data"]
    assert (told["is_valid"], told["error"]["subcode"]) == (False, subcode)
    facebook.revive_token()
    assert facebook.graph("GET", "me").status_code == 200


def test_a_token_may_end_at_an_hour(facebook: Facebook) -> None:
    """Past its ``expires_at`` a token is 190/463."""
    facebook.lever("token", token="sixty-days", kind="PAGE", expires_at=(FRIDAY + timedelta(hours=1)).isoformat())
    assert facebook.graph("GET", "me", token="sixty-days").status_code == 200
    facebook.stand_still_at(FRIDAY + timedelta(hours=1))

    assert _error(facebook.graph("GET", "me", token="sixty-days")) == (400, 190, 463)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_debug_token_tells_kind_page_and_scopes(facebook: Facebook, method: str) -> None:
    """The check at start has all it needs, also by POST with ``method=get`` so that no token stands in a URL."""
    asked = {"input_token": facebook.token}
    how: dict[str, Any] = {"params": asked} if method == "GET" else {"data": {**asked, "method": "get"}}

    told = facebook.graph(method, "debug_token", **how).json()["data"]

    assert (told["type"], told["profile_id"], told["is_valid"]) == ("PAGE", facebook.page_id, True)
    assert told["expires_at"] == 0
    assert "pages_manage_posts" in told["scopes"]
    assert told["granular_scopes"][0]["target_ids"] == [facebook.page_id]


def test_debug_token_about_a_stranger_is_200_and_invalid(facebook: Facebook) -> None:
    """An unknown token is no error of the call."""
    answer = facebook.graph("GET", "debug_token", params={"input_token": "stranger"})

    assert (answer.status_code, answer.json()["data"]["is_valid"]) == (200, False)


def test_a_user_token_reads_nothing_and_publishes_nothing(facebook: Facebook) -> None:
    """Comments are an empty list under 200, publishing is (#200), commenting 1705: the traps of a wrong token."""
    post = facebook.post_photo("Trap")
    facebook.comment("There is one")

    assert facebook.graph("GET", f"{post}/comments", token=USER).json() == {"data": []}
    refused = facebook.graph("POST", f"{facebook.page_id}/feed", token=USER, data={"message": "x"})
    assert _error(refused) == (403, 200, None)
    assert _error(facebook.graph("POST", f"{post}/comments", token=USER, data={"message": "x"}))[1] == 1705


@pytest.mark.parametrize(
    ("lost", "method", "edge", "code"),
    [
        ("pages_manage_posts", "POST", "{page}/feed", 200),
        ("pages_manage_engagement", "POST", "{post}/comments", 200),
        ("pages_read_user_content", "GET", "{post}/comments", 10),
        ("pages_read_engagement", "GET", "{page}/published_posts", 10),
    ],
)
def test_a_lost_permission_shows_where_it_was_needed(
    facebook: Facebook, lost: str, method: str, edge: str, code: int
) -> None:
    """Each permission has its act, and without it a 403 of its code."""
    post = facebook.post_photo("Permissions")
    told = facebook.graph("GET", "debug_token", params={"input_token": facebook.token}).json()["data"]
    facebook.lever("token", token="lesser", scopes=[one for one in told["scopes"] if one != lost])

    answer = facebook.graph(
        method, edge.format(page=facebook.page_id, post=post), token="lesser", data={"message": "x"}
    )

    assert _error(answer) == (403, code, None)


def test_a_short_token_is_exchanged_for_a_long_one(facebook: Facebook) -> None:
    """The exchange answers in the login endpoint's shape."""
    told = requests.get(
        f"{facebook.url}/v26.0/oauth/access_token",
        params={"grant_type": "fb_exchange_token", "fb_exchange_token": USER},
        timeout=9,
    ).json()

    assert (told["access_token"], told["token_type"], told["expires_in"]) == (USER, "bearer", 5_184_000)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Facebook]:
    """A Facebook whose app demands the proof."""
    with running("--app-secret", "s3cret", "--demand-proof") as facebook:
        yield facebook


def test_the_proof_is_checked_where_there_is_a_secret(guarded: Facebook) -> None:
    """The right proof passes, a wrong or missing one is 100, and the app's own token needs none."""
    proof = hmac.new(b"s3cret", guarded.token.encode(), hashlib.sha256).hexdigest()

    assert guarded.graph("GET", "me", params={"appsecret_proof": proof}).status_code == 200
    assert _error(guarded.graph("GET", "me", params={"appsecret_proof": "0" * 64})) == (400, 100, None)
    assert _error(guarded.graph("GET", "me")) == (400, 100, None)
    app = {"input_token": guarded.token, "access_token": "990000000000001|s3cret"}
    assert requests.get(f"{guarded.url}/v26.0/debug_token", params=app, timeout=9).json()["data"]["is_valid"] is True


SYSTEM = "practice-system-token"


def _accounts(facebook: Facebook, token: str) -> list[list[dict[str, Any]]]:
    """The pages of `/me/accounts`, walked by their cursors."""
    pages: list[list[dict[str, Any]]] = []
    asked = {"fields": "id,name,tasks", "limit": "100"}
    while True:
        told = facebook.graph("GET", "me/accounts", token=token, params=asked).json()
        pages.append(told["data"])
        if "next" not in told.get("paging", {}):
            return pages
        asked["after"] = told["paging"]["cursors"]["after"]


def test_a_system_user_has_three_pages_two_at_a_time(facebook: Facebook) -> None:
    """A page of a list may hold fewer than asked for; each row says what its holder may do there."""
    pages = _accounts(facebook, SYSTEM)

    assert [len(page) for page in pages] == [2, 1]
    assert pages[0][0] == {"id": "610000000000002", "name": "Practice Museum", "tasks": ["CREATE_CONTENT"]}
    assert pages[1][0]["id"] == facebook.page_id
    told = facebook.graph("GET", "debug_token", params={"input_token": SYSTEM}, token=USER).json()["data"]
    assert (told["type"], "profile_id" in told) == ("SYSTEM_USER", False)


def test_a_page_s_token_is_given_to_whoever_may_act_for_it(facebook: Facebook) -> None:
    """And is the Page's own; nobody else sees the field, or another Page at all."""
    path, museum = f"{facebook.page_id}?fields=access_token", "610000000000002?fields=access_token"
    assert facebook.graph("GET", path, token=SYSTEM).json()["access_token"] == facebook.token
    assert facebook.graph("GET", path).json()["access_token"] == facebook.token
    own = facebook.graph("GET", museum, token=SYSTEM).json()["access_token"]
    assert facebook.graph("GET", "me?fields=name,category", token=own).json()["name"] == "Practice Museum"
    assert facebook.graph("GET", path, token=own).json()["access_token"] == own
    assert _error(facebook.graph("GET", museum, token=USER)) == (400, 100, 33)
    assert facebook.graph("GET", "610000000000002/published_posts", token=own).json() == {"data": []}


def test_where_a_page_s_token_has_died_another_is_given(facebook: Facebook) -> None:
    """The System User's own lives on."""
    facebook.kill_token(460)
    path = f"{facebook.page_id}?fields=access_token"
    fresh = facebook.graph("GET", path, token=SYSTEM).json()["access_token"]

    assert fresh != facebook.token
    assert facebook.graph("GET", "me", token=fresh).json()["id"] == facebook.page_id
    assert facebook.graph("GET", path, token=SYSTEM).json()["access_token"] == fresh


def test_a_page_s_token_lives_as_long_as_a_short_one(facebook: Facebook) -> None:
    """Until that is exchanged for one that lasts: the trap of a token of an hour."""
    facebook.lever("token", token="an-hour", kind="USER", expires_at=(FRIDAY + timedelta(hours=1)).isoformat())

    def ends(token: str) -> int:
        own = facebook.graph("GET", f"{facebook.page_id}?fields=access_token", token=token).json()["access_token"]
        told = facebook.graph("GET", "debug_token", params={"input_token": own}, token=USER).json()["data"]
        return int(told["expires_at"])

    exchange = {"grant_type": "fb_exchange_token", "fb_exchange_token": "an-hour"}
    longer = requests.get(f"{facebook.url}/v26.0/oauth/access_token", params=exchange, timeout=9).json()["access_token"]

    assert ends("an-hour") == int((FRIDAY + timedelta(hours=1)).timestamp())
    assert ends(longer) == 0


def test_a_person_has_no_category(facebook: Facebook) -> None:
    """By which a Page's token is told from a person's."""
    for token in (USER, SYSTEM):
        assert _error(facebook.graph("GET", "me?fields=id,category", token=token)) == (400, 100, None)
    assert facebook.get("me", fields="category")["category"] == "Government organization"
