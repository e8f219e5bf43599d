"""Taking a photo in: what can be said of it before it is opened, and what came of it once it has been."""

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from captionbot.errors import CaptionbotError, PhotoRefused
from captionbot.photos.names import shown_raw
from captionbot.photos.opening import PhotoNotReady, look, opened, out_of_reach, still_changing
from captionbot.photos.picture.examined import Examined, Examiner, NotExamined
from captionbot.photos.words.beside import open_sidecar
from captionbot.photos.words.sidecar import Problem, Sidecar

MOST_MEGABYTES: Final = 700
_MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000


@dataclass(frozen=True, slots=True)
class QueuedPhoto:
    """One photo that waits, or was taken, as its folder shows it; not opened."""

    name: str
    """Its text name."""
    sidecar: Sidecar
    problems: tuple[Problem, ...] = ()
    trace: str = ""
    """What changes when the file changes; empty where it can't be looked at."""
    sha256: str = ""
    """Of its bytes, in hex digits; empty where they are not known yet."""
    taken_on: date | None = None
    """The day for whose week it is preferred, where ON_THIS_DAY is set."""
    settled: bool = False
    """Whether the photo itself, whatever its text, may be opened now: it is a file, still, and can be read."""

    @property
    def waits(self) -> bool:
        """Whether it can't be posted until a person has mended something, or a copy has ended."""
        return any(problem.waits for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Landed:
    """A file that was opened, and what came of it."""

    trace: str
    sha256: str
    """Of its bytes; of its trace where there are more of them than anybody reads."""
    found: Examined | PhotoRefused | NotExamined | None
    """None: these bytes were known already."""

    def examined(self) -> Examined:
        """What the photo is, where its bytes were not known; raises PhotoRefused or NotExamined."""
        if isinstance(self.found, Examined):
            return self.found
        raise self.found or AssertionError("a photo that was known was not examined")


def queued(name: str, path: Path, beside: Path | None, now: datetime) -> QueuedPhoto:
    """A photo as it lies in its folder, with the text ``beside`` it, and why it can't be taken now, if so."""
    sidecar = open_sidecar(beside, now.date())
    trace, still = _before_opening(path, now)
    of_text = _before_opening(beside, now)[1] if beside else ()
    # A text that can't be read says so twice: before it is opened, and when it is.
    problems = tuple(dict.fromkeys(still + of_text + sidecar.mistakes))
    return QueuedPhoto(name, sidecar, problems, trace, settled=not still)


def _before_opening(path: Path, now: datetime) -> tuple[str, tuple[Problem, ...]]:
    """A file's trace, and why it can't be taken now, as far as that shows without opening it."""
    try:
        trace = look(path)
    except PhotoNotReady as error:
        return "", (_waits(error),)
    if trace.just_modified(now):
        return trace.text, (_waits(still_changing(path)),)
    if not os.access(path, os.R_OK):
        denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return trace.text, (_waits(out_of_reach(path, denied)),)
    return trace.text, ()


def take_in(path: Path, examine: Examiner, known: Callable[[str], bool] | None = None) -> Landed:
    """Open a photo once and examine it, unless its bytes are ``known`` by their SHA-256.

    Raises PhotoNotReady where it can't be read, or is still being written; of such a one nothing is known.
    """
    trace, shown = look(path), shown_raw(path.name)
    if trace.size > _MOST_BYTES:
        what = PhotoRefused(f"{shown} is larger than {MOST_MEGABYTES} MB.", "Save a smaller copy of it and queue that.")
        return Landed(trace.text, hashlib.sha256(trace.text.encode()).hexdigest(), what)
    with opened(path) as (descriptor, trace):
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        found = None if known and known(sha256) else _examined(descriptor, shown, examine)
    if isinstance(found, Examined) and found.sha256 != sha256:
        raise still_changing(path)
    return Landed(trace.text, sha256, found)


def _examined(descriptor: int, shown: str, examine: Examiner) -> Examined | PhotoRefused | NotExamined:
    try:
        return examine(descriptor, shown)
    except (PhotoRefused, NotExamined) as error:
        return error


def _waits(error: CaptionbotError) -> Problem:
    return Problem(error.message, error.do, waits=True)
