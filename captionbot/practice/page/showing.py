"""What the page shows of posts and comments, made ready for its templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from captionbot.practice.world.things import Comment, Person, Photo, Post, Reaction, Reactions
from captionbot.practice.world.world import World

PREVIEW, AT_ONCE = 4, 100

DRAWN = frozenset({"like", "haha", "love", "wow", "care", "sad", "angry"})
"""Reactions that the page has a drawing of (`faces.html`); the others share one."""

OFFERED = (Reaction.LIKE, Reaction.HAHA, Reaction.LOVE)
"""The reactions that have a button; the crowd uses others too."""

ATTACHED = {
    "photo": "a photo, without words",
    "sticker": "a sticker",
    "animated_image_share": "a moving picture",
    "share": "a link",
    "video_inline": "a film",
}


class Order(StrEnum):
    """In which order comments stand."""

    TOP = "top"
    NEWEST = "newest"
    OLDEST = "oldest"


ORDERS = frozenset(order.value for order in Order)


@dataclass(frozen=True, slots=True)
class Choice:
    """One reaction button: its kind, its drawing, whether the visitor has pressed it."""

    kind: str
    face: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What posts and comments have in common."""

    number: str
    author: Person
    by_page: bool
    words: tuple[tuple[str, bool], ...]
    """The text in pieces, each with whether it is a tagged name."""
    at: datetime
    ago: str
    faces: tuple[str, ...]
    """The drawings of the three commonest kinds of reaction."""
    total: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment with its replies."""

    it: Shown
    attached: str
    replies: tuple["ShownComment", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post with some of its comments."""

    it: Shown
    photos: tuple[Photo, ...]
    comments: tuple[ShownComment, ...]
    all_comments: int
    since: int = 0
    """How many comments stand before these."""
    more: int = 0
    """How many come after them."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows a world at one instant to one visitor."""

    world: World
    now: datetime
    visitor: str

    def preview(self, post: Post) -> ShownPost:
        """Show a post with its best few comments."""
        return self._post(post, post.thread.ranked, 0, PREVIEW)

    def whole(self, post: Post, order: Order, since: int) -> ShownPost:
        """Show a post with a hundred comments from the ``since``-th on."""
        if order is Order.TOP:
            return self._post(post, post.thread.ranked, since, AT_ONCE)
        top = [one for one in post.thread if one.parent is None]
        return self._post(post, top[::-1] if order is Order.NEWEST else top, since, AT_ONCE)

    def _post(self, post: Post, order: Sequence[Comment], since: int, count: int) -> ShownPost:
        photos = [self.world.photos[number] for number in post.photos]
        rows = order[since : since + count]
        return ShownPost(
            it=self._shown(post, ((post.text, False),)),
            photos=tuple(photos),
            comments=tuple(self._comment(one) for one in rows if one.seen),
            all_comments=len(post.thread.stream),
            since=since,
            more=max(0, len(order) - since - count),
        )

    def _comment(self, comment: Comment) -> ShownComment:
        replies = [reply for reply in comment.replies if reply.seen]
        return ShownComment(
            it=self._shown(comment, tuple(_pieces(comment))),
            attached=ATTACHED.get(comment.attachment or "", ""),
            replies=tuple(self._comment(reply) for reply in replies),
        )

    def _shown(self, thing: Post | Comment, words: tuple[tuple[str, bool], ...]) -> Shown:
        return Shown(
            number=thing.number,
            author=thing.author,
            by_page=thing.by_page,
            words=words,
            at=thing.created_at,
            ago=ago(self.now - thing.created_at),
            faces=_faces(thing.reactions),
            total=thing.reactions.total,
            choices=tuple(
                Choice(kind.value, _face(kind), mine=thing.reactions.by.get(self.visitor) == kind) for kind in OFFERED
            ),
        )


def _pieces(comment: Comment) -> Iterator[tuple[str, bool]]:
    """Cut a text at its tagged names, which stand at code points of it."""
    at = 0
    for tag in sorted(comment.tags, key=lambda one: one.offset):
        yield comment.text[at : tag.offset], False
        yield comment.text[tag.offset : tag.offset + tag.length], True
        at = tag.offset + tag.length
    yield comment.text[at:], False


def _faces(reactions: Reactions) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_face(kind) for kind in list(reactions.kinds())[:3]))


def _face(kind: str) -> str:
    return kind.lower() if kind.lower() in DRAWN else "other"


def ago(span: timedelta) -> str:
    """Say how long ago something was, in one short word."""
    minutes = int(span.total_seconds() // 60)
    for size, word in ((60 * 24, "d"), (60, "h"), (1, "min")):
        if minutes >= size:
            return f"{minutes // size} {word}"
    return "just now"
