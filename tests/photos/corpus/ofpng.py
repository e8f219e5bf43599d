"""PNGs of every depth and with every kind of chunk."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from tests.photos.corpus.drawn import P3, by_vips, chunk, flat, in_vips, plain, png, png_with, profile, scene, scene_as
from tests.photos.corpus.piece import Colour, Piece, refused
from tests.photos.pictures import BLUE, GPS_WORDS, RED, WHITE, exif, file_of

_GREY = (74, 74, 74)


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _depths()
    yield from _transparent()
    yield from _chunks()


def _depths() -> Iterator[Piece]:
    yield Piece("rgb.png", "8 bits, RGB", lambda: scene_as("PNG"))
    yield Piece("grey.png", "8 bits, greyscale", lambda: file_of(scene().convert("L"), "PNG"), corner=_GREY)
    for bits, value, corner in ((1, 0xFF, WHITE), (2, 0x55, (85, 85, 85)), (4, 0x77, (119, 119, 119))):
        yield _flat_grey(bits, value, corner)
    for bits in (1, 2, 4, 8):
        yield _with_palette(bits)
    yield Piece("rgb-16.png", "16 bits, RGB", lambda: by_vips(".png", "rgb16"))
    yield Piece("grey-16.png", "16 bits, greyscale", lambda: by_vips(".png", "grey16"), corner=None)
    yield Piece("interlaced.png", "interlaced", lambda: by_vips(".png", interlace=True))
    yield Piece("interlaced-16.png", "interlaced, 16 bits", lambda: by_vips(".png", "rgb16", interlace=True))


def _flat_grey(bits: int, value: int, corner: Colour) -> Piece:
    rows = (b"\0" + bytes([value]) * (640 * bits // 8)) * 400
    return Piece(f"grey-{bits}.png", f"greyscale of {bits} bits", lambda: png(640, 400, bits, 0, rows), corner=corner)


def _with_palette(bits: int) -> Piece:
    corner = None if bits == 1 else RED
    return Piece(f"palette-{bits}.png", f"a palette of {bits} bits", lambda: _palette(bits), corner=corner)


def _palette(bits: int) -> bytes:
    return file_of(plain().quantize(2**bits), "PNG", bits=bits)


def _transparent() -> Iterator[Piece]:
    seen_through = flat("RGBA", (*RED, 0))
    yield Piece("rgba.png", "all of it transparent", lambda: file_of(seen_through, "PNG"), corner=WHITE)
    half = flat("RGBA", (0, 0, 0, 128))
    yield Piece("half.png", "half transparent black", lambda: file_of(half, "PNG"), corner=(127, 127, 127))
    grey = flat("LA", (0, 128))
    yield Piece("grey-alpha.png", "half transparent, greyscale", lambda: file_of(grey, "PNG"), corner=(127, 127, 127))
    yield Piece("rgba-16.png", "16 bits, with alpha", _deep_alpha)
    clear = file_of(plain(), "PNG", transparency=RED)
    yield Piece("colour-key.png", "red counts as transparent", lambda: clear, corner=WHITE)
    yield Piece(
        "palette-alpha.png",
        "a palette, all transparent",
        lambda: file_of(plain("P"), "PNG", transparency=b"\0" * 256),
        corner=WHITE,
    )
    yield Piece(
        "grey-key.png",
        "greyscale, one shade transparent",
        lambda: file_of(flat("L", 77), "PNG", transparency=77),
        corner=WHITE,
    )


def _deep_alpha() -> bytes:
    made: bytes = in_vips(scene()).colourspace("rgb16").bandjoin(65535).write_to_buffer(".png")
    return made


def _chunks() -> Iterator[Piece]:
    yield Piece("texts.png", "texts plain, packed and in UTF-8", _texts)
    yield Piece(
        "turned.png",
        "EXIF orientation 6",
        lambda: file_of(scene().transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif(6)),
    )
    yield Piece("p3.png", "a Display P3 profile", lambda: scene_as("PNG", icc_profile=profile(P3)), corner=(219, 0, 0))
    yield Piece(
        "broken-icc.png", "a profile that can't be unpacked", lambda: png_with(chunk(b"iCCP", b"ICC\0\0rubbish"))
    )
    yield Piece("animated.png", "moving (APNG)", _animated)
    yield Piece(
        "gamma.png", "a gamma of 1/2.2 and sRGB's primaries", lambda: png_with(chunk(b"gAMA", struct.pack(">I", 45455)))
    )
    yield Piece("unknown-chunk.png", "a chunk that nobody knows", lambda: png_with(chunk(b"prVt", b"Secret" * 100)))
    yield Piece("tail.png", "a text after its end", lambda: scene_as("PNG") + GPS_WORDS.encode())
    yield Piece("stored.png", "not packed at all", lambda: scene_as("PNG", compress_level=0))
    yield refused("apple.png", "an iPhone program's PNG (CgBI)", _apple, "broken")
    yield refused("critical.png", "a chunk that must be understood", lambda: png_with(chunk(b"SECR", b"?")), "broken")
    yield refused(
        "two-heads.png",
        "a second header",
        lambda: png_with(chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0))),
        "broken",
    )
    yield refused("no-rows.png", "a header and no picture", lambda: png(640, 400, 8, 2, b""), "cut short")
    yield refused("no-size.png", "0 x 0 pixels", lambda: png(0, 0, 8, 2, b""), "broken")
    yield refused("depth-3.png", "3 bits, which PNG doesn't know", lambda: png(640, 400, 3, 0, bytes(999)), "broken")


def _texts() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Secret")
    info.add_text("Comment", GPS_WORDS, zip=True)
    info.add_itxt("XML:com.adobe.xmp", "<x>Secret</x>")
    return scene_as("PNG", pnginfo=info, exif=exif(1), dpi=(300, 300))


def _animated() -> bytes:
    return scene_as("PNG", save_all=True, append_images=[flat("RGB", BLUE)])


def _apple() -> bytes:
    """As Xcode packs pictures: a chunk before the header, and rows without zlib's frame."""
    bare = zlib.compressobj(9, zlib.DEFLATED, -15)
    rows = bare.compress((b"\0" + bytes(2560)) * 400) + bare.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 640, 400, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"CgBI", b"P\0 \x06") + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
