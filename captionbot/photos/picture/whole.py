"""The kinds that our build of libvips lacks, or reads wrongly: read whole, by Pillow and libheif."""

from functools import partial
from typing import Final

import pillow_heif
import pyvips
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow

from captionbot.photos.picture.examined import LONG_SIDE
from captionbot.photos.picture.header import ICC, Beside, Header, file_of
from captionbot.photos.picture.kinds import Kind

_HEIC_BYTES, _DEEP_HEIC_BYTES, _PILLOW_BYTES = 5.2, 16, 5
"""Bytes for each pixel while it is decoded, measured and rounded up."""
_HEIC_BITS: Final = 8
"""Of each number in an ordinary HEIC; cameras write deep ones of ten."""
_MEANINGS: Final = {"L": "b-w", "RGB": "srgb", "RGBA": "srgb", "CMYK": "cmyk"}
"""What Pillow's modes are to libvips."""
_HEIC_MODES: Final = {
    "L": (1, "uchar", "b-w"),
    "LA": (2, "uchar", "b-w"),
    "RGB": (3, "uchar", "srgb"),
    "RGBA": (4, "uchar", "srgb"),
    "I;16": (1, "ushort", "grey16"),  # grey stays as deep as it is, whatever is asked
}
"""What libheif gives: bands, numbers and what they mean."""
_BYTES: Final = {"uchar": 1, "ushort": 2}

# Pillow's own ceiling would only half agree with ours, which is held before a pixel is decoded.
Pillow.MAX_IMAGE_PIXELS = None


def heic(descriptor: int) -> Header:
    """The header of a HEIC, whose primary picture libheif turns as the container says."""
    with file_of(descriptor) as file:
        container = pillow_heif.open_heif(file)
    bytes_each = _DEEP_HEIC_BYTES if container.info["bit_depth"] > _HEIC_BITS else _HEIC_BYTES
    width, height = container.size
    info = container.info
    return Header(
        width=width,
        height=height,
        in_memory=int(width * height * bytes_each),
        turned=True,
        beside=Beside(exif=info.get("exif") or b"", xmp=info.get("xmp") or b""),
        read=partial(_heic_read, container),
    )


def _heic_read(container: pillow_heif.HeifFile) -> pyvips.Image:
    bands, numbers, meaning = _HEIC_MODES[container.mode]
    width, height = container.size
    stride = container.stride // (bands * _BYTES[numbers])
    image = pyvips.Image.new_from_memory(container.data, stride, height, bands, numbers)
    return _meaning(image.crop(0, 0, width, height), meaning, container.info.get("icc_profile"))


def whole(descriptor: int, kind: Kind) -> Header:
    """The header of a BMP, or of a TIFF that libvips can't read."""
    with file_of(descriptor) as file, Pillow.open(file, formats=(kind,)) as image:
        width, height = image.size
    in_memory, read = width * height * _PILLOW_BYTES, partial(_read, descriptor, kind)
    return Header(width=width, height=height, in_memory=in_memory, read=read)


def _read(descriptor: int, kind: Kind) -> pyvips.Image:
    with file_of(descriptor) as file, Pillow.open(file, formats=(kind,)) as image:
        orientation, icc = image.getexif().get(ExifTags.Base.Orientation), image.info.get("icc_profile")
        image.load()
        plain = image if image.mode in {*_MEANINGS, "LAB"} else image.convert("RGB")
        plain.thumbnail((LONG_SIDE, LONG_SIDE), Pillow.Resampling.LANCZOS)
    if plain.mode == "LAB":
        plain, icc = _from_lab(plain), None
    pixels = pyvips.Image.new_from_memory(plain.tobytes(), *plain.size, len(plain.getbands()), "uchar")
    made = _meaning(pixels, _MEANINGS[plain.mode], icc)
    if isinstance(orientation, int):
        made.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return made


def _from_lab(image: Pillow.Image) -> Pillow.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
    assert converted is not None, "asked for a new picture"  # noqa: S101 - None is the answer to inPlace=True
    return converted


def _meaning(image: pyvips.Image, meaning: str, icc: bytes | None) -> pyvips.Image:
    """The same pixels with what their numbers mean."""
    made = image.copy(interpretation=meaning)
    if icc:
        made.set_type(pyvips.GValue.blob_type, ICC, icc)
    return made
