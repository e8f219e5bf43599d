"""What the rooms call: each act as Facebook hears it, and its answer in our words."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from captionbot.errors import (
    Blocked,
    Gone,
    GraphError,
    Incomplete,
    PermissionLost,
    PhotoNotTaken,
    Refused,
    TokenDead,
    Unknown,
)
from captionbot.graph.page import ALT_LONGEST, Page
from tests.graph.conftest import NOON, Served
from tests.graph.loopback import Script, refuses, says

WHEN = "2026-11-27T12:00:00+0000"


def row(number: int, votes: Any = 3, **more: Any) -> dict[str, Any]:
    """Give a comment as Facebook does."""
    reactions = {"data": [], "summary": {"total_count": votes, "viewer_reaction": "NONE"}}
    return {"id": f"555_{number}", "message": f"no. {number}", "created_time": WHEN, "reactions": reactions} | more


def listed(*rows: Any, after: str = "", total: int | None = None) -> dict[str, Any]:
    """Give a page of an edge."""
    answer: dict[str, Any] = {"data": list(rows)}
    if after:
        following = f"http://127.0.0.1:1/v26.0/x?access_token=leak&after={after}"
        answer["paging"] = {"cursors": {"after": after}, "next": following}
    return answer if total is None else answer | {"summary": {"order": "chronological", "total_count": total}}


def post(number: int, when: datetime, **more: Any) -> dict[str, Any]:
    """Give a post as Facebook does."""
    attachments = {"data": [{"media_type": "photo", "target": {"id": "888"}}]}
    return {
        "id": f"1000_{number}",
        "created_time": f"{when:%Y-%m-%dT%H:%M:%S+0000}",
        "attachments": attachments,
    } | more


def test_every_comment_is_read_page_by_page(served: Served) -> None:
    """All levels, in order of time, counts by summary; the total asked for once."""
    page, server = served(
        says(listed(row(1), row(2, parent={"id": "555_1"}), after="A", total=18)),
        says(listed(after="B")),
        says(listed(row(2), row(3))),
    )
    pages = list(page.comment_pages("1000_555"))
    assert [[comment.comment_id for comment in each.comments] for each in pages] == [["1", "2"], [], ["3"]]
    assert [each.total for each in pages] == [18, None, None]
    first, second, _ = (asked.query for asked in server.asked)
    assert server.asked[0].path == "/v26.0/1000_555/comments"
    assert (first["filter"], first["order"], first["limit"], first["summary"]) == (
        "stream",
        "chronological",
        "100",
        "true",
    )
    assert first["fields"].endswith("reactions.limit(0).summary(total_count,viewer_reaction)")
    assert second["after"] == "A"
    assert "summary" not in second
    assert "date_format" not in first


def test_counted_kinds_are_asked_for_each(served: Served) -> None:
    """By an alias of their own, with fewer rows at a time if so wished."""
    kinds = {
        kind: {"data": [], "summary": {"total_count": count, "viewer_reaction": "LOVE"}}
        for kind, count in (("love", 5), ("haha", 4))
    }
    page, server = served(says(listed(row(1, **kinds))))
    [only] = page.comment_pages("1000_555", counted=("LOVE", "HAHA"), limit=50)
    assert only.comments[0].votes == 8
    assert (
        "reactions.type(HAHA).limit(0).summary(total_count,viewer_reaction).as(haha)" in server.asked[0].query["fields"]
    )
    assert server.asked[0].query["limit"] == "50"


def test_malformed_rows_are_counted_and_the_rest_kept(served: Served) -> None:
    """One odd row must not end a tally."""
    page, _ = served(says(listed(row(1, votes=2**64), row(2), "odd", row(3, message=["list"]), row(4, votes=-1))))
    [only] = page.comment_pages("1000_555")
    assert [comment.comment_id for comment in only.comments] == ["2"]
    assert only.malformed == 4


def test_texts_are_such_as_both_databases_take(served: Served) -> None:
    """NUL and half an emoji are replaced; nothing else is."""
    page, _ = served(says(listed(row(1, message="a\x00b\ud83dc 👩🏽‍🚒 <b>"))))
    [only] = page.comment_pages("1000_555")
    assert only.comments[0].text == "a\ufffdb\ufffdc 👩🏽‍🚒 <b>"


def test_asking_for_less_when_it_is_too_much(served: Served) -> None:
    """Code 1 under 500 halves the limit."""
    page, server = served(refuses(1, status=500), refuses(1, status=500), says(listed(row(1))))
    assert len(list(page.comment_pages("1000_555"))) == 1
    assert [asked.query["limit"] for asked in server.asked] == ["100", "50", "25"]


def test_a_post_that_is_gone_is_said_to_be(served: Served) -> None:
    """By every way of reading it."""
    page, _ = served(refuses(100, 33))
    reads: list[Callable[[], object]] = [
        lambda: list(page.comment_pages("1000_555")),
        lambda: page.post("1000_555"),
        lambda: page.comment("555_1"),
        lambda: page.replies("555_1"),
    ]
    for read in reads:
        with pytest.raises(Gone):
            read()


def test_a_dead_token_is_not_asked_again(served: Served) -> None:
    """A person must act; retrying would not help."""
    page, server = served(refuses(190, 460))
    with pytest.raises(TokenDead, match="password") as caught:
        list(page.comment_pages("1000_555"))
    assert "`captionbot token`" in caught.value.do
    assert server.connections == 1


def test_withheld_ids_are_a_lost_permission(served: Served) -> None:
    """The call succeeds, and the rows are of no use."""
    page, _ = served(says({"data": [{"message": "who?", "created_time": WHEN}]}))
    with pytest.raises(PermissionLost, match="MODERATE"):
        list(page.comment_pages("1000_555"))


def test_replies_are_all_read_or_none(served: Served) -> None:
    """Whose they are stands with them."""
    page, server = served(
        says(listed(row(8, **{"from": {"id": "1000", "name": "Police"}}), row(9))), says(listed(row(8), "odd"))
    )
    ours, unknown = page.replies("555_1")
    assert (ours.entrant_id, ours.text) == ("1000", "no. 8")
    assert unknown.entrant_id is None
    assert server.asked[0].path == "/v26.0/555_1/comments"
    assert server.asked[0].query["filter"] == "stream"
    with pytest.raises(Incomplete):
        page.replies("555_1")


def test_one_comment_is_read_with_its_votes(served: Served) -> None:
    """As it stands now."""
    page, server = served(says(row(7, votes=11)))
    assert page.comment("555_7").votes == 11
    assert server.asked[0].path == "/v26.0/555_7"


def test_recent_posts_are_read_until_a_whole_page_is_older(served: Served) -> None:
    """A pinned or backdated post out of order doesn't hide ours."""
    old = NOON - timedelta(days=9)
    page, server = served(
        says(listed(post(1, old, is_pinned=True), post(2, NOON), after="A")),
        says(listed(post(3, NOON - timedelta(hours=1)), post(4, old), after="B")),
        says(listed(post(5, old), after="C")),
    )
    posts = page.recent_posts(NOON - timedelta(days=1))
    assert [each.post_id for each in posts] == ["1000_2", "1000_3"]
    assert posts[0].photo_ids == ("888",)
    assert posts[0].by_page
    assert server.connections == 3
    assert server.asked[0].path == "/v26.0/1000/published_posts"
    assert "target{id}" in server.asked[0].query["fields"]


