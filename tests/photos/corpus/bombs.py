"""Small files that would fill the memory or the day."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.photos.corpus.drawn import SRGB, after, box, chunk, flat, jpeg_with, plain, png_with, scene_as, segment, tiff
from tests.photos.corpus.ofphones import avif, heic
from tests.photos.corpus.piece import Piece, refused, remarked
from tests.photos.pictures import exif, file_of, png_claiming

_HUNDRED_MB = 100_000_000
_HUGE = 100_000


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _claims()
    yield from _unpacking()
    yield from _many()
    yield from _deep()


def _claims() -> Iterator[Piece]:
    """More than 250 million pixels, told by the header."""
    yield refused("claims.png", "10 gigapixels in 200 bytes", lambda: png_claiming(_HUGE, _HUGE), "too large")
    yield refused(
        "claims-2-billion.png", "the most that PNG can claim", lambda: png_claiming(2**31 - 1, 2**31 - 1), "too large"
    )
    yield refused(
        "claims.jpg",
        "4 gigapixels",
        lambda: _patched(scene_as("JPEG"), b"\xff\xc0", 5, ">HH", 65_500, 65_500),
        "too large",
    )
    yield refused("claims.webp", "268 megapixels, the most that WebP can", _webp_claiming, "too large")
    yield refused("claims-canvas.webp", "a canvas of 4 gigapixels", _webp_canvas, "too large")
    yield refused("claims.tif", "10 gigapixels", lambda: _tiff_claiming(_HUGE, _HUGE), "too large")
    yield refused("claims.bmp", "10 gigapixels", lambda: _bmp_claiming(_HUGE, _HUGE), "too large")
    yield refused("claims-negative.bmp", "10 gigapixels, top down", lambda: _bmp_claiming(_HUGE, -_HUGE), "too large")
    yield refused("claims.gif", "4 gigapixels", lambda: _gif_claiming(65_500, 65_500), "too large")
    yield refused(
        "claims.heic", "10 gigapixels", lambda: _patched(heic(), b"ispe", 8, ">II", _HUGE, _HUGE), "too large"
    )
    yield refused(
        "claims.avif", "10 gigapixels", lambda: _patched(avif(), b"ispe", 8, ">II", _HUGE, _HUGE), "too large"
    )
    yield refused("just-too-large.png", "250.05 megapixels", lambda: png_claiming(25_005, 10_000), "too large")
    yield refused(
        "claims-250.png",
        "249 megapixels and a hundred bytes of picture",
        lambda: png_claiming(24_900, 10_000),
        "cut short",
    )


def _patched(raw: bytes, mark: bytes, beyond: int, form: str, *numbers: int) -> bytes:
    """The bytes with numbers put in ``beyond`` bytes after the beginning of a mark."""
    made = bytearray(raw)
    struct.pack_into(form, made, made.index(mark) + beyond, *numbers)
    return bytes(made)


def _webp_claiming() -> bytes:
    """VP8L holds 14 bits for each side."""
    raw = bytearray(file_of(plain(), "WEBP", lossless=True))
    place = raw.index(b"VP8L") + 9
    struct.pack_into("<I", raw, place, 0x3FFF | 0x3FFF << 14)
    return bytes(raw)


def _webp_canvas() -> bytes:
    raw = bytearray(file_of(plain(), "WEBP", exif=exif(1)))
    place = raw.index(b"VP8X") + 12
    raw[place : place + 6] = struct.pack("<I", 65_534)[:3] * 2
    return bytes(raw)


def _tiff_claiming(width: int, height: int) -> bytes:
    tags = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, after(9)), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 100),
    ]  # fmt: skip
    return tiff(tags, bytes(100))


def _bmp_claiming(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 154, 0, 0, 54) + head + bytes(100)


def _gif_claiming(width: int, height: int) -> bytes:
    raw = bytearray(file_of(plain().quantize(16), "GIF"))
    struct.pack_into("<HH", raw, raw.index(b"\x2c\0\0\0\0\x80\x02\x90\x01") + 5, width, height)
    struct.pack_into("<HH", raw, 6, width, height)
    return bytes(raw)


def _unpacking() -> Iterator[Piece]:
    """Little that unpacks to much."""
    dark = "very dark"
    yield remarked("zeros-144.png", "144 megapixels of black in 0.4 MB", lambda: _png_of_zeros(12_000), dark, (0, 0, 0))
    yield remarked("zeros-240.tif", "240 megapixels of black in 0.3 MB", _tiff_of_zeros, dark, (0, 0, 0))
    for name, what, bomb in (
        ("text-bomb.png", "a text that unpacks to 100 MB", lambda: chunk(b"zTXt", b"Comment\0\0" + _packed())),
        ("itxt-bomb.png", "the same in UTF-8", _itxt_bomb),
        ("icc-bomb.png", "a colour profile that unpacks to 100 MB", lambda: chunk(b"iCCP", b"a\0\0" + _packed())),
    ):
        yield refused(name, what, lambda bomb=bomb: png_with(bomb()), "broken")  # type: ignore[misc] # a loop's
    yield Piece("giant-icc.jpg", "a colour profile of 16 MB", lambda: jpeg_with(*_icc_parts()))
    yield Piece(
        "giant-exif.png", "EXIF of 30 MB", lambda: png_with(chunk(b"eXIf", b"II*\0\x08\0\0\0" + bytes(30_000_000)))
    )
    yield Piece("many-comments.jpg", "1,000 comments of 64 KB", lambda: jpeg_with(segment(0xFE, b"x" * 65_533) * 1000))


def _packed() -> bytes:
    return zlib.compress(bytes(_HUNDRED_MB), 9)


def _itxt_bomb() -> bytes:
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + _packed())


def _rows_of_zeros(row: int, rows: int) -> bytes:
    """So many rows, packed without ever standing in memory whole."""
    packer = zlib.compressobj(9)
    some, left = bytes(row * 100), rows // 100
    return b"".join(packer.compress(some) for _ in range(left)) + packer.flush()


def _png_of_zeros(side: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", _rows_of_zeros(1 + 3 * side, side))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def _tiff_of_zeros() -> bytes:
    """One strip."""
    rows = _rows_of_zeros(16_000, 15_000)
    tags = [
        (256, 4, 1, 16_000), (257, 4, 1, 15_000), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1),
        (273, 4, 1, after(9)), (277, 3, 1, 1), (278, 4, 1, 15_000), (279, 4, 1, len(rows)),
    ]  # fmt: skip
    return tiff(tags, rows)


def _icc_parts() -> Iterator[bytes]:
    whole = SRGB + bytes(255 * 65_519 - len(SRGB))
    for number in range(255):
        part = whole[number * 65_519 : (number + 1) * 65_519]
        yield segment(0xE2, b"ICC_PROFILE\0" + bytes([number + 1, 255]) + part)


def _many() -> Iterator[Piece]:
    yield Piece("frames.gif", "40,000 pictures", lambda: _gif_of_frames(40_000))
    yield Piece("frames.webp", "300 pictures", lambda: _moving("WEBP", 300))
    yield Piece("frames.png", "300 pictures", lambda: _moving("PNG", 300))
    yield Piece("many-pages.tif", "500 pages", lambda: _moving("TIFF", 500))
    yield refused("scans.jpg", "10,000 scans over 64 megapixels", _scans, "broken")
    yield Piece("tags.tif", "65,535 tags in its directory", _tags, corner=(90, 90, 90))
    yield Piece("chunks.png", "100,000 chunks", lambda: png_with(chunk(b"prVt", b"") * 100_000))
    yield refused("strips.tif", "4 billion strips", _strips, "broken")


def _gif_of_frames(frames: int) -> bytes:
    """The first is the drawing, the others are dots."""
    first = file_of(plain("P"), "GIF")
    return first[:-1] + b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0" * frames + b"\x3b"


def _moving(kind: str, many: int) -> bytes:
    frames = [flat("RGB", (number % 256, 9, 9)) for number in range(many)]
    return file_of(plain(), kind, save_all=True, append_images=frames)


def _scans() -> bytes:
    """A progressive JPEG that says the same thing ten thousand times over."""
    raw = file_of(Image.new("L", (8000, 8000), 200), progressive=True)
    last = raw.rindex(b"\xff\xda")
    return raw[:last] + raw[last:-2] * 10_000 + b"\xff\xd9"


def _tags() -> bytes:
    """Nine that count and 65,526 private ones."""
    rows = [
        (256, 3, 1, 640), (257, 3, 1, 400), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, after(65_535)), (277, 3, 1, 1), (278, 3, 1, 400), (279, 4, 1, 256_000),
    ]  # fmt: skip
    others = [(51_000 + number // 5, 1, 1, 7) for number in range(65_526)]
    return tiff([*rows, *others], bytes([90]) * 256_000)


def _strips() -> bytes:
    tags = [
        (256, 3, 1, 640), (257, 3, 1, 400), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 2**32 - 1, after(9)), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 2**32 - 1, after(9)),
    ]  # fmt: skip
    return tiff(tags, bytes(1000))


def _deep() -> Iterator[Piece]:
    yield Piece("loop.tif", "a directory that is its own next one", _loop, corner=None)
    yield refused("boxes.heic", "10,000 boxes, each in the one before", lambda: _boxes(b"heic"), "broken")
    yield refused("boxes.avif", "the same as AVIF", lambda: _boxes(b"avif"), "broken")
    yield Piece("exif-loop.jpg", "EXIF whose directories point to each other", lambda: scene_as("JPEG", exif=_LOOP))


def _loop() -> bytes:
    tags = [
        (256, 3, 1, 640), (257, 3, 1, 400), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, after(9)), (277, 3, 1, 1), (278, 3, 1, 400), (279, 4, 1, 256_000),
    ]  # fmt: skip
    return tiff(tags, bytes([90]) * 256_000, following=8)


_LOOP = b"Exif\0\0" + tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)], following=8)


def _boxes(brand: bytes) -> bytes:
    inside = b""
    for _ in range(10_000):
        inside = box(b"meta", bytes(4) + inside)
    return box(b"ftyp", brand + bytes(4) + b"mif1" + brand) + inside
