"""A client that we did not write tours it: facebook-sdk, doing what a Page bot does."""

import io
import json
from collections.abc import Iterator

import facebook as sdk
import pytest

from tests.practice.starting import Facebook


@pytest.fixture
def graph(facebook: Facebook, monkeypatch: pytest.MonkeyPatch) -> Iterator[sdk.GraphAPI]:
    """The SDK, pointed at practice."""
    monkeypatch.setattr(sdk, "FACEBOOK_GRAPH_URL", f"{facebook.url}/")
    with sdk.requests.Session() as session:
        api = sdk.GraphAPI(facebook.token, version="3.1", session=session)
        api.version = "v26.0"
        yield api


def _read(graph: sdk.GraphAPI, wanted: list[str]) -> object:
    """Read one object by its id, or several in the removed way."""
    return graph.get_object(wanted[0]) if len(wanted) == 1 else graph.get_objects(wanted)


def test_a_bots_week_through_the_sdk(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """Upload, publish, read, walk, reply, edit, like and delete all work as with the real one."""
    assert graph.get_version() == "26.0"
    photo = graph.put_photo(io.BytesIO(b"\xff\xd8\xff picture"), f"{facebook.page_id}/photos", published="false")
    media = json.dumps([{"media_fbid": photo["id"]}])
    post = graph.put_object(facebook.page_id, "feed", message="What's the caption?", attached_media=media)["id"]
    comments = [facebook.comment(f"Caption {number}") for number in range(30)]

    walked = [row["id"] for row in graph.get_all_connections(post, "comments", filter="stream")]
    reply = graph.put_comment(comments[0], "Congratulations!")["id"]
    graph.put_like(comments[0])

    assert sorted(walked) == sorted(comments)
    assert graph.get_object(reply, fields="parent{id}")["parent"]["id"] == comments[0]
    assert graph.get_object(comments[0], fields="user_likes")["user_likes"] is True
    assert graph.delete_object(post) == {"success": True}
    assert graph.debug_access_token(facebook.token, "990000000000001", "")["data"]["is_valid"] is True


def test_its_errors_are_understood_by_the_sdk(graph: sdk.GraphAPI, facebook: Facebook) -> None:
    """A dead token, a missing object, a removed parameter and a lie come out as its own error with their codes."""
    facebook.lever("token", token="dead", state=460)
    dead = sdk.GraphAPI("dead", version="3.1", session=graph.session)
    for client, wanted, code in ((graph, ["1_2"], 100), (graph, ["1", "2"], 100), (dead, ["me"], 190)):
        with pytest.raises(sdk.GraphAPIError) as caught:
            _read(client, wanted)
        assert caught.value.code == code
    facebook.fault("lie500:POST*/feed")
    with pytest.raises(sdk.GraphAPIError, match="retry your request later"):
        graph.put_object(facebook.page_id, "feed", message="Live all the same")
    assert "Live all the same" in [post["message"] for post in facebook.live_posts()]
