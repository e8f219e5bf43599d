"""What may count as words of a person, whichever block of a photo it stands in."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from captionbot.photos.words.decoding import plain

Said = Mapping[str, str]
"""Texts by the names of the fields of ``Drafts``."""

MOST_BYTES: Final = 1_000_000
"""Of one block; a longer one holds an editor's history rather than words, and is left alone."""

LONGEST: Final = 4_000
"""Characters of one field."""

_PARAGRAPHS = frozenset({"description"})
"""What may have lines; in a sidecar everything else stands on one."""

_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_MANY_BLANKS = re.compile(r"\n{3,}")
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_NO_WORDS = re.compile(
    r"[\W\d_]*|<?(?:none|untitled|unknown|undefined|default|null|n/a|description|title|x-default)>?", re.IGNORECASE
)
"""What stands where somebody had to fill in something."""
_BY_MACHINE = re.compile(
    "|".join(  # noqa: FLY002 - a line for each, and a comment between
        (
            r"(?:\w+ ){0,2}digital (?:still )?camera",
            r"(?:sony|minolta|konica minolta)? ?dsc|picasa|cof|hdr(?:pl)?|edf|oplus_\d+|jpeg|exif_jpeg_picture|binary",
            r"(?:dcim|screen ?shot|created with|file written by|optimized by|processed (?:by|with)|maker:).*",
            r"photo(?:graph)?|image|picture|scan(?:ned image)?|user comments?",
            # a file's name
            r"(?:[a-z]{1,5}|image|photo|picture|scan(?:ned)?)[-_ ]?\d[\d_]*(?:\.(?:jpe?g|tiff?|png|heic))?",
        )
    ),
    re.IGNORECASE,
)
"""What cameras, scanners and programs put where a description or a title should be."""
_BY_MACHINE_IN: Final = frozenset({"alt", "headline", "description"})

_DATE = re.compile(r"([0-9]{4})(?:[-:]([0-9]{2})(?:[-:]([0-9]{2})(?![0-9]).*)?)?", re.DOTALL)


def meaningful(said: Said) -> Said:
    """What a person may have written, storable and of bounded length."""
    cleaned = {name: value if name == "taken" else _cleaned(name, value) for name, value in said.items()}
    return {name: value for name, value in cleaned.items() if value}


def partial_date(text: str) -> str:
    """``1974``, ``1974-06`` or ``1974-06-05`` out of what XMP and EXIF write, with its hour or without; else nothing.

    Where the month or the day is unknown (00), the rest counts.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return ""
    parts = [part for part in found.groups() if part]
    while len(parts) > 1 and parts[-1] == "00":
        parts.pop()
    try:
        date(*(int(part) for part in (*parts, "01", "01")[:3]))
    except ValueError:
        return ""
    return "-".join(parts)


def _cleaned(name: str, value: str) -> str:
    text = _HIDDEN.sub("", plain(value.strip("\0 ")))[: 2 * LONGEST]
    lines = [" ".join(line.split()) for line in _LINE_END.split(text)]
    text = _paragraphs(lines) if name in _PARAGRAPHS else " ".join(filter(None, lines))
    if _NO_WORDS.fullmatch(text) or (name in _BY_MACHINE_IN and _BY_MACHINE.fullmatch(text)):
        return ""
    return _cut(text)


def _paragraphs(lines: list[str]) -> str:
    return _MANY_BLANKS.sub("\n\n", "\n".join(lines)).strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
