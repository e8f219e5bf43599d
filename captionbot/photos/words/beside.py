"""The text file beside a photo as a file: read, and written so that nothing a person typed is lost.

What is written stands whole in the folder or not at all, replaces only the very file that was read, and follows
no link.
"""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from captionbot.errors import CaptionbotError
from captionbot.photos.durably import make_durable, new_file
from captionbot.photos.listing import Listing, list_folder
from captionbot.photos.names import LONGEST, SIDECAR, is_ignored, shown_raw, stem_of
from captionbot.photos.opening import PhotoNotReady, Trace, look, opened
from captionbot.photos.words.decoding import Decoded, decode, doubtful_word, not_text
from captionbot.photos.words.sidecar import SIDECAR_LIMIT, Problem, Sidecar, read_sidecar

_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NOTHING = Decoded("", "utf-8")
_UTF8_WITH_MARK = Decoded("", "utf-8", b"\xef\xbb\xbf")
"""By the mark Word and old Windows tools know it too."""


class WordsNotWritten(CaptionbotError):
    """The text beside a photo can't be changed; what stood there stands there still."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The text beside one photo, as it was read."""

    place: Path
    """Where it is written; where it stands, unless another photo has the same text."""
    stands_in: str = ""
    """The name of the file that was read; empty where there is none."""
    shared: bool = False
    """Whether another photo has it too."""
    trace: Trace | None = None
    raw: bytes = b""
    decoded: Decoded = _NOTHING
    linked: bool = False
    """Whether the file has another name somewhere: it may be any file of this machine, a settings file too."""

    def read(self, today: date | None = None) -> Sidecar:
        """What it says; mistakes name the file and the line."""
        if self.linked:
            return Sidecar(mistakes=(_linked(self.stands_in),))
        if len(self.raw) > SIDECAR_LIMIT:
            return Sidecar(mistakes=(_too_long(self.stands_in),))
        return understood(self.decoded.text, self.stands_in, today, assumed=self.decoded.assumed)

    def encoded(self, text: str) -> bytes:
        """Another text in this file's own encoding, or in UTF-8 where that one lacks a letter.

        Raises WordsNotWritten where that would lose something.
        """
        name = shown_raw(self.stands_in or self.place.name)
        if self.decoded.encoded(self.decoded.text) != self.raw:
            raise _unclear(name)
        raw = self.decoded.encoded(text)
        if raw is None:
            if not_text(text) or doubtful_word(self.decoded.text, assumed=True):
                raise _unclear(name)
            raw = _UTF8_WITH_MARK.encoded(text) or b""
        if len(raw) > SIDECAR_LIMIT:
            raise WordsNotWritten(f"{name} would be longer than {SIDECAR_LIMIT // 1024} KB.", "Say it shorter.")
        return raw


def understood(text: str, name: str, today: date | None = None, *, assumed: bool = False) -> Sidecar:
    """What a text says that stands, or would stand, in the file of that name on disk; mistakes name it."""
    sidecar = read_sidecar(text, today=today, assumed=assumed)
    named = (replace(one, what=_of_file(shown_raw(name), one.what)) for one in sidecar.mistakes)
    return replace(sidecar, mistakes=tuple(named))


def _of_file(shown: str, mistake: str) -> str:
    """A mistake with the file that it is in; most of them begin with their line."""
    return f"{shown}, {mistake}." if mistake.startswith("line ") else f"{shown} {mistake}."


def open_sidecar(path: Path | None, today: date | None = None) -> Sidecar:
    """What the text beside a photo says; mistakes name the file and the line, and one that can't be read waits."""
    if path is None:
        return Sidecar()
    try:
        return _read(path, path).read(today)
    except PhotoNotReady as error:
        return Sidecar(mistakes=(Problem(error.message, error.do, waits=True),))


def beside(queue: Path, photo: str) -> Beside:
    """The text beside a photo of this folder, by its name on disk.

    Raises PhotosFolderError where the folder can't be read, PhotoNotReady where the text can't.
    """
    listing = list_folder(queue)
    found = listing.sidecar_of(photo)
    if found is None or is_ignored(found):  # a photo called pause.jpg: pause.txt is no text of its
        return Beside(queue / _new_name(listing, photo))
    shared = listing.is_shared(found, photo)
    return replace(_read(queue / found, queue / (photo + SIDECAR if shared else found)), shared=shared)


