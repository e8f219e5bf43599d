"""JPEGs as cameras, scanners and programs write them."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.photos.corpus.drawn import (
    ADOBE,
    P3,
    PRINTED,
    SRGB,
    flat,
    grain,
    in_vips,
    jpeg_with,
    profile,
    scene,
    scene_as,
    segment,
)
from tests.photos.corpus.piece import Piece, refused
from tests.photos.pictures import BLUE, GPS_WORDS, RED, exif, file_of, swapped_profile

_UNDOES = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""Pillow's transposition that each way of holding a camera undoes."""
_XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret</x:xmpmeta>"
_IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x69\0\x06Secret\0"


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _codings()
    yield from _turned()
    yield from _with_metadata()
    yield from _colours()
    yield from _odd()


def _codings() -> Iterator[Piece]:
    yield Piece("baseline.jpg", "a plain JPEG", lambda: scene_as("JPEG"))
    yield Piece("progressive.jpg", "a progressive JPEG", lambda: scene_as("JPEG", progressive=True))
    yield Piece("no-subsampling.jpg", "colours at full size (4:4:4)", lambda: scene_as("JPEG", subsampling=0))
    yield Piece("half-subsampling.jpg", "colours at half width (4:2:2)", lambda: scene_as("JPEG", subsampling=1))
    yield Piece("restarts.jpg", "restart markers every 4 blocks", lambda: scene_as("JPEG", restart_marker_blocks=4))
    yield Piece("optimised.jpg", "tables of its own", lambda: scene_as("JPEG", optimize=True))
    yield Piece("best.jpg", "quality 100", lambda: scene_as("JPEG", quality=100))
    yield Piece("worst.jpg", "quality 1", lambda: scene_as("JPEG", quality=1), corner=None)
    yield Piece("grey.jpg", "greyscale", lambda: file_of(scene().convert("L")), corner=(74, 74, 74))
    yield Piece("as-rgb.jpg", "RGB stored as it is, not as YCbCr", lambda: scene_as("JPEG", keep_rgb=True))
    yield Piece(
        "cmyk.jpg",
        "print colours, inverted as Adobe writes them",
        lambda: file_of(scene().convert("CMYK")),
        opposite=PRINTED,
    )
    yield Piece("ycck.jpg", "print colours as YCCK", _ycck, corner=None)
    yield Piece("odd-size.jpg", "641 x 401 pixels: no whole blocks", lambda: file_of(scene().resize((641, 401))))


def _ycck() -> bytes:
    """CMYK whose Adobe segment says that it is YCCK; what that looks like is the decoder's affair."""
    whole = file_of(scene().convert("CMYK"))
    place = whole.index(b"Adobe\0")
    return whole[: place + 11] + b"\x02" + whole[place + 12 :]


def _turned() -> Iterator[Piece]:
    for how, undone in _UNDOES.items():
        turn = Image.Transpose(undone)
        yield Piece(
            f"exif-{how}.jpg",
            f"EXIF orientation {how}",
            lambda turn=turn, how=how: file_of(scene().transpose(turn), exif=exif(how)),  # type: ignore[misc] # a loop's
        )
    for how in (0, 1, 9, 65535):
        what = "EXIF orientation 1" if how == 1 else f"EXIF orientation {how}, which means nothing"
        yield Piece(f"exif-{how}.jpg", what, lambda how=how: scene_as("JPEG", exif=exif(how)))  # type: ignore[misc] # a loop's


def _with_metadata() -> Iterator[Piece]:
    yield Piece("gps.jpg", "the place where it was taken, and whose camera", lambda: scene_as("JPEG", exif=exif(1)))
    yield Piece("thumbnail.jpg", "a small picture in its EXIF", lambda: jpeg_with(segment(0xE1, _exif_thumbnail())))
    yield Piece("xmp.jpg", "XMP", lambda: jpeg_with(segment(0xE1, _XMP)))
    yield Piece("iptc.jpg", "IPTC in Photoshop's block", lambda: jpeg_with(segment(0xED, _IPTC)))
    yield Piece("comment.jpg", "a comment", lambda: jpeg_with(segment(0xFE, GPS_WORDS.encode())))
    yield Piece("everything.jpg", "EXIF, GPS, XMP, IPTC, ICC, a comment and bytes after the end", everything)
    yield Piece("broken-exif.jpg", "EXIF that points outside itself", lambda: scene_as("JPEG", exif=_BROKEN_EXIF))
    yield Piece("mpo.jpg", "two pictures in one (MPO), as phones write depth", _mpo)
    yield Piece("motion.jpg", "a moving photo: a video hangs behind the picture", lambda: scene_as("JPEG") + _video())
    yield Piece("dpi.jpg", "300 dots per inch", lambda: scene_as("JPEG", dpi=(300, 300)))
    yield Piece("fill-bytes.jpg", "fill bytes before its markers", lambda: jpeg_with(b"\xff" * 40))


