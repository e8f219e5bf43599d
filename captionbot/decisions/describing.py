"""Staff's word on a photo that waits: the text file beside it, changed for them, and what they take over of its own.

The file is what counts. What is written here is what somebody with an editor could have typed into it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from captionbot.decisions.naming import photo_named
from captionbot.decisions.word import Word
from captionbot.errors import NotNow
from captionbot.photos.folder import PhotosFolder, Place
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import raw_name, shown_name, shown_raw, text_name
from captionbot.photos.words.beside import Beside, beside, understood, write
from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.sidecar import AS_TEXT, Sidecar, is_document
from captionbot.photos.words.writing import WORDS, Unwritable, with_words
from captionbot.queueing import named
from captionbot.store.record import Record

OF_THE_POST: Final = ("headline", "description")
"""Drafts that are offered as words of the post; the others have a field of their own name."""


@dataclass(frozen=True, slots=True)
class Described:
    """The words of a photo, as they stand or would stand."""

    name: str
    """The photo's text name."""
    file: str
    """The text name of the file in which they stand, or would; as a person sees it, ``shown_name`` of it."""
    text: str
    """All that is in it."""
    sidecar: Sidecar
    stands: bool
    """Whether there is such a file."""


def photo_to_describe(record: Record, queue: Sequence[QueuedPhoto], typed: str) -> str:
    """The text name of the photo that a person means; raises NotNow where there is none, or its contest has begun."""
    photo = named(queue, typed)
    name = photo.name if photo else text_name(PurePath(typed).name)
    if name in (record.contests.photos_in_queue() if photo else record.contests.photos()):
        what = f"The contest of {shown_name(name)} has begun: its words are kept with the contest."
        raise NotNow(what, "What stands on the Page can be edited on Facebook; captionbot keeps what is typed there.")
    return photo_named(queue, typed).name


def described(photos: PhotosFolder, name: str, today: date) -> Described:
    """The words beside a photo. Raises PhotoNotReady or PhotosFolderError where they can't be read."""
    found = beside(photos.root / Place.QUEUE, raw_name(name))
    file = text_name(found.stands_in or found.place.name)
    return Described(name, file, found.decoded.text, found.read(today), stands=bool(found.stands_in))


def describe(
    record: Record, photos: PhotosFolder, name: str, changes: Mapping[str, str], word: Word, *, dry_run: bool
) -> Described:
    """Change some fields of the text beside a photo, and write it; a dry run writes nothing.

    Raises NotNow where it can't be said so, WordsNotWritten where it can't be written.
    """
    old = beside(photos.root / Place.QUEUE, raw_name(name))
    text = _changed(old, changes)
    file = text_name(old.place.name)
    if text != old.decoded.text and not dry_run:
        write(old, text)
        detail = f"{name}: {', '.join(changes)} in {file}"
        record.staff.note(word.at, word.by, "words", because=word.because, detail=detail)
    elif text != old.decoded.text:
        old.encoded(text)  # what could not be written is told in a dry run too
    sidecar = understood(text, old.place.name, word.at.date(), assumed=old.decoded.assumed)
    return Described(name, file, text, sidecar, stands=bool(old.stands_in) or not dry_run)


def _changed(old: Beside, changes: Mapping[str, str]) -> str:
    if is_document(old.decoded.text):
        raise NotNow(f"{shown_raw(old.stands_in)} is a document, not plain text.", AS_TEXT)
    try:
        return with_words(old.decoded.text, changes)
    except Unwritable as error:
        raise NotNow(f"It can't be written so: {error}.", "Begin them with another word.") from error


def taken_over(drafts: Drafts, sidecar: Sidecar, which: Collection[str]) -> dict[str, str]:
    """The changes by which drafts become words of the sidecar: those named, or all for which it says nothing yet.

    Raises NotNow where the photo says nothing of what was named.
    """
    offered = offers(drafts)
    if "all" in which:
        return {field: text for field, text in offered.items() if not getattr(sidecar, field)}
    missing = [one for one in which if not getattr(drafts, one)]
    if missing:
        raise NotNow(f"The photo itself says nothing of: {', '.join(missing)}.", "Say it yourself, with the option.")
    some = Drafts(**{one: getattr(drafts, one) for one in which})
    return offers(some)


def offers(drafts: Drafts) -> dict[str, str]:
    """Drafts by the field of the sidecar that each would become: headline and description as words of the post."""
    own = {name: getattr(drafts, name) for name in Drafts.__dataclass_fields__ if name not in OF_THE_POST}
    # Agencies begin the description with the headline, word for word.
    repeats = drafts.description.casefold().startswith(drafts.headline.casefold())
    parts = [drafts.description] if repeats else [drafts.headline, drafts.description]
    return {field: text for field, text in {**own, WORDS: "\n\n".join(filter(None, parts))}.items() if text}
