"""What a file that isn't a photo is, in a word that staff use, told by how it begins."""

import codecs
from typing import Final

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
_OURS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OUR_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_RAW_BRANDS: Final = (b"crx ",)


def begins_as_photo(raw: bytes) -> bool:
    """Whether the beginning is that of a format we take (so the rest of the file must be broken)."""
    if raw[4:8] == b"ftyp":
        return raw[8:12] in _OUR_BRANDS
    return raw.startswith(_OURS) and raw[8:12] not in {b"AVI ", b"WAVE"}


def what_it_is(raw: bytes) -> tuple[str, str]:
    """The kind of a file that can't be read as a photo, and what a person does about it."""
    if raw[4:8] == b"ftyp":
        return ("a camera's raw file", _AS_JPEG) if raw[8:12] in _RAW_BRANDS else ("a video", _VIDEO)
    if raw[8:12] == b"AVI ":
        return "a video", _VIDEO
    for beginning, kind, do in _BEGINNINGS:
        if raw.startswith(beginning):
            return kind, do
    return _kind_of_text(raw) or ("a kind of file that we don't know", _AS_JPEG)


def _kind_of_text(raw: bytes) -> tuple[str, str] | None:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw[:1024]).lstrip("\ufeff \r\n\t")
    except UnicodeDecodeError:
        return None
    if "\0" in text or not text:
        return None
    if text.startswith(("<svg", "<?xml")):
        return "an SVG drawing", _AS_JPEG
    if text.lower().startswith(("<!doctype html", "<html")):
        return "a web page", "Open the page and save the picture itself."
    return "a text", _WORDS_AS_TEXT
