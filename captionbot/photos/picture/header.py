"""What is known of a photo before a pixel of it is decoded."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

import pyvips

from captionbot.photos.picture.examined import LONG_SIDE

ENOUGH: Final = 2 * LONG_SIDE
"""Pixels along the longer side that leave the shrinking its quality."""
MOST_IN_MEMORY: Final = 400_000_000
"""Bytes that one picture may need while it is decoded; the limit on the process has room for little more."""
ICC: Final = "icc-profile-data"
"""Where libvips keeps a picture's colour profile."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in the file beside the picture, as found: bytes that anyone may have made."""

    exif: bytes = b""
    iptc: bytes = b""
    xmp: bytes = b""


FromRow = Callable[[int], pyvips.Image]
"""The picture as far as it is decoded from its row of that number on, or from one before it; above that it is black.

Its rows must be asked for in order.
"""


def _nothing() -> pyvips.Image:
    raise ValueError("nothing of this file is decoded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A photo of which nothing but the header has been read."""

    width: int
    """Pixels, as is ``height``; not turned yet where the turn stands in EXIF."""
    height: int
    in_memory: int = 0
    """Bytes that it needs while it is decoded; 0 where it is read in pieces."""
    turned: bool = False
    """Whether the container has turned it upright already, so that EXIF has no say any more."""
    camera_raw: bool = False
    beside: Beside = Beside()
    read: Callable[[], pyvips.Image] = _nothing
    """The picture, at its size or a fraction not below ``ENOUGH``; its rows are read when they are asked for."""
    from_row: FromRow | None = None
    """Where it can be read from the middle as well."""


def file_of(descriptor: int) -> BinaryIO:
    """The open file from its beginning, to be closed without closing the descriptor."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.fdopen(os.dup(descriptor), "rb")
