"""What an overview reads from, and the forms that all of its shapes share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.store.record import Record

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What an overview reads from."""

    record: Record
    settings: Settings
    photos: PhotosFolder
    now: datetime


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 with Z."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
