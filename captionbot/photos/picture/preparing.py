"""Preparing a photo for Facebook: whatever came in, what goes out is a JPEG and nothing but the picture.

Upright, sRGB, at most 2048 pixels long and under four million bytes.
"""

from dataclasses import dataclass
from typing import Final

import pyvips

from captionbot.photos.picture import refusals
from captionbot.photos.picture.colour import in_srgb
from captionbot.photos.picture.examined import MOST_BYTES
from captionbot.photos.picture.reading import Small

QUALITIES: Final = (95, 92, *range(90, 0, -5))
"""Facebook packs every photo anew, and what is lost here is lost twice; above 95 a file grows and shows no more."""
ABSURD_SIDE: Final = 2
"""Pixels; that or less is no picture at all."""
_LYING: Final = frozenset({5, 6, 7, 8})
"""EXIF orientations of a photo that lies on its side (Exif 2.32, tag 0x0112)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo ready to be packed."""

    picture: pyvips.Image
    """What a person will see: upright, sRGB, in memory."""
    width: int
    """Pixels of the photo as found and as a person sees it, as is ``height``."""
    height: int


def prepare(small: Small, name: str) -> Prepared:
    """Make the picture that is sent. Raises PhotoRefused where there is nothing to see."""
    picture = in_srgb(small.picture.autorot()).copy_memory()
    if min(picture.width, picture.height) <= ABSURD_SIDE:
        raise refusals.nothing_to_see(name, picture.width, picture.height)
    width, height = (small.height, small.width) if _lies(small.picture) else (small.width, small.height)
    return Prepared(picture, width, height)


def jpeg_of(picture: pyvips.Image) -> bytes:
    """The JPEG that is sent: of the best quality that fits."""
    packed = (_packed(picture, quality) for quality in QUALITIES)
    return next(jpeg for jpeg in packed if len(jpeg) < MOST_BYTES)


def _lies(picture: pyvips.Image) -> bool:
    return bool(picture.get_typeof("orientation")) and picture.get("orientation") in _LYING


def _packed(picture: pyvips.Image, quality: int) -> bytes:
    return bytes(picture.jpegsave_buffer(Q=quality, optimize_coding=True, keep="none"))
