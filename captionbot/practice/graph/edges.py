"""The lists: comments, reactions, posts and photos, a page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from captionbot.practice.graph.answers import invalid, too_much
from captionbot.practice.graph.fields import Field
from captionbot.practice.graph.paging import cut, paging
from captionbot.practice.graph.tokens import TokenKind
from captionbot.practice.graph.view import View
from captionbot.practice.world.things import Comment, Photo, Post, Reaction, Reactions

PLAIN_LIMIT = 25
MOST = 100
"""Facebook's own most for posts; for comments 100 works and the most is not documented."""

Choose = Callable[[View, Post], bool]
ShowRow = Callable[[Any, tuple[Field, ...]], dict[str, Any]]
_HEAVY = {"comments", "reactions", "likes"}
_YES = {"true", "1"}


def comments(view: View, node: Post | Photo | Comment, asked: Field, show_row: ShowRow) -> dict[str, Any]:
    """List the comments of a post or photo, or the replies to a comment."""
    if view.caller.kind is not TokenKind.PAGE:
        return {"data": []}  # what a user token really gets: nothing, under HTTP 200
    rows, order = _rows(view, node, asked)
    limit = min(asked.number("limit", PLAIN_LIMIT), MOST)
    if limit * sum(1 for one in asked.fields if one.name in _HEAVY) > view.heaviest:
        raise too_much()
    start, end = cut(rows, asked, limit)
    # Rows that can't be read are left out after the cut: a page may hold fewer than its limit.
    data = [show_row(row, asked.fields) for row in rows[start:end] if view.world.readable(row, view.now)]
    prefix = f"{view.world.page.person_id}_" if isinstance(node, Post) else ""
    address = f"{view.base}/{view.version}/{prefix}{node.number}/comments"
    told: dict[str, Any] = {"data": data}
    pages = paging(start, end, len(rows), asked, address, view.caller.text)
    if pages:
        told["paging"] = pages
    told |= _summary(asked, {"order": order, "total_count": len(rows), "can_comment": True})
    return told


def _rows(view: View, node: Post | Photo | Comment, asked: Field) -> tuple[Sequence[Comment], str]:
    wide = asked.modifiers.get("filter", "toplevel").lower()
    order = asked.modifiers.get("order", "chronological").lower()
    if wide not in {"toplevel", "stream"}:
        raise invalid("filter must be one of the following values: toplevel, stream")
    if order not in {"chronological", "reverse_chronological"}:
        raise invalid("order must be one of the following values: chronological, reverse_chronological")
    if isinstance(node, Comment):
        rows = [reply for reply in node.replies if not reply.deleted]
    else:
        post = view.world.post((node.post_number or "") if isinstance(node, Photo) else node.number)
        if post is None:
            return [], order
        if wide == "toplevel":
            return post.thread.ranked, "ranked"  # whatever order was asked for
        rows = post.thread.stream
    return (rows[::-1] if order == "reverse_chronological" else rows), order


def _summary(asked: Field, all_of_it: dict[str, Any]) -> dict[str, Any]:
    """Give the summary where it was asked for, whole or by its keys."""
    wanted = asked.modifiers.get("summary", "").lower()
    if not wanted or wanted in {"false", "0"}:
        return {}
    if wanted in _YES:
        return {"summary": all_of_it}
    keys = [key.strip() for key in wanted.strip("[]").replace('"', "").split(",")]
    unknown = [key for key in keys if key not in all_of_it]
    if unknown:
        raise invalid(f"summary: unknown key ({unknown[0]})")
    return {"summary": {key: all_of_it[key] for key in keys}}