@pytest.mark.parametrize(
    "answers",
    [
        [listed(post(1, NOON), after="A"), {}, {}, {}, {}],
        [listed(post(1, NOON), "odd")],
        [listed(post(1, NOON, attachments=[]))],
        [{"data": None}] * 4,
    ],
    ids=["cut short", "an odd row", "an odd attachment", "no list"],
)
def test_a_look_that_fails_proves_nothing(served: Served, answers: list[dict[str, Any]]) -> None:
    """So it raises, whatever was found before."""
    page, _ = served(*(says(answer) for answer in answers))
    with pytest.raises(Incomplete):
        page.recent_posts(NOON - timedelta(days=1))


def test_a_post_is_read(served: Served) -> None:
    """With its author and photo."""
    page, _ = served(says(post(5, NOON, message="Beat it", **{"from": {"id": "1000"}})))
    found = page.post("1000_5")
    assert (found.created_at, found.text, found.by_page, found.photos) == (
        datetime(2026, 11, 27, 12, tzinfo=UTC),
        "Beat it",
        True,
        1,
    )


def test_the_page_tells_its_name(served: Served) -> None:
    """And nothing that was not asked for."""
    page, server = served(says({"id": "1000", "name": "Police", "link": "https://x", "more": 1}))
    assert page.me() == {"id": "1000", "name": "Police", "link": "https://x"}
    assert server.asked[0].path == "/v26.0/1000"


def test_an_upload_is_unpublished_and_described(served: Served) -> None:
    """One file, as a form of several parts."""
    page, server = served(says({"id": "888"}))
    assert page.upload(b"\xff\xd8JPEG", alt="Two officers on horseback: 🐎") == "888"
    [asked] = server.asked
    assert asked.path == "/v26.0/1000/photos"
    assert asked.headers["content-type"].startswith("multipart/form-data")
    assert b'name="published"\r\n\r\nfalse\r\n' in asked.body
    assert 'name="alt_text_custom"\r\n\r\nTwo officers on horseback: 🐎\r\n'.encode() in asked.body
    assert b'name="source"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8JPEG\r\n' in asked.body
    assert b"caption" not in asked.body


