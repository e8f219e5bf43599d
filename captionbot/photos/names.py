"""File names as people wrote them: put in order, made storable, made safe to show.

A name on disk may be any bytes. Python hands the bytes that aren't UTF-8 over as lone surrogates, which neither
SQLite nor a terminal takes; everywhere outside this folder a photo is known by its *text name*, in which each
such byte stands as U+FFFD and two hex digits, and from which the name on disk can be had back.
"""

import os
import re
import shlex
import unicodedata
from pathlib import PurePath

LONGEST = 255
"""Bytes in a file name on every file system we are likely to meet."""

REASON = ".reason.txt"
SIDECAR = ".txt"
PAUSE_NAMES = frozenset({"pause", "pause.txt", "pause.txt.txt"})
"""Folded; the last is what Notepad makes of ``pause.txt`` where Windows hides endings."""

_CARD = re.compile(r"\.card(-[1-9]\d{0,5})?\.jpg$")
_UNDECODED = re.compile("[\udc80-\udcff\ufffd]")
_ESCAPED = re.compile("(?:\ufffd[0-9A-F]{2})+")
_NOT_OURS = frozenset(
    {
        "desktop.ini",
        "thumbs.db",
        "ehthumbs.db",
        "icon\r",  # macOS keeps a folder's icon in it
        "readme",
        "readme.txt",
        "readme.md",
        "__macosx",
        "@eadir",
        "$recycle.bin",
        "lost+found",
    }
)
_UNFINISHED = (
    "~",
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".opdownload",
    ".tmp",
    ".temp",
    ".filepart",
    ".swp",
)
_JPG = ".jpg"
_JPEG_ENDINGS = (_JPG, ".jpeg", ".jpe", ".jfif")
_PHOTO_ENDINGS = (*_JPEG_ENDINGS, ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif", ".hif", ".avif")


def text_name(raw: str) -> str:
    """The storable form of a name as ``os`` gives it; ``raw_name`` undoes it."""
    return _UNDECODED.sub(lambda found: "".join(f"\ufffd{byte:02X}" for byte in os.fsencode(found[0])), raw)


def raw_name(text: str) -> str:
    """The name on disk for a text name; a name typed as a shell shows it passes unchanged."""
    return _ESCAPED.sub(lambda found: os.fsdecode(bytes.fromhex(found[0].replace("\ufffd", ""))), text)


def is_one_name(raw: str) -> bool:
    """Whether this names a file in a folder and nothing outside it."""
    if raw in {"", ".", ".."} or "/" in raw or "\0" in raw:
        return False
    try:
        os.fsencode(raw)
    except UnicodeEncodeError:  # a lone surrogate that no file name can hold
        return False
    return True


def shown_name(name: str) -> str:
    """A text name as a person may see it: newlines, escape codes and direction marks are spelled out."""
    return "".join(_shown(char) for char in name)


def shown_raw(raw: str) -> str:
    """A name on disk as a person may see it."""
    return shown_name(text_name(raw))


def typed_name(name: str) -> str:
    """A text name as a person may type it after a command: whole for the shell, and no option if it begins so."""
    return shlex.quote(shown_name(f"./{name}" if name.startswith("-") else name))


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    if unicodedata.category(char) == "Zs":  # macOS puts a narrow no-break space into the name of a screenshot
        return " "
    return char.encode("unicode_escape").decode("ascii")


def folded(raw: str) -> str:
    """The name with case and accents spelled one way: a Mac and a PC write "É" differently."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", raw).casefold())


def in_name_order(raw: str) -> tuple[tuple[tuple[str, int], ...], str, str]:
    """The sort key of natural order: photo2 before photo10, capitals as small letters."""
    parts = re.findall(r"(\D*)(\d*)", folded(stem_of(raw)))
    return tuple((words, int(digits or -1)) for words, digits in parts), folded(raw), raw


def stem_of(raw: str) -> str:
    """The name without its ending."""
    return PurePath(raw).stem


def looks_like_photo(raw: str) -> bool:
    """Whether the ending promises a photo (what a file is, only its content tells)."""
    return raw.lower().endswith(_PHOTO_ENDINGS)


def is_sidecar(raw: str) -> bool:
    """Whether the ending is that of a text file."""
    return raw.lower().endswith(SIDECAR)


def is_ignored(raw: str) -> bool:
    """Whether the file is none of staff's: hidden, the system's own, unfinished, or one of our notes."""
    name = folded(raw)
    return (
        name.startswith((".", "~$"))
        or name in _NOT_OURS
        or name in PAUSE_NAMES
        or name.endswith(_UNFINISHED)
        or name.endswith(REASON)
    )


def numbered(raw: str, number: int) -> str:
    """The name itself for 1, then ``name (2).jpg``, ``name (3).jpg`` …, cut so that a file system takes it."""
    path = PurePath(raw)
    return raw if number == 1 else fitted(path.stem, f" ({number}){path.suffix}")


def is_numbered_form(raw: str, of: str) -> bool:
    """Whether ``raw`` is what ``numbered`` may have made of ``of``."""
    found = re.search(r" \((\d{1,6})\)$", stem_of(raw))
    return raw == of or (found is not None and raw == numbered(of, int(found[1])))


def card_name(photo: str, number: int) -> str:
    """What the card of a photo is called: ``name.card.jpg``, then ``name.card-2.jpg`` …; ``name.png.card.jpg``.

    The commonest ending is left out, every other stays: ``name.jpg`` and ``name.png`` are two photos.
    """
    stem = photo[: -len(_JPG)] if photo.lower().endswith(_JPG) else photo
    return fitted(stem, f".card-{number}.jpg" if number > 1 else ".card.jpg")


def is_card_of(raw: str, photo: str) -> bool:
    """Whether ``raw`` is what ``card_name`` may have made of a photo's name."""
    found = _CARD.search(raw)
    return found is not None and raw == card_name(photo, int((found[1] or "-1")[1:]))


def is_card(raw: str) -> bool:
    """Whether a file is called as a card is; in ``posted`` no photo is."""
    return _CARD.search(folded(raw)) is not None


def fitted(stem: str, ending: str) -> str:
    """``stem`` and ``ending`` joined, the stem shortened until the whole is a possible file name."""
    while len(os.fsencode(stem + ending)) > LONGEST:
        stem = stem[:-1]
    return stem + ending
