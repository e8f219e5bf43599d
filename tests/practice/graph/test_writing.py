"""What the Page does through the Graph, over real HTTP."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook

JPEG = b"\xff\xd8\xff\xe0" + bytes(200)
PICTURES = {
    "JPEG": JPEG,
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "GIF": b"GIF89a" + bytes(50),
    "WebP": b"RIFF\x10\0\0\0WEBP" + bytes(50),
    "TIFF": b"II*\0" + bytes(50),
    "BMP": b"BM" + bytes(50),
    "HEIF": b"\0\0\0\x18ftypheic" + bytes(50),
}


def _upload(facebook: Facebook, picture: bytes = JPEG, part: str = "source", **data: str) -> dict[str, str]:
    files = {part: ("a.jpg", picture)}
    answer = facebook.graph("POST", f"{facebook.page_id}/photos", data={"published": "false", **data}, files=files)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _post(facebook: Facebook, **data: str) -> tuple[int, dict[str, Any]]:
    answer = facebook.graph("POST", f"{facebook.page_id}/feed", data=data)
    body = answer.json()
    return answer.status_code, body.get("error", body)


@pytest.mark.parametrize("kind", PICTURES)
def test_every_kind_of_picture_is_told_by_its_bytes(facebook: Facebook, kind: str) -> None:
    """The file's name and part do not matter; what it begins with does."""
    assert set(_upload(facebook, PICTURES[kind], part="whatever")) == {"id"}


@pytest.mark.parametrize("picture", [b"", b"not a picture", b"%PDF-1.7", JPEG + bytes(4 * 1024 * 1024)])
def test_what_is_no_picture_is_324(facebook: Facebook, picture: bytes) -> None:
    """Missing, broken, foreign or too large files are refused in Facebook's own sentence."""
    files = {"source": ("a.jpg", picture)} if picture else None
    answer = facebook.graph("POST", f"{facebook.page_id}/photos", data={"published": "false"}, files=files)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 324)
    assert "less than 4 MB" in answer.json()["error"]["message"]


def test_an_upload_keeps_its_alternative_text(facebook: Facebook) -> None:
    """What is sent as ``alt_text_custom`` can be read back, by the write itself too."""
    told = _upload(facebook, alt_text_custom="A horse, thirsty", caption="Words", fields="id,alt_text_custom,name")

    assert told == facebook.get(told["id"], fields="id,alt_text_custom,name")
    assert (told["alt_text_custom"], told["name"]) == ("A horse, thirsty", "Words")


def test_one_step_publishing_makes_a_post(facebook: Facebook) -> None:
    """A photo uploaded as published comes back with its post's id."""
    told = facebook.graph("POST", f"{facebook.page_id}/photos", data={"message": "One step"}, files={"x": JPEG}).json()

    assert facebook.get(told["post_id"])["message"] == "One step"
    assert facebook.get(told["id"], fields="page_story_id")["page_story_id"] == told["post_id"]


@pytest.mark.parametrize("form", ["list", "indexed", "json"])
def test_two_steps_publish_a_post_in_each_form(facebook: Facebook, form: str) -> None:
    """``attached_media`` may be a JSON list, indexed form fields or part of a JSON body."""
    media = {"media_fbid": _upload(facebook)["id"]}
    data = {"message": "Ünïcode 🐴\nand a line"}
    forms: dict[str, dict[str, Any]] = {
        "list": {"data": {**data, "attached_media": json.dumps([media])}},
        "indexed": {"data": {**data, "attached_media[0]": json.dumps(media)}},
        "json": {"json": {**data, "attached_media": [media]}},
    }

    made = facebook.graph("POST", f"{facebook.page_id}/feed", **forms[form]).json()["id"]

    shown = facebook.get(made, fields="message,attachments{target{id}}")
    assert shown["message"] == data["message"]
    assert shown["attachments"]["data"][0]["target"] == {"id": media["media_fbid"]}


def test_two_photos_make_an_album(facebook: Facebook) -> None:
    """Several photos hang below one album, each with its own id."""
    photos = [_upload(facebook)["id"] for _ in range(2)]
    _, told = _post(facebook, attached_media=json.dumps([{"media_fbid": one} for one in photos]))

    (album,) = facebook.get(told["id"], fields="attachments{media_type,subattachments}")["attachments"]["data"]

    assert album["media_type"] == "album"
    assert [one["target"]["id"] for one in album["subattachments"]["data"]] == photos


def test_a_photo_can_be_used_once(facebook: Facebook) -> None:
    """A photo that is in a post already can't be attached again."""
    photo = json.dumps([{"media_fbid": _upload(facebook)["id"]}])
    assert _post(facebook, message="First", attached_media=photo)[0] == 200

    assert _post(facebook, message="Again", attached_media=photo)[1]["code"] == 100


