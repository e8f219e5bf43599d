"""A client that we did not write tours practice: Meta's own ``facebook-business`` 26.

What it needed: ``FacebookSession.GRAPH``, a class attribute without a slash at its end, set to practice; nothing else.
Its token and proof stand in the query of every call, of a POST too. It is generated from Meta's own description of the
API, checks each value of an answer against the type written there and warns of another, and here a warning is a
failure: so practice is held to Meta's types as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.photo import Photo
from facebook_business.api import FacebookAdsApi, FacebookResponse
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.practice.starting import Facebook, running

APP_ID, SECRET = "990000000000001", "s3cret"

# It knows fields by their bare names and warns of ``parent{id}``, which every user writes all the same.
pytestmark = pytest.mark.filterwarnings("ignore:.* does not allow field:UserWarning")


@pytest.fixture(scope="module")
def shared_facebook() -> Iterator[Facebook]:
    """A Facebook whose app has a secret, so that each proof is checked."""
    with running("--app-secret", SECRET) as facebook:
        yield facebook


@pytest.fixture
def api(facebook: Facebook, monkeypatch: pytest.MonkeyPatch) -> Iterator[FacebookAdsApi]:
    """The client as the Page, pointed at practice."""
    monkeypatch.setattr(FacebookSession, "GRAPH", facebook.url)
    session = FacebookSession(APP_ID, SECRET, facebook.token, timeout=9)
    yield FacebookAdsApi(session, "v26.0")
    session.requests.close()


@pytest.fixture
def page(api: FacebookAdsApi, facebook: Facebook) -> Page:
    """The Page."""
    return Page(facebook.page_id, api=api)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo in a file, as the client wants it."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff picture")
    return path


def _upload(page: Page, picture: Path) -> str:
    """Upload a photo without publishing it, the way that its users write: the typed call takes no file."""
    with picture.open("rb") as file:
        path, params = (page["id"], "photos"), {"published": False, "alt_text_custom": "A horse"}
        return str(page.get_api_assured().call("POST", path, params=params, files={"source": file}).json()["id"])


def _publish(page: Page, picture: Path, words: str) -> PagePost:
    media = [{"media_fbid": _upload(page, picture)}]
    made = page.create_feed(params={"message": words, "attached_media": media})
    return PagePost(made["id"], api=page.get_api_assured())


def test_every_field_that_meta_describes_can_be_asked_for(page: Page, picture: Path, facebook: Facebook) -> None:
    """No field of Meta's own description is unknown, and what is answered has the type that stands there."""
    post = _publish(page, picture, "Ünïcode 🐴")
    written = facebook.comment("Kit Bellweather look", tags=["Kit Bellweather"], reactions=3, attachment="sticker")
    reply = facebook.comment("Ha", parent=written)
    photo = _upload(page, picture)

    for kind, graph_id in ((Page, page["id"]), (PagePost, post["id"]), (Comment, reply), (Photo, photo)):
        every = [name for key, name in vars(kind.Field).items() if not key.startswith("__")]
        assert kind(graph_id, api=page.get_api_assured()).api_get(fields=every)["id"] == graph_id


def test_the_posts_are_found_by_the_photo_in_them(page: Page, picture: Path) -> None:
    """Published posts come back as its own objects, with the uploaded photo's id where a bot looks for it."""
    post = _publish(page, picture, "Look for this")
    fields = ["id", "message", "created_time", "is_published", "permalink_url", "attachments{media_type,target{id}}"]

    found = {one["id"]: one for one in page.get_published_posts(fields=fields, params={"limit": 5})}[post["id"]]

    assert (found["message"], found["is_published"]) == ("Look for this", True)
    (attached,) = found["attachments"]["data"]
    photo = Photo(attached["target"]["id"], api=page.get_api_assured()).api_get(fields=["page_story_id"])
    assert photo["page_story_id"] == post["id"]


def test_comments_are_walked_with_their_votes(page: Page, picture: Path, facebook: Facebook) -> None:
    """Its cursor asks for a summary by itself and goes on while there is a next page."""
    post = _publish(page, picture, "Many")
    written = [facebook.comment(f"Caption {number}", reactions=number) for number in range(1, 31)]
    fields = ["id", "message", "from", "reactions.limit(0).summary(total_count)"]

    walk = post.get_comments(fields=fields, params={"filter": Comment.Filter.stream, "limit": 7})
    votes = {row["id"]: row["reactions"]["summary"]["total_count"] for row in walk}

    assert votes == {graph_id: number for number, graph_id in enumerate(written, start=1)}
    assert walk.total() == 30
    loud = Comment(written[-1], api=page.get_api_assured()).get_reactions(params={"limit": 0})
    assert loud.total() == 30


