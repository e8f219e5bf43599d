"""What an overview reads from, and the forms that all of its shapes share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.queueing import Plan, plan, waiting
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow

Json = dict[str, Any]


@dataclass(frozen=True)  # without slots: the queue is read and judged once
class View:
    """What an overview reads from."""

    record: Record
    settings: Settings
    photos: PhotosFolder
    now: datetime

    @cached_property
    def waiting(self) -> list[QueuedPhoto]:
        """The queue in its own order, each photo with its problems."""
        return waiting(self.record, self.photos, self.settings, self.now)

    @cached_property
    def plan(self) -> Plan:
        """What will come of it."""
        return plan(self.record, self.photos, self.settings, self.now, self.waiting)


def entrant(comment: Comment | CommentRow) -> Json | None:
    """Who wrote a comment, where Facebook says so."""
    return {"id": comment.entrant_id, "name": comment.entrant_name} if comment.entrant_id else None


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 with Z."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
