"""The truth: what stands on the Page, whatever the Page answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

from captionbot.contest.comment import Comment, Post

PAGE_ID = "1001"
UPLOAD_LASTS = timedelta(hours=24)


class By(StrEnum):
    """Who made it."""

    BOT = "bot"
    STAFF = "staff"
    """By hand, in the Page's name."""
    VISITOR = "visitor"


@dataclass
class LiveComment:
    """A comment as it stands."""

    comment_id: str
    graph_id: str
    created_at: datetime
    text: str
    by: By
    seen_from: datetime
    entrant_id: str | None = None
    entrant_name: str | None = None
    parent_id: str | None = None
    votes: int = 0
    hidden: bool = False
    deleted_at: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Whether a read shows it."""
        return self.deleted_at is None and self.seen_from <= at

    def as_read(self) -> Comment:
        """What a read shows of it."""
        return Comment(
            comment_id=self.comment_id,
            graph_id=self.graph_id,
            created_at=self.created_at.replace(microsecond=0),
            text=self.text,
            votes=self.votes,
            entrant_id=self.entrant_id,
            entrant_name=self.entrant_name,
            parent_id=self.parent_id,
            hidden=self.hidden,
        )


@dataclass
class LivePost:
    """A post as it stands."""

    post_id: str
    created_at: datetime
    by: By
    seen_from: datetime
    versions: list[tuple[datetime, str]]
    """Its words, each with the instant from which reads show them."""
    photo_ids: tuple[str, ...] = ()
    photos: int = 0
    deleted_at: datetime | None = None
    comments: dict[str, LiveComment] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.versions[-1][1]

    def lines(self) -> list[str]:
        """The lines of its words."""
        return [line.strip() for line in self.text.splitlines()]

    def stands(self, at: datetime) -> bool:
        """Whether a read shows it."""
        return self.deleted_at is None and self.seen_from <= at

    def as_read(self, at: datetime) -> Post:
        """What a read shows of it."""
        text = next((text for seen_from, text in reversed(self.versions) if seen_from <= at), self.versions[0][1])
        return Post(
            post_id=self.post_id,
            created_at=self.created_at.replace(microsecond=0),
            text=text,
            photo_ids=self.photo_ids,
            photos=self.photos,
            by_page=self.by is not By.VISITOR,
        )

    def shown(self, at: datetime) -> list[LiveComment]:
        """The comments that a read shows, in the order in which they were written."""
        standing = [one for one in self.comments.values() if one.stands(at)]
        return sorted(standing, key=lambda one: (one.created_at, one.comment_id))


@dataclass
class Upload:
    """A photo that nobody sees until it is published."""

    jpeg: bytes
    at: datetime


class Facebook:
    """Posts, comments and uploads as they really are."""

    def __init__(self) -> None:
        """An empty Page."""
        self.posts: dict[str, LivePost] = {}
        self.uploads: dict[str, Upload] = {}
        self._ids = count(5_000_001)
        self.changes = 0

    def upload(self, jpeg: bytes, at: datetime) -> str:
        """Take a photo in."""
        photo_id = str(next(self._ids))
        self.uploads[photo_id] = Upload(jpeg, at)
        return photo_id

    def has_upload(self, photo_id: str, at: datetime) -> bool:
        """Whether the upload is there still: an unused one goes after a day."""
        return photo_id in self.uploads and at - self.uploads[photo_id].at < UPLOAD_LASTS

    def publish(
        self, text: str, *, by: By, at: datetime, lag: timedelta, photo_ids: tuple[str, ...] = (), photos: int = 0
    ) -> LivePost:
        """A post goes live; reads show it only after ``lag``."""
        post = LivePost(f"{PAGE_ID}_{next(self._ids)}", at, by, at + lag, [(at + lag, text)], photo_ids, photos)
        self.posts[post.post_id] = post
        self.changes += 1
        return post

    def comment(
        self,
        post: LivePost,
        text: str,
        *,
        by: By,
        at: datetime,
        lag: timedelta,
        entrant: tuple[str, str] | None,
        parent: str | None = None,
    ) -> LiveComment:
        """A comment goes live."""
        number = str(next(self._ids))
        entrant_id, name = entrant or (None, None)
        graph_id = f"{post.post_id.rpartition('_')[2]}_{number}"
        made = LiveComment(number, graph_id, at, text, by, at + lag, entrant_id, name, parent)
        post.comments[number] = made
        self.changes += 1
        return made

    def edit(self, post: LivePost, text: str, at: datetime, lag: timedelta) -> None:
        """Other words stand in a post; reads show them only after ``lag``."""
        post.versions.append((at + lag, text))
        self.changes += 1

    def delete_post(self, post: LivePost, at: datetime) -> None:
        """A person takes a post down."""
        post.deleted_at = at
        self.changes += 1

    def delete_comment(self, post: LivePost, comment: LiveComment, at: datetime) -> None:
        """A comment goes, and the replies to it with it."""
        for one in post.comments.values():
            if one is comment or one.parent_id == comment.comment_id:
                one.deleted_at = one.deleted_at or at
        self.changes += 1

    def find_comment(self, graph_id: str) -> tuple[LivePost, LiveComment] | None:
        """A comment and its post by Facebook's id."""
        post_number, _, number = graph_id.rpartition("_")
        post = self.posts.get(f"{PAGE_ID}_{post_number}")
        return (post, post.comments[number]) if post and number in post.comments else None

    def live(self, by: By | None = None) -> Iterator[LivePost]:
        """Posts that stand."""
        return (post for post in self.posts.values() if post.deleted_at is None and by in {None, post.by})