@pytest.mark.parametrize(("alt", "sent"), [("", None), (" \n", None), ("x" * 2000, b"x" * ALT_LONGEST + b"\r\n")])
def test_alternative_text_is_left_out_or_cut(served: Served, alt: str, sent: bytes | None) -> None:
    """Facebook refuses empty values."""
    page, server = served(says({"id": "888"}))
    page.upload(b"jpeg", alt=alt)
    assert (b"alt_text_custom" in server.asked[0].body) is (sent is not None)
    assert sent is None or (sent in server.asked[0].body and b"x" * (ALT_LONGEST + 1) not in server.asked[0].body)


def test_publishing_attaches_the_uploaded_photo(served: Served) -> None:
    """By its id, in a form of its own."""
    page, server = served(says({"id": "1000_555"}))
    text = "Beat the Caption!\n„Grüße“ & 100 % 🐎\ud800"
    assert page.publish(text, photo_id="888") == "1000_555"
    [asked] = server.asked
    assert (asked.method, asked.path) == ("POST", "/v26.0/1000/feed")
    assert asked.form["message"] == text.replace("\ud800", "\ufffd")
    assert json.loads(asked.form["attached_media[0]"]) == {"media_fbid": "888"}


def test_a_reply_goes_to_the_comments_own_edge(served: Served) -> None:
    """The other address would edit the fan's comment."""
    page, server = served(says({"id": "555_9"}))
    assert page.reply("555_7", "You won!") == "555_9"
    assert (server.asked[0].method, server.asked[0].path) == ("POST", "/v26.0/555_7/comments")
    assert server.asked[0].form["message"] == "You won!"


def test_edits_go_to_the_thing_itself(served: Served) -> None:
    """A post's and a comment's."""
    page, server = served(says({"success": True}))
    page.edit_post("1000_555", "New words")
    page.edit_comment("555_9", "New words")
    assert [asked.path for asked in server.asked] == ["/v26.0/1000_555", "/v26.0/555_9"]
    assert all(asked.method == "POST" and asked.form["message"] == "New words" for asked in server.asked)


Write = Callable[[Page], object]
WRITES: dict[str, Write] = {
    "upload": lambda page: page.upload(b"jpeg", alt="A horse"),
    "publish": lambda page: page.publish("Words", photo_id="888"),
    "reply": lambda page: page.reply("555_7", "Words"),
    "edit post": lambda page: page.edit_post("1000_555", "Words"),
    "edit comment": lambda page: page.edit_comment("555_9", "Words"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_write_has_three_outcomes_and_is_sent_once(served: Served, write: Write) -> None:
    """Refused by a definite 4xx, unknown by a 500 that may lie."""
    page, server = served(refuses(324), refuses(2, status=500), says({}))
    with pytest.raises(PhotoNotTaken):
        write(page)
    for _ in range(2):
        with pytest.raises(Unknown):
            write(page)
    assert server.connections == 3


@pytest.mark.parametrize("made", [{"success": True}, {"id": ["1"]}, {"id": True}, {"id": "a b"}])
def test_what_was_made_without_an_id_is_unknown(served: Served, made: dict[str, Any]) -> None:
    """Nobody knows what stands on the Page."""
    page, _ = served(says(made))
    with pytest.raises(Unknown):
        page.publish("Words", photo_id="888")


def test_what_is_no_id_is_never_sent(served: Served) -> None:
    """People type ids too."""
    page, server = served(says({"id": "1"}))
    acts: list[Callable[[str], object]] = [
        page.post,
        page.comment,
        page.replies,
        lambda bad: list(page.comment_pages(bad)),
        lambda bad: page.reply(bad, "x"),
        lambda bad: page.edit_post(bad, "x"),
    ]
    for bad in ("../me", "1/comments", "https://facebook.com/1", ""):
        for act in acts:
            with pytest.raises(Refused, match="is not the id"):
                act(bad)
    assert server.connections == 0


@pytest.mark.parametrize(
    ("answer", "story"),
    [
        (says({"id": "888", "page_story_id": "1000_5"}), "1000_5"),
        (says({"id": "888"}), ""),
        (refuses(100, 33), ""),
        (refuses(100), ""),
    ],
    ids=["named", "not named", "gone", "no such field"],
)
def test_the_story_of_a_photo_is_read_where_facebook_names_one(served: Served, answer: Script, story: str) -> None:
    """Not every photo has one."""
    page, server = served(answer)
    assert page.story_of("888") == story
    assert (server.asked[0].path, server.asked[0].query["fields"]) == ("/v26.0/888", "page_story_id")


@pytest.mark.parametrize(("code", "kind"), [(10, PermissionLost), (190, TokenDead), (368, Blocked), (2, Incomplete)])
def test_a_look_that_is_refused_is_no_answer(served: Served, code: int, kind: type[GraphError]) -> None:
    """It proves nothing about the photo."""
    page, _ = served(refuses(code))
    with pytest.raises(kind):
        page.story_of("888")
