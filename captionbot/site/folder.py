"""The folder that a web server shows: our files in it are changed one by one and whole, and nobody else's ever.

No link in it is followed. A crash leaves the old file or the new one, and the list of ours knows both.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from captionbot.contest.slip import sha256_of
from captionbot.errors import HallError
from captionbot.site.manifest import NAME, SHELVES, Entry, Manifest

_PART: Final = ".captionbot-site.part"
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_FILE: Final = frozenset({errno.ENOENT, errno.ELOOP, errno.ENXIO})
# A web server is another user than we are, and our umask may be strict.
_FILE_MODE: Final = 0o644
_FOLDER_MODE: Final = 0o755


class Busy(HallError):
    """Another captionbot is writing this folder."""


class Found(Enum):
    """What lies under a name that we need."""

    NOTHING = "nothing"
    OURS = "ours"
    CHANGED = "ours, changed by somebody"
    ANOTHERS = "not ours"


class Folder:
    """A hall's folder, and nobody else's to write meanwhile."""

    def __init__(self, place: Path, shelves: Mapping[str, int]) -> None:
        """Use ``opened``; ``shelves`` are the descriptors of the folder itself and of those in it."""
        self.place, self._shelves = place, shelves
        known = Manifest.read(self._read(NAME) or b"")
        self.page, self.files, self.undrawn = known.page, dict(known.files), dict(known.undrawn)
        self.written: list[str] = []
        self.removed: list[str] = []

    def find(self, name: str) -> Found:
        """What lies under one of our names."""
        entry, there = self.files.get(name), self._stat(name)
        if there is None:
            return Found.NOTHING
        if entry is None or not stat.S_ISREG(there.st_mode):
            return Found.ANOTHERS
        if not entry.digests or entry.is_as_written(there):
            return Found.OURS
        return self._read_again(name, entry, there)

    def _read_again(self, name: str, entry: Entry, there: os.stat_result) -> Found:
        """Of a file whose time is not as it was, by its bytes: the hall may have been copied."""
        if sha256_of(self._read(name) or b"") not in entry.digests:
            return Found.CHANGED
        if len(entry.digests) == 1:
            self.files[name] = replace(entry, size=there.st_size, changed=there.st_mtime_ns)
        return Found.OURS

    def about(self, name: str) -> Any:
        """What was kept about a file that lies there whole, as we wrote it; None where it doesn't."""
        entry = self.files.get(name)
        return entry.about if entry and len(entry.digests) == 1 and self.find(name) is Found.OURS else None

    def holds(self, name: str, content: bytes, shows: Sequence[str]) -> bool:
        """Whether exactly this lies there, as we wrote it, and shows these."""
        entry = self.files.get(name)
        whole = entry is not None and (entry.digests, entry.shows) == ((sha256_of(content),), tuple(shows))
        return whole and self.find(name) is Found.OURS

    def begin(self, names: Mapping[str, Sequence[str]]) -> None:
        """Put on the list what files are about to become: the SHA-256 of each, or none where that isn't known yet."""
        for name, digests in names.items():
            entry = self.files.get(name)
            known = entry.digests if entry else ()
            unknown = not digests or (entry is not None and not known)
            self.files[name] = replace(entry or Entry(), digests=() if unknown else tuple(sorted({*known, *digests})))
        if names:
            self._list("")

    def shows_others(self, name: str, than: frozenset[str]) -> bool:
        """Whether one of our files shows anybody but these, or nobody knows whom."""
        shows = self.files[name].shows
        return shows is None or not than.issuperset(shows)

    def write(self, name: str, content: bytes, shows: Sequence[str], about: Any = None) -> None:
        """Put a file of ours in its place, whole; ``begin`` comes first."""
        if self.find(name) not in {Found.NOTHING, Found.OURS}:
            raise HallError(f"{self.place / name} was changed by somebody at this very moment.", "Do it again.")
        there = self._put(name, content)
        self.files[name] = Entry((sha256_of(content),), there.st_size, there.st_mtime_ns, about, tuple(shows))
        self.written.append(name)

    def remove(self, name: str) -> None:
        """Remove a file of ours; what somebody has changed stays, and is theirs from now on."""
        if self.find(name) is Found.OURS:
            shelf, base = self._at(name)
            os.unlink(base, dir_fd=shelf)
            self.removed.append(name)
        self.files.pop(name)

    def settle(self) -> None:
        """See that all names so far are on the disk, before anything leads to them or takes them for gone."""
        if self.written or self.removed:
            for shelf in self._shelves.values():
                _sync(shelf)

    def end(self, page: str, made_of: str) -> None:
        """Keep the list as it is now, once everything on it is on the disk."""
        self.settle()
        self.page = page
        self._list(made_of)

    def _list(self, made_of: str) -> None:
        raw = Manifest(self.page, made_of, self.files, self.undrawn).written()
        if self._read(NAME) != raw:
            self._put(NAME, raw)
            _sync(self._shelves[""])

    def _put(self, name: str, content: bytes) -> os.stat_result:
        shelf, base = self._at(name)
        try:
            with os.fdopen(os.open(_PART, _NEW, _FILE_MODE, dir_fd=shelf), "wb") as file:
                _open_to_all(file.fileno(), _FILE_MODE)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                there = os.fstat(file.fileno())
            os.replace(_PART, base, src_dir_fd=shelf, dst_dir_fd=shelf)
        except OSError:
            with suppress(OSError):
                os.unlink(_PART, dir_fd=shelf)
            raise
        return there

    def _at(self, name: str) -> tuple[int, str]:
        folder, _, base = name.rpartition("/")
        return self._shelves[folder], base

    def _stat(self, name: str) -> os.stat_result | None:
        shelf, base = self._at(name)
        try:
            return os.stat(base, dir_fd=shelf, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def _read(self, name: str) -> bytes | None:
        shelf, base = self._at(name)
        return _content(base, shelf)


@contextmanager
def opened(place: Path) -> Iterator[Folder]:
    """A hall's folder, made where it is missing, and ours alone to write until the end.

    Raises Busy where another captionbot writes it, HallError where it can't be written.
    """
    shelves: dict[str, int] = {}
    made: list[str] = []
    try:
        with _told(place):
            _make(place)
            shelves[""] = os.open(place, _FOLDER)
            _lock(place, shelves[""])
            for name in SHELVES:
                made += _made(name, shelves[""])
                shelves[name] = _shelf(place, shelves[""], name)
            for shelf in shelves.values():
                with suppress(OSError):  # mostly there is none; if it can't go, what must come off may go yet
                    os.unlink(_PART, dir_fd=shelf)  # left behind by a crash
            yield Folder(place, shelves)
    except HallError:
        for name in made:
            with suppress(OSError):  # something is in it by now
                os.rmdir(name, dir_fd=shelves[""])
        raise
    finally:
        for descriptor in shelves.values():
            os.close(descriptor)


def made_of(place: Path, page: str) -> str:
    """Of what a Page's hall was made that lies there whole, as it was left; empty where none does."""
    try:
        known = Manifest.read(_content(str(place / NAME)) or b"")
        left = known.page == page and all(
            one.is_as_written((place / name).lstat()) for name, one in known.files.items()
        )
    except OSError:
        return ""
    return known.made_of if left else ""


def stamp(place: Path) -> tuple[int, ...]:
    """When a hall's folders changed last (nanoseconds): another stamp where a file has come or gone."""
    try:
        return tuple((place / name).stat().st_mtime_ns for name in ("", *SHELVES))
    except OSError:
        return ()


def _content(path: str, shelf: int | None = None) -> bytes | None:
    """What a file holds; None where there is none, or it is no plain file."""
    try:
        opened = os.open(path, _OLD, dir_fd=shelf)
    except OSError as error:
        if error.errno in _NO_FILE:
            return None
        raise
    with os.fdopen(opened, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def _make(place: Path) -> None:
    """The folder and those above it, for everybody to read, as far as they aren't there."""
    if not place.exists():
        _make(place.parent)
        place.mkdir()
        with suppress(OSError):
            place.chmod(_FOLDER_MODE)


def _made(name: str, root: int) -> list[str]:
    """The name of a folder that was not there yet."""
    try:
        os.mkdir(name, _FOLDER_MODE, dir_fd=root)
    except FileExistsError:
        return []
    with suppress(OSError):
        os.chmod(name, _FOLDER_MODE, dir_fd=root)
    return [name]


def _shelf(place: Path, root: int, name: str) -> int:
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=root)
    except NotADirectoryError:
        what = f"{place / name} is in the way: a link or a file, where the hall of fame needs a folder."
        raise HallError(what, "Move it elsewhere, or name another folder; nothing was changed.") from None


def _lock(place: Path, root: int) -> None:
    try:
        fcntl.flock(root, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        what = f"Another captionbot is writing the hall of fame in {place} just now."
        raise Busy(what, "Do it again in a minute.") from None
    except OSError:  # a network share that can't lock a folder; each file is whole all the same
        pass


def _open_to_all(descriptor: int, mode: int) -> None:
    with suppress(OSError):  # a share or a memory stick that knows no permissions
        os.fchmod(descriptor, mode)


def _sync(descriptor: int) -> None:
    with suppress(OSError):  # some network shares can't sync a folder
        os.fsync(descriptor)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """The system's errors as sentences for people."""
    try:
        yield
    except OSError as error:
        raise HallError(
            f"The hall of fame can't be written in {place}: {error.strerror or error}.",
            "Check that it is a folder, its disk space, and who may write there; what stands there goes on working,"
            " and may show what was taken back since.",
        ) from error
