"""HEIC and AVIF, as phones write them."""

from collections.abc import Iterator
from functools import cache

from PIL import Image

from tests.photos.corpus.drawn import P3, by_vips, deep_heic, flat, profile, scene, scene_as
from tests.photos.corpus.piece import Piece
from tests.photos.pictures import BLUE, RED, WHITE, exif, file_of


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _heic()
    yield from _avif()


@cache
def heic() -> bytes:
    """The scene as HEIC."""
    return scene_as("HEIF", quality=60)


@cache
def avif() -> bytes:
    """The scene as AVIF."""
    return scene_as("AVIF", speed=10)


def _clear() -> Image.Image:
    return flat("RGBA", (*RED, 0))


def _held() -> Image.Image:
    return scene().transpose(Image.Transpose.ROTATE_90)


def _heic() -> Iterator[Piece]:
    yield Piece("8-bit.heic", "8 bits", heic)
    yield Piece("10-bit.heic", "10 bits", lambda: deep_heic(10))
    yield Piece("12-bit.heic", "12 bits", lambda: deep_heic(12))
    yield Piece(
        "turned.heic",
        "held upright: turned by its container and by EXIF",
        turned_heic,
    )
    yield Piece("gps.heic", "EXIF with a place, and XMP", lambda: scene_as("HEIF", exif=exif(1), xmp=b"<x>Secret</x>"))
    yield Piece("p3.heic", "Display P3", lambda: scene_as("HEIF", icc_profile=profile(P3)), corner=(219, 0, 0))
    yield Piece("alpha.heic", "all transparent", lambda: file_of(_clear(), "HEIF"), corner=WHITE)
    yield Piece("grey.heic", "greyscale", lambda: file_of(scene().convert("L"), "HEIF"), corner=(74, 74, 74))
    yield Piece("odd-size.heic", "641 x 401 pixels", lambda: file_of(scene().resize((641, 401)), "HEIF"))
    yield Piece("several.heic", "several pictures; the main one counts", lambda: _several("HEIF"))
    yield Piece("as-heif.heif", "another ending", heic)
    yield Piece("heic-named.jpg", "HEIC named .jpg, as some programs do", heic)


def turned_heic() -> bytes:
    """A HEIC as an iPhone writes it: held upright, which both its container and its EXIF say.

    The encoder writes no turn, so one is put where it says that a colour has 8 bits; a reader heeds one of the two.
    """
    plain = file_of(_held(), "HEIF", exif=exif(6))
    turned = plain.replace(b"pixi\0\0\0\0\3\x08\x08\x08", b"irot\3" + bytes(7))
    return turned.replace(b"\x12\1\3\0\1\0\0\0\1\0", b"\x12\1\3\0\1\0\0\0\6\0")


def _several(kind: str) -> bytes:
    return scene_as(kind, save_all=True, append_images=[flat("RGB", BLUE)])


def _avif() -> Iterator[Piece]:
    yield Piece("8-bit.avif", "8 bits", avif)
    yield Piece("10-bit.avif", "10 bits", lambda: by_vips(".avif", "rgb16", bitdepth=10))
    yield Piece("12-bit.avif", "12 bits", lambda: by_vips(".avif", "rgb16", bitdepth=12))
    yield Piece("lossless.avif", "lossless", lambda: by_vips(".avif", lossless=True, effort=0))
    yield Piece("alpha.avif", "all transparent", lambda: file_of(_clear(), "AVIF", speed=10), corner=WHITE)
    yield Piece("grey.avif", "greyscale", lambda: file_of(scene().convert("L"), "AVIF", speed=10), corner=(74, 74, 74))
    yield Piece("moving.avif", "moving; the first picture counts", lambda: _several("AVIF"))
    yield Piece("turned.avif", "held upright", lambda: file_of(_held(), "AVIF", exif=exif(6), speed=10))
    yield Piece(
        "gps.avif", "EXIF with a place, and XMP", lambda: scene_as("AVIF", exif=exif(1), xmp=b"<x>Secret</x>", speed=10)
    )
    yield Piece(
        "p3.avif", "Display P3", lambda: scene_as("AVIF", icc_profile=profile(P3), speed=10), corner=(219, 0, 0)
    )
