"""A JPEG's beginning, up to its first scan: what cameras and old programs leave there is no damage to the picture."""

import os
import re
from typing import Final

from captionbot.photos.picture.header import file_of

_MARKER: Final = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length (ITU-T T.81, table B.1)."""
_LONGEST: Final = 100_000_000
_END, _SCAN, _JFIF = 0xD9, 0xDA, 0xE0
_REVISION: Final = 9
"""Where JFIF's segment says which it is of; libjpeg knows the first only."""


def without_junk(descriptor: int) -> bytes | None:
    """The file without stray bytes before its first scan, and without JFIF's segment where its revision is unknown.

    libjpeg warns of both as it does of damaged rows, and of the first thing only: without them, what it warns of is
    rows. None where nothing was in the way, no scan is there, or the file is too long to stand in memory.
    """
    size = os.fstat(descriptor).st_size
    raw = os.pread(descriptor, size, 0) if size <= _LONGEST else b""
    kept, place = [raw[:2]], 2
    while found := _MARKER.search(raw, place):
        marker, start, place = found[1][0], found.end() - 2, found.end()
        if marker == _END:
            return None
        if marker in _BARE:
            continue
        if marker == _SCAN:
            beginning = b"".join(kept)
            return None if raw.startswith(beginning) and len(beginning) == start else beginning + raw[start:]
        place += max(2, int.from_bytes(raw[place : place + 2], "big"))
        if marker != _JFIF or raw.startswith(b"\x01", start + _REVISION):
            kept.append(raw[start:place])
    return None


def samples_of(descriptor: int) -> float:
    """Numbers for each pixel that a JPEG of several scans holds in memory: 3, or 1.5 where colour is coarser."""
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415 - most JPEGs have one scan

    with file_of(descriptor) as file, JpegImageFile(file) as image:
        layers = [across * down for _, across, down, _ in image.layer]
    return float(sum(layers) / max(layers))
