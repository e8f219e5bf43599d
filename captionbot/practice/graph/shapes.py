"""The fields of each kind of node, in the shapes that the Graph API gives them."""

from dataclasses import replace
from typing import Any

from captionbot.practice.clock import stamp
from captionbot.practice.graph import edges, unfilled
from captionbot.practice.graph.fields import Field
from captionbot.practice.graph.view import Form, Node, PageNode, Show, UserNode, View, show
from captionbot.practice.world.things import Comment, NameTag, Person, Photo, Post, Reaction


def comment_id(view: View, comment: Comment) -> str:
    """Print a comment's id with two parts, the left one being what was asked for it."""
    return f"{view.via or comment.post_number}_{comment.number}"


def post_id(view: View, post: Post) -> str:
    """Print a post's id, ``<page>_<post>``."""
    return f"{view.world.page.person_id}_{post.number}"


def picture_url(view: View, number: str) -> str:
    """Give the address of a photo's bytes."""
    return f"{view.base}/pictures/{number}"


def post_url(view: View, number: str) -> str:
    """Give the address of a post on the page that people see."""
    return f"{view.base}/posts/{number}"


def shown(view: View, node: Node, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Show any node by the fields asked for."""
    return show(view, node, fields, form_of(node))


def _tag(tag: NameTag) -> dict[str, Any]:
    return {
        "id": tag.person.person_id,
        "name": tag.person.name,
        "type": "user",
        "offset": tag.offset,
        "length": tag.length,
    }


def _comment_from(view: View, comment: Comment, _: Field) -> Any:
    known = view.as_page and not comment.withheld
    return view.person(comment.author) if known else None


def _comment_parent(view: View, comment: Comment, asked: Field) -> Any:
    return None if comment.parent is None else shown(view, view.world.comments[comment.parent], asked.fields)


def _comment_object(view: View, comment: Comment, asked: Field) -> Any:
    post = view.world.post(comment.post_number)
    return None if post is None else shown(view, post, asked.fields)


def _comment_attachment(view: View, comment: Comment, _: Field) -> Any:
    if comment.attachment is None:
        return None
    url = f"{post_url(view, comment.post_number)}#c{comment.number}"
    return {"type": comment.attachment, "target": {"id": comment.number, "url": url}, "url": url}


def _alive_replies(comment: Comment) -> int:
    return sum(1 for reply in comment.replies if not reply.deleted)


COMMENT_FIELDS: dict[str, Show] = {
    "id": lambda view, it, _: comment_id(view, it),
    "message": lambda _view, it, _: it.text,
    "created_time": lambda _view, it, _: stamp(it.created_at),
    "from": _comment_from,
    "attachment": _comment_attachment,
    "can_comment": lambda _view, _it, _: True,
    "can_hide": lambda _view, it, _: None if it.by_page else True,
    "can_like": lambda _view, _it, _: True,
    "can_remove": lambda _view, _it, _: True,
    "can_reply_privately": lambda _view, it, _: not it.by_page,
    "comment_count": lambda _view, it, _: _alive_replies(it),
    # Only the thumbs: whether the real field counts the other kinds is not known, so a client must
    # not build on it (graph reference: "number of times this comment was liked").
    "like_count": lambda _view, it, _: it.reactions.of(Reaction.LIKE),
    "is_hidden": lambda _view, it, _: it.hidden,
    "is_private": lambda _view, _it, _: False,
    "message_tags": lambda _view, it, _: [_tag(tag) for tag in it.tags] or None,
    "object": _comment_object,
    "parent": _comment_parent,
    "permalink_url": lambda view, it, _: f"{post_url(view, it.post_number)}#c{it.number}",
    "user_likes": lambda view, it, _: view.world.page.person_id in it.reactions.by,
}


def _photo_story(view: View, photo: Photo, _: Field) -> str | None:
    """Name the post that a photo is in, once that can be read."""
    post = view.world.post(photo.post_number or "")
    told = post is not None and photo.published and view.world.readable(post, view.now)
    return post_id(view, post) if told and post is not None else None


POST_FIELDS: dict[str, Show] = {
    "id": lambda view, it, _: post_id(view, it),
    "created_time": lambda _view, it, _: stamp(it.created_at),
    "updated_time": lambda _view, it, _: stamp(it.created_at),
    "message": lambda _view, it, _: it.text or None,
    "from": lambda view, it, _: view.person(it.author),
    "full_picture": lambda view, it, _: picture_url(view, it.photos[0]) if it.photos else None,
    "permalink_url": lambda view, it, _: post_url(view, it.number),
    "status_type": lambda _view, it, _: "added_photos" if it.photos else "mobile_status_update",
    "is_published": lambda view, it, _: it.live(view.now),
    "is_hidden": lambda _view, it, _: it.hidden,
    "is_expired": lambda _view, _it, _: False,
    "scheduled_publish_time": lambda _view, it, _: int(it.due_at.timestamp()) if it.due_at else None,
    "privacy": lambda _view, _it, _: {"value": "EVERYONE", "description": "Public", "allow": "", "deny": ""},
    "promotable_id": lambda view, it, _: post_id(view, it),
}

PHOTO_FIELDS: dict[str, Show] = {
    "id": lambda _view, it, _: it.number,
    "name": lambda _view, it, _: it.caption or None,
    "alt_text_custom": lambda _view, it, _: it.alt or None,
    "created_time": lambda _view, it, _: stamp(it.created_at),
    "updated_time": lambda _view, it, _: stamp(it.created_at),
    "from": lambda view, _it, _: view.person(view.world.page),
    "link": lambda view, it, _: post_url(view, it.post_number) if it.post_number else picture_url(view, it.number),
    "picture": lambda view, it, _: picture_url(view, it.number),
    "images": lambda view, it, _: [{"source": picture_url(view, it.number)}],
    "can_delete": lambda _view, _it, _: True,
    "page_story_id": _photo_story,
}


def _access_token(view: View, page: PageNode, _: Field) -> str | None:
    """Give a Page's token to the Page itself and to whoever may act for it; nobody else sees the field."""
    if view.as_page:
        return view.caller.text
    theirs = {one.page_id for one in view.tokens.accounts(view.caller.kind)}
    if page.person.person_id not in theirs:
        return None
    return view.tokens.page_token(page.person.person_id, view.caller, view.now)


PAGE_FIELDS: dict[str, Show] = {
    "id": lambda _view, it, _: it.person.person_id,
    "name": lambda _view, it, _: it.person.name,
    "access_token": _access_token,
    "category": lambda _view, _it, _: "Government organization",
    "link": lambda view, _it, _: view.base + "/",
    "is_published": lambda _view, _it, _: True,
    "fan_count": lambda view, _it, _: len(view.world.fans),
    "followers_count": lambda view, _it, _: len(view.world.fans),
}

USER_FIELDS: dict[str, Show] = {
    "id": lambda _view, it, _: it.person.person_id,
    "name": lambda _view, it, _: it.person.name,
}


def _post_attachments(view: View, post: Post, _: Field) -> Any:
    if not post.photos:
        return {"data": []}
    pictures = [_one_attachment(view, post, number) for number in post.photos]
    if len(pictures) == 1:
        return {"data": pictures}
    url = post_url(view, post.number)
    album = {"media_type": "album", "type": "album", "target": {"id": post.number, "url": url}, "url": url}
    return {"data": [{**album, "subattachments": {"data": pictures}}]}


def _one_attachment(view: View, post: Post, number: str) -> dict[str, Any]:
    url = post_url(view, post.number)
    return {
        "description": post.text,
        "media": {"image": {"src": picture_url(view, number)}},
        "media_type": "photo",
        "target": {"id": number, "url": url},
        "type": "photo",
        "url": url,
    }


def _attachments(view: View, post: Post, asked: Field) -> Any:
    """Show what hangs on a post, cut down to the fields asked for."""
    rows = _post_attachments(view, post, asked)["data"]
    return {"data": [_cut_down(row, asked.fields) for row in rows]} if rows else None


def _cut_down(row: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    if not fields:
        return row
    kept = {}
    for asked in fields:
        value = row.get(asked.name)
        if value is not None:
            kept[asked.alias] = _cut_down(value, asked.fields) if isinstance(value, dict) else value
    return kept


def _comments(view: View, node: Post | Photo | Comment, asked: Field) -> Any:
    seen = replace(view, via=node.number) if isinstance(node, Photo) else view
    return edges.comments(seen, node, asked, lambda row, fields: shown(seen, row, fields))


def _posts(which: edges.Choose) -> Show:
    return lambda view, _node, asked: edges.posts(view, asked, which, lambda row, fields: shown(view, row, fields))


def _photos(view: View, _node: PageNode, asked: Field) -> Any:
    return edges.photos(view, asked, lambda row, fields: shown(view, row, fields))


def _accounts(view: View, _node: UserNode, asked: Field) -> Any:
    """List the Pages that the caller may act for, two a page: fewer than asked for is normal."""
    fields = asked.fields or tuple(Field(name) for name in ("access_token", "category", "name", "id", "tasks"))
    plain = tuple(one for one in fields if one.name != "tasks")
    rows = []
    for account in view.tokens.accounts(view.caller.kind):
        row = shown(view, PageNode(Person(account.page_id, account.name)), plain or (Field("id"),))
        rows.append({**row, "tasks": list(account.tasks)} if len(plain) < len(fields) else row)
    few = replace(asked, modifiers={**asked.modifiers, "limit": str(min(asked.number("limit", 2), 2))})
    return edges.listed(rows, few, view, f"{view.base}/{view.version}/me/accounts")


_SOCIAL: dict[str, Show] = {"comments": _comments, "reactions": edges.reactions, "likes": edges.likes}

COMMENT = Form("Comment", ("created_time", "from", "message"), COMMENT_FIELDS, _SOCIAL, unfilled.COMMENT)
POST = Form("Post", ("created_time", "message"), POST_FIELDS, {**_SOCIAL, "attachments": _attachments}, unfilled.POST)
PHOTO = Form("Photo", ("created_time", "name"), PHOTO_FIELDS, _SOCIAL, unfilled.PHOTO)
PAGE = Form(
    "Page",
    ("name",),
    PAGE_FIELDS,
    {
        "published_posts": _posts(edges.by_the_page),
        "feed": _posts(edges.by_anyone),
        "posts": _posts(edges.by_the_page),
        "scheduled_posts": _posts(edges.waiting),
        "photos": _photos,
    },
    unfilled.PAGE,
)
USER = Form("User", ("name",), USER_FIELDS, {"accounts": _accounts})


def form_of(node: Node) -> Form:
    """Give the form of a node's kind."""
    return {Comment: COMMENT, Post: POST, Photo: PHOTO, PageNode: PAGE, UserNode: USER}[type(node)]
