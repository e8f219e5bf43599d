"""Which photos wait in the queue, in the queue's own order, and what is to be said of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from math import inf
from pathlib import PurePath

from captionbot.intake.keeping import not_looked_at
from captionbot.intake.verdicts import judged
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name, stem_of, text_name
from captionbot.photos.words.dates import day
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import PhotoRow


def with_rows(record: Record, photos: PhotosFolder, now: datetime) -> list[tuple[QueuedPhoto, PhotoRow | None]]:
    """The queue in its own order, each photo with what the record knows of its bytes; None: not examined yet.

    Photos of contests that have begun are left out: their posts may be live already.
    The queue's own order is the desk's where staff have arranged it, and natural name order for what came after.
    """
    begun, known, places = record.contests.photos_in_queue(), record.photos.known_all(), record.photos.places()
    queue = [photo for photo in photos.queue(now) if photo.name not in begun]
    found = [(photo, known.get((photo.name, photo.trace))) for photo in queue]
    joined = [(replace(photo, sha256=row.sha256) if row else photo, row) for photo, row in found]
    return sorted(joined, key=lambda one: places.get(one[0].sha256, inf))


def waiting(record: Record, photos: PhotosFolder, settings: Settings, now: datetime) -> list[QueuedPhoto]:
    """The queue in its own order, each photo with its problems and with the day that it is preferred on."""
    queue = with_rows(record, photos, now)
    judged_ones = judged(record, settings, queue, not_looked_at(record, photos))
    if not settings.on_this_day:
        return judged_ones
    return [replace(photo, taken_on=_taken_on(photo, row)) for photo, (_, row) in zip(judged_ones, queue, strict=True)]


def _taken_on(photo: QueuedPhoto, row: PhotoRow | None) -> date | None:
    """The day on which it was taken: as staff say it, else as the photo itself does. A month is too vague a day."""
    return day(photo.sidecar.taken or (row.drafts.get("taken", "") if row else ""))


def named(queue: Sequence[QueuedPhoto], typed: str) -> QueuedPhoto | None:
    """The photo of the queue that a person means.

    They type its name as a shell or as `queue` shows it, with its folder before it or without its ending.
    """
    bare = PurePath(typed).name  # a shell's completion puts the folder before it
    exactly = [photo for photo in queue if photo.name in {bare, text_name(bare)}]
    shown = [photo for photo in queue if shown_name(photo.name) == bare]
    stems = [photo for photo in queue if stem_of(photo.name) == text_name(bare)]
    found = exactly or shown[:1] or stems
    return found[0] if len(found) == 1 else None
