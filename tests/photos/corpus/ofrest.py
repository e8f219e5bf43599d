"""WebP, BMP and GIF."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.photos.corpus.drawn import P3, SIZE, flat, plain, profile, scene, scene_as
from tests.photos.corpus.piece import Piece
from tests.photos.pictures import BLUE, GPS_WORDS, RED, WHITE, exif, file_of

_WIDTH, _HEIGHT = SIZE
_AREA = _WIDTH * _HEIGHT
_FEW = 4


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _webp()
    yield from _bmp()
    yield from _gif()


def _webp() -> Iterator[Piece]:
    clear = flat("RGBA", (*RED, 0))
    yield Piece("lossy.webp", "lossy", lambda: scene_as("WEBP"))
    yield Piece("lossless.webp", "lossless", lambda: scene_as("WEBP", lossless=True))
    yield Piece("alpha.webp", "lossy, all transparent", lambda: file_of(clear, "WEBP"), corner=WHITE)
    yield Piece(
        "alpha-lossless.webp", "lossless, transparent", lambda: file_of(clear, "WEBP", lossless=True), corner=WHITE
    )
    yield Piece("moving.webp", "moving; the first picture counts", lambda: _moving("WEBP"))
    yield Piece(
        "turned.webp",
        "EXIF orientation 6",
        lambda: file_of(scene().transpose(Image.Transpose.ROTATE_90), "WEBP", exif=exif(6)),
    )
    yield Piece("p3.webp", "Display P3", lambda: scene_as("WEBP", icc_profile=profile(P3)), corner=(219, 0, 0))
    yield Piece(
        "metadata.webp", "EXIF with a place, and XMP", lambda: scene_as("WEBP", exif=exif(1), xmp=b"<x>Secret</x>")
    )


def _moving(kind: str) -> bytes:
    return scene_as(kind, save_all=True, append_images=[flat("RGB", BLUE)])


def _bmp() -> Iterator[Piece]:
    yield Piece("bits-1.bmp", "1 bit", lambda: file_of(scene().convert("1"), "BMP"), corner=None)
    yield Piece("bits-4.bmp", "4 bits", lambda: _bmp_of(4, 0, b"\x11" * (_WIDTH // 2 * _HEIGHT)), opposite=RED)
    yield Piece("bits-8.bmp", "8 bits", lambda: file_of(plain().quantize(16), "BMP"))
    yield Piece("bits-16.bmp", "16 bits", lambda: _bmp_of(16, 0, struct.pack("<H", 25 << 10) * _AREA), corner=None)
    yield Piece("bits-24.bmp", "24 bits", lambda: scene_as("BMP"))
    yield Piece("bits-32.bmp", "32 bits", lambda: file_of(plain("RGBA"), "BMP"))
    yield Piece("rle-8.bmp", "8 bits, run lengths", lambda: _bmp_of(8, 1, _runs(1)), opposite=RED)
    yield Piece("rle-4.bmp", "4 bits, run lengths", lambda: _bmp_of(4, 2, _runs(0x11)), opposite=RED)
    yield Piece("top-down.bmp", "its rows from top to bottom", _top_down)
    yield Piece("os2.bmp", "OS/2's old header", _os2, corner=None)


def _bmp_of(bits: int, packing: int, rows: bytes) -> bytes:
    """A BMP whose colour 1 is red; so are all pixels (of 16 bits: nearly)."""
    palette = struct.pack("<4B4B", 0, 0, 0, 0, RED[2], RED[1], RED[0], 0) if packing or bits == _FEW else b""
    start, colours = 54 + len(palette), len(palette) // 4
    head = struct.pack("<IiiHHIIiiII", 40, _WIDTH, _HEIGHT, 1, bits, packing, len(rows), 2835, 2835, colours, colours)
    return struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start) + head + palette + rows


def _runs(colour: int) -> bytes:
    """Rows of one colour, in runs of at most 255 pixels."""
    row = bytes([255, colour, 255, colour, _WIDTH - 510, colour, 0, 0])
    return row * _HEIGHT + b"\0\1"


def _top_down() -> bytes:
    rows = scene().tobytes("raw", "BGR")
    head = struct.pack("<IiiHHIIiiII", 40, _WIDTH, -_HEIGHT, 1, 24, 0, len(rows), 2835, 2835, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54 + len(rows), 0, 0, 54) + head + rows


def _os2() -> bytes:
    rows = bytes([RED[2], RED[1], RED[0]]) * _AREA
    head = struct.pack("<IHHHH", 12, _WIDTH, _HEIGHT, 1, 24)
    return struct.pack("<2sIHHI", b"BM", 26 + len(rows), 0, 0, 26) + head + rows


def _gif() -> Iterator[Piece]:
    yield Piece("single.gif", "a GIF", lambda: file_of(plain().quantize(16), "GIF"))
    yield Piece("grain.gif", "a GIF of 256 colours", lambda: scene_as("GIF"), corner=None)
    yield Piece("interlaced.gif", "interlaced", lambda: file_of(plain().quantize(16), "GIF", interlace=True))
    yield Piece("moving.gif", "moving; the first picture counts", _moving_gif)
    yield Piece("clear.gif", "one colour transparent", _clear_gif, corner=WHITE)
    yield Piece("comment.gif", "a comment", lambda: file_of(plain().quantize(16), "GIF", comment=GPS_WORDS.encode()))
    yield Piece("offset.gif", "a first picture smaller than its screen", _offset_gif, corner=None)


def _moving_gif() -> bytes:
    first = plain().quantize(16)
    return file_of(first, "GIF", save_all=True, append_images=[flat("RGB", BLUE)], duration=100)


def _clear_gif() -> bytes:
    """Its top left corner is transparent."""
    picture = plain().quantize(16)
    return file_of(picture, "GIF", transparency=picture.getpixel((5, 5)))


def _offset_gif() -> bytes:
    """A screen of 740 x 460 pixels, of which the picture covers 640 x 400."""
    whole = bytearray(file_of(plain().quantize(16), "GIF"))
    struct.pack_into("<HH", whole, 6, 740, 460)
    place = whole.index(b"\x2c\0\0\0\0\x80\x02\x90\x01")
    struct.pack_into("<HH", whole, place + 1, 50, 30)
    return bytes(whole)
