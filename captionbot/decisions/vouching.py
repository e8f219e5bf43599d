"""A person's yes to what a photo waits for: a picture that a contest has shown before, and the checklist.

The yes belongs to the bytes that the person looked at: a renamed file keeps it, a changed one does not.
"""

from dataclasses import dataclass
from datetime import datetime

from captionbot.decisions.naming import photo_named
from captionbot.decisions.word import Word
from captionbot.errors import NotNow
from captionbot.intake.again import Before, again_of, checklist_of
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.names import shown_name, typed_name
from captionbot.queueing import with_rows
from captionbot.settings import Settings
from captionbot.store.photos import Posted
from captionbot.store.record import Record
from captionbot.store.schema import PhotoRow

_LOOK = "`captionbot queue` lists the photos, and what each waits for."


@dataclass(frozen=True, slots=True)
class Asked:
    """A photo of the queue, and what of it a person is asked."""

    name: str
    """Its text name."""
    sha256: str
    shown_by: tuple[Posted, ...] = ()
    """The contests that have shown this picture and that nobody has said yes to, newest first."""
    questions: tuple[str, ...] = ()
    """The checklist, where nobody has confirmed it yet."""
    may_again: bool = False
    """Whether somebody has said already that it may go out again after a contest."""

    @property
    def what(self) -> tuple[str, ...]:
        """What a yes is kept under."""
        again = tuple(again_of(one.contest) for one in self.shown_by)
        return (*again, checklist_of(self.questions)) if self.questions else again


def asked(record: Record, photos: PhotosFolder, settings: Settings, typed: str, now: datetime) -> Asked:
    """What a person is asked of a photo, named as they type it; raises NotNow where no yes would help."""
    name, row = _found(record, photos, typed, now)
    return _asked_of(record, settings, name, row)


def vouch(record: Record, settings: Settings, seen: Asked, word: Word) -> None:
    """Record a person's yes to all that they were asked; raises NotNow where that is not what is asked now."""
    if not seen.what:
        raise _nothing_asked(record, seen)
    row = record.photos.of(seen.sha256)
    if row is None or row.refused or _asked_of(record, settings, seen.name, row) != seen:
        raise NotNow(f"{shown_name(seen.name)} has changed meanwhile.", "Look at it once more, and say it again.")
    for what in seen.what:
        record.photos.say_yes(seen.sha256, what, word.by, word.because, word.at)
        _note(record, word, "vouch", seen.name, what)


def vouched_for(record: Record, photos: PhotosFolder, typed: str, now: datetime) -> Asked:
    """The photo that a person means, of whom a yes is to be taken back; raises NotNow where there is none."""
    name, row = _found(record, photos, typed, now)
    return Asked(name, row.sha256)


def take_back(record: Record, seen: Asked, word: Word) -> None:
    """Take back whatever persons said yes to of a photo."""
    said = sorted(record.photos.yes(seen.sha256))
    if not said:
        raise NotNow(f"Nobody has vouched for {shown_name(seen.name)}.", _LOOK)
    for what in said:
        record.photos.take_back_yes(seen.sha256, what, word.by, word.at)
        _note(record, word, "vouch taken back", seen.name, what)


def _asked_of(record: Record, settings: Settings, name: str, row: PhotoRow) -> Asked:
    before = Before.of(record)
    if row.sha256 in before.retracted:
        what = f"{shown_name(name)} is the photo of contest no. {before.retracted[row.sha256]}"
        raise NotNow(f"{what}, whose result was retracted; it is not posted again.", "Take it out of the queue.")
    confirmed = before.said_yes(row, checklist_of(settings.checklist))
    questions = () if confirmed else settings.checklist
    may_again = any(before.said_yes(row, again_of(one.contest)) for one in before.posted)
    return Asked(name, row.sha256, tuple(before.shown_by(row)), questions, may_again)


def _nothing_asked(record: Record, seen: Asked) -> NotNow:
    shown = shown_name(seen.name)
    if record.photos.yes(seen.sha256):
        do = f"`captionbot vouch {typed_name(seen.name)} --undo` takes that back."
        return NotNow(f"Somebody has vouched for {shown} already: it waits for nobody's yes.", do)
    return NotNow(f"{shown} waits for nobody's yes.", _LOOK)


def _found(record: Record, photos: PhotosFolder, typed: str, now: datetime) -> tuple[str, PhotoRow]:
    """The photo that a person means, by its text name, and what the record knows of its bytes."""
    queue = with_rows(record, photos, now)
    photo = photo_named([one for one, _ in queue], typed)
    row = next(row for one, row in queue if one.name == photo.name)
    if row is None:
        waits = next((problem for problem in photo.problems if problem.waits), None)
        if waits:
            raise NotNow(waits.what, waits.do)
        raise NotNow(f"{shown_name(photo.name)} has not been looked at yet.", "`captionbot check` looks at it.")
    if row.refused:
        raise NotNow(row.refused, row.refused_do)
    return photo.name, row


def _note(record: Record, word: Word, action: str, name: str, what: str) -> None:
    record.staff.note(word.at, word.by, action, because=word.because, detail=f"{shown_name(name)}: {what}")
