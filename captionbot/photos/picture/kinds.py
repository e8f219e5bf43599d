"""What a file is, told by how it begins: a kind of photo that we take, or a word that staff use for what it is."""

import codecs
from enum import StrEnum
from typing import Final

BEGINNING: Final = 1024
"""Bytes that are enough to tell."""


class Kind(StrEnum):
    """The formats we take; nothing else is ever handed to a decoder."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    TIFF = "TIFF"
    BMP = "BMP"
    GIF = "GIF"
    HEIC = "HEIC"
    AVIF = "AVIF"


_AS_JPEG: Final = "Export it as JPEG or PNG and put that into the queue."
_WORDS_AS_TEXT: Final = (
    "If it holds the words for a photo, save them as plain text under the photo's name; a picture in it, as JPEG."
)
_VIDEO: Final = "The contest is about a photo; put one into the queue."

_BEGINNINGS: Final = (
    (b"%PDF", "a PDF", _AS_JPEG),
    (b"%!PS", "a PostScript (EPS) drawing", _AS_JPEG),
    (b"\xc5\xd0\xd3\xc6", "a PostScript (EPS) drawing", _AS_JPEG),
    (b"8BPS", "a Photoshop file", _AS_JPEG),
    (b"gimp xcf", "a GIMP file", _AS_JPEG),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture", _AS_JPEG),
    (b"\xff\x0a", "a JPEG XL picture", _AS_JPEG),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture", _AS_JPEG),
    (b"\x00\x00\x01\x00", "an icon", _AS_JPEG),
    (b"FUJIFILMCCD-RAW", "a camera's raw file", _AS_JPEG),
    (b"IIU\x00", "a camera's raw file", _AS_JPEG),
    (b"IIRO", "a camera's raw file", _AS_JPEG),
    (b"PK\x03\x04", "a Word document or a zip file", _WORDS_AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an Office document", _WORDS_AS_TEXT),
    (b"{\\rtf", "a Rich Text document", _WORDS_AS_TEXT),
    (b"\x1aE\xdf\xa3", "a video", _VIDEO),
    (b"\x00\x00\x01\xba", "a video", _VIDEO),
    (b"ID3", "a sound file", _VIDEO),
    (
        b"L\x00\x00\x00\x01\x14\x02\x00",
        "a Windows shortcut",
        "Put the photo itself into the queue, not a shortcut to it.",
    ),
    (b"MZ", "a program", "Delete it, and ask where it came from."),
    (b"\x7fELF", "a program", "Delete it, and ask where it came from."),
)
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),  # BigTIFF
    (b"MM\0+", Kind.TIFF),
    (b"GIF8", Kind.GIF),
)
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1"}
)
_RAW_BRANDS: Final = (b"crx ",)
_BMP_HEADERS: Final = frozenset({0, 12, 40, 52, 56, 64, 108, 124})
"""Bytes of the header that follows a BMP's first fourteen (0: cut off before it); a text that begins with BM has
another number there."""


def kind_of(raw: bytes) -> Kind | None:
    """The kind of photo that a file begins as, whatever its name; None where it is none that we take."""
    if raw[4:8] == b"ftyp":
        return _kind_by_brands(raw)
    if raw.startswith(b"RIFF"):
        return Kind.WEBP if raw[8:12] in {b"WEBP", b""} else None
    if raw.startswith(b"BM"):
        return Kind.BMP if int.from_bytes(raw[14:18], "little") in _BMP_HEADERS else None
    return next((kind for signature, kind in _SIGNATURES if raw.startswith(signature)), None)


def _kind_by_brands(raw: bytes) -> Kind | None:
    """HEIC and AVIF share a container; one that names neither first may name it among those it goes with."""
    end = min(len(raw), int.from_bytes(raw[:4], "big"), BEGINNING)
    major, others = raw[8:12], {raw[place : place + 4] for place in range(16, end, 4)}
    if major in _AVIF_BRANDS or (major in {b"mif1", b"msf1"} and others & _AVIF_BRANDS):
        return Kind.AVIF
    return Kind.HEIC if major in _HEIC_BRANDS else None


def what_it_is(raw: bytes) -> tuple[str, str]:
    """The kind of a file that can't be read as a photo, and what a person does about it."""
    if raw[4:8] == b"ftyp":
        return ("a camera's raw file", _AS_JPEG) if raw[8:12] in _RAW_BRANDS else ("a video", _VIDEO)
    if raw[8:12] in {b"AVI ", b"WAVE"}:
        return ("a video" if raw[8:12] == b"AVI " else "a sound file"), _VIDEO
    for beginning, kind, do in _BEGINNINGS:
        if raw.startswith(beginning):
            return kind, do
    return _kind_of_text(raw) or ("a kind of file that we don't know", _AS_JPEG)


def _kind_of_text(raw: bytes) -> tuple[str, str] | None:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw[:BEGINNING]).lstrip("\ufeff \r\n\t")
    except UnicodeDecodeError:
        return None
    if "\0" in text or not text:
        return None
    if text.startswith(("<svg", "<?xml")):
        return "an SVG drawing", _AS_JPEG
    if text.lower().startswith(("<!doctype html", "<html")):
        return "a web page", "Open the page and save the picture itself."
    return "a text", _WORDS_AS_TEXT
