"""Photos that were damaged on their way: cut short, holed, changed by a bit."""

import struct
from collections.abc import Callable, Iterator

from tests.photos.corpus.drawn import by_vips, noise, plain, scene_as
from tests.photos.corpus.ofphones import avif, heic
from tests.photos.corpus.piece import Piece, refused
from tests.photos.pictures import file_of

_WHOLE: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: scene_as("JPEG", quality=90),
    "progressive.jpg": lambda: scene_as("JPEG", quality=90, progressive=True),
    "png": lambda: scene_as("PNG"),
    "webp": lambda: scene_as("WEBP", quality=90),
    "tif": lambda: scene_as("TIFF"),
    "lzw.tif": lambda: by_vips(".tif", compression="lzw"),
    "bmp": lambda: scene_as("BMP"),
    "gif": lambda: scene_as("GIF"),
    "heic": heic,
    "avif": avif,
}
"""One photo of each kind whose last hundredth is picture too."""
_PARTS = (10, 50, 90, 99)
_NO_SUMS = frozenset({"jpg", "webp", "tif", "bmp", "heic"})
"""Formats in which a hole reads as a picture of something else: they keep no checksum, and no reader can tell."""
_NO_END = frozenset({"tif", "bmp"})
"""Formats in which zeros up to the end are black or white rows, as any picture may have."""
_SILENT = "; nothing in this format tells"


def pieces() -> Iterator[Piece]:
    """All of them."""
    for ending, whole in _WHOLE.items():
        yield from (_cut(ending, whole, part) for part in _PARTS)
        yield _zeros_at_the_end(ending, whole)
        yield _zeros_in_the_middle(ending, whole)
        yield _first_bit(ending, whole)
    yield from _told_by_sums()
    yield from _rubbish()


def _cut(ending: str, whole: Callable[[], bytes], part: int) -> Piece:
    def make() -> bytes:
        raw = whole()
        return raw[: len(raw) * part // 100]

    return refused(f"cut-at-{part}.{ending}", f"{part} % of a photo", make, "cut short")


def _zeros_at_the_end(ending: str, whole: Callable[[], bytes]) -> Piece:
    def make() -> bytes:
        raw = whole()
        return raw[: len(raw) // 2] + bytes(len(raw) - len(raw) // 2)

    name, what = f"zeros-at-the-end.{ending}", "zeros in place of its second half: a copy that broke off"
    if ending in _NO_END:
        return Piece(name, what + _SILENT, make, corner=None)
    return refused(name, what, make, "cut short")


def _zeros_in_the_middle(ending: str, whole: Callable[[], bytes]) -> Piece:
    def make() -> bytes:
        raw = whole()
        middle = len(raw) // 2
        return raw[:middle] + bytes(2000) + raw[middle + 2000 :]

    name, what = f"zeros-in-the-middle.{ending}", "2,000 zeros in its middle"
    if ending in _NO_SUMS:
        return Piece(name, what + _SILENT, make, corner=None)
    return refused(name, what, make, "cut short")


def _first_bit(ending: str, whole: Callable[[], bytes]) -> Piece:
    def make() -> bytes:
        raw = bytearray(whole())
        raw[1] ^= 1
        return bytes(raw)

    says = "cut short" if ending in {"heic", "avif"} else "not a photo"  # their first box is longer than the file
    return refused(f"flipped.{ending}", "one bit of its beginning changed", make, says)


def _told_by_sums() -> Iterator[Piece]:
    yield refused("wrong-sum.png", "a checksum that doesn't fit its rows", lambda: _changed(-20), "broken")
    yield refused("wrong-head-sum.png", "a checksum that doesn't fit its header", lambda: _changed(30), "broken")
    yield refused("long-chunk.png", "a chunk longer than the file", _long_chunk, "broken")
    yield Piece(
        "no-end.png", "its last chunk is missing; the rows have a sum of their own", lambda: scene_as("PNG")[:-12]
    )
    yield refused(
        "no-end.jpg", "its last two bytes are missing: rows may be, too", lambda: _flat_jpeg()[:-2], "cut short"
    )
    yield refused("long-segment.jpg", "a segment longer than the file", _long_segment, "cut short")
    yield refused("short-head.jpg", "nothing but the first three bytes", lambda: b"\xff\xd8\xff", "cut short")
    yield refused("no-length.webp", "a length of 0 in its header", _no_length, "broken")
    yield refused("no-mdat.heic", "the picture points outside the file", lambda: _moved(heic()), "cut short")


def _flat_jpeg() -> bytes:
    return file_of(plain())


def _changed(place: int) -> bytes:
    raw = bytearray(scene_as("PNG"))
    raw[place] ^= 0x40
    return bytes(raw)


def _long_chunk() -> bytes:
    raw = scene_as("PNG")
    return raw[:33] + struct.pack(">I", 2**31 - 1) + raw[37:]


def _long_segment() -> bytes:
    return b"\xff\xd8\xff\xe1\xff\xff" + bytes(100)


def _no_length() -> bytes:
    raw = scene_as("WEBP")
    return raw[:4] + bytes(4) + raw[8:]


def _moved(raw: bytes) -> bytes:
    place = raw.index(b"mdat")
    return raw[: place + 4]


def _rubbish() -> Iterator[Piece]:
    yield refused("empty.jpg", "no bytes at all", lambda: b"", "is empty")
    for many in (1, 2, 10, 4096):
        yield refused(
            f"random-{many}.jpg",
            f"{many} bytes of nothing",
            lambda many=many: noise(many),  # type: ignore[misc] # a loop's
            "not a photo",
        )
    yield refused("zeros.jpg", "4,096 zeros", lambda: bytes(4096), "not a photo")
    yield refused("ones.jpg", "4,096 bytes of 255", lambda: b"\xff" * 4096, "not a photo")