def write(old: Beside, text: str) -> Path:
    """Write another text in place of ``old``, and say where it stands now.

    Raises WordsNotWritten where the file has changed since it was read, or can't be written.
    """
    if old.linked:
        theirs = _linked(old.stands_in)
        raise WordsNotWritten(theirs.what, theirs.do)
    raw = old.encoded(text)
    trace = old.trace if old.place.name == old.stands_in else None
    if len(os.fsencode(old.place.name)) > LONGEST:
        raise WordsNotWritten(f"{shown_raw(old.place.name)} is too long a name.", "Give the photo a shorter name.")
    try:
        _put(old.place, raw, trace)
        make_durable(old.place.parent)
    except OSError as error:
        name, why = shown_raw(old.place.name), error.strerror or "no reason given"
        raise WordsNotWritten(f"{name} can't be written: {why}.", _remedy(old.place, error)) from error
    return old.place


def _remedy(place: Path, error: OSError) -> str:
    name, folder = shown_raw(place.name), shown_raw(str(place.parent))
    if error.errno is None:  # our own word for a file that is read-only
        return f"Let the user that captionbot runs as write {name}, or type it into it yourself."
    if error.errno in _NOT_ALLOWED:
        return f"Let the user that captionbot runs as write the folder {folder}, or type it into {name} yourself."
    return f"See to the disk that {folder} is on, then say it again."


def _read(path: Path, place: Path) -> Beside:
    with opened(path) as (descriptor, trace), os.fdopen(descriptor, "rb", closefd=False) as file:
        raw, linked = file.read(SIDECAR_LIMIT + 1), os.fstat(descriptor).st_nlink > 1
    return Beside(place, path.name, trace=trace, raw=raw, decoded=decode(raw), linked=linked)


def _new_name(listing: Listing, photo: str) -> str:
    """``name.txt``; ``name.jpg.txt`` where that would be another photo's too, or would mean something else."""
    short = stem_of(photo) + SIDECAR
    alone = all(stem_of(other) != stem_of(photo) for other in listing.photos if other != photo)
    return short if alone and not is_ignored(short) else photo + SIDECAR


def _put(place: Path, raw: bytes, old: Trace | None) -> None:
    """Write beside, then exchange; ``old`` is the trace of the file that it replaces."""

    def exchange(hidden: Path, place: Path) -> None:
        _refuse_if_changed(place, old)
        hidden.replace(place)

    _refuse_if_changed(place, old)
    try:
        with new_file(place, exchange if old else None) as file:
            if old:
                _take_after(file, place)
            file.write(raw)
    except FileExistsError as error:  # its name came into use meanwhile
        raise _changed(place) from error


def _take_after(file: BinaryIO, like: Path) -> None:
    """Give a file the rights of the one that it replaces."""
    if not os.access(like, os.W_OK):  # in a folder of ours it could be replaced all the same
        raise PermissionError(None, "it is read-only")
    found = like.lstat()
    os.fchmod(file.fileno(), found.st_mode & 0o777)
    with suppress(OSError):  # only root may give a file away
        os.fchown(file.fileno(), found.st_uid, found.st_gid)


def _refuse_if_changed(place: Path, old: Trace | None) -> None:
    try:
        now = look(place) if os.path.lexists(place) else None
    except PhotoNotReady as error:  # gone, or something else has its name now
        raise _changed(place) from error
    if now != old:
        raise _changed(place)


def _linked(name: str) -> Problem:
    what = f"{shown_raw(name)} has a second name somewhere (a hard link), so nobody can tell what it was written for."
    return Problem(what, "Put a copy of it in its place, if it is meant for this photo.", waits=True)


def _too_long(name: str) -> Problem:
    what = f"{shown_raw(name)} is longer than {SIDECAR_LIMIT // 1024} KB."
    return Problem(what, "Keep the words of the post in it and nothing else.", waits=True)


def _changed(place: Path) -> WordsNotWritten:
    what = f"{shown_raw(place.name)} has been changed by somebody else meanwhile; nothing was written."
    return WordsNotWritten(what, "Look at it, then try again.")


def _unclear(name: str) -> WordsNotWritten:
    what = f"{name} has letters that can't be told for certain, and writing it would spoil them."
    return WordsNotWritten(what, "Save it as UTF-8 first (in Notepad: Save as, Encoding: UTF-8).")
