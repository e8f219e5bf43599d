"""Facebook's JSON in our words. Nothing of Facebook's shapes goes further than this.

A row that is not as it should be is Malformed and left aside whole: half of a comment could win or lose wrongly.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from captionbot.contest.comment import Comment, Post, Tag, last_segment

# developers.facebook.com/docs/graph-api/reference/comment; ask for it or it does not come.
_COMMENT = "id,message,created_time,from{id,name},parent{id},is_hidden,message_tags,attachment{type},permalink_url"
POST = (
    "id,created_time,message,permalink_url,from{id,name},"
    "attachments{media_type,target{id},subattachments{media_type,target{id}}}"
)
"""The fields of a post that ``post`` reads (developers.facebook.com/docs/graph-api/reference/page-post)."""

MOST_VOTES = 2**53
"""More people than there are: a count beyond it is a fault, and would not fit every database."""

_ID = re.compile(r"[0-9A-Za-z_]{1,80}").fullmatch
"""Real ones have fifty characters at most; the record has room for eighty."""

_NO_REACTION = {"", "NONE"}

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Malformed(ValueError):
    """A row that can't be understood."""


def is_id(text: str) -> bool:
    """Whether ``text`` may stand in a path of the Graph API as an object's id."""
    return _ID(text) is not None


def comment_fields(counted: tuple[str, ...] | None) -> str:
    """Name the fields of a comment with its votes: all reactions, those of the kinds ``counted``, or (None) no votes.

    Reactions come as counts alone, no people (developers.facebook.com/docs/graph-api/reference/object/reactions).
    """
    if counted is None:
        return _COMMENT
    count = ".limit(0).summary(total_count,viewer_reaction)"
    kinds = [f"reactions.type({kind}){count}.as({kind.lower()})" for kind in counted]
    return ",".join([_COMMENT, *(kinds or [f"reactions{count}"])])


def comment(row: Any, counted: tuple[str, ...] | None = ()) -> Comment:
    """Read a comment that was asked for with ``comment_fields(counted)``."""
    table = _table(row)
    graph_id = _id(table.get("id"))
    author, parent = _optional(table, "from"), _optional(table, "parent")
    return Comment(
        comment_id=last_segment(graph_id),
        graph_id=graph_id,
        created_at=_instant(table.get("created_time")),
        text=_text(table.get("message")),
        votes=0 if counted is None else _votes(table, counted),
        entrant_id=_id(author["id"]) if author.get("id") else None,
        entrant_name=_text(author.get("name")) or None,
        parent_id=last_segment(_id(parent.get("id"))) if parent else None,
        hidden=table.get("is_hidden") is True,
        tags=tuple([_tag(tag) for tag in _list(table.get("message_tags"))]),
        attachment=_text(_optional(table, "attachment").get("type")) or None,
        permalink=_link(table.get("permalink_url")),
    )


def post(row: Any, page_id: str, *, published: bool) -> Post:
    """Read a post; ``published`` says that it comes from the Page's own list, where a withheld author is the Page."""
    table = _table(row)
    author = _optional(table, "from").get("id")
    attached = _list(_optional(table, "attachments").get("data"))
    photos = [photo for attachment in attached for photo in _photos(attachment)]
    return Post(
        post_id=_id(table.get("id")),
        created_at=_instant(table.get("created_time")),
        text=_text(table.get("message")),
        photo_ids=tuple(photo for photo in photos if photo),
        photos=len(photos),
        by_page=_id(author) == page_id if author else published,
        permalink=_link(table.get("permalink_url")),
    )


def total(summary: Any) -> int | None:
    """Facebook's own count of an edge's rows, where it gives one that makes sense."""
    try:
        return _count(_table(summary).get("total_count"))
    except Malformed:
        return None


def most(values: Iterable[Any]) -> int | None:
    """The largest of the counts among these; None where none of them is one."""
    counts = [value for value in values if isinstance(value, int) and not isinstance(value, bool) and value >= 0]
    return max(counts, default=None)


def new_id(value: Mapping[str, Any]) -> str:
    """Read the id of what was just made."""
    return _id(value.get("id"))


def _votes(table: Mapping[str, Any], counted: tuple[str, ...]) -> int:
    """Count reactions, the Page's own taken away: ``viewer_reaction`` is that of whoever asks."""
    everyone, own = 0, False
    for name in [kind.lower() for kind in counted] if counted else ("reactions",):
        summary = _table(_table(table.get(name)).get("summary"))
        everyone += _count(summary.get("total_count"))
        mine = _text(summary.get("viewer_reaction")).upper()
        own = own or (mine not in _NO_REACTION and (not counted or mine in counted))
    return max(everyone - own, 0)


def _photos(attachment: Any) -> list[str]:
    """Ids of the photos of an attachment, one or an album; an empty one for a photo without id."""
    table = _table(attachment)
    within = _list(_optional(table, "subattachments").get("data"))
    if within:
        return [photo for one in within for photo in _photos(one)]
    if table.get("media_type") != "photo":
        return []
    target = _optional(table, "target").get("id")
    return [_id(target) if target else ""]


def _tag(value: Any) -> Tag:
    table = _table(value)
    return Tag(_count(table.get("offset")), _count(table.get("length")), _text(table.get("name")))


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Malformed
    return value


def _optional(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give a table within a table; an empty one where it is withheld."""
    value = table.get(name)
    return _NOTHING if value is None else _table(value)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise Malformed
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed
    return value


def _id(value: Any) -> str:
    """Read an id, which may also come as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _ID(value):
        raise Malformed
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_VOTES:
        raise Malformed
    return value


def _instant(value: Any) -> datetime:
    """Read a time such as 2026-11-22T18:00:00+0000; one without a zone would be anybody's guess."""
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise Malformed
        return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise Malformed from None


def _link(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else None
