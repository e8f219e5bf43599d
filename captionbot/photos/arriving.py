"""Photos that are handed over rather than dropped into the folder: under a name that harms nothing, and whole at once.

Whatever lies in the queue keeps its name; a phone calls every picture of its camera roll ``image.jpg``.
"""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO, Final

from captionbot.errors import PhotoRefused, PhotosFolderError
from captionbot.photos.durably import make_durable, new_file
from captionbot.photos.intake import MOST_MEGABYTES
from captionbot.photos.listing import Listing, list_folder
from captionbot.photos.names import (
    folded,
    is_ignored,
    looks_like_photo,
    numbered,
    shown_raw,
    stem_of,
)
from captionbot.photos.opening import sha256_of
from captionbot.photos.picture import refusals
from captionbot.photos.picture.kinds import BEGINNING, Kind, kind_of

LONGEST_STEM: Final = 120
"""Bytes of a name without its ending: room for a number, for ``.txt``, and for file systems that take less."""
WHOLE_SINCE: Final = 600
"""Seconds before now at which such a file says it was written: it came in one piece, so nobody waits for the rest."""
_ENDINGS: Final = {Kind.JPEG: ".jpg", Kind.TIFF: ".tif"}
_UNSAFE: Final = re.compile(r'[<>:"|?*\\/]+')
_UNNAMED: Final = "photo"


def kind_of_upload(shown: str, content: IO[bytes]) -> Kind:
    """What was handed over, by how it begins; raises PhotoRefused where that is no photo, or too large."""
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    raw = content.read(BEGINNING)
    if not raw:
        raise refusals.empty(shown)
    kind = kind_of(raw)
    if kind is None:
        raise refusals.other(raw, shown)
    if size > MOST_MEGABYTES * 1_000_000:
        raise PhotoRefused(f"{shown} is larger than {MOST_MEGABYTES} MB.", "Send a smaller copy of it.")
    return kind


def sha256_of_upload(content: IO[bytes]) -> str:
    """The SHA-256 of its bytes, in hex digits."""
    content.seek(0)
    digest = hashlib.sha256()
    while block := content.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def same_in(queue: Path, sha256: str, size: int) -> str | None:
    """The name on disk of a photo of the queue with the very same bytes. Raises PhotosFolderError."""
    alike = (raw for raw in list_folder(queue).photos if _size_of(queue / raw) == size)
    return next((raw for raw in alike if sha256_of(queue / raw) == sha256), None)


def _size_of(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # gone meanwhile
        return -1


def put_in(queue: Path, given: str, kind: Kind, content: IO[bytes]) -> str:
    """Write what was handed over into the queue, durably, and give its name there on disk.

    Nothing that lies there is overwritten, and no other photo's text becomes its own. Raises PhotosFolderError.
    """
    listing = list_folder(queue)
    for raw in _free_names(listing, safe_name(given, kind)):
        try:
            _write(queue / raw, content)
        except FileExistsError:  # something called so came at this very moment, or is no photo
            continue
        except OSError as error:
            raise PhotosFolderError(
                f"{shown_raw(raw)} can't be written into {queue}: {error.strerror or 'no reason given'}.",
                "See that the disk has room and that captionbot's user may write there, then send it again.",
            ) from error
        return raw
    raise AssertionError("numbers never end")


def _free_names(listing: Listing, wanted: str) -> Iterator[str]:
    taken = {folded(stem_of(photo)) for photo in listing.photos}  # one stem is one text
    names = (numbered(wanted, number) for number in count(1))
    alone = (name for name in names if folded(stem_of(name)) not in taken)
    return (name for name in alone if listing.sidecar_of(name) is None)  # nor a text that lost its own


def _write(place: Path, content: IO[bytes]) -> None:
    content.seek(0)
    with new_file(place) as file:
        shutil.copyfileobj(content, file, 1 << 20)
        file.flush()
        long_ago = os.fstat(file.fileno()).st_mtime - WHOLE_SINCE
        os.utime(file.fileno(), (long_ago, long_ago))
    make_durable(place.parent)


def safe_name(given: str, kind: Kind) -> str:
    """A name on disk like the one that was given, which every file system takes and which hides nothing."""
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    name = "".join(char for char in name if char.isprintable() or unicodedata.category(char) == "Zs")
    name = " ".join(_UNSAFE.sub("-", name).replace("\ufffd", "-").split()).strip(" .~$-")
    stem, ending = (PurePosixPath(name).stem, PurePosixPath(name).suffix) if looks_like_photo(name) else (name, "")
    stem = _fitted(stem.rstrip(" .")) or _UNNAMED
    name = stem + (ending.lower() or _ENDINGS.get(kind, f".{kind.lower()}"))
    return f"{_UNNAMED} {name}" if is_ignored(name) or _is_ours(stem) else name


def _is_ours(stem: str) -> bool:
    """Whether the text beside it would not be taken for one: ``pause.txt`` pauses, ``readme.txt`` is nobody's."""
    return is_ignored(f"{stem}.txt")


def _fitted(stem: str) -> str:
    while len(os.fsencode(stem)) > LONGEST_STEM:
        stem = stem[:-1]
    return stem.rstrip(" .")
