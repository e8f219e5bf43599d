"""Pictures drawn for the tests, and files that only claim to be pictures."""

import io
import os
import struct
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pillow_heif
from PIL import Image, ImageCms, ImageFile

pillow_heif.register_heif_opener()

NOW: Final = datetime(2026, 11, 27, 16, 0, 5, tzinfo=UTC)
RED: Final = (200, 20, 20)
BLUE: Final = (20, 20, 200)
WHITE: Final = (255, 255, 255)
GPS_WORDS: Final = "12 Orchard Lane, the chief's house"


def drawing(mode: str = "RGB", size: tuple[int, int] = (400, 240)) -> Image.Image:
    """White, its top left corner red, its bottom right corner blue: every turn of it looks different."""
    width, height = size
    image = Image.new("RGB", size, WHITE)
    image.paste(RED, (0, 0, width // 4, height // 4))
    image.paste(BLUE, (width * 3 // 4, height * 3 // 4, width, height))
    return image.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """The picture that packs worst."""
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


def file_of(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The bytes of a file of that format."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation: int | None = None) -> Image.Exif:
    """What a phone writes: make, model, serial, place and, where given, how it was held."""
    written = Image.Exif()
    written[0x010F], written[0x0110], written[0x013B] = "Secret Maker", "Secret Model", "Secret Owner"
    written[0x010E] = GPS_WORDS
    written.get_ifd(0x8825).update({1: "N", 2: (29.0, 45.0, 36.0), 3: "W", 4: (95.0, 22.0, 12.0)})
    if orientation is not None:
        written[0x0112] = orientation
    return written


def swapped_profile() -> bytes:
    """An ICC profile whose red primary is sRGB's blue one: whoever heeds it sees red files as blue."""
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {}
    for index in range(struct.unpack_from(">I", icc, 128)[0]):
        tag, offset, _ = struct.unpack_from(">4sII", icc, 132 + 12 * index)
        places[tag] = offset
    red, blue = places[b"rXYZ"], places[b"bXYZ"]
    icc[red : red + 20], icc[blue : blue + 20] = icc[blue : blue + 20], icc[red : red + 20]
    return bytes(icc)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims any size."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(bytes(100))),
            _chunk(b"IEND", b""),
        )
    )


def png_with_text_bomb() -> bytes:
    """A PNG with a compressed text of a hundred megabytes."""
    whole = file_of(drawing(), "PNG")
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)) + whole[33:]


def gif_of_many_frames(frames: int) -> bytes:
    """A GIF whose first frame is the drawing, and whose others are dots."""
    first = file_of(drawing("P"), "GIF")
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    return first[:-1] + frame * frames + b"\x3b"


def seen(jpeg: bytes) -> Image.Image:
    """What Facebook would see."""
    image: ImageFile.ImageFile = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def near(pixel: object, colour: tuple[int, int, int], within: int = 12) -> bool:
    """Whether a pixel is that colour, as JPEG keeps colours."""
    assert isinstance(pixel, tuple)
    return all(abs(got - wanted) <= within for got, wanted in zip(pixel, colour, strict=True))


def put(folder: Path, name: str, content: bytes | str, *, age: float = 3600, now: datetime = NOW) -> Path:
    """A file that was modified ``age`` seconds before ``now``."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    when = (now - timedelta(seconds=age)).timestamp()
    os.utime(path, (when, when))
    return path


def real_now() -> datetime:
    """The time by which the kernel dates files."""
    return datetime.fromtimestamp(time.time(), UTC)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
