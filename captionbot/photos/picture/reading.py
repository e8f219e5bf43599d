"""From a file to the picture in it: read to its last row, and small enough to be sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import pyvips

from captionbot.errors import CaptionbotError
from captionbot.photos.picture import refusals
from captionbot.photos.picture.colour import WITHOUT_WHITE
from captionbot.photos.picture.decoding import header_by_another, header_of
from captionbot.photos.picture.ending import lacks_its_end
from captionbot.photos.picture.examined import LONG_SIDE
from captionbot.photos.picture.halves import shrunk_in_halves
from captionbot.photos.picture.header import MOST_IN_MEMORY, Beside, Header
from captionbot.photos.picture.holes import ends_in_a_hole
from captionbot.photos.picture.kinds import Kind

_WHAT: Final = {Kind.JPEG: "a progressive JPEG", Kind.PNG: "an interlaced PNG", Kind.AVIF: "an AVIF"}
_SHORT: Final = ("premature end", "unexpected end", "truncated", "bad seek", "expected")
_ORIENTATION: Final = "orientation"
_NO_MEMORY: Final = ("out of memory", "insufficient memory", "error: unspecified: allocating")


@dataclass(frozen=True, slots=True)
class Small:
    """A picture that was read to its last row, its longer side ``LONG_SIDE`` at most."""

    picture: pyvips.Image
    """In memory; in the colours of its file, and not turned upright yet."""
    width: int
    """Pixels in the file, not turned yet, as is ``height``."""
    height: int
    beside: Beside


def read_small(descriptor: int, kind: Kind, name: str, allow: Callable[[float], None]) -> Small:
    """Read a photo; ``allow`` is told the million pixels before they are decoded.

    Raises PhotoRefused where it isn't whole, or too much for any machine of ours; NotExamined without memory.
    """
    if ends_in_a_hole(descriptor, kind):
        raise refusals.cut_short(name)
    try:
        return _read(descriptor, kind, name, allow)
    except (CaptionbotError, ImportError):  # a decoder that can't be loaded says nothing of the photo
        raise
    except Exception as error:  # whatever a decoder says of bytes that somebody else made, the photo is broken
        raise _told(error, name, lacking=lacks_its_end(descriptor, kind)) from error


def _read(descriptor: int, kind: Kind, name: str, allow: Callable[[float], None]) -> Small:
    try:
        return _small(header_of(descriptor, kind), kind, name, allow)
    except pyvips.Error as error:
        if _is_short(error) or _is_memory(error):
            raise
        first = error.with_traceback(None)  # it would keep what the first reader has in memory
    header = header_by_another(descriptor, kind)
    if not header:
        raise first
    return _small(header, kind, name, allow)


def _small(header: Header, kind: Kind, name: str, allow: Callable[[float], None]) -> Small:
    _refuse_by_header(header, kind, name)
    allow(header.width * header.height / 1e6)
    return Small(_shrunk(header), header.width, header.height, header.beside)


def _refuse_by_header(header: Header, kind: Kind, name: str) -> None:
    width, height = header.width, header.height
    if header.camera_raw:
        raise refusals.camera_raw(name)
    if width * height > refusals.MOST_PIXELS:
        raise refusals.too_large(name, width, height)
    if header.in_memory > MOST_IN_MEMORY:
        raise refusals.too_heavy(name, _WHAT.get(kind, f"a {kind}"), width, height)


def _shrunk(header: Header) -> pyvips.Image:
    shrink = partial(_made_small, header)
    halves = shrunk_in_halves(header.from_row, shrink) if header.from_row else None
    return halves or shrink(header.read()).copy_memory()


def _made_small(header: Header, image: pyvips.Image) -> pyvips.Image:
    """What comes of the picture, not computed yet."""
    if header.turned and image.get_typeof(_ORIENTATION):
        image = image.copy()
        image.remove(_ORIENTATION)
    if max(header.width, header.height) <= LONG_SIDE:
        return image
    if image.hasalpha():
        return _resized(image.premultiply(), header).unpremultiply().cast(image.format)
    return _resized(image, header)


def _resized(image: pyvips.Image, header: Header) -> pyvips.Image:
    long = max(header.width, header.height)
    width, height = (max(1, round(side * LONG_SIDE / long)) for side in (header.width, header.height))
    # Lanczos swings a little beyond what it is given, which would spoil the guess at what white is.
    kernel = "linear" if image.format in WITHOUT_WHITE else "lanczos3"
    return image.resize(width / image.width, vscale=height / image.height, kernel=kernel)


def _told(error: Exception, name: str, *, lacking: bool) -> CaptionbotError:
    if _is_memory(error):
        return refusals.no_memory(name)
    return refusals.cut_short(name) if lacking or _is_short(error) else refusals.broken(name)


def _is_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in _NO_MEMORY)


def _is_short(error: Exception) -> bool:
    """Whether rows are missing; what is missing from a header makes a file broken."""
    words = str(error).lower()
    return "unable to call" not in words and any(sign in words for sign in _SHORT)
