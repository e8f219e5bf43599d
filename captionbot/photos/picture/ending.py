"""Whether a file that can't be read lacks its end, by its own word: a copy may be under way, and gets better."""

import os
from collections.abc import Callable
from typing import Final

from captionbot.photos.picture.kinds import Kind

_TAIL: Final = 1 << 16
"""Bytes in which an end mark is looked for: cameras and programs leave something behind it."""
_WIDE: Final = 1
"""A box's length that says that the length is a wide one, behind the box's name (ISO 14496-12, 4.2)."""
_LEAST: Final = 8
"""Bytes of a box's own head."""


def lacks_its_end(descriptor: int, kind: Kind) -> bool:
    """Whether the file is shorter than it says, or ends without the mark that its kind ends with."""
    size = os.fstat(descriptor).st_size
    return _LACKING.get(kind, _never)(descriptor, size)


def _without(mark: bytes) -> Callable[[int, int], bool]:
    return lambda descriptor, size: mark not in os.pread(descriptor, _TAIL, max(0, size - _TAIL))


def _gif(descriptor: int, size: int) -> bool:
    return not os.pread(descriptor, _TAIL, max(0, size - _TAIL)).rstrip(b"\0").endswith(b";")


def _webp(descriptor: int, size: int) -> bool:
    return size < 8 + int.from_bytes(os.pread(descriptor, 4, 4), "little")


def _tiff(descriptor: int, size: int) -> bool:
    from captionbot.photos.picture.tiff import end_of  # noqa: PLC0415 - Pillow; most photos are JPEGs

    return size < end_of(descriptor)


def _boxes(descriptor: int, size: int) -> bool:
    place = 0
    while place < size:
        head = os.pread(descriptor, 16, place)
        length = int.from_bytes(head[:4], "big")
        length = int.from_bytes(head[8:], "big") if length == _WIDE else length
        if length < _LEAST:
            return False  # up to the end, or nonsense
        place += length
    return place > size


def _never(_descriptor: int, _size: int) -> bool:
    return False


_LACKING: Final[dict[Kind, Callable[[int, int], bool]]] = {
    Kind.JPEG: _without(b"\xff\xd9"),
    Kind.PNG: _without(b"IEND"),
    Kind.GIF: _gif,
    Kind.WEBP: _webp,
    Kind.TIFF: _tiff,
    Kind.HEIC: _boxes,
    Kind.AVIF: _boxes,
}
