"""A broken copy may have its full length, with zeros in place of what never came: no decoder need notice."""

import os
from typing import Final

from captionbot.photos.picture.kinds import Kind

_BLOCK: Final = 1 << 20
_PACKED: Final = 512
"""Zeros in a row that don't occur at the end of a packed picture."""
_PLAIN: Final = 1 << 16
"""Zeros at the end of a picture that isn't packed: black is zero there, so the hole must also begin where a block
of the disk or of the network does."""
_DISK_BLOCK: Final = 4096
_END_OF_JPEG: Final = b"\xff\xd9"


def ends_in_a_hole(descriptor: int, kind: Kind) -> bool:
    """Whether the end of the photo was never written."""
    end = _declared_end(descriptor, kind)
    start = _start_of_zeros(descriptor, end)
    zeros = end - start
    if kind in {Kind.TIFF, Kind.BMP}:
        return zeros >= _PLAIN and start % _DISK_BLOCK == 0
    if kind is Kind.JPEG and os.pread(descriptor, 2, max(0, start - 2)) == _END_OF_JPEG:
        return False
    return kind not in {Kind.PNG, Kind.GIF} and zeros >= _PACKED  # those two have sums and ends that are looked for


def _declared_end(descriptor: int, kind: Kind) -> int:
    """Where the picture ends by the file's own word, or the file where it says nothing."""
    size = os.fstat(descriptor).st_size
    if kind is not Kind.WEBP:
        return size
    return min(size, 8 + int.from_bytes(os.pread(descriptor, 4, 4), "little"))


def _start_of_zeros(descriptor: int, end: int) -> int:
    """Where the zeros begin that go on to the end."""
    while end > 0:
        begin = max(0, end - _BLOCK)
        written = os.pread(descriptor, end - begin, begin).rstrip(b"\0")
        if written:
            return begin + len(written)
        end = begin
    return 0