def test_an_unused_photo_expires_after_a_day(facebook: Facebook) -> None:
    """Twenty-four hours later the upload is gone, and a post of it is refused."""
    photo = _upload(facebook)["id"]
    facebook.stand_still_at(FRIDAY + timedelta(hours=23, minutes=59))
    assert facebook.get(photo)["id"] == photo
    facebook.stand_still_at(FRIDAY + timedelta(hours=24))

    assert facebook.graph("GET", photo).json()["error"]["error_subcode"] == 33
    assert _post(facebook, attached_media=json.dumps([{"media_fbid": photo}]))[1]["code"] == 100


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, 197),
        ({"message": "  "}, 197),
        ({"message": "x", "attached_media": "nonsense"}, 100),
        ({"message": "x", "attached_media": "{}"}, 100),
        ({"message": "x", "attached_media": "[1]"}, 100),
        ({"message": "x", "attached_media": '[{"media_fbid":"123"}]'}, 100),
        ({"message": "x", "attached_media[0]": "nonsense"}, 100),
        ({"message": "x", "scheduled_publish_time": "soon"}, 100),
    ],
)
def test_posts_that_make_no_sense_are_refused(facebook: Facebook, data: dict[str, str], code: int) -> None:
    """An empty post is 197, a wrong parameter 100, and neither leaves a post behind."""
    before = len(facebook.live_posts())

    status, error = _post(facebook, **data)

    assert (status, error["code"], len(facebook.live_posts())) == (400, code, before)


def test_a_post_is_edited_held_back_published_and_deleted(facebook: Facebook) -> None:
    """Each act answers ``success`` and shows in the next read."""
    _, told = _post(facebook, message="Draft", published="false")
    post = told["id"]
    assert facebook.get(post, fields="is_published")["is_published"] is False

    assert facebook.graph("POST", post, data={"message": "Final", "is_published": "true"}).json() == {"success": True}

    assert facebook.get(post, fields="message,is_published") == {"message": "Final", "is_published": True, "id": post}
    assert facebook.graph("DELETE", post).json() == {"success": True}
    assert post not in [one["id"] for one in facebook.live_posts()]


def test_what_staff_typed_by_hand_is_not_ours_to_edit(facebook: Facebook) -> None:
    """Only the app that made a post may edit it."""
    typed = facebook.lever("posts", text="Typed on a phone", photo=True)["id"]

    answer = facebook.graph("POST", typed, data={"message": "Overwritten"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, 200)
    assert facebook.get(typed)["message"] == "Typed on a phone"


def test_a_reply_hangs_under_its_comment(facebook: Facebook) -> None:
    """A reply is read back with its parent; one to a reply hangs on the top-level comment."""
    post = facebook.post_photo("Replies")
    comment = facebook.comment("The winner")

    made = facebook.graph(
        "POST", f"{comment}/comments", data={"message": "Congratulations!", "fields": "id,message"}
    ).json()
    deeper = facebook.graph("POST", f"{made['id']}/comments", data={"message": "Again"}).json()["id"]

    assert made["message"] == "Congratulations!"
    for reply in (made["id"], deeper):
        assert facebook.get(reply, fields="parent{id},from{id}") == {
            "parent": {"id": comment}, "from": {"name": facebook.page_name, "id": facebook.page_id}, "id": reply,
        }  # fmt: skip
    assert [one["message"] for one in facebook.said_by_page() if one["post"] in post] == ["Congratulations!", "Again"]


def test_the_page_edits_its_own_words_only(facebook: Facebook) -> None:
    """``POST /{comment}`` with a message edits; on a fan's comment it is refused."""
    post = facebook.post_photo("Edits")
    own = facebook.graph("POST", f"{post}/comments", data={"message": "Helo"}).json()["id"]
    fans = facebook.comment("Mine")

    assert facebook.graph("POST", own, data={"message": "Hello"}).json() == {"success": True}
    assert facebook.get(own)["message"] == "Hello"
    assert facebook.graph("POST", fans, data={"message": "Yours"}).json()["error"]["code"] == 200
    assert facebook.graph("POST", f"{post}/comments", data={"message": " "}).json()["error"]["code"] == 100


def test_hiding_liking_and_deleting_comments(facebook: Facebook) -> None:
    """Moderation answers ``success``; the Page's own comment can't be hidden."""
    post = facebook.post_photo("Moderation")
    fans = facebook.comment("Rude")
    own = facebook.graph("POST", f"{post}/comments", data={"message": "Ours"}).json()["id"]

    assert facebook.graph("POST", f"{fans}/likes").json() == {"success": True}
    assert facebook.get(fans, fields="user_likes")["user_likes"] is True
    assert facebook.graph("DELETE", f"{fans}/likes").json() == {"success": True}
    assert facebook.graph("POST", fans, data={"is_hidden": "true"}).json() == {"success": True}
    assert facebook.get(fans, fields="is_hidden,user_likes") == {"is_hidden": True, "user_likes": False, "id": fans}
    assert facebook.graph("POST", own, data={"is_hidden": "true"}).json()["error"]["code"] == 200
    assert facebook.graph("DELETE", fans).json() == {"success": True}
    assert facebook.graph("GET", fans).json()["error"]["error_subcode"] == 33


def test_a_write_where_none_is_known_is_refused(facebook: Facebook) -> None:
    """An edge that takes no writes answers as an unsupported request."""
    error = facebook.graph("POST", f"{facebook.page_id}/published_posts", data={"message": "x"}).json()["error"]

    assert (error["code"], error["type"]) == (100, "GraphMethodException")
    assert error["message"].startswith("Unsupported post request")
