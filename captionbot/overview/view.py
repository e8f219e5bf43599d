"""What an overview reads from, and the forms that all of its shapes share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What an overview reads from."""

    record: Record
    settings: Settings
    photos: PhotosFolder
    now: datetime


def entrant(comment: Comment | CommentRow) -> Json | None:
    """Who wrote a comment, where Facebook says so."""
    return {"id": comment.entrant_id, "name": comment.entrant_name} if comment.entrant_id else None


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 with Z."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
