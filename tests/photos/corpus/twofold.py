"""Files that are two things at once, and photos of odd sizes and shades."""

import io
import zipfile
from collections.abc import Iterator

from tests.photos.corpus.drawn import chunk, flat, grain, jpeg_with, plain, png_with, scene, scene_as, segment
from tests.photos.corpus.piece import Piece, refused, remarked
from tests.photos.pictures import WHITE, drawing, file_of

_PHP = b"<?php system($_GET['c']); ?>"
_SCRIPT = b"<html><script>alert('Secret')</script></html>"
_PDF_END = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pieces() -> Iterator[Piece]:
    """All of them."""
    yield from _two_at_once()
    yield from _sizes()
    yield from _shades()


def _two_at_once() -> Iterator[Piece]:
    yield Piece("jpeg-and-zip.jpg", "a JPEG with a zip behind it", lambda: scene_as("JPEG") + _zip())
    yield Piece("jpeg-and-pdf.jpg", "a JPEG with a PDF in its comment", lambda: jpeg_with(segment(0xFE, _PDF_END)))
    yield Piece("jpeg-and-php.jpg", "a JPEG with a program in its comment", lambda: jpeg_with(segment(0xFE, _PHP)))
    yield Piece("jpeg-and-page.jpg", "a JPEG with a web page in it", lambda: jpeg_with(segment(0xE0, _SCRIPT)))
    yield Piece(
        "png-and-php.png", "a PNG with a program in its text", lambda: png_with(chunk(b"tEXt", b"Comment\0" + _PHP))
    )
    yield Piece(
        "gif-and-page.gif",
        "a GIF with a web page in its comment",
        lambda: file_of(plain().quantize(16), "GIF", comment=_SCRIPT),
    )
    yield Piece(
        "gif-and-jar.gif", "a GIF with a Java archive behind it", lambda: file_of(plain().quantize(16), "GIF") + _zip()
    )
    yield Piece("webp-and-wave.webp", "a WebP with a sound behind it", lambda: scene_as("WEBP") + b"RIFF\4\0\0\0WAVE")
    yield refused("pdf-and-jpeg.jpg", "a PDF with a JPEG in it", lambda: _PDF_END + scene_as("JPEG"), "a PDF")
    yield refused(
        "page-and-jpeg.jpg", "a web page with a JPEG in it", lambda: _SCRIPT + scene_as("JPEG"), "not a photo"
    )
    yield refused(
        "mp3-and-jpeg.jpg", "a sound with its cover", lambda: b"ID3\4\0\0\0\0\1\0" + scene_as("JPEG"), "a sound"
    )
    yield refused("zip-and-jpeg.jpg", "a zip that holds a JPEG as it is", lambda: _zip() + scene_as("JPEG"), "zip")


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr(zipfile.ZipInfo("Secret.txt"), "Secret")
    return written.getvalue()


def _sizes() -> Iterator[Piece]:
    for width, height in ((1, 1), (2, 2), (1, 5000), (5000, 1), (300, 2), (30_000, 20)):
        what = f"{width} x {height} pixels"
        yield refused(f"{width}x{height}.png", what, lambda size=(width, height): _of(size), "nothing to see")  # type: ignore[misc] # a loop's
    for width, height in ((3, 3), (20_000, 40), (40, 20_000), (599, 400), (600, 314)):
        what = f"{width} x {height} pixels"
        yield remarked(f"{width}x{height}.png", what, lambda size=(width, height): _of(size), "small")  # type: ignore[misc] # a loop's
    for width, height in ((600, 315), (2047, 1300), (2048, 1300), (2049, 1300), (1300, 4096), (12_000, 2000)):
        what = f"{width} x {height} pixels"
        yield Piece(f"{width}x{height}.png", what, lambda size=(width, height): _of(size))  # type: ignore[misc] # a loop's
    yield Piece(
        "grain.bmp",
        "2048 x 2048 pixels of noise: the picture that packs worst",
        lambda: file_of(grain(2048, 2048), "BMP"),
        corner=None,
    )


def _of(size: tuple[int, int]) -> bytes:
    return file_of(drawing(size=size), "PNG")


def _shades() -> Iterator[Piece]:
    night = scene().point(lambda value: value // 16)
    yield remarked("night.jpg", "taken at night: very dark", lambda: file_of(night), "very dark")
    yield remarked("black.jpg", "all black", lambda: file_of(flat("RGB", 0)), "very dark", (0, 0, 0))
    yield Piece("white.jpg", "all white", lambda: file_of(flat("RGB", WHITE)), corner=WHITE)
    yield Piece("clear.png", "all transparent: white", lambda: file_of(flat("RGBA", 0), "PNG"), corner=WHITE)
    yield Piece(
        "dusk.jpg",
        "dark, with things to be seen",
        lambda: file_of(scene().point(lambda value: value // 3)),
        corner=None,
    )
