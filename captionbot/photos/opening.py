"""Opening a file that anyone may have put there: once, by descriptor, whole, and only if it is still.

Whether a file is still being copied is told by its change against ``now``, and by watching it while it is read:
its time comes from the file system's clock, ``now`` from ours, and either may be days off.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from captionbot.errors import CaptionbotError, PhotosFolderError
from captionbot.photos.names import shown_raw

SETTLE_SECONDS: Final = 10
# A FIFO doesn't block and a link isn't followed; where a system lacks either, the type is still looked at first.
_CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class PhotoNotReady(CaptionbotError):
    """The file can't be taken now and stays where it is; the next photo may go first."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What changes when a file changes."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @property
    def text(self) -> str:
        """``ino:size:mtime_ns:ctime_ns``, as the record keeps it; a share's device is another after each mount."""
        return f"{self.inode}:{self.size}:{self.modified_ns}:{self.changed_ns}"

    def just_modified(self, now: datetime) -> bool:
        """Whether it was modified within ten seconds of ``now``; a time far ahead means that a clock was moved."""
        return abs(now.timestamp() - self.modified_ns / 1e9) < SETTLE_SECONDS


def trace_of(found: os.stat_result) -> Trace:
    """The trace of a file from its ``stat``."""
    return Trace(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def why_not_a_file(found: os.stat_result) -> str | None:
    """What it is instead of a regular file, in a word, or None."""
    if stat.S_ISREG(found.st_mode):
        return None
    return next((word for test, word in _KINDS if test(found.st_mode)), "a device")


def look(path: Path) -> Trace:
    """The trace of a regular file, without opening it.

    Raises PhotoNotReady where it is gone, out of reach, or no regular file.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise out_of_reach(path, error) from error
    return _regular(path, found)


def opened_once(path: Path) -> int:
    """The descriptor of a regular file, no link followed; raises OSError, and PhotoNotReady where it is no file."""
    look(path)
    return os.open(path, _CAREFULLY)


@contextmanager
def opened(path: Path) -> Iterator[tuple[int, Trace]]:
    """A regular file, opened once and no link followed: its descriptor, and its trace.

    Raises PhotoNotReady where it can't be read, or where by the end it has changed or another one has its name; that
    stands in for whatever else was raised, for what somebody is still writing is not judged.
    """
    try:
        descriptor = opened_once(path)
    except OSError as error:
        raise out_of_reach(path, error) from error
    try:
        before = _regular(path, os.fstat(descriptor))
        try:
            yield descriptor, before
        finally:
            if look(path) != before or trace_of(os.fstat(descriptor)) != before:
                raise still_changing(path)
    except OSError as error:
        raise out_of_reach(path, error) from error
    finally:
        os.close(descriptor)


def read_whole(path: Path, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes of a regular file (one more than allowed tells that it is too long).

    Raises PhotoNotReady where it can't be read, or changed while it was.
    """
    with opened(path) as (descriptor, _), os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(limit + 1)


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a regular file's bytes in hex digits, or None where there is none that can be read."""
    try:
        with os.fdopen(opened_once(path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, PhotoNotReady):
        return None


def still_changing(path: Path) -> PhotoNotReady:
    """The error for a file that someone is writing."""
    return PhotoNotReady(
        f"{shown_raw(path.name)} is still being copied or written.",
        f"Wait: it is taken once it has been still for {SETTLE_SECONDS} seconds.",
    )


def out_of_reach(path: Path, error: OSError) -> PhotoNotReady:
    """The error for a file that the system won't let us read."""
    name = shown_raw(path.name)
    if isinstance(error, FileNotFoundError):
        return PhotoNotReady(f"{name} is not in {path.parent.name} any more.", "Nothing, if you took it away.")
    why = error.strerror or "no reason given"
    return PhotoNotReady(f"{name} can't be read: {why}.", "Let the user that captionbot runs as read it (chmod a+r).")


def folder_unreadable(folder: Path, error: OSError) -> PhotosFolderError:
    """The error for a folder that is missing or closed to us (missing is not empty)."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PhotosFolderError(
            f"The photos folder {folder} is missing.",
            "If it is on a network drive or a disk, connect it; for a new place, run `captionbot init`.",
        )
    return PhotosFolderError(
        f"The photos folder {folder} can't be read: {error.strerror or 'no reason given'}.",
        "Let the user that captionbot runs as read and write it.",
    )


def _regular(path: Path, found: os.stat_result) -> Trace:
    other = why_not_a_file(found)
    if other:
        raise PhotoNotReady(
            f"{shown_raw(path.name)} is {other}, not a file.", "Put the photo itself into the queue, as a file."
        )
    return trace_of(found)
