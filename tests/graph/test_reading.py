"""Rows of Facebook's in our words, or left aside."""

from datetime import UTC, datetime
from typing import Any

import pytest

from captionbot.contest.comment import Comment, Tag
from captionbot.graph import reading
from captionbot.graph.reading import Malformed

REACTIONS = {"data": [], "summary": {"total_count": 12, "viewer_reaction": "NONE"}}
ROW: dict[str, Any] = {
    "id": "555_777",
    "message": "Jane Doe look: hay there!",
    "created_time": "2026-11-27T18:00:05+0000",
    "from": {"id": "42", "name": "A Fan"},
    "parent": {"id": "555_666"},
    "is_hidden": True,
    "message_tags": [{"id": "9", "name": "Jane Doe", "type": "user", "offset": 0, "length": 8}],
    "attachment": {"type": "sticker"},
    "permalink_url": "https://www.facebook.com/1000/posts/555?comment_id=777",
    "reactions": REACTIONS,
}
BARE = {"id": "777", "created_time": "2026-11-27T12:00:05-06:00", "reactions": REACTIONS}


def row(**changes: Any) -> dict[str, Any]:
    """Give the full row with changes."""
    return ROW | changes


def reactions(total: Any, viewer: Any = "NONE") -> dict[str, Any]:
    """Give a count as Facebook does."""
    return {"data": [], "summary": {"total_count": total, "viewer_reaction": viewer}}


def test_a_full_comment_is_read() -> None:
    """Every field has its place."""
    assert reading.comment(ROW) == Comment(
        comment_id="777",
        graph_id="555_777",
        created_at=datetime(2026, 11, 27, 18, 0, 5, tzinfo=UTC),
        text="Jane Doe look: hay there!",
        votes=12,
        entrant_id="42",
        entrant_name="A Fan",
        parent_id="666",
        hidden=True,
        tags=(Tag(0, 8, "Jane Doe"),),
        attachment="sticker",
        permalink="https://www.facebook.com/1000/posts/555?comment_id=777",
    )


def test_a_bare_comment_is_read() -> None:
    """Facebook withholds an author and leaves out what is empty."""
    bare = reading.comment(BARE)
    assert bare.created_at == datetime(2026, 11, 27, 18, 0, 5, tzinfo=UTC)
    assert (bare.text, bare.entrant_id, bare.entrant_name, bare.parent_id) == ("", None, None, None)
    assert (bare.tags, bare.attachment, bare.permalink, bare.hidden) == ((), None, None, False)


def test_null_is_as_good_as_absent() -> None:
    """Facebook sends either."""
    names = ("message", "from", "parent", "message_tags", "attachment", "permalink_url", "is_hidden")
    assert reading.comment(BARE | dict.fromkeys(names)) == reading.comment(BARE)


def test_an_id_may_come_as_a_number() -> None:
    """As JSON of other clients has it; it is a text to us."""
    found = reading.comment(row(id=777, **{"from": {"id": 42, "name": "Ana Lopez"}}))

    assert (found.comment_id, found.graph_id, found.entrant_id) == ("777", "777", "42")


@pytest.mark.parametrize(
    "bad",
    [
        "text",
        None,
        [],
        row(id=None),
        row(id=["1"]),
        row(id=True),
        row(id="1/../2"),
        row(id=""),
        row(message=["x"]),
        row(message=7),
        row(created_time=None),
        row(created_time=1764266405),
        row(created_time="2026-11-27"),
        row(created_time="2026-11-27T18:00:05"),
        row(created_time="soon"),
        row(created_time="0001-01-01T00:00:00+1400"),
        row(**{"from": [{"id": "42"}]}),
        row(**{"from": {"id": {"x": 1}}}),
        row(**{"from": {"id": "42", "name": 7}}),
        row(parent="555_666"),
        row(parent={"name": "no id"}),
        row(message_tags={"0": []}),
        row(message_tags=[{"offset": -1, "length": 8, "name": "x"}]),
        row(message_tags=["x"]),
        row(reactions=None),
        row(reactions={"data": []}),
        row(reactions=reactions(-1)),
        row(reactions=reactions("12")),
        row(reactions=reactions(2**64)),
        row(reactions=reactions(1.5)),
        row(reactions=reactions(None)),
        row(reactions=reactions(total=True)),
        row(reactions=reactions(1, viewer=["LIKE"])),
        row(id="1_" + "2" * 79),
    ],
    ids=repr,
)
def test_a_malformed_comment_is_left_aside_whole(bad: Any) -> None:
    """Half of a comment could win or lose wrongly."""
    with pytest.raises(Malformed):
        reading.comment(bad)


