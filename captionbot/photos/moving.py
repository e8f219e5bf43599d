"""Moving a photo and its text to another folder, so that an interruption anywhere loses and doubles nothing.

The text goes first, then the note, the photo last and in one step: until then the photo is whole in the old folder,
afterwards whole in the new one, and doing all of it again finishes what was begun. Nothing is overwritten: where
a name is taken, both get a number.
"""

import errno
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from captionbot.photos.names import REASON, SIDECAR, fitted, folded, numbered
from captionbot.photos.opening import sha256_of

_COPYING = ".captionbot-copying.part"


def move(photo: Path, into: Path, sidecar: Path | None, *, keep_sidecar: bool = False, note: str = "") -> Path:
    """Move ``photo`` and ``sidecar`` into a folder, with ``note`` beside them; where the photo now is.

    ``keep_sidecar`` copies the text, because another photo has it too. Raises OSError; repeating is then safe.
    """
    into.mkdir(exist_ok=True)
    target = _free_place(photo, into, sidecar)
    if sidecar:
        _carry(sidecar, sidecar_place(target, sidecar, photo), keep=keep_sidecar)
    if note:
        _write(into / fitted(target.name, REASON), note)
    _carry(photo, target)
    return target


def sidecar_place(target: Path, sidecar: Path, photo: Path) -> Path:
    """Where the text of ``photo`` stands beside ``target``: ``name.txt``, or ``name.jpg.txt`` if so it was called."""
    whole = folded(sidecar.stem) == folded(photo.name)
    return target.with_name(fitted(target.name if whole else target.stem, SIDECAR))


def _free_place(photo: Path, into: Path, sidecar: Path | None) -> Path:
    places = (into / numbered(photo.name, number) for number in count(1))
    return next(
        place
        for place in places
        if _free_for(photo, place, across=_across(photo, into))
        and (sidecar is None or _free_for(sidecar, sidecar_place(place, sidecar, photo), across=True))
    )


def _free_for(source: Path, place: Path, *, across: bool) -> bool:
    """Whether nothing is there, or (where a move is a copy) this very file, from a move that was interrupted."""
    return not os.path.lexists(place) or (across and _is_copy(source, place))


def _is_copy(source: Path, place: Path) -> bool:
    return sha256_of(place) == sha256_of(source)


def _across(photo: Path, into: Path) -> bool:
    """Whether the folder is on another file system."""
    return photo.lstat().st_dev != into.stat().st_dev


def _carry(source: Path, place: Path, *, keep: bool = False) -> None:
    if not os.path.lexists(place) and (keep or not _renamed(source, place)):
        _copy(source, place)
    if not keep:
        source.unlink(missing_ok=True)
    _make_durable(place.parent)
    _make_durable(source.parent)


def _renamed(source: Path, place: Path) -> bool:
    try:
        source.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _copy(source: Path, place: Path) -> None:
    """Copy under a hidden name, then show it whole."""
    unfinished = place.with_name(_COPYING)
    shutil.copy2(source, unfinished, follow_symlinks=False)
    _sync(unfinished, os.O_RDONLY)
    unfinished.rename(place)


def _write(place: Path, text: str) -> None:
    unfinished = place.with_name(_COPYING)
    unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
    _sync(unfinished, os.O_RDONLY)
    unfinished.replace(place)  # an older note here is ours, and its photo is gone


def _make_durable(folder: Path) -> None:
    with suppress(OSError):  # some network shares can't sync a folder
        _sync(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
