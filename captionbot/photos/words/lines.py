"""How a sidecar's text is laid out: lines with their ends, which of them are headers, and where the words begin.

Reading and writing both go by it, so that what is changed is what is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from captionbot.photos.words.decoding import plain

HEADERS: Final = ("Alt", "Credit", "Fact", "Post-on", "Taken", "Source", "Rights", "People")
FIELDS: Final = {name.lower().replace("-", "_"): name for name in HEADERS}
"""Each header by the name of its field in ``Sidecar``."""

_HYPHEN = "[-\u2010\u2011\u2012\u2013]"
"""Word likes to make another of the one that was typed."""
_NAMES = "|".join(HEADERS).replace("-", _HYPHEN)
_SIGNS = "\ufeff\u200b\u200e\u200f\u2060"
_UNSEEN = rf"\s{_SIGNS}"
"""Blanks of all kinds, and signs that take no room: pasted with the text, they are no part of it."""
_BLANKS = _SIGNS + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_HEADER = re.compile(rf"[{_UNSEEN}]*((?ai:{_NAMES}))[{_UNSEEN}]*[:\uff1a\ufe55](.*)")
# Word writes \v for a soft line break; the others come with text pasted from the web.
_LINE = re.compile("(?P<text>[^\r\n\v\f\x85\u2028\u2029]*)(?P<end>\r\n|[\r\n\v\f\x85\u2028\u2029]|$)")
_BY_FOLD = {name.lower(): name for name in HEADERS}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, and what ends it (nothing, at the end of the text)."""

    text: str
    end: str

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen on it."""
        return not bare(self.text)


@dataclass(frozen=True, slots=True)
class Header:
    """A line with one of the known names."""

    name: str
    """As in ``HEADERS``."""
    value: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text; joined with their ends they are the text again."""
    found = [Line(line["text"], line["end"]) for line in _LINE.finditer(text)]
    return found[:-1] if found and not found[-1].text and not found[-1].end else found


def bare(text: str) -> str:
    """The text without blanks and unseen signs at its ends."""
    return text.strip(_BLANKS)


def unmarked(text: str) -> str:
    """Without the marks that stand between two files which were put together."""
    return text.replace("\ufeff", "")


def words_of(lines: Sequence[Line]) -> str:
    """What lines say as words of the post: storable, a line end for a line end, nothing at the ends."""
    return "\n".join(unmarked(plain(line.text)).rstrip() for line in lines).strip()


def header_in(line: str) -> Header | None:
    """The header that a line is, or None where it is none."""
    found = _HEADER.fullmatch(plain(line))
    if found is None:
        return None
    name = re.sub(_HYPHEN, "-", found[1]).lower()
    return Header(_BY_FOLD[name], bare(found[2]))


def words_begin(lines: list[Line]) -> int:
    """The place of the first line that is neither blank nor a header; after the last where there is none."""
    places = (at for at, line in enumerate(lines) if not line.blank and header_in(line.text) is None)
    return next(places, len(lines))
