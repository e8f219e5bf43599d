"""Files that are there whole or not at all, also after a power cut."""

import os
from pathlib import Path

UNFINISHED = ".unfinished"
"""Ends the name of a file that is being written; one that was left behind may be deleted."""


def publish(unfinished: Path, file: Path) -> None:
    """Give a finished file its name; raises FileExistsError where something else has it."""
    synced(unfinished)
    try:
        os.link(unfinished, file)  # a rename would overwrite what came there in the meantime
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        unfinished.rename(file)
    synced(file.parent)


def free_name(path: Path) -> Path:
    """A name that nothing has: this one, or one with a number at its end."""
    names = (path if number == 1 else path.with_name(f"{path.name}.{number}") for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def take_the_place(new: Path, file: Path, kept: Path) -> None:
    """Put ``new`` in the place of a database file, which is kept under another name; there is always one or the other.

    What belongs to the old one beside it goes along: SQLite would take it for the new one's.
    """
    synced(new)
    if file.exists():
        os.link(file, kept)
    for ending in ("-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + ending))
    new.replace(file)
    synced(file.parent)


def synced(path: Path) -> None:
    """See that a file, or the names in a folder, have reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
