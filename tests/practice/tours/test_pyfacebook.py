"""A client that we did not write tours practice: ``python-facebook-api`` 0.24, imported as ``pyfacebook``.

What it needed: ``base_url`` with a slash at its end (it joins by hand), ``version="v26.0"`` (its newest is v24.0, but
any ``vNN.N`` passes), and ``access_token_url``, because it asks for an app token apart from ``base_url``. It sends the
token in the query or the form, never in a header, and the proof of the app's secret with it once it knows the secret.
"""

import io
import json
from collections.abc import Iterator

import pyfacebook
import pytest

from tests.practice.starting import Facebook, running

APP_ID, SECRET = "990000000000001", "s3cret"
USER = "practice-user-token"


@pytest.fixture(scope="module")
def shared_facebook() -> Iterator[Facebook]:
    """A Facebook whose app has a secret, so that each proof is checked."""
    with running("--app-secret", SECRET) as facebook:
        yield facebook


def _client(facebook: Facebook, token: str) -> pyfacebook.FacebookApi:
    return pyfacebook.FacebookApi(
        app_id=APP_ID,
        app_secret=SECRET,
        access_token=token,
        version="v26.0",
        base_url=f"{facebook.url}/",
        access_token_url=f"{facebook.url}/oauth/access_token",
        timeout=9,
    )


@pytest.fixture
def api(facebook: Facebook) -> Iterator[pyfacebook.FacebookApi]:
    """The client as the Page, pointed at practice."""
    client = _client(facebook, facebook.token)
    yield client
    client.session.close()


def _publish(api: pyfacebook.FacebookApi, facebook: Facebook, words: str) -> str:
    """Upload a photo without publishing it, and publish it by ``attached_media``."""
    files = {"source": ("a.jpg", io.BytesIO(b"\xff\xd8\xff picture"), "image/jpeg")}
    photo = api.post_object(facebook.page_id, "photos", data={"published": "false"}, files=files)
    media = json.dumps([{"media_fbid": photo["id"]}])
    return str(api.post_object(facebook.page_id, "feed", data={"message": words, "attached_media": media})["id"])


def test_a_token_is_exchanged_and_looked_at(api: pyfacebook.FacebookApi, facebook: Facebook) -> None:
    """From a short user token to the Page's own, and what is known of it, asked by the app's token."""
    user = _client(facebook, USER)
    long_lived = user.exchange_long_lived_user_access_token()
    (account,) = user.exchange_long_lived_page_access_token("me", long_lived["access_token"])["data"]
    user.session.close()

    assert long_lived["expires_in"] == 5_184_000
    assert account["access_token"] == user.exchange_page_access_token(facebook.page_id) == facebook.token
    app = api.get_app_token()["access_token"]
    told = api.debug_token(facebook.token, app)["data"]
    assert (told["is_valid"], told["type"], told["profile_id"]) == (True, "PAGE", facebook.page_id)
    with pytest.raises(pyfacebook.FacebookError, match="client secret"):
        api.get_app_token(app_secret="wrong")


def test_the_page_and_its_posts_are_read_with_all_that_it_asks_for(
    api: pyfacebook.FacebookApi, facebook: Facebook
) -> None:
    """Its own lists of fields, with nested edges and aliases, come back as its own objects."""
    post = _publish(api, facebook, "What's the caption?")
    facebook.lever("react", to=post, reactions={"LIKE": 5, "LOVE": 2})

    page = api.page.get_info(page_id=facebook.page_id)
    (shown,) = [one for one in api.page.get_published_posts(facebook.page_id, count=5).data if one.id == post]

    assert (page.id, page.name) == (facebook.page_id, facebook.page_name)
    assert shown == api.post.get_info(post)
    assert (shown.message, shown.status_type) == ("What's the caption?", "added_photos")
    assert shown.attachments.data[0].media_type == "photo"
    assert (shown.reactions.summary.total_count, shown.like.summary.total_count, shown.love.summary.total_count) == (
        7, 5, 2,
    )  # fmt: skip


def test_comments_are_walked_page_by_page(api: pyfacebook.FacebookApi, facebook: Facebook) -> None:
    """It follows ``next`` by the address's own parameters, and counts by the summary."""
    post = _publish(api, facebook, "Many")
    written = [facebook.comment(f"Caption {number}", reactions=number) for number in range(30)]

    told = api.post.get_comments(post, count=None, limit=7, filter_type="stream", summary=True)

    assert sorted(row.id for row in told.data) == sorted(written)
    assert told.summary.total_count == 30
    votes = api.comment.get_info(written[7], fields="reactions.limit(0).summary(total_count)", return_json=True)
    assert votes["reactions"]["summary"]["total_count"] == 7


def test_the_page_speaks_mends_and_takes_back(api: pyfacebook.FacebookApi, facebook: Facebook) -> None:
    """A reply is read back by the write itself; words are edited, thumbs given, comments and posts deleted."""
    post = _publish(api, facebook, "Speak")
    winner = facebook.comment("Mine")

    reply = api.comment.create(winner, message="Congratulations!", fields="id,message,created_time,permalink_url")
    assert reply.message == "Congratulations!"
    assert api.get_object(reply.id, fields="parent{id}")["parent"]["id"] == winner
    assert api.comment.update(reply.id, message="Well done!")["success"]
    assert api.comment.get_info(reply.id).message == "Well done!"
    assert api.comment.creat_like(winner)["success"]
    assert api.comment.get_likes(winner).data[0].id == facebook.page_id
    assert api.comment.delete_like(winner)["success"]
    assert api.post_object(post, data={"message": "Edited"})["success"]
    assert api.post.get_info(post).message == "Edited"
    assert api.comment.delete(reply.id)["success"]
    assert api.delete_object(post)["success"]
    assert post not in [one["id"] for one in facebook.live_posts()]


def test_what_goes_wrong_is_its_own_error(api: pyfacebook.FacebookApi, facebook: Facebook) -> None:
    """Code, subcode, type, trace and words stand on its exception; a lie is one too, and the usage is understood."""
    post = _publish(api, facebook, "Going")
    facebook.delete(post)
    for fault, code, subcode in (("190-460", 190, 460), ("80001=9", 80001, None), ("368-1404006", 368, 1404006)):
        facebook.fault(f"{fault}:POST*/feed")
        with pytest.raises(pyfacebook.FacebookError) as caught:
            api.post_object(facebook.page_id, "feed", data={"message": "x"})
        assert (caught.value.code, getattr(caught.value, "error_subcode", None)) == (code, subcode)
        assert (caught.value.type, bool(caught.value.fbtrace_id)) == ("OAuthException", True)
    with pytest.raises(pyfacebook.FacebookError, match="does not exist") as gone:
        api.post.get_info(post)
    assert (gone.value.code, gone.value.error_subcode, gone.value.type) == (100, 33, "GraphMethodException")
    with pytest.raises(pyfacebook.FacebookError, match="no longer supported"):
        api.get_objects(f"{post},{post}")
    facebook.fault("html502")
    with pytest.raises(pyfacebook.LibraryError, match="not json"):
        api.get_object("me")
    assert api.rate_limit.get_limit(facebook.page_id, "pages").estimated_time_to_regain_access == 9
