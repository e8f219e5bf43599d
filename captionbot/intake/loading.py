"""What is sent of a photo, out of the record; its file is opened only where the record has none."""

from dataclasses import dataclass

from captionbot.intake.landing import Intake
from captionbot.photos.folder import PhotosFolder, nowhere
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.picture.examined import Examined
from captionbot.store.record import Record


@dataclass(frozen=True, slots=True)
class Sent:
    """The bytes to upload, and of which file's bytes they were made."""

    sha256: str
    jpeg: bytes


def sent_now(intake: Intake, name: str) -> Sent:
    """What is sent of a photo of the queue as its file is now.

    Raises PhotoNotReady where it can't be taken, PhotoRefused or NotExamined where nothing can be sent of it.
    """
    row = intake.examined(name)
    with intake.store.view() as record:
        jpeg = record.photos.jpeg(row.sha256)
    if jpeg is None:  # let go of a moment ago
        raise PhotoNotReady(f"{shown_name(name)} has to be made ready once more.", "Nothing: the next tick does.")
    return Sent(row.sha256, jpeg)


def sent_before(record: Record, photos: PhotosFolder, sha256: str, name: str) -> bytes:
    """What was sent of a photo with these bytes, wherever its file is now.

    Raises PhotosFolderError where it is nowhere, PhotoNotReady, PhotoRefused or NotExamined where it can't be read.
    """
    return record.photos.jpeg(sha256) or sent_again(photos, sha256, name)


def sent_again(photos: PhotosFolder, sha256: str, name: str) -> bytes:
    """The same, made again from the file, which may take a minute: for callers who hold no record open meanwhile."""
    return examined_again(photos, sha256, name).jpeg


def examined_again(photos: PhotosFolder, sha256: str, name: str, *, renamed: bool = True) -> Examined:
    """All that a photo with these bytes is, wherever its file is now; raises as ``sent_before``, and takes as long.

    ``renamed`` is as for ``PhotosFolder.find``.
    """
    found = photos.find(sha256, name, renamed=renamed)
    if found is None:
        raise nowhere(name)
    return photos.take_in(found.name, place=found.place).examined()
