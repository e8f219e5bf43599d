"""What is no photo, under a photo's name."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.photos.corpus.drawn import box, png, scene, scene_as, tiff
from tests.photos.corpus.piece import Piece, refused
from tests.photos.pictures import file_of

_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\nshowpage\n%%EOF\n"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

_PLAIN: tuple[tuple[str, str, bytes, str], ...] = (
    ("pdf.jpg", "a PDF", _PDF, "a PDF"),
    ("eps.jpg", "an EPS drawing: Ghostscript would run it", _EPS, "PostScript"),
    ("eps-preview.tif", "an EPS with a preview", b"\xc5\xd0\xd3\xc6\x1e" + bytes(25) + _EPS, "PostScript"),
    ("svg.jpg", "an SVG drawing with a script", _SVG, "an SVG"),
    ("svg-declared.png", "an SVG with its XML line", b'<?xml version="1.0"?>\n' + _SVG, "an SVG"),
    ("page.jpg", "a web page in place of the picture", b"<!DOCTYPE html><html><body>404</html>", "a web page"),
    ("text.jpg", "a text", b"Alt: Two officers on horseback.\n", "a text"),
    ("text-utf16.jpg", "a text as Notepad's Unicode", "Two officers".encode("utf-16"), "not a photo"),
    ("json.jpg", "an answer of some server", b'{"error": "not found"}', "a text"),
    ("base64.jpg", "a picture's bytes as text", b"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcG" * 20, "a text"),
    ("script.jpg", "a shell script", b"#!/bin/sh\nrm -rf ~\n", "a text"),
    ("word-old.jpg", "an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "Office"),
    ("rtf.jpg", "a Rich Text document", b"{\\rtf1\\ansi Two officers}", "Rich Text"),
    ("film.jpg", "an MP4 film", box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"mdat", bytes(999)), "a video"),
    ("quicktime.heic", "a QuickTime film", box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"mdat", bytes(999)), "a video"),
    ("old-film.jpg", "a QuickTime film without a type", box(b"moov", bytes(200)), "not a photo"),
    ("webm.jpg", "a WebM film", b"\x1aE\xdf\xa3" + bytes(500), "a video"),
    ("mpeg.jpg", "an MPEG film", b"\0\0\1\xba" + bytes(500), "a video"),
    ("avi.webp", "an AVI film: RIFF like WebP", b"RIFF\xf4\1\0\0AVI " + bytes(500), "a video"),
    ("wave.webp", "a sound: RIFF like WebP", b"RIFF\xf4\1\0\0WAVEfmt " + bytes(500), "a sound"),
    ("mp3.jpg", "an MP3 sound", b"ID3\4\0\0\0\0\0\0" + bytes(500), "a sound"),
    ("ogg.jpg", "an Ogg sound", b"OggS\0\2" + bytes(500), "not a photo"),
    ("flac.jpg", "a FLAC sound", b"fLaC\0\0\0\x22" + bytes(500), "not a photo"),
    ("sound.heic", "an audio book: ftyp like HEIC", box(b"ftyp", b"M4A \0\0\0\0") + bytes(500), "not a photo"),
    ("windows.jpg", "a Windows program", b"MZ\x90\0" + bytes(500), "a program"),
    ("linux.jpg", "a Linux program", b"\x7fELF\2\1\1" + bytes(500), "a program"),
    ("java.jpg", "a Java class", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(500), "not a photo"),
    ("shortcut.jpg", "a Windows shortcut", b"L\0\0\0\1\x14\2\0" + bytes(500), "a Windows shortcut"),
    ("web-link.jpg", "a link to a web page", b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "not a photo"),
    ("photoshop.jpg", "a Photoshop file", b"8BPS\0\1" + bytes(500), "a Photoshop file"),
    ("gimp.jpg", "a GIMP file", b"gimp xcf v011\0" + bytes(500), "a GIMP file"),
    ("jxl.jpg", "JPEG XL", b"\xff\x0a" + bytes(500), "a JPEG XL"),
    ("jxl-boxed.jpg", "JPEG XL in boxes", b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(500), "a JPEG XL"),
    ("raw-fuji.jpg", "a Fujifilm camera's raw file", b"FUJIFILMCCD-RAW 0201" + bytes(500), "raw file"),
    ("raw-olympus.jpg", "an Olympus camera's raw file", b"IIRO\x08\0\0\0" + bytes(500), "raw file"),
    ("raw-panasonic.tif", "a Panasonic camera's raw file", b"IIU\0\x18\0\0\0" + bytes(500), "raw file"),
    ("raw-cr3.heic", "a Canon camera's raw file (CR3)", box(b"ftyp", b"crx \0\0\0\1crx isom") + bytes(500), "raw file"),
    ("dicom.jpg", "a doctor's picture", bytes(128) + b"DICM" + bytes(500), "not a photo"),
    ("fits.jpg", "an astronomer's picture", b"SIMPLE  =                    T" + b" " * 2850, "not a photo"),
    ("ppm.jpg", "a PPM picture", b"P6 20 20 255\n" + bytes(1200), "not a photo"),
    ("gzip.jpg", "something packed", b"\x1f\x8b\x08\0" + zlib.compress(b"x" * 99), "not a photo"),
    ("database.jpg", "a database", b"SQLite format 3\0" + bytes(500), "not a photo"),
    ("finder.jpg", "a Mac's notes on a file", b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(500), "not a photo"),
    ("wmf.jpg", "a Windows drawing", b"\xd7\xcd\xc6\x9a" + bytes(500), "not a photo"),
)  # fmt: skip


def pieces() -> Iterator[Piece]:
    """All of them."""
    for name, what, raw, says in _PLAIN:
        yield refused(name, what, lambda raw=raw: raw, says)  # type: ignore[misc] # a loop's
    yield refused("word.jpg", "a Word document", lambda: _zipped("word/document.xml"), "Word")
    yield refused("zip.jpg", "a zip with a photo in it", lambda: _zipped("photo.jpg"), "zip")
    yield refused("jp2.jpg", "JPEG 2000", lambda: file_of(scene(), "JPEG2000"), "JPEG 2000")
    yield refused(
        "icon.png", "an icon with a PNG in it", lambda: file_of(Image.new("RGBA", (64, 64)), "ICO"), "an icon"
    )
    yield refused("targa.jpg", "a TGA picture", lambda: file_of(scene(), "TGA"), "not a photo")
    yield refused("pcx.jpg", "a PCX picture", lambda: file_of(scene(), "PCX"), "not a photo")
    yield from _raw_as_tiff()
    yield from _named_otherwise()


def _zipped(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), scene_as("JPEG"))
    return written.getvalue()


def _raw_as_tiff() -> Iterator[Piece]:
    """Raw files are TIFFs whose first picture is a thumbnail."""
    yield refused("raw.dng", "a digital negative", lambda: _thumbnail_with((50706, 1, 4, 0x0401)), "raw file")
    yield refused("raw-nikon.nef", "a Nikon camera's raw file", lambda: _thumbnail_with((254, 4, 1, 1)), "raw file")
    yield refused("raw-canon.cr2", "a Canon camera's raw file", _canon, "raw file")


def _thumbnail_with(tag: tuple[int, int, int, int]) -> bytes:
    tags = [
        (256, 3, 1, 160), (257, 3, 1, 120), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8 + 2 + 12 * 10 + 4), (277, 3, 1, 1), (278, 3, 1, 120), (279, 4, 1, 160 * 120), tag,
    ]  # fmt: skip
    return tiff(tags, bytes(160 * 120))


def _canon() -> bytes:
    plain = _thumbnail_with((271, 2, 4, 0x6E6F))
    moved = bytearray(struct.pack("<2sHI2sH4x", b"II", 42, 16, b"CR", 2) + plain[8:])
    for place in range(18, 18 + 12 * 10, 12):
        if struct.unpack_from("<H", moved, place)[0] == 273:
            struct.pack_into("<I", moved, place + 8, struct.unpack_from("<I", moved, place + 8)[0] + 8)
    return bytes(moved)


def _named_otherwise() -> Iterator[Piece]:
    """Photos under other endings, for only the content counts."""
    made: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
        ("jpeg.png", "a JPEG named .png", lambda: scene_as("JPEG")),
        ("png.jpg", "a PNG named .jpg", lambda: scene_as("PNG")),
        ("webp.jpg", "a WebP named .jpg, as browsers save", lambda: scene_as("WEBP")),
        ("jpeg", "a JPEG without an ending", lambda: scene_as("JPEG")),
        ("jpeg.pdf", "a JPEG named .pdf", lambda: scene_as("JPEG")),
        ("jpeg.jpg.exe", "a JPEG named .exe", lambda: scene_as("JPEG")),
    )
    yield from (Piece(*one) for one in made)
    yield Piece(
        "one-dot-png.jpg",
        "a PNG of one colour",
        lambda: png(640, 400, 8, 2, (b"\0" + b"\xc8\x14\x14" * 640) * 400),
        corner=None,
    )
