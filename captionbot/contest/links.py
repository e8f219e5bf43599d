"""What a link to Facebook leads to, as far as anybody but Facebook can tell.

Facebook writes one post in many ways: /PAGE/posts/123, /permalink.php?story_fbid=123&id=456, /photo/?fbid=789,
/PAGE/photos/a.1/789. Ids of the kind pfbid0… and links of the kind /share/p/… are made up anew for each reader,
and nothing in the Graph API turns them back into a number.
"""

import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from captionbot.contest.comment import last_segment

_LINK = re.compile(r"(https?://|([\w-]+\.)*(facebook|fb)\.(com|me|watch)/)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(_[0-9]+)*")
_OPAQUE = re.compile(r"pfbid[0-9A-Za-z]+")
_POST_PARTS = ("posts", "permalink")
_PHOTO_PARTS = ("photos", "photo", "videos", "reel")
_NEVER_TOLD = ("share", "sharer")
_SHORT_HOSTS = ("fb.me", "fb.watch")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads; each is the last part of an id, or empty."""

    post: str = ""
    photo: str = ""
    """Of a photo or film: the post that it was published with may have another number."""
    comment: str = ""
    opaque: bool = False
    """It holds an id that only Facebook can turn into a number."""


def link_of(graph_id: str | None) -> str:
    """The link that leads anybody to the post with this id, by a redirect of Facebook's."""
    return f"https://www.facebook.com/{graph_id}"


def is_link(text: str) -> bool:
    """Whether somebody pasted a link."""
    return _LINK.match(text.strip()) is not None


def is_number(text: str) -> bool:
    """Whether it is an id as Facebook prints one, in one part, two or three."""
    return _NUMBER.fullmatch(text.strip()) is not None


def read_link(text: str) -> Link:
    """What the link names; nothing at all where it is none of Facebook's."""
    written = text.strip()
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return Link()
    if "next" in asked and is_link(asked["next"]):  # copied while signed out
        return read_link(asked["next"])
    path = [part for part in parts.path.split("/") if part]
    story = asked.get("story_fbid", "")
    return Link(
        post=_number([story]) or _after(path, _POST_PARTS) or _whole(path),
        photo=_number([asked.get("fbid", ""), asked.get("v", "")]) or _after(path, _PHOTO_PARTS),
        comment=_comment(asked.get("reply_comment_id", "")) or _comment(asked.get("comment_id", "")),
        opaque=_is_opaque(parts.hostname or "", [*path, story, asked.get("fbid", "")]),
    )


def same_link(one: str, other: str) -> bool:
    """Whether two links are spelled alike, but for what a browser or a phone puts before them."""
    return _bare(one) == _bare(other)


def _bare(link: str) -> str:
    return re.sub(r"^(https?://)?((www|m|web|mbasic)\.)?", "", link.strip().casefold()).rstrip("/")


def _number(candidates: Sequence[str]) -> str:
    return next((last_segment(one) for one in candidates if is_number(one)), "")


def _after(path: Sequence[str], names: Sequence[str]) -> str:
    """The last number behind one of these parts of a path: words and albums may stand between."""
    places = [place for place, part in enumerate(path) if part in names]
    return _number(path[: places[0] : -1]) if places else ""


def _whole(path: Sequence[str]) -> str:
    """The post of ``facebook.com/456_123``."""
    return last_segment(path[0]) if len(path) == 1 and "_" in path[0] and is_number(path[0]) else ""


def _comment(written: str) -> str:
    """A comment's id: a number, or ``comment:123_456`` in Base64, as Facebook's own pages write it."""
    if is_number(written):
        return last_segment(written)
    try:
        decoded = b64decode(written + "=" * (-len(written) % 4), validate=True).decode("ascii")
    except ValueError:
        return ""
    kind, _, number = decoded.partition(":")
    return last_segment(number) if kind == "comment" and is_number(number) else ""


def _is_opaque(host: str, parts: Sequence[str]) -> bool:
    if host.lower() in _SHORT_HOSTS or parts[0] in _NEVER_TOLD:
        return True
    return any(_OPAQUE.fullmatch(part) for part in parts)
