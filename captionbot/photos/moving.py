"""Moving a photo and its text to another folder, so that an interruption anywhere loses and doubles nothing.

The text goes first, then the note, the photo last and in one step: until then the photo is whole in the old folder,
afterwards whole in the new one, and doing all of it again finishes what was begun. Nothing is overwritten: where
a name is taken, all of them get a number. Nothing is removed but what was copied, and has not changed since.
"""

import errno
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from captionbot.photos.durably import discard_unfinished, make_durable, new_file
from captionbot.photos.names import REASON, SIDECAR, fitted, folded, is_card, numbered
from captionbot.photos.opening import (
    PhotoNotReady,
    Trace,
    look,
    opened_once,
    read_whole,
    sha256_of,
    still_changing,
    why_not_a_file,
)


def move(photo: Path, into: Path, sidecar: Path | None, *, keep_sidecar: bool = False, note: str = "") -> Path:
    """Move ``photo`` and ``sidecar`` into a folder, with ``note`` beside them; where the photo now is.

    ``keep_sidecar`` copies the text, because another photo has it too. Raises OSError, and PhotoNotReady where a file
    is gone or is being written; repeating is then safe.
    """
    into.mkdir(exist_ok=True)
    discard_unfinished(into)
    reason = note.encode(errors="backslashreplace")
    target = _free_place(photo, into, sidecar, reason)
    if sidecar:
        _carry(sidecar, sidecar_place(target, sidecar, photo), keep=keep_sidecar)
    wrote = bool(reason) and _wrote(_note_place(target), reason)
    try:
        _carry(photo, target)
    except (OSError, PhotoNotReady):
        if wrote:
            _note_place(target).unlink(missing_ok=True)  # of a photo that isn't there
        raise
    return target


def sidecar_place(target: Path, sidecar: Path, photo: Path) -> Path:
    """Where the text of ``photo`` stands beside ``target``: ``name.txt``, or ``name.jpg.txt`` if so it was called."""
    whole = folded(sidecar.stem) == folded(photo.name)
    return target.with_name(fitted(target.name if whole else target.stem, SIDECAR))


def _note_place(target: Path) -> Path:
    return target.with_name(fitted(target.name, REASON))


def _free_place(photo: Path, into: Path, sidecar: Path | None, reason: bytes) -> Path:
    names = (numbered(photo.name, number) for number in count(1))
    places = (into / name for name in names if not is_card(name))  # or it would be none of the photos there
    return next(
        place
        for place in places
        if _free_for(photo, place, across=_across(photo, into))
        and (sidecar is None or _free_for(sidecar, sidecar_place(place, sidecar, photo), across=True))
        and (not reason or _free_for_note(reason, _note_place(place)))
    )


def _free_for(source: Path, place: Path, *, across: bool) -> bool:
    """Whether nothing is there, or (where a move is a copy) this very file, from a move that was interrupted."""
    return not os.path.lexists(place) or (across and _is_copy(source, place))


def _is_copy(source: Path, place: Path) -> bool:
    there = sha256_of(place)
    return there is not None and there == sha256_of(source)


def _free_for_note(reason: bytes, place: Path) -> bool:
    """Whether nothing is there, or this very note, of before."""
    if not os.path.lexists(place):
        return True
    with suppress(PhotoNotReady):  # no file that we may read
        return read_whole(place, len(reason)) == reason
    return False


def _across(photo: Path, into: Path) -> bool:
    """Whether the folder is on another file system."""
    return photo.lstat().st_dev != into.stat().st_dev


def _carry(source: Path, place: Path, *, keep: bool = False) -> None:
    if keep or os.path.lexists(place) or not _renamed(source, place):
        _carry_over(source, place, keep=keep)
    make_durable(place.parent)
    make_durable(source.parent)


def _renamed(source: Path, place: Path) -> bool:
    try:
        source.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _carry_over(source: Path, place: Path, *, keep: bool) -> None:
    """Copy, unless a copy is there already; then remove what was copied."""
    if why_not_a_file(source.lstat()):
        return  # a link or a folder that is called as the text would be: it stays where it is
    before = look(source)
    if not os.path.lexists(place):
        _copy(source, before, place)
    elif not _is_copy(source, place):  # since it was free somebody has put another one there
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    if not keep:
        _refuse_if_changed(source, before)
        source.unlink()


def _copy(source: Path, before: Trace, place: Path) -> None:
    """Copy under a hidden name, then show it whole."""
    with os.fdopen(opened_once(source), "rb") as old, new_file(place) as new:
        shutil.copyfileobj(old, new)
        _refuse_if_changed(source, before)
        found = os.fstat(old.fileno())
        with suppress(OSError):  # a stick knows no modes
            os.fchmod(new.fileno(), found.st_mode & 0o777)
        new.flush()  # what is written later would be its time
        os.utime(new.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))


def _refuse_if_changed(source: Path, before: Trace) -> None:
    if look(source) != before:
        raise still_changing(source)


def _wrote(place: Path, raw: bytes) -> bool:
    if os.path.lexists(place):
        return False  # this very note, of before
    with new_file(place) as file:
        file.write(raw)
    return True
