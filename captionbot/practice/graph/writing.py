"""What the Page can do through the API: upload, post, comment, edit, hide, delete, react."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from captionbot.practice.clock import moment
from captionbot.practice.graph.answers import EMPTY_POST, NO_IMAGE, Refusal, invalid, missing, refusal
from captionbot.practice.graph.call import Call, json_list
from captionbot.practice.graph.shapes import comment_id, post_id, shown
from captionbot.practice.graph.view import PageNode, View
from captionbot.practice.world.things import Comment, Photo, Post

LARGEST = 4 * 1024 * 1024
"""Bytes; the live API's own sentence says "less than 4 MB"."""

_BAD_PHOTO = (
    "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP"
    " files."
)
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_WITH_INDEX = re.compile(r"attached_media\[(\d+)\]")


def mime_of(picture: bytes) -> str | None:
    """Tell a picture's type by its first bytes; None where it is none that Facebook takes."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    if picture[4:8] == b"ftyp" and picture[8:12] in {b"heic", b"heix", b"mif1"}:
        return "image/heif"
    return next((mime for magic, mime in _MAGIC if picture.startswith(magic)), None)


def said(call: Call, name: str, *, otherwise: bool) -> bool:
    """Read a parameter that is true or false."""
    return call.params.get(name, str(otherwise)).lower() in {"true", "1"}


def _may(view: View, scope: str) -> None:
    """Refuse who is not the Page, or whose token lacks the permission."""
    if not view.as_page:
        raise Refusal(200, "(#200) Unpublished posts must be posted to a page as the page itself.")
    if scope not in view.caller.scopes:
        raise refusal(200)


def upload(view: View, _node: PageNode, call: Call) -> Any:
    """Take a picture; with ``published`` (the default) make a post of it at once."""
    _may(view, "pages_manage_posts")
    picture = next(iter(call.files.values()), b"")
    mime = mime_of(picture)
    if mime is None or len(picture) >= LARGEST:
        raise Refusal(NO_IMAGE, _BAD_PHOTO)
    words = next((call.params[name] for name in ("caption", "message", "name") if call.params.get(name)), "")
    alt = call.params.get("alt_text_custom", "")
    photo = view.world.upload(at=call.now, picture=picture, mime=mime, alt=alt, caption=words)
    if not said(call, "published", otherwise=True):
        return _with_fields(view, photo, call, {"id": photo.number})
    post = view.world.publish(at=call.now, text=words, photos=[photo.number])
    return _with_fields(view, photo, call, {"id": photo.number, "post_id": post_id(view, post)})


def post(view: View, _node: PageNode, call: Call) -> Any:
    """Publish a post, or (``published=false``) keep it back, until its hour where it has one."""
    _may(view, "pages_manage_posts")
    text = call.params.get("message", "")
    photos = [_unused(view, media) for media in _attached(call.params)]
    if not text.strip() and not photos:
        raise Refusal(EMPTY_POST, "(#197) The post is empty. Please enter a message to share.")
    when = call.params.get("scheduled_publish_time")
    made = view.world.publish(
        at=call.now,
        text=text,
        photos=photos,
        published=said(call, "published", otherwise=True),
        due_at=_instant(when) if when else None,
    )
    return _with_fields(view, made, call, {"id": post_id(view, made)})


def _attached(params: Mapping[str, str]) -> list[str]:
    """Read the photos' ids from ``attached_media`` (a JSON list) or ``attached_media[0]`` and so on."""
    if "attached_media" in params:
        items = json_list(params["attached_media"], "attached_media")
    else:
        indexed = sorted((int(found[1]), name) for name in params if (found := _WITH_INDEX.fullmatch(name)))
        items = [_json_object(params[name]) for _, name in indexed]
    try:
        return [str(item["media_fbid"]) for item in items]
    except (KeyError, TypeError) as error:
        raise invalid("param attached_media must be an array of objects with media_fbid.") from error


