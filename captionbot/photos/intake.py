"""Taking a photo in: what can be said of it before it is opened, and what it is once it has been.

A photo is opened once. What was checked is what is sent, whatever happens to the file meanwhile.
"""

import errno
import hashlib
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from captionbot.errors import CaptionbotError, PhotoRefused
from captionbot.photos.names import shown_raw, text_name
from captionbot.photos.opening import Opened, PhotoNotReady, look, out_of_reach, read_whole, still_changing
from captionbot.photos.words.sidecar import SIDECAR_LIMIT, Problem, Sidecar, decode_text, read_sidecar

MOST_MEGABYTES: Final = 700
_MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000


@dataclass(frozen=True, slots=True)
class QueuedPhoto:
    """One photo in the queue, not opened yet."""

    name: str
    """Its text name."""
    sidecar: Sidecar
    problems: tuple[Problem, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it can't be posted until a person has mended something, or a copy has ended."""
        return any(problem.waits for problem in self.problems)


@dataclass(frozen=True, slots=True)
class LoadedPhoto:
    """A photo that has been opened, checked and made ready to be sent."""

    name: str
    """Its text name."""
    sha256: str
    """Of the file's bytes as found, in hex digits."""
    jpeg: bytes
    """The bytes to upload."""
    width: int
    """Pixels of the upload, as is ``height``."""
    height: int
    sidecar: Sidecar
    remarks: tuple[Problem, ...] = ()


def before_opening(path: Path, now: datetime) -> tuple[Problem, ...]:
    """Why a photo or its text can't be taken now, as far as that shows without opening it."""
    try:
        trace = look(path)
    except PhotoNotReady as error:
        return (_waits(error),)
    if trace.just_modified(now):
        return (_waits(still_changing(path)),)
    if not os.access(path, os.R_OK):
        return (_waits(out_of_reach(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))),)
    return ()


def open_sidecar(path: Path | None) -> Sidecar:
    """What the text beside a photo says; mistakes name the file and the line, and one that can't be read waits."""
    if path is None:
        return Sidecar()
    try:
        raw = read_whole(path, SIDECAR_LIMIT).raw
    except PhotoNotReady as error:
        return Sidecar(mistakes=(_waits(error),))
    name = shown_raw(path.name)
    if len(raw) > SIDECAR_LIMIT:
        too_long = f"{name} is longer than {SIDECAR_LIMIT // 1024} KB."
        return Sidecar(mistakes=(Problem(too_long, "Keep the words of the post in it and nothing else.", waits=True),))
    sidecar = read_sidecar(decode_text(raw))
    mistakes = tuple(replace(mistake, what=f"{name}, {mistake.what}.") for mistake in sidecar.mistakes)
    return replace(sidecar, mistakes=mistakes)


def open_photo(path: Path) -> Opened:
    """Read a photo whole. Raises PhotoNotReady where that can't be done now, PhotoRefused where it is too large."""
    if look(path).size > _MOST_BYTES:
        what = f"{shown_raw(path.name)} is larger than {MOST_MEGABYTES} MB."
        raise PhotoRefused(what, "Save a smaller copy of it and queue that.")
    return read_whole(path, _MOST_BYTES)


def take_in(name: str, opened: Opened, sidecar: Sidecar) -> LoadedPhoto:
    """Check and prepare the bytes of a photo. Raises PhotoRefused with the reason a person reads."""
    from captionbot.photos.picture.upload import prepare  # noqa: PLC0415 - 0.1 s of Pillow; `status` starts without it

    shown = shown_raw(name)
    ready = prepare(opened.raw, shown)
    small = f"{shown} is small: {ready.width} x {ready.height} pixels."
    remarks = (Problem(small, "Use a larger copy if there is one."),) if ready.small else ()
    sha256 = hashlib.sha256(opened.raw).hexdigest()
    return LoadedPhoto(text_name(name), sha256, ready.jpeg, ready.width, ready.height, sidecar, remarks)


def _waits(error: CaptionbotError) -> Problem:
    return Problem(error.message, error.do, waits=True)
