"""What a TIFF's first directory says that decides who reads it, and whether it is a photo at all."""

import os
from dataclasses import dataclass
from typing import BinaryIO, Final

from PIL import Image as Pillow
from PIL import TiffImagePlugin

from captionbot.photos.picture.header import file_of
from captionbot.photos.picture.strips import Strips, strips_of

_NEW_SUBFILE_TYPE: Final = 254
_WIDTH: Final = 256
_BITS: Final = 258
_COMPRESSION: Final = 259
_PHOTOMETRIC: Final = 262
_TILE_WIDTH, _TILE_LENGTH = 322, 323
_PIECES: Final = ((273, 279), (324, 325))
"""Where strips and tiles begin, and how many bytes each has."""
_DNG_VERSION: Final = 50706
_DESCRIPTION, _DATE, _ARTIST, _COPYRIGHT = 270, 306, 315, 33432
_EXIF_IFD, _DATE_TAKEN = 0x8769, 0x9003

_YCBCR, _LAB = 6, 8
_OLD_JPEG, _JPEG = 6, 7
_TILE_ROWS: Final = 3
"""Rows of tiles that libvips has in memory at once; measured."""
_LZMA, _ZSTD = 34925, 50000
_BIG: Final = 43
_CANON_AT: Final = 8
_CANON: Final = b"CR"
"""What a CR2 says where other TIFFs have their first data."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found; the numbers are those of the TIFF standard (6.0, part 1)."""

    camera_raw: bool = False
    """Whether the picture is only the thumbnail of a camera's raw file."""
    beyond_libvips: bool = False
    """Whether libvips, or our build of it, reads it wrongly or not at all: Pillow does."""
    in_memory: int = 0
    """Bytes that its tiles need while it is decoded; 0 where it has none."""
    exif: bytes = b""
    """Words and dates of it in a structure of their own, as other kinds of photos carry them."""
    strips: Strips | None = None
    """Where it can be read from any of them on."""


def end_of(descriptor: int) -> int:
    """How many bytes a TIFF has by its own word, as far as its first picture goes; 0 where that can't be read."""
    size = os.fstat(descriptor).st_size
    try:
        with file_of(descriptor) as file:
            tags = _begun(file)
            if tags.next >= size:
                return int(tags.next) + 1
            tags.load(file)
        pairs = (zip(tags.get(at, ()), tags.get(of, ()), strict=False) for at, of in _PIECES)
        ends: list[int] = [int(start + length) for pair in pairs for start, length in pair]
        return max(ends, default=0)
    except Exception:  # noqa: BLE001 - as below
        return 0


def tags_of(descriptor: int) -> Tags:
    """The tags of the first picture in a TIFF; none where they can't be read, and then the decoder will say so."""
    try:
        with file_of(descriptor) as file:
            tags = _begun(file)
            tags.load(file)
            file.seek(_CANON_AT)
            return _judged(tags, strips_of(descriptor, tags), canon=file.read(2) == _CANON)
    except Exception:  # noqa: BLE001 - the bytes are anyone's, and Pillow raises a dozen kinds of error for them
        return Tags()


def _begun(file: BinaryIO) -> TiffImagePlugin.ImageFileDirectory_v2:
    """The first directory, which the file stands before."""
    header = file.read(8)
    if _BIG in header[2:4]:
        header += file.read(8)
    tags = TiffImagePlugin.ImageFileDirectory_v2(header)
    file.seek(tags.next)
    return tags


def _judged(tags: TiffImagePlugin.ImageFileDirectory_v2, strips: Strips | None, *, canon: bool) -> Tags:
    compression, photometric = tags.get(_COMPRESSION, 1), tags.get(_PHOTOMETRIC)
    return Tags(
        camera_raw=canon or _DNG_VERSION in tags or tags.get(_NEW_SUBFILE_TYPE) == 1,
        beyond_libvips=compression in {_LZMA, _ZSTD}
        or (photometric == _LAB and set(tags.get(_BITS, ())) == {8})
        or (photometric == _YCBCR and compression not in {_OLD_JPEG, _JPEG}),
        in_memory=_tiles_of(tags),
        exif=_exif_of(tags),
        strips=strips,
    )


def _tiles_of(tags: TiffImagePlugin.ImageFileDirectory_v2) -> int:
    across, down = tags.get(_TILE_WIDTH), tags.get(_TILE_LENGTH)
    if not across or not down:
        return 0
    tiles = -(-tags[_WIDTH] // across)
    return int(tiles * across * down * sum(tags.get(_BITS, (8,))) / 8 * _TILE_ROWS)


def _exif_of(tags: TiffImagePlugin.ImageFileDirectory_v2) -> bytes:
    """The words, as an EXIF block; the camera's own directory hangs elsewhere in the file and is left there."""
    words = Pillow.Exif()
    for tag in (_DESCRIPTION, _DATE, _ARTIST, _COPYRIGHT):
        if isinstance(tags.get(tag), str):
            words[tag] = tags[tag]
    return words.tobytes() if len(words) else b""