def test_the_page_speaks_mends_and_takes_back(page: Page, picture: Path, facebook: Facebook) -> None:
    """A reply with read after write, edits, a thumb, hiding, and deleting."""
    post = _publish(page, picture, "Speak")
    winner = Comment(facebook.comment("Mine"), api=page.get_api_assured())

    reply = winner.create_comment(fields=["id", "message"], params={"message": "Congratulations!"})
    assert reply["message"] == "Congratulations!"
    reply.api_update(params={"message": "Well done!"})
    shown = reply.api_get(fields=["message", "parent{id}"])
    assert (shown["message"], shown["parent"]["id"]) == ("Well done!", winner["id"])
    winner.create_like()
    winner.api_update(params={"is_hidden": True})
    shown = winner.api_get(fields=["user_likes", "is_hidden", "comment_count"])
    assert (shown["user_likes"], shown["is_hidden"], shown["comment_count"]) == (True, True, 1)
    post.api_update(params={"message": "Edited"})
    assert post.api_get(fields=["message"])["message"] == "Edited"
    reply.api_delete()
    post.api_delete()
    assert post["id"] not in [one["id"] for one in facebook.live_posts()]


def test_a_batch_reads_writes_uploads_and_fails_item_by_item(page: Page, picture: Path, facebook: Facebook) -> None:
    """Each item has its own answer, in order; one uploads the file that it names, one fails and spoils no other."""
    post = _publish(page, picture, "Batch")
    told: list[tuple[int, Any]] = []

    def note(answer: FacebookResponse) -> None:
        told.append((answer.status(), answer.error().api_error_subcode() if answer.error() else answer.json()))

    batch = page.get_api_assured().new_batch()
    post.api_get(fields=["message"], batch=batch, success=note, failure=note)
    PagePost("1_2", api=page.get_api_assured()).api_get(batch=batch, success=note, failure=note)
    post.create_comment(params={"message": "Ünïcode & more"}, batch=batch, success=note, failure=note)
    with picture.open("rb") as file:
        path, params = (page["id"], "photos"), {"published": False}
        batch.add("POST", path, params, files={"picture": file}, success=note, failure=note)
        assert batch.execute() is None

    assert [code for code, _ in told] == [200, 400, 200, 200]
    assert told[0][1] == {"message": "Batch", "id": post["id"]}
    assert told[1][1] == 33
    assert facebook.get(told[2][1]["id"])["message"] == "Ünïcode & more"
    assert facebook.get(told[3][1]["id"])["id"] == told[3][1]["id"]


def test_a_token_is_looked_at(api: FacebookAdsApi, facebook: Facebook) -> None:
    """What is known of the Page's token."""
    told = api.call("GET", ("debug_token",), {"input_token": facebook.token}).json()["data"]

    assert (told["is_valid"], told["type"], told["profile_id"]) == (True, "PAGE", facebook.page_id)


@pytest.mark.parametrize(
    ("fault", "status", "code", "subcode", "transient"),
    [
        ("190-460", 400, 190, 460, False),
        ("10", 403, 10, None, False),
        ("lie-500", 500, 2, None, True),
        ("80001=9", 400, 80001, None, False),
        ("error200=1", 200, 1, None, False),
    ],
)
def test_what_goes_wrong_is_its_own_error(
    page: Page, facebook: Facebook, fault: str, status: int, code: int, subcode: int | None, *, transient: bool
) -> None:
    """Status, code, subcode, type and whether it passes stand on its exception, even under HTTP 200."""
    facebook.fault(f"{fault}:POST*/feed")

    with pytest.raises(FacebookRequestError) as caught:
        page.create_feed(params={"message": f"After {fault}"})

    error = caught.value
    assert (error.http_status(), error.api_error_code(), error.api_error_subcode()) == (status, code, subcode)
    assert (error.api_error_type(), error.api_transient_error()) == ("OAuthException", transient)
    assert fault.startswith("lie") == (f"After {fault}" in [post["message"] for post in facebook.live_posts()])
    if code == 80001:
        (usage,) = json.loads(error.http_headers()["X-Business-Use-Case-Usage"])[facebook.page_id]
        assert usage["estimated_time_to_regain_access"] == 9
