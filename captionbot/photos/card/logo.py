"""An organiser's logo, out of whatever picture file staff have."""

from typing import Final

import pyvips

from captionbot.photos.card.colours import Colour
from captionbot.photos.picture.colour import in_srgb
from captionbot.photos.picture.kinds import Kind, kind_of

_MOST_PIXELS: Final = 50_000_000
_LOADERS: Final = {Kind.PNG: "pngload_source", Kind.JPEG: "jpegload_source"}
"""Each kind by a reader chosen here, never guessed by the library."""


def logo_of(raw: bytes) -> pyvips.Image | None:
    """The logo; None where it is no PNG or JPEG that can be read, or a huge one."""
    kind = kind_of(raw)
    if kind is None or kind not in _LOADERS:
        return None
    try:
        image = getattr(pyvips.Image, _LOADERS[kind])(pyvips.Source.new_from_memory(raw), fail_on="error")
        return image.autorot().copy_memory() if image.width * image.height <= _MOST_PIXELS else None
    except pyvips.Error:
        return None


def sized(logo: pyvips.Image, width: int, height: int) -> pyvips.Image:
    """The logo within that room, never enlarged."""
    return logo.thumbnail_image(width, height=height, size="down")


def on_ground(logo: pyvips.Image, ground: Colour) -> pyvips.Image:
    """The logo in sRGB; what is transparent shows the ground."""
    if logo.hasalpha():
        logo = logo.colourspace("srgb").flatten(background=list(ground))
    return in_srgb(logo)
