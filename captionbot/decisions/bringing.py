"""Photos handed over for the queue, and taken out of it: nothing is overwritten, and nothing is thrown away."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from captionbot.decisions.word import Word
from captionbot.errors import NotNow
from captionbot.photos.arriving import kind_of_upload, put_in, same_in, sha256_of_upload
from captionbot.photos.folder import PhotosFolder, Place
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name, shown_raw, text_name
from captionbot.store.record import Record


@dataclass(frozen=True, slots=True)
class Brought:
    """A photo that is in the queue now."""

    name: str
    """Its text name there."""
    given: str
    """What it was called by whoever brought it, as a person may see it."""

    @property
    def told(self) -> str:
        """Its name, and what it was called before where that is another."""
        shown = shown_name(self.name)
        return shown if shown == self.given else f"{shown} (you called it {self.given})"


def bring(photos: PhotosFolder, given: str, content: IO[bytes], never_again: Mapping[str, int]) -> Brought:
    """Put a photo into the queue, at its end; no record is open meanwhile, for a large one on a share takes its time.

    ``never_again`` has the photos whose results were retracted, each with its contest, by SHA-256. Raises PhotoRefused
    where it is none, NotNow where the queue has it already or it is never posted again, and PhotosFolderError where it
    can't be written. What it shows is examined by whoever looks at the queue next.
    """
    shown = shown_raw(given.replace("\\", "/").rpartition("/")[2]) or "A photo without a name"
    kind = kind_of_upload(shown, content)
    sha256 = sha256_of_upload(content)
    if sha256 in never_again:
        what = f"{shown} is the photo of contest no. {never_again[sha256]}, whose result was retracted."
        raise NotNow(what, "Take another: it is not posted again.")
    queue = photos.root / Place.QUEUE
    there = same_in(queue, sha256, content.seek(0, os.SEEK_END))
    if there is not None:
        raise NotNow(f"{shown} is in the queue already, as {shown_raw(there)}.", "Nothing: the same photo is there.")
    return Brought(text_name(put_in(queue, given, kind, content)), shown)


def note_brought(record: Record, brought: Brought, word: Word) -> None:
    """Leave the audit's line of a photo that is in the queue now."""
    record.staff.note(word.at, word.by, "photo brought", because=word.because, detail=shown_name(brought.name))


def take_out(record: Record, photos: PhotosFolder, photo: QueuedPhoto, word: Word) -> str:
    """Put a photo of the queue away into photos/rejected, the reason beside it, and give its name there.

    The record keeps no picture of it, for what it shows may be why. Raises PhotoNotReady where another file has its
    name by now, and PhotosFolderError where it can't be moved.
    """
    name = photos.set_aside(photo.name, f"Taken out by {word.by}: {word.because}", as_seen=photo.trace)
    record.photos.let_go([photo.sha256])
    record.staff.note(word.at, word.by, "photo taken out", because=word.because, detail=shown_name(photo.name))
    return name