def reactions(view: View, node: Post | Photo | Comment, asked: Field) -> dict[str, Any]:
    """List who reacted, of one kind or all, and count them where a summary is asked for."""
    found = _reactions_of(view, node)
    kind = _kind(asked)
    rows = [
        {**view.person(view.world.people[who]), "type": how.value}
        for who, how in found.by.items()
        if kind is None or how == kind
    ]
    told = listed(rows, asked, view, f"{view.base}/{view.version}/{node.number}/reactions")
    own = found.by.get(view.world.page.person_id) if view.as_page else None
    total = found.total if kind is None else found.of(kind)
    whole = {"total_count": total, "viewer_reaction": own.value if own else "NONE"}
    summary = _summary(asked, whole)
    # The recorded answers show viewer_reaction beside every total that is not narrowed to a kind.
    return told | ({"summary": whole} if summary and kind is None else summary)


def likes(view: View, node: Post | Photo | Comment, asked: Field) -> dict[str, Any]:
    """List who gave a thumb."""
    found = _reactions_of(view, node)
    rows = [view.person(view.world.people[who]) for who, how in found.by.items() if how is Reaction.LIKE]
    told = listed(rows, asked, view, f"{view.base}/{view.version}/{node.number}/likes")
    mine = found.by.get(view.world.page.person_id) is Reaction.LIKE
    count = {"total_count": found.of(Reaction.LIKE), "can_like": True, "has_liked": mine}
    return told | _summary(asked, count)


def _reactions_of(view: View, node: Post | Photo | Comment) -> Reactions:
    if not isinstance(node, Photo):
        return node.reactions
    post = view.world.post(node.post_number or "")
    return post.reactions if post is not None else Reactions()


def _kind(asked: Field) -> Reaction | None:
    name = asked.modifiers.get("type", "NONE")
    if name == "NONE":
        return None
    if name not in Reaction.__members__:
        raise invalid(f"type must be one of the following values: NONE, {', '.join(Reaction)}")
    return Reaction(name)


def by_the_page(view: View, post: Post) -> bool:
    """Choose what `/published_posts` shows."""
    return post.by_page and post.live(view.now)


def by_anyone(view: View, post: Post) -> bool:
    """Choose what `/feed` shows: visitors' posts too."""
    return post.live(view.now)


def waiting(view: View, post: Post) -> bool:
    """Choose what `/scheduled_posts` shows."""
    return not post.deleted and post.due_at is not None and not post.live(view.now)


def posts(view: View, asked: Field, choose: Choose, show_row: ShowRow) -> dict[str, Any]:
    """List posts, newest first."""
    rows = [post for post in view.world.newest_posts() if choose(view, post) and view.world.readable(post, view.now)]
    return _shown(rows, asked, view, asked.name, show_row)


def photos(view: View, asked: Field, show_row: ShowRow) -> dict[str, Any]:
    """List the Page's photos, newest first; without ``type=uploaded`` its profile pictures, of which it has none."""
    kind = asked.modifiers.get("type", "profile")
    if kind not in {"profile", "uploaded", "tagged"}:
        raise invalid("type must be one of the following values: profile, tagged, uploaded")
    every = reversed(view.world.photos.values()) if kind == "uploaded" else ()
    rows = [photo for photo in every if photo.published and view.world.readable(photo, view.now)]
    return _shown(rows, asked, view, "photos", show_row)


def _shown(rows: Sequence[Any], asked: Field, view: View, name: str, show_row: ShowRow) -> dict[str, Any]:
    address = f"{view.base}/{view.version}/{view.world.page.person_id}/{name}"
    if asked.number("limit", PLAIN_LIMIT) > MOST:
        raise invalid(f"The limit parameter must not exceed {MOST}")
    told = listed(rows, asked, view, address)
    return {**told, "data": [show_row(row, asked.fields) for row in told["data"]]}


def listed(rows: Sequence[Any], asked: Field, view: View, address: str) -> dict[str, Any]:
    """Cut one page out of rows that all can be read."""
    start, end = cut(rows, asked, min(asked.number("limit", PLAIN_LIMIT), MOST))
    pages = paging(start, end, len(rows), asked, address, view.caller.text)
    told: dict[str, Any] = {"data": list(rows[start:end])}
    return {**told, "paging": pages} if pages else told
