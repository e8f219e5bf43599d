"""Fetching a published picture: from where Facebook says it lies, without the token; and a few plain counts."""

from typing import Any

import pytest

from captionbot.contest.comment import Post
from captionbot.errors import Incomplete, NotSent
from captionbot.graph.page import Page
from captionbot.graph.pictures import alt_of, where
from captionbot.graph.reading import Malformed, most
from tests.graph.conftest import NOON, TOKEN, Served
from tests.graph.loopback import Caller, Loopback, Script, says, says_bytes

JPEG = b"\xff\xd8\xff\xe0 a picture"
POST = Post("1000_555", NOON, "What's the caption?", ("777",), 1)


def _fetched(served: Served, then: Script, address: str = "") -> tuple[Page, Loopback]:
    """A Page whose post names its picture, and what is answered where that lies."""
    page, server = served(says({}), then)
    server.scripts[0] = says({"images": [{"source": address or f"{server.url}/picture.jpg"}]})
    return page, server


def _named(url: str, **more: Any) -> Script:
    small = {"width": 100, "height": 80, "source": f"{url}/small.jpg"}
    large = {"width": 2048, "height": 1500, "source": f"{url}/large.jpg"}
    return says({"id": "777", "images": [small, large, "?"], **more})


def test_the_largest_picture_is_fetched_without_the_token(served: Served) -> None:
    """It may lie anywhere, and whoever keeps it is no business of the token's."""
    page, server = served(says({}), says_bytes(JPEG))
    server.scripts[0] = _named(server.url, alt_text_custom="A horse.")
    shown = page.picture_of(POST)
    first, second = server.asked

    assert (shown.picture, shown.alt) == (JPEG, "A horse.")
    assert (first.path, first.query["fields"]) == ("/v26.0/777", "images,alt_text_custom")
    assert second.path == "/large.jpg"
    assert "authorization" not in second.headers
    assert TOKEN.encode() not in second.raw


def test_where_the_photos_id_is_not_told_the_post_names_a_picture(served: Served) -> None:
    """Without an alternative text."""
    page, server = served(says({}), says_bytes(JPEG))
    server.scripts[0] = says({"id": "1000_555", "full_picture": f"{server.url}/full.jpg"})
    shown = page.picture_of(Post("1000_555", NOON, "", ("",), 1))

    assert (shown.picture, shown.alt) == (JPEG, "")
    assert (server.asked[0].path, server.asked[0].query["fields"]) == ("/v26.0/1000_555", "full_picture")


def _breaks(caller: Caller) -> None:
    caller.read()
    caller.reset()


@pytest.mark.parametrize(
    ("then", "address", "why"),
    [
        (says_bytes(b"gone", 404), "", "the answer is 404"),
        (_breaks, "", "broke in the middle of a call"),
        (says_bytes(JPEG), "http://192.0.2.1/elsewhere.jpg", "not safe to ask"),
    ],
)
def test_what_cannot_be_fetched_is_told(served: Served, then: Script, address: str, why: str) -> None:
    """After a few tries, as of any read."""
    page, server = _fetched(served, then, address)
    with pytest.raises(Incomplete, match=why):
        page.picture_of(POST)
    assert {asked.path for asked in server.asked} <= {"/v26.0/777", "/picture.jpg"}


def test_a_place_out_of_reach_is_told(served: Served) -> None:
    """Over TLS it may be any host; nobody listens at this one."""
    page, _ = _fetched(served, says_bytes(JPEG), "https://127.0.0.1:1/picture.jpg")
    with pytest.raises(NotSent, match=r"127\.0\.0\.1 can't be reached"):
        page.picture_of(POST)


@pytest.mark.parametrize("row", [{}, {"images": "?"}, {"images": ["?"]}, {"images": [{"source": 7}]}])
def test_a_shape_that_nobody_knows_is_refused(row: dict[str, Any], served: Served) -> None:
    """And nothing is fetched."""
    with pytest.raises(Malformed):
        where(row)
    page, server = served(says(row))
    with pytest.raises(Incomplete, match="in a shape that captionbot does not know"):
        page.picture_of(POST)
    assert len(server.asked) == 1


def test_an_alternative_text_is_a_text() -> None:
    """Anything else is none."""
    assert alt_of({"alt_text_custom": 7}) == ""


@pytest.mark.parametrize(
    ("told", "followers"),
    [({"followers_count": 3, "fan_count": 5}, 5), ({"fan_count": True}, None), ({}, None), ({"fan_count": -1}, None)],
)
def test_the_audience_is_the_larger_count(served: Served, told: dict[str, Any], followers: int | None) -> None:
    """Or unknown, where Facebook tells nothing that makes sense."""
    page, server = served(says(told))

    assert page.audience() == followers
    assert server.asked[0].query["fields"] == "followers_count,fan_count"


def test_thumbs_are_a_count_of_their_own(served: Served) -> None:
    """By which votes do not go."""
    page, server = served(says({"like_count": 4}))

    assert page.thumbs("555_777") == 4
    assert (server.asked[0].path, most([])) == ("/v26.0/555_777", None)
