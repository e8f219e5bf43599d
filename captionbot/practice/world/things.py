"""What the pretend Facebook is made of: fans, photos, posts, comments and the reactions on them."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

UNUSED_PHOTO_LIVES = timedelta(hours=24)
"""Facebook deletes an unpublished photo that nothing used after about a day."""

ALWAYS = datetime.min.replace(tzinfo=UTC)


class Reaction(StrEnum):
    """The kinds of reaction, as the Graph API writes them."""

    LIKE = "LIKE"
    LOVE = "LOVE"
    CARE = "CARE"
    HAHA = "HAHA"
    WOW = "WOW"
    SAD = "SAD"
    ANGRY = "ANGRY"
    THANKFUL = "THANKFUL"
    PRIDE = "PRIDE"
    FIRE = "FIRE"
    HUNDRED = "HUNDRED"


@dataclass(frozen=True, slots=True)
class Person:
    """A fan, the Page itself when it writes, or the person behind a user token."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class NameTag:
    """A name tagged in a text; ``offset`` and ``length`` count Unicode code points."""

    person: Person
    offset: int
    length: int


@dataclass(slots=True)
class Reactions:
    """Who reacted how, plus a plain count for the many whose names do not matter."""

    by: dict[str, Reaction] = field(default_factory=dict)
    plain: Counter[Reaction] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All reactions of every kind."""
        return len(self.by) + self.plain.total()

    def of(self, kind: Reaction) -> int:
        """How many of one kind."""
        return self.plain[kind] + sum(1 for own in self.by.values() if own == kind)

    def kinds(self) -> dict[str, int]:
        """How many of each kind that there is."""
        counts = self.plain + Counter(self.by.values())
        return {kind.value: n for kind, n in counts.most_common()}


@dataclass(slots=True, eq=False)
class Photo:
    """A picture that the Page uploaded, or that hangs on a comment."""

    number: str
    picture: bytes
    mime: str
    created_at: datetime
    alt: str = ""
    caption: str = ""
    published: bool = False
    post_number: str | None = None
    veiled_until: datetime = ALWAYS

    def expired(self, now: datetime) -> bool:
        """Whether nobody used it in time."""
        unused = not self.published and self.post_number is None
        return unused and now >= self.created_at + UNUSED_PHOTO_LIVES


@dataclass(slots=True, eq=False)
class Comment:
    """A comment or, where ``parent`` is set, a reply."""

    number: str
    post_number: str
    author: Person
    text: str
    created_at: datetime
    parent: str | None = None
    by_page: bool = False
    withheld: bool = False
    """Its author's name and id are not told to apps."""
    tags: tuple[NameTag, ...] = ()
    attachment: str | None = None
    """Facebook's type of what hangs on it: photo, sticker, animated_image_share, share, video_inline."""
    key: str = ""
    """The crowd's own name for it, so that it is found again after a restart."""
    hidden: bool = False
    roles_only: bool = False
    """Made by an app in Development mode: only people with a role on the app see it."""
    deleted: bool = False
    veiled_until: datetime = ALWAYS
    reactions: Reactions = field(default_factory=Reactions)
    replies: list["Comment"] = field(default_factory=list)

    @property
    def seen(self) -> bool:
        """Whether the public sees it, where it sees the post."""
        return not (self.deleted or self.hidden or self.roles_only)


def _in_time(comment: Comment) -> tuple[datetime, int]:
    return comment.created_at, int(comment.number)


def _in_rank(comment: Comment) -> tuple[int, datetime, int]:
    return -comment.reactions.total, comment.created_at, int(comment.number)


@dataclass(slots=True)
class Thread:
    """A post's comments in both orders that Facebook shows, kept in order at every change.

    A page of a thread of 100,000 is then a slice and not a sort.
    """

    stream: list[Comment] = field(default_factory=list)
    """Every comment and reply, oldest first."""
    ranked: list[Comment] = field(default_factory=list)
    """Top-level comments, most reactions first."""

    def __iter__(self) -> Iterator[Comment]:
        """Go through all of them, oldest first."""
        return iter(self.stream)

    def add(self, comment: Comment) -> None:
        """Take a new comment in."""
        insort(self.stream, comment, key=_in_time)
        if comment.parent is None:
            insort(self.ranked, comment, key=_in_rank)

    def change(self, comment: Comment, how: Callable[[], None]) -> None:
        """Do ``how``, which changes the comment's reactions, and give it its new rank."""
        ranked = comment.parent is None and not comment.deleted
        if ranked:
            del self.ranked[bisect_left(self.ranked, _in_rank(comment), key=_in_rank)]
        how()
        if ranked:
            insort(self.ranked, comment, key=_in_rank)

    def remove(self, comment: Comment) -> None:
        """Leave a deleted comment out of both orders."""
        del self.stream[bisect_left(self.stream, _in_time(comment), key=_in_time)]
        if comment.parent is None:
            del self.ranked[bisect_left(self.ranked, _in_rank(comment), key=_in_rank)]


@dataclass(slots=True, eq=False)
class Post:
    """A post on the Page, by the Page or by a visitor."""

    number: str
    author: Person
    text: str
    created_at: datetime
    by_page: bool = True
    by_app: bool = True
    """Made through the API: only then may the API edit it."""
    photos: tuple[str, ...] = ()
    published: bool = True
    due_at: datetime | None = None
    """When a scheduled post goes out."""
    hidden: bool = False
    roles_only: bool = False
    """Made by an app in Development mode: only people with a role on the app see it."""
    deleted: bool = False
    veiled_until: datetime = ALWAYS
    reactions: Reactions = field(default_factory=Reactions)
    thread: Thread = field(default_factory=Thread)

    def live(self, now: datetime) -> bool:
        """Whether it is out, as far as the API tells."""
        due = self.due_at is not None and now >= self.due_at
        return not self.deleted and (self.published or due)

    def seen(self, now: datetime) -> bool:
        """Whether the public sees it."""
        return self.live(now) and not (self.hidden or self.roles_only)


Thing = Post | Photo | Comment
