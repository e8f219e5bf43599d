"""Files that are whole when they are first seen, made in a folder where anyone may have laid a trap."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

# One name, so that what a crash left behind goes with the next file that is made here.
_HIDDEN: Final = ".captionbot-copying.part"
# What is there already, a link above all, is never written through.
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@contextmanager
def new_file(place: Path, name: Callable[[Path, Path], None] | None = None) -> Iterator[BinaryIO]:
    """A new file to be filled, which is on the disk and stands at ``place`` once all is well.

    ``name`` gives it that name in another way, where it takes the place of another. Raises OSError, also where
    something else has come to stand there.
    """
    hidden = place.with_name(_HIDDEN)
    discard_unfinished(place.parent)
    try:
        with os.fdopen(os.open(hidden, _NEW, 0o666), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            (name or _give_name)(hidden, place)
            if not os.path.samestat(os.fstat(file.fileno()), place.lstat()):  # another process began one meanwhile
                place.unlink()
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(hidden))
    finally:
        discard_unfinished(place.parent)


def discard_unfinished(folder: Path) -> None:
    """Remove what a crash left behind of a file that was being made. Raises OSError."""
    (folder / _HIDDEN).unlink(missing_ok=True)


def make_durable(folder: Path) -> None:
    """Bring to the disk which names a folder has."""
    with suppress(OSError):  # some network shares can't sync a folder
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _give_name(hidden: Path, place: Path) -> None:
    try:
        os.link(hidden, place, follow_symlinks=False)  # a rename would overwrite what has come to stand there
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as on a memory stick
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        hidden.rename(place)
