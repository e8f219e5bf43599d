"""What a reading shows of a comment and of a post, in our words rather than Facebook's."""

from dataclasses import dataclass
from datetime import datetime


def last_segment(graph_id: str) -> str:
    """The part after the last ``_``: the same comment or post may print with one, two or three parts."""
    return graph_id.rpartition("_")[2]


@dataclass(frozen=True, slots=True)
class Tag:
    """A name tagged in a text; ``offset`` and ``length`` count Unicode code points."""

    offset: int
    length: int
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as one reading showed it."""

    comment_id: str
    """The last segment of Facebook's id: what we compare by."""
    graph_id: str
    """The id as Facebook printed it: what we call Facebook with."""
    created_at: datetime
    text: str
    votes: int
    """Counted reactions, the Page's own taken away."""
    entrant_id: str | None = None
    """Who wrote it (a page-scoped id), or None where Facebook withholds it."""
    entrant_name: str | None = None
    parent_id: str | None = None
    """Last segment of the comment that this one answers; None at top level."""
    hidden: bool = False
    tags: tuple[Tag, ...] = ()
    attachment: str | None = None
    """Facebook's type of what hangs on it: photo, sticker, animated_image_share, share, video_inline."""
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of a reading."""

    comments: tuple[Comment, ...]
    total: int | None
    """Facebook's own total, where it says one; it may exceed the rows it returns."""
    malformed: int = 0
    """Rows that could not be understood and were left aside."""


@dataclass(frozen=True, slots=True)
class Post:
    """One of the Page's own posts as Facebook shows it."""

    post_id: str
    """Facebook's full id, ``<page>_<post>``."""
    created_at: datetime
    text: str
    photo_ids: tuple[str, ...] = ()
    """Ids of the photos attached (``attachments.target.id``)."""
    photos: int = 0
    """How many photos it carries, ids known or not."""
    by_page: bool = True
    permalink: str | None = None
