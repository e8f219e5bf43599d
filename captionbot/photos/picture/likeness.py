"""The same picture again: under another name, size, format, brightness, or cut to another shape.

A likeness is a text of perceptual hashes: of the picture's mirror image, of the whole picture, and of windows in it.
Two pictures are alike where the whole of one is the whole of the other, or a window of it, or either mirrored.
docs/likeness.md tells what that finds and what it misses, measured on photographs.
Pictures come here as pixels: libphash never decodes what somebody else made.
"""

import base64
import binascii
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from libphash import ImageContext

VERSION: Final = "1:"
"""How a likeness begins; raised with every change of what it holds, and where libphash's values change."""
NOTHING: Final = VERSION
"""The likeness of a picture that has nothing to be known by: it was looked at, and is like none."""
NEAREST: Final = 20
"""Bits of 128 by which two pictures that are the same may differ; docs/likeness.md says why so many."""
LEAST_SIDE: Final = 32
"""Pixels; what is smaller has nothing to be known by."""
LEAST_SPREAD: Final = 4.0
"""Levels of 255, the standard deviation of what has a likeness: a wall looks like every other wall."""

_SPANS: Final = ((0, 100), *((at, 100 - cut + at) for cut in (10, 20, 30, 40) for at in (0, cut // 2, cut)))
"""Where windows begin and end along a side, in per cent of it."""
_WINDOWS: Final = tuple(product(_SPANS, _SPANS))
"""Across and down; the first is the whole picture."""
_LARGE: Final = tuple(at for at, (across, down) in enumerate(_WINDOWS) if {across, down} <= set(_SPANS[:4]))
"""The windows that leave out a tenth of a side at most."""
_BYTES: Final = 16
"""Of one hash."""


@dataclass(frozen=True, slots=True)
class _Likeness:
    """A likeness that was read: hashes of 128 bits."""

    mirrored: int
    windows: tuple[int, ...]
    large: tuple[int, ...]

    @property
    def whole(self) -> int:
        """Of the whole picture."""
        return self.windows[0]


def likeness_of(grey: bytes, width: int, height: int) -> str:
    """The likeness of a picture of 8-bit grey pixels, row after row; ``NOTHING`` where it is too small or flat.

    ASCII, at most 4,000 signs, and never empty: that is a picture nobody has looked at.
    """
    if min(width, height) < LEAST_SIDE or _spread(grey) < LEAST_SPREAD:
        return NOTHING
    from libphash import ImageContext  # noqa: PLC0415 - whoever only compares starts without it

    rows = [grey[at : at + width] for at in range(0, width * height, width)]
    with ImageContext() as context:
        hashes = [_hash(context, [row[::-1] for row in rows])]
        for across, down in _WINDOWS:
            left, right = (width * part // 100 for part in across)
            top, bottom = (height * part // 100 for part in down)
            hashes.append(_hash(context, [row[left:right] for row in rows[top:bottom]]))
    return VERSION + base64.b64encode(b"".join(hashes)).decode("ascii")


def is_current(likeness: str) -> bool:
    """Whether it need not be made anew: it is none of an older version, and the picture was looked at."""
    return likeness.startswith(VERSION)


@lru_cache(maxsize=1 << 17)  # a daemon asks the same of the same queue at every tick
def alike(one: str, other: str) -> bool:
    """Whether two likenesses are of the same picture; ``NOTHING``, an empty one and an older version are like none."""
    bits = distance(one, other)
    return bits is not None and bits <= NEAREST


def distance(one: str, other: str) -> int | None:
    """By how many bits of 128 two pictures differ where they are most alike; None where that can't be told."""
    a, b = _read(one), _read(other)
    if a is None or b is None:
        return None
    upright = min(_nearest(a.whole, b.windows), _nearest(b.whole, a.windows))
    return min(upright, _nearest(a.mirrored, b.large), _nearest(b.mirrored, a.large))


def _spread(grey: bytes) -> float:
    """The standard deviation of the pixels."""
    counts, pixels = Counter(grey), len(grey)
    mean = sum(level * count for level, count in counts.items()) / pixels
    squares = sum((level - mean) ** 2 * count for level, count in counts.items())
    return float((squares / pixels) ** 0.5)


def _hash(context: "ImageContext", rows: list[bytes]) -> bytes:
    """What stays of a picture in 128 bits: its broad light and shade, and which way it grows lighter."""
    pixels = memoryview(b"".join(rows)).cast("B", (len(rows), len(rows[0])))
    context.load_pixels(pixels)
    return context.phash().to_bytes(8) + context.dhash().to_bytes(8)


@lru_cache(maxsize=4096)
def _read(likeness: str) -> _Likeness | None:
    if not is_current(likeness):
        return None
    try:
        packed = base64.b64decode(likeness.removeprefix(VERSION), validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(packed) != _BYTES * (1 + len(_WINDOWS)):
        return None
    mirrored, *windows = (int.from_bytes(packed[at : at + _BYTES]) for at in range(0, len(packed), _BYTES))
    return _Likeness(mirrored, tuple(windows), tuple(windows[at] for at in _LARGE))


def _nearest(one: int, windows: tuple[int, ...]) -> int:
    """The least number of bits by which a hash differs from any of these."""
    return min(map(int.bit_count, map(one.__xor__, windows)))
