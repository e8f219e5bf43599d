"""TIFFs as archives' scanners write them."""

import struct
from collections.abc import Iterator

from PIL import Image, ImageCms

from tests.photos.corpus.drawn import (
    P3,
    PRINTED,
    SIZE,
    after,
    by_vips,
    flat,
    in_vips,
    plain,
    profile,
    scene,
    scene_as,
    tiff,
)
from tests.photos.corpus.piece import Piece, refused
from tests.photos.pictures import BLUE, GPS_WORDS, exif, file_of

_MIDDLE = (128, 128, 128)


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _packings()
    yield from _layouts()
    yield from _numbers()
    yield from _colours()
    yield from _refused()


def _packings() -> Iterator[Piece]:
    for packing, what in (
        ("none", "not packed"),
        ("lzw", "LZW"),
        ("deflate", "deflate"),
        ("packbits", "PackBits"),
        ("jpeg", "JPEG inside"),
        ("webp", "WebP inside"),
    ):
        yield Piece(f"{packing}.tif", f"a TIFF, {what}", lambda packing=packing: by_vips(".tif", compression=packing))  # type: ignore[misc] # a loop's
    yield Piece(
        "lzw-predictor.tif", "LZW with a predictor", lambda: by_vips(".tif", compression="lzw", predictor="horizontal")
    )
    yield Piece("fax-g4.tif", "CCITT G4: black and white, as a fax", lambda: _two_tone("group4"), corner=None)
    yield Piece("fax-g3.tif", "CCITT G3", lambda: _two_tone("group3"), corner=None)
    yield Piece("one-bit.tif", "one bit, not packed", lambda: _two_tone("raw"), corner=None)


def _two_tone(packing: str) -> bytes:
    return file_of(scene().convert("1"), "TIFF", compression=packing)


def _layouts() -> Iterator[Piece]:
    yield Piece("tiled.tif", "in tiles", lambda: by_vips(".tif", tile=True, compression="deflate"))
    yield Piece(
        "pyramid.tif", "tiles in several sizes", lambda: by_vips(".tif", tile=True, pyramid=True, compression="jpeg")
    )
    yield Piece("big.tif", "BigTIFF", lambda: by_vips(".tif", bigtiff=True))
    yield Piece("planes.tif", "each colour in a plane of its own", _planes)
    yield Piece("motorola.tif", "big-endian", lambda: scene_as("TIFF", big_endian=True))
    yield Piece("strip-a-row.tif", "400 strips of one row", lambda: scene_as("TIFF", tiffinfo={278: 1}))
    yield Piece("pages.tif", "three pages; the first counts", _pages)
    yield Piece("turned.tif", "orientation 6 in its own tag", lambda: _turned(6))
    yield Piece(
        "gps.tif", "EXIF with a place, and an owner", lambda: scene_as("TIFF", exif=exif(1), tiffinfo={315: GPS_WORDS})
    )
    yield Piece(
        "xmp.tif",
        "XMP and IPTC",
        lambda: scene_as("TIFF", tiffinfo={700: b"<x>Secret</x>", 33723: b"\x1c\x02\x69\0\x06Secret"}),
    )


def _planes() -> bytes:
    """Three strips, one a colour."""
    width, height = SIZE
    tags, area = 10, width * height
    place = after(tags)
    bits, strips, counts = place, place + 6, place + 18
    picture = place + 30
    rows = [
        (256, 3, 1, width), (257, 3, 1, height), (258, 3, 3, bits), (259, 3, 1, 1), (262, 3, 1, 2),
        (273, 4, 3, strips), (277, 3, 1, 3), (278, 3, 1, height), (279, 4, 3, counts), (284, 3, 1, 2),
    ]  # fmt: skip
    beside = struct.pack("<3H3I3I", 8, 8, 8, *(picture + area * band for band in range(3)), area, area, area)
    return tiff(rows, beside + b"".join(band.tobytes() for band in scene().split()))


