"""The pictures that the corpus is made of, and the libraries that write them."""

import io
import random
import struct
import zlib
from functools import cache
from typing import Any, Final

import pillow_heif
import pyvips
from PIL import Image, ImageCms

from tests.photos.pictures import drawing, file_of

SIZE: Final = (640, 400)
"""Pixels; large enough that nobody remarks on it."""
SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
P3: Final = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""The primaries of Display P3 as ICC profiles hold them (D50)."""
ADOBE: Final = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
"""Those of Adobe RGB (1998)."""

PRINTED: Final = (49, 32, 112)
"""The blue corner in the colours of a press, which has no such blue."""


@cache
def scene() -> Image.Image:
    """The drawing with a grain that packs badly in all but its two corners: a cut anywhere takes something away."""
    picture = plain()
    for box in ((0, 100, 640, 300), (0, 300, 480, 400)):
        picture.paste(grain(box[2] - box[0], box[3] - box[1]), box)
    return picture


def plain(mode: str = "RGB") -> Image.Image:
    """White, its top left corner red and its bottom right one blue."""
    return drawing(mode, SIZE)


def flat(mode: str, colour: Any) -> Image.Image:
    """One colour."""
    return Image.new(mode, SIZE, colour)


def grain(width: int, height: int, seed: int = 6) -> Image.Image:
    """Noise that is the same every time."""
    return Image.frombytes("RGB", (width, height), noise(width * height * 3, seed))


def noise(many: int, seed: int = 6) -> bytes:
    """Bytes that mean nothing and are the same every time."""
    return random.Random(seed).randbytes(many)  # noqa: S311 - no secret


def scene_as(kind: str, **options: object) -> bytes:
    """The scene as Pillow writes it."""
    return file_of(scene(), kind, **options)


def by_vips(ending: str, space: str = "srgb", **options: object) -> bytes:
    """The scene as libvips writes it: depths, layouts and colour spaces that Pillow can't."""
    made: bytes = in_vips(scene()).colourspace(space).write_to_buffer(ending, **options)
    return made


def in_vips(picture: Image.Image) -> Any:
    """A picture in libvips' hands."""
    bands = len(picture.getbands())
    plain = pyvips.Image.new_from_memory(picture.tobytes(), *picture.size, bands, "uchar")
    return plain.copy(interpretation="b-w" if bands == 1 else "srgb")


def deep_heic(bits: int) -> bytes:
    """The scene as HEIC of 10 or 12 bits."""
    wide = in_vips(scene()).colourspace("rgb16").write_to_memory()
    written = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", SIZE, wide).save(written, bit_depth=bits, quality=60)
    return written.getvalue()


def profile(primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """An ICC profile with these red, green and blue primaries, and sRGB's curves."""
    icc = bytearray(SRGB)
    for index in range(struct.unpack_from(">I", icc, 128)[0]):
        tag, offset, _ = struct.unpack_from(">4sII", icc, 132 + 12 * index)
        if tag in (b"rXYZ", b"gXYZ", b"bXYZ"):
            numbers = primaries[b"rgb".index(tag[:1])]
            struct.pack_into(">3i", icc, offset + 8, *(round(number * 65536) for number in numbers))
    return bytes(icc)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *more: bytes) -> bytes:
    """A PNG from its header's numbers and its filtered rows; ``more`` are chunks before the rows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def png_with(*chunks: bytes) -> bytes:
    """The scene as PNG, with chunks after its header."""
    whole = scene_as("PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg_with(*segments: bytes) -> bytes:
    """The scene as JPEG, with segments after its first marker."""
    whole = scene_as("JPEG")
    return whole[:2] + b"".join(segments) + whole[2:]


def box(kind: bytes, content: bytes) -> bytes:
    """A box of the ISO base media format (HEIC, AVIF, MP4)."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


Tag = tuple[int, int, int, int]
"""Of a TIFF: number, type, count, and the value or its place."""


def tiff(tags: list[Tag], rest: bytes = b"", *, following: int = 0) -> bytes:
    """A little-endian TIFF of one directory at its beginning; ``rest`` follows it (see ``after``)."""
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags))
    rows = b"".join(struct.pack("<HHII", *tag) for tag in sorted(tags))
    return head + rows + struct.pack("<I", following) + rest


def after(tags: int) -> int:
    """Where what follows a directory of so many tags begins."""
    return 8 + 2 + 12 * tags + 4