def _json_object(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise invalid("param attached_media must be an array.") from error


def _unused(view: View, photo_id: str) -> str:
    photo = view.world.photos.get(photo_id)
    if photo is None or photo.expired(view.now):
        raise invalid(f"Invalid parameter: no photo {photo_id}")
    if photo.post_number is not None:
        raise invalid(f"Invalid parameter: photo {photo_id} is already in a post")
    return photo_id


def _instant(text: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else moment(text)
    except (ValueError, OverflowError) as error:
        raise invalid("scheduled_publish_time must be a time") from error


def comment(view: View, node: Post | Photo | Comment, call: Call) -> Any:
    """Comment as the Page on a post or photo, or reply to a comment."""
    if not view.as_page:
        raise Refusal(1705, "(#1705) There was an error posting to this wall")
    _may(view, "pages_manage_engagement")
    text = call.params.get("message", "")
    picture = call.params.get("attachment_id") or call.files
    if not text.strip() and not picture:
        raise invalid("You must enter a message or attachment")
    on = node.number if isinstance(node, Post) else node.post_number
    if on is None:
        raise missing(node.number, "post")
    written = view.world.write(
        at=call.now,
        on=on,
        text=text,
        parent=node.number if isinstance(node, Comment) else None,
        attachment="photo" if picture else None,
    )
    return _with_fields(view, written, call, {"id": comment_id(view, written)})


def edit_post(view: View, node: Post, call: Call) -> Any:
    """Change a post's words, publish one that was kept back, or hide it."""
    _may(view, "pages_manage_posts")
    if not node.by_page or not node.by_app:
        raise Refusal(200, "(#200) This post wasn't created by the application")
    if "message" in call.params:
        view.world.edit(number=node.number, text=call.params["message"])
    if said(call, "is_published", otherwise=False):
        view.world.bring_out(number=node.number)
    if "is_hidden" in call.params:
        view.world.hide(number=node.number, hidden=said(call, "is_hidden", otherwise=False))
    return {"success": True}


def edit_comment(view: View, node: Comment, call: Call) -> Any:
    """Change the words of the Page's own comment, or hide somebody's."""
    _may(view, "pages_manage_engagement")
    if "message" in call.params:
        if not node.by_page:
            raise refusal(200)
        view.world.edit(number=node.number, text=call.params["message"])
    if "is_hidden" in call.params:
        if node.by_page:
            raise refusal(200)
        view.world.hide(number=node.number, hidden=said(call, "is_hidden", otherwise=False))
    return {"success": True}


def delete(view: View, node: Post | Comment, _call: Call) -> Any:
    """Delete a post or comment."""
    _may(view, "pages_manage_posts" if isinstance(node, Post) else "pages_manage_engagement")
    view.world.delete(number=node.number)
    return {"success": True}


def like(view: View, node: Post | Comment, _call: Call) -> Any:
    """React as the Page with a thumb."""
    _may(view, "pages_manage_engagement")
    view.world.react(to=node.number, kind="LIKE", by=view.world.page.person_id)
    return {"success": True}


def unlike(view: View, node: Post | Comment, _call: Call) -> Any:
    """Take the Page's thumb back."""
    _may(view, "pages_manage_engagement")
    view.world.react(to=node.number, kind=None, by=view.world.page.person_id)
    return {"success": True}


def _with_fields(view: View, thing: Post | Photo | Comment, call: Call, plain: dict[str, Any]) -> dict[str, Any]:
    """Answer a write with the fields it asked for (read after write), or plainly."""
    return {**plain, **shown(view, thing, call.fields)} if "fields" in call.params else plain


Write = Callable[[View, Any, Call], Any]

WRITES: dict[tuple[str, str, str], Write] = {
    ("POST", "Page", "photos"): upload,
    ("POST", "Page", "feed"): post,
    ("POST", "Post", ""): edit_post,
    ("DELETE", "Post", ""): delete,
    ("POST", "Post", "comments"): comment,
    ("POST", "Photo", "comments"): comment,
    ("POST", "Comment", "comments"): comment,
    ("POST", "Comment", ""): edit_comment,
    ("DELETE", "Comment", ""): delete,
    ("POST", "Comment", "likes"): like,
    ("DELETE", "Comment", "likes"): unlike,
    ("POST", "Post", "likes"): like,
    ("DELETE", "Post", "likes"): unlike,
}
"""What each method, kind of node and edge does."""
