"""What happens between two calls: people change their minds, writes are not read yet, an upload is gone."""

import json
from datetime import timedelta

import pytest

from captionbot.practice.lies.meanwhile import REWORDED
from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook


@pytest.mark.parametrize(
    ("fault", "now"),
    [
        ("edited", (REWORDED, False, False)),
        ("edited=Other words", ("Other words", False, False)),
        ("hidden", ("Loved", True, False)),
        ("deleted", ("Loved", False, True)),
    ],
)
def test_the_first_comment_is_changed_once_it_was_read(
    facebook: Facebook, fault: str, now: tuple[str, bool, bool]
) -> None:
    """The read shows it as it was; by the next one it is reworded, hidden or gone, and no other is."""
    post = facebook.post_photo("Between two reads")
    facebook.comment("Liked", reactions=1)
    loved = facebook.comment("Loved", reactions=5)
    facebook.fault(f"{fault}:GET*/comments")

    shown = facebook.get(f"{post}/comments", fields="message")["data"]
    facebook.get(f"{post}/comments", fields="message")

    assert [row["message"] for row in shown] == ["Loved", "Liked"]
    first, other = sorted(
        (one for one in facebook.world()["comments"] if one["post"] == post.rpartition("_")[2]),
        key=lambda one: -one["votes"],
    )
    assert (first["message"], first["hidden"], first["deleted"]) == now
    assert (first["id"], other["message"]) == (loved, "Liked")


def test_a_comment_read_by_itself_is_changed_too(facebook: Facebook) -> None:
    """The winner's comment is gone between the last look and the reply."""
    facebook.post_photo("By itself")
    mine = facebook.comment("Mine")
    facebook.fault("deleted:GET*144??????????")

    assert facebook.get(mine, fields="message")["message"] == "Mine"
    answer = facebook.graph("POST", f"{mine}/comments", data={"message": "Congratulations"})
    assert (answer.status_code, answer.json()["error"]["error_subcode"]) == (400, 33)


def test_an_edit_is_not_read_at_once_either(facebook: Facebook) -> None:
    """While reads lag, an edited post shows the words that it had before; the public sees the new ones."""
    post = facebook.post_photo("Before")
    facebook.fault("lag=5")

    assert facebook.graph("POST", post, data={"message": "After"}).json() == {"success": True}

    assert facebook.get(post, fields="message")["message"] == "Before"
    listed = facebook.get(f"{facebook.page_id}/published_posts", fields="message")["data"]
    assert [row["message"] for row in listed if row["id"] == post] == ["Before"]
    assert [one["message"] for one in facebook.live_posts() if one["id"] == post] == ["After"]
    facebook.stand_still_at(FRIDAY + timedelta(minutes=5))
    assert facebook.get(post, fields="message")["message"] == "After"


def test_an_upload_may_be_gone_sooner_than_after_a_day(facebook: Facebook) -> None:
    """Nothing tells so but the refusal of the post; an upload made without the fault still works."""
    facebook.fault("expired-upload:POST*/photos:1")

    def publish() -> int:
        files = {"source": ("a.jpg", b"\xff\xd8\xff\xe0 a picture")}
        photo = facebook.graph("POST", f"{facebook.page_id}/photos", data={"published": "false"}, files=files).json()
        media = json.dumps([{"media_fbid": photo["id"]}])
        made = facebook.graph("POST", f"{facebook.page_id}/feed", data={"message": "Up", "attached_media": media})
        return made.status_code

    assert (publish(), publish()) == (400, 200)
