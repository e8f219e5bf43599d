"""What a PNG claims to be, read here because libvips refuses what it can't count in words of its own."""

from typing import Final

from PIL import Image as Pillow
from PIL import PngImagePlugin, UnidentifiedImageError

from captionbot.photos.picture.header import Header, file_of

_LONGEST_TEXT: Final = 16 << 20
"""Bytes that a packed text in a PNG may unfold to: Photoshop's history may be some millions, a bomb is more."""
_MOST_ALONG: Final = 10_000_000
"""Pixels along a side; libvips counts no further."""

PngImagePlugin.MAX_TEXT_CHUNK = _LONGEST_TEXT
# Pillow's own ceiling would only half agree with ours, which is held before a pixel is decoded.
Pillow.MAX_IMAGE_PIXELS = None


def too_long(descriptor: int) -> Header | None:
    """The header of a PNG that claims more pixels than libvips counts. Raises ValueError for a bomb of text."""
    try:
        with file_of(descriptor) as file, Pillow.open(file, formats=("PNG",)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, SyntaxError):
        return None  # libpng forgives more than Pillow does
    return Header(width=width, height=height) if max(width, height) > _MOST_ALONG else None
