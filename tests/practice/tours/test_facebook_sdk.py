"""A client that we did not write tours practice: ``facebook-sdk`` 3.1, which the bot itself builds on.

What it needed: its module's ``FACEBOOK_GRAPH_URL`` set to practice with a slash at its end, and its version set after
it was made, because it knows none after 3.1. It sends the token in the query or the form, and no subcode stands on its
exception, only in the answer that it keeps.
"""

import io
import json
from collections.abc import Iterator

import facebook as sdk
import pytest

from tests.practice.starting import Facebook

APP_ID = "990000000000001"


@pytest.fixture
def graph(facebook: Facebook, monkeypatch: pytest.MonkeyPatch) -> Iterator[sdk.GraphAPI]:
    """The SDK, pointed at practice."""
    monkeypatch.setattr(sdk, "FACEBOOK_GRAPH_URL", f"{facebook.url}/")
    with sdk.requests.Session() as session:
        api = sdk.GraphAPI(facebook.token, version="3.1", session=session)
        api.version = "v26.0"
        yield api


def _publish(graph: sdk.GraphAPI, facebook: Facebook, words: str) -> str:
    """Upload a photo without publishing it, and publish it by ``attached_media``."""
    photo = graph.put_photo(io.BytesIO(b"\xff\xd8\xff picture"), f"{facebook.page_id}/photos", published="false")
    media = json.dumps([{"media_fbid": photo["id"]}])
    return str(graph.put_object(facebook.page_id, "feed", message=words, attached_media=media)["id"])


def test_a_token_is_looked_at(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """The version is told by a header, a token's life is prolonged, and the app's token tells what is known of it."""
    assert graph.get_version() == "26.0"
    assert graph.extend_access_token(APP_ID, "")["access_token"] == facebook.token
    assert graph.get_app_access_token(APP_ID, "") == graph.get_app_access_token(APP_ID, "", offline=True)
    told = graph.debug_access_token(facebook.token, APP_ID, "")["data"]
    assert (told["is_valid"], told["type"]) == (True, "PAGE")


def test_comments_are_walked_with_their_votes(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """The post is found in the list, its thread is walked by cursors, and reactions come with a summary."""
    post = _publish(graph, facebook, "What's the caption?")
    written = [facebook.comment(f"Caption {number}", reactions=number) for number in range(30)]

    posts = graph.get_connections(facebook.page_id, "published_posts", fields="id,message", limit=5)["data"]
    walked = [row["id"] for row in graph.get_all_connections(post, "comments", filter="stream", limit=7)]
    votes = graph.get_connections(written[9], "reactions", summary="total_count", limit=0)

    assert {"id": post, "message": "What's the caption?"} in posts
    assert sorted(walked) == sorted(written)
    assert votes["summary"]["total_count"] == 9


def test_the_page_speaks_mends_and_takes_back(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """A reply hangs under its comment; words are edited, a thumb given, posts deleted."""
    post = _publish(graph, facebook, "Speak")
    winner = facebook.comment("Mine")

    reply = graph.put_comment(winner, "Congratulations!")["id"]
    graph.put_like(winner)
    edited = graph.request(f"v26.0/{reply}", post_args={"message": "Well done!"}, method="POST")

    assert edited == {"success": True}
    shown = graph.get_object(reply, fields="message,parent{id}")
    assert (shown["message"], shown["parent"]["id"]) == ("Well done!", winner)
    assert graph.get_object(winner, fields="user_likes")["user_likes"] is True
    assert graph.delete_object(reply) == graph.delete_object(post) == {"success": True}
    assert post not in [one["id"] for one in facebook.live_posts()]


def _read(graph: sdk.GraphAPI, wanted: list[str]) -> object:
    """Read one object by its id, or several in the removed way."""
    return graph.get_object(wanted[0]) if len(wanted) == 1 else graph.get_objects(wanted)


def test_what_goes_wrong_is_its_own_error(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """A dead token, a missing object, a removed parameter and a lie come out as its own error with their codes."""
    facebook.lever("token", token="dead", state=460)
    dead = sdk.GraphAPI("dead", version="3.1", session=graph.session)
    for client, wanted, code, subcode in (
        (graph, ["1_2"], 100, 33),
        (graph, ["1", "2"], 100, None),
        (dead, ["me"], 190, 460),
    ):
        with pytest.raises(sdk.GraphAPIError) as caught:
            _read(client, wanted)
        assert (caught.value.code, caught.value.result["error"].get("error_subcode")) == (code, subcode)
    facebook.fault("lie500:POST*/feed")
    with pytest.raises(sdk.GraphAPIError, match="retry your request later"):
        graph.put_object(facebook.page_id, "feed", message="Live all the same")
    assert "Live all the same" in [post["message"] for post in facebook.live_posts()]