_BROKEN_EXIF = b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(range(40))


def everything() -> bytes:
    """A JPEG with every kind of metadata."""
    plain = scene_as("JPEG", exif=exif(1), icc_profile=SRGB, comment=b"Secret comment")
    return plain[:2] + segment(0xE1, _XMP) + segment(0xED, _IPTC) + plain[2:] + b"Secret tail"


def _exif_thumbnail() -> bytes:
    small = file_of(Image.new("RGB", (160, 120), BLUE))
    first = struct.pack("<2sHIH", b"II", 42, 8, 0) + struct.pack("<I", 14)
    tags = ((0x0103, 3, 1, 6), (0x0201, 4, 1, 56), (0x0202, 4, 1, len(small)))
    second = struct.pack("<H", 3) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + struct.pack("<I", 0)
    return b"Exif\0\0" + first + second + small


def _mpo() -> bytes:
    other = flat("RGB", BLUE)
    return file_of(scene(), "MPO", save_all=True, append_images=[other], exif=exif(1))


def _video() -> bytes:
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + grain(60, 30).tobytes()


def _colours() -> Iterator[Piece]:
    yield Piece("srgb.jpg", "an sRGB profile", lambda: scene_as("JPEG", icc_profile=SRGB))
    yield Piece(
        "p3.jpg", "Display P3, as phones write", lambda: scene_as("JPEG", icc_profile=profile(P3)), corner=_P3_RED
    )
    yield Piece("adobe-rgb.jpg", "Adobe RGB", lambda: scene_as("JPEG", icc_profile=profile(ADOBE)), corner=_ADOBE_RED)
    yield Piece("swapped.jpg", "a profile in which red and blue are exchanged", _swapped, corner=BLUE)
    yield Piece("broken-icc.jpg", "a profile that is none", lambda: scene_as("JPEG", icc_profile=b"not a profile"))
    yield Piece("cut-icc.jpg", "a profile cut short", lambda: scene_as("JPEG", icc_profile=swapped_profile()[:200]))
    yield Piece(
        "cmyk-srgb.jpg",
        "print colours with a screen's profile",
        lambda: file_of(scene().convert("CMYK"), icc_profile=SRGB),
        opposite=PRINTED,
    )
    yield Piece(
        "grey-srgb.jpg",
        "greyscale with a colour profile",
        lambda: file_of(scene().convert("L"), icc_profile=SRGB),
        corner=(74, 74, 74),
    )


_P3_RED = (219, 0, 0)
_ADOBE_RED = (237, 9, 14)


def _swapped() -> bytes:
    return file_of(flat("RGB", RED), icc_profile=swapped_profile())


def _odd() -> Iterator[Piece]:
    yield Piece("tail.jpg", "64 KB of other bytes after the end", lambda: scene_as("JPEG") + grain(160, 136).tobytes())
    yield Piece("lossless-vips.jpg", "as libvips writes it", lambda: in_vips(scene()).write_to_buffer(".jpg", Q=95))
    yield Piece("no-tables.jpg", "a frame of a film: no Huffman tables", lambda: _without(0xC4))
    yield refused("no-quantisation.jpg", "no quantisation tables", lambda: _without(0xDB), "broken")
    yield refused("lossless.jpg", "lossless JPEG, as some raw files hold", lambda: _as_frame(0xC3), "broken")
    yield refused("no-height.jpg", "a height of 0, to be told later", lambda: _sized(0, 400), "broken")
    yield refused("no-width.jpg", "a width of 0", lambda: _sized(240, 0), "broken")
    yield refused(
        "bytes-before.jpg", "other bytes before its beginning", lambda: b"\0\0\r\n" + scene_as("JPEG"), "know"
    )
    yield refused("only-thumbnail.jpg", "no picture but the one in its EXIF", _only_thumbnail, "broken")


def _only_thumbnail() -> bytes:
    return b"\xff\xd8" + segment(0xE1, _exif_thumbnail()) + b"\xff\xd9"


def _without(marker: int) -> bytes:
    """The scene as JPEG, its segments of one kind left out."""
    whole, kept, place = scene_as("JPEG"), b"\xff\xd8", 2
    while whole[place + 1] != 0xDA:
        end = place + 2 + struct.unpack_from(">H", whole, place + 2)[0]
        kept += b"" if whole[place + 1] == marker else whole[place:end]
        place = end
    return kept + whole[place:]


def _as_frame(marker: int) -> bytes:
    whole = scene_as("JPEG")
    place = whole.index(b"\xff\xc0")
    return whole[: place + 1] + bytes([marker]) + whole[place + 2 :]


def _sized(height: int, width: int) -> bytes:
    whole = scene_as("JPEG")
    place = whole.index(b"\xff\xc0")
    return whole[: place + 5] + struct.pack(">HH", height, width) + whole[place + 9 :]
