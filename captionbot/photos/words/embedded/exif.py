"""EXIF, as far as it may hold words: four tags, which cameras and scanners fill in more often than people do."""

import warnings
from typing import Final

from PIL import Image
from PIL.ExifTags import IFD, Base

from captionbot.photos.words.decoding import decode
from captionbot.photos.words.embedded.said import Said, partial_date

_MOST_BYTES: Final = 256 * 1024
"""A JPEG's segment holds 64 KB; what is longer is made to be long."""

_BEGINNING = b"Exif\0\0"
_UNSET_CLOCKS: Final = frozenset({"1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01"})
"""Days at which a camera's clock begins after its battery was out."""


def exif_words(raw: bytes) -> Said:
    """What the tags say; nothing where they can't be read."""
    structure = raw.removeprefix(_BEGINNING)
    if not structure or len(structure) > _MOST_BYTES:
        return {}
    try:
        with warnings.catch_warnings(action="ignore"):  # Pillow remarks on what is broken; here it says nothing
            return _tags(structure)
    except Exception:  # noqa: BLE001 - EXIF is anyone's bytes, and Pillow raises a dozen kinds of error for it
        return {}


def _tags(structure: bytes) -> Said:
    tags = Image.Exif()
    tags.load(_BEGINNING + structure)
    original = tags.get_ifd(IFD.Exif).get(Base.DateTimeOriginal)
    taken = partial_date(_text(original))
    return {
        "description": _text(tags.get(Base.ImageDescription)),
        "rights": _text(tags.get(Base.Copyright)).replace("\0", ", "),  # the photographer's, then the editor's
        "credit": _text(tags.get(Base.Artist)),
        "taken": "" if taken in _UNSET_CLOCKS else taken,
    }


def _text(value: object) -> str:
    """A tag's text. The standard knows ASCII alone; what is written is UTF-8 or any code page."""
    if isinstance(value, str):
        return decode(value.encode("latin-1", "replace")).text.strip("\0 ")
    return ""