def _pages() -> bytes:
    others = [flat("RGB", BLUE), Image.new("L", (30, 30))]
    return scene_as("TIFF", save_all=True, append_images=others)


def _turned(how: int) -> bytes:
    return file_of(scene().transpose(Image.Transpose.ROTATE_90), "TIFF", tiffinfo={274: how})


def _numbers() -> Iterator[Piece]:
    yield Piece("rgb-16.tif", "16 bits, RGB", lambda: by_vips(".tif", "rgb16"))
    yield Piece("grey-16.tif", "16 bits, greyscale", lambda: _flat("I;16", 32768), corner=_MIDDLE)
    yield Piece("grey-16-motorola.tif", "16 bits, big-endian", lambda: _flat("I;16B", 32768), corner=_MIDDLE)
    yield Piece("grey-32.tif", "32 bits, out of 65,535", lambda: _flat("I", 32768), corner=_MIDDLE)
    yield Piece("float.tif", "fractions from 0 to 1", lambda: _flat("F", 0.5), corner=_MIDDLE)
    yield Piece("grey-4.tif", "greyscale of 4 bits", lambda: _few_bits(4, 0x77), corner=(119, 119, 119))
    yield Piece("palette.tif", "a palette", lambda: file_of(plain().quantize(16), "TIFF"))
    yield Piece("alpha.tif", "transparent", lambda: file_of(plain("RGBA"), "TIFF"))
    yield Piece("negative.tif", "0 is white, as faxes count", _negative, corner=None)


def _flat(mode: str, value: float) -> bytes:
    return file_of(flat(mode, value), "TIFF")


def _few_bits(bits: int, value: int) -> bytes:
    row = 640 * bits // 8
    tags = [
        (256, 3, 1, 640), (257, 3, 1, 400), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, after(9)), (277, 3, 1, 1), (278, 3, 1, 400), (279, 4, 1, row * 400),
    ]  # fmt: skip
    return tiff(tags, bytes([value]) * row * 400)


def _negative() -> bytes:
    made: bytes = in_vips(scene().convert("L")).write_to_buffer(".tif", miniswhite=True)
    return made


def _colours() -> Iterator[Piece]:
    yield Piece("cmyk.tif", "print colours", lambda: file_of(plain("CMYK"), "TIFF"), opposite=PRINTED)
    yield Piece(
        "cmyk-profile.tif", "print colours with a press's profile", lambda: by_vips(".tif", "cmyk"), corner=None
    )
    yield Piece("lab.tif", "Lab", _lab)
    yield Piece("lab-16.tif", "Lab of 16 bits", lambda: by_vips(".tif", "labs"))
    yield Piece("ycbcr.tif", "YCbCr, not packed", lambda: file_of(plain("YCbCr"), "TIFF"))
    yield Piece("p3.tif", "Display P3", lambda: scene_as("TIFF", icc_profile=profile(P3)), corner=(219, 0, 0))


def _lab() -> bytes:
    srgb, into = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(plain(), srgb, into, outputMode="LAB")
    assert converted
    return file_of(converted, "TIFF")


def _refused() -> Iterator[Piece]:
    yield refused("packed-oddly.tif", "packed in a way of which nobody knows", lambda: _patched(259, 9999), "broken")
    yield refused("no-directory.tif", "no directory", lambda: b"II*\0\0\0\0\0", "broken")
    yield refused("strip-outside.tif", "a picture that begins after the end", lambda: _patched(273, 10**9), "cut short")
    yield refused("no-width.tif", "a width of 0", lambda: _patched(256, 0), "broken")


def _patched(tag: int, value: int) -> bytes:
    whole = bytearray(_few_bits(8, 99))
    place = next(at for at in range(10, 10 + 12 * 9, 12) if struct.unpack_from("<H", whole, at)[0] == tag)
    struct.pack_into("<I", whole, place + 8, value)
    return bytes(whole)