@pytest.mark.parametrize(
    ("viewer", "votes"), [("NONE", 12), (None, 12), ("", 12), ("LIKE", 11), ("LOVE", 11), ("like", 11)]
)
def test_the_pages_own_reaction_is_no_vote(viewer: str | None, votes: int) -> None:
    """Whatever its kind."""
    assert reading.comment(row(reactions=reactions(12, viewer))).votes == votes


@pytest.mark.parametrize(("viewer", "votes"), [("NONE", 9), ("LOVE", 8), ("HAHA", 8), ("ANGRY", 9)])
def test_counted_kinds_are_summed_and_the_pages_own_taken_away_once(viewer: str, votes: int) -> None:
    """Only where its kind is one that counts."""
    counted = row(love=reactions(5, viewer), haha=reactions(4, viewer))
    assert reading.comment(counted, ("LOVE", "HAHA")).votes == votes


def test_votes_are_never_negative() -> None:
    """Facebook's count may lag behind the Page's own reaction."""
    assert reading.comment(row(reactions=reactions(0, "LIKE"))).votes == 0


def test_without_votes_asked_none_are_read() -> None:
    """Replies are not judged."""
    assert reading.comment({name: value for name, value in ROW.items() if name != "reactions"}, None).votes == 0


def test_the_fields_asked_for_are_those_that_are_read() -> None:
    """One alias for each counted kind, else the total."""
    assert "reactions" not in reading.comment_fields(None)
    assert reading.comment_fields(()).endswith(",reactions.limit(0).summary(total_count,viewer_reaction)")
    assert reading.comment_fields(("LOVE",)).endswith(
        ",reactions.type(LOVE).limit(0).summary(total_count,viewer_reaction).as(love)"
    )


POST: dict[str, Any] = {
    "id": "1000_555",
    "message": "Beat it",
    "created_time": "2026-11-27T16:00:00+0000",
    "from": {"id": "1000", "name": "The Page"},
    "permalink_url": "https://www.facebook.com/x",
    "attachments": {"data": [{"media_type": "photo", "target": {"id": "888"}}]},
}


def test_a_post_is_read() -> None:
    """With the photo by which we know our own."""
    post = reading.post(POST, "1000", published=False)
    assert (post.post_id, post.text, post.by_page) == ("1000_555", "Beat it", True)
    assert (post.photo_ids, post.photos) == (("888",), 1)
    assert post.created_at == datetime(2026, 11, 27, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attachments", "ids", "photos"),
    [
        (None, (), 0),
        ({"data": []}, (), 0),
        ({"data": [{"media_type": "photo"}]}, (), 1),
        ({"data": [{"media_type": "link", "target": {"id": "7"}}]}, (), 0),
        (
            {
                "data": [
                    {
                        "media_type": "album",
                        "target": {"id": "7"},
                        "subattachments": {
                            "data": [
                                {"media_type": "photo", "target": {"id": "8"}},
                                {"media_type": "video", "target": {"id": "9"}},
                                {"media_type": "photo", "target": {"id": "10"}},
                            ]
                        },
                    }
                ]
            },
            ("8", "10"),
            2,
        ),
    ],
)
def test_photos_of_a_post_are_counted(attachments: Any, ids: tuple[str, ...], photos: int) -> None:
    """One, none, without an id, or an album's."""
    post = reading.post(POST | {"attachments": attachments}, "1000", published=True)
    assert (post.photo_ids, post.photos) == (ids, photos)


@pytest.mark.parametrize(
    ("author", "published", "ours"),
    [({"id": "1000"}, False, True), ({"id": "42"}, True, False), (None, True, True), (None, False, False)],
)
def test_a_post_is_the_pages_by_its_author(author: Any, published: bool, ours: bool) -> None:  # noqa: FBT001 - columns of a table
    """A withheld author is the Page in its own list only."""
    assert reading.post(POST | {"from": author}, "1000", published=published).by_page is ours


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"created_time": "x"},
        {"attachments": []},
        {"attachments": {"data": {}}},
        {"attachments": {"data": [1]}},
    ],
    ids=repr,
)
def test_a_malformed_post_is_said_to_be(changes: dict[str, Any]) -> None:
    """A look must not overlook our own post."""
    with pytest.raises(Malformed):
        reading.post(POST | changes, "1000", published=True)


@pytest.mark.parametrize(
    ("summary", "total"), [({"total_count": 18}, 18), (None, None), ({}, None), ({"total_count": -1}, None), ([], None)]
)
def test_facebooks_own_total_is_kept_where_it_makes_sense(summary: Any, total: int | None) -> None:
    """It is only ever shown."""
    assert reading.total(summary) == total


@pytest.mark.parametrize("graph_id", ["", "1/2", "..", "1?x=1", "1#", "1 2", "1\n", "ü", "a" * 201])
def test_what_could_change_a_path_is_no_id(graph_id: str) -> None:
    """Ids come from people too."""
    assert not reading.is_id(graph_id)
