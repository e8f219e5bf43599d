"""The text file beside a photo: a few known headers, then the words of the post (design.md § 9).

``read_sidecar`` is pure and never raises: what can't be understood is named with its line, left out, and never guessed.
"""

import codecs
import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final

SIDECAR_LIMIT: Final = 64 * 1024
"""Bytes; no one types more about a photo."""

HEADERS: Final = ("Alt", "Credit", "Fact", "Post-on", "Taken", "Source", "Rights", "People")

_BY_FOLD = {name.lower(): name for name in HEADERS}
_HEADER = re.compile(rf"\s*({'|'.join(HEADERS)})\s*:(.*)", re.IGNORECASE)
_LIKE_HEADER = re.compile(r"\s*([A-Za-z][A-Za-z _-]{1,14}?)\s*:")
# Word writes \v for a soft line break; the others come with text pasted from the web.
_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART_OF_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DOCUMENTS = ("{\\rtf", "PK\x03\x04", "%PDF", "\xd0\xcf\x11\xe0", "<!DOCTYPE", "<html")
_AS_TEXT = "Save it again as plain text (in Word: Save as, Plain text)."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something staff should know: what it is, and what to do about it."""

    what: str
    do: str
    waits: bool = False
    """Whether the photo stays in the queue until a person has mended it."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the text beside a photo says; an empty text where it says nothing."""

    alt: str = ""
    """Sent to Facebook as the picture's alternative text."""
    credit: str = ""
    """Stands in the post."""
    fact: str = ""
    """Goes out with the winner."""
    post_on: date | None = None
    """A day of the week that the photo is pinned to."""
    taken: str = ""
    """When the picture was made: ``1974``, ``1974-06`` or ``1974-06-05``."""
    source: str = ""
    rights: str = ""
    people: str = ""
    words: str = ""
    """The words of the post."""
    mistakes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    found: dict[str, str] = field(default_factory=dict)
    post_on: date | None = None
    mistakes: list[Problem] = field(default_factory=list)

    def mistake(self, line: int, what: str, do: str, *, waits: bool = False) -> None:
        self.mistakes.append(Problem(f"line {line}: {what}", do, waits))

    def header(self, line: int, name: str, value: str) -> None:
        if name in self.found:
            self.again(line, name, value)
            return
        self.found[name] = value
        if name == "Post-on" and value:
            self.day(line, value)
        if name == "Taken" and value and not _is_part_of_date(value):
            self.found[name] = ""
            what = f"Taken: “{value}” is not a year, month or day"
            self.mistake(line, what, "Write it as 1974, 1974-06 or 1974-06-05.")

    def again(self, line: int, name: str, value: str) -> None:
        undecided = name == "Post-on" and value != self.found[name]
        what = f"{name} stands a second time; the first one counts"
        self.mistake(line, what, "Keep one of them.", waits=undecided)

    def day(self, line: int, value: str) -> None:
        self.post_on = _day(value)
        if self.post_on is None:
            what = f"Post-on: “{value}” is not a date"
            self.mistake(line, what, "Write it as 2026-12-25, or take the line out.", waits=True)

    def first_words(self, line: int, text: str) -> None:
        """Remark on a header that was perhaps misspelt: as it stands it goes out in the post."""
        like = _LIKE_HEADER.match(text)
        meant = like and get_close_matches(like[1].lower().replace(" ", "-"), _BY_FOLD, 1, cutoff=0.75)
        if like and meant:
            name = _BY_FOLD[meant[0]]
            what = f"“{like[1]}:” is not a name we know, so the words of the post begin with it"
            self.mistake(line, what, f"If you meant {name}, write “{name}:”.")


def decode_text(raw: bytes) -> str:
    """The text of a file as Notepad, Word or an editor wrote it: UTF-8, UTF-16 by its mark, else Windows-1252."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def plain(text: str) -> str:
    """``text`` as every database stores it: NUL, other control characters and lone surrogates become U+FFFD."""
    return _NOT_TEXT.sub("\ufffd", text)


def read_sidecar(text: str) -> Sidecar:
    """Understand a sidecar's text: known names first, then the words; blank lines between are welcome."""
    text = text.removeprefix("\ufeff")
    if text.startswith(_DOCUMENTS):
        return Sidecar(mistakes=(Problem("it is a document, not plain text", _AS_TEXT, waits=True),))
    reading = _Reading()
    lines = _LINE_END.split(text)
    _note_odd_characters(lines, reading)
    words = _take_headers([plain(line) for line in lines], reading)
    fields = {name.lower(): value for name, value in reading.found.items() if name != "Post-on"}
    return Sidecar(**fields, post_on=reading.post_on, words=words, mistakes=tuple(reading.mistakes))


def _note_odd_characters(lines: list[str], reading: _Reading) -> None:
    odd = next((number for number, line in enumerate(lines, 1) if _NOT_TEXT.search(line)), None)
    if odd:
        reading.mistake(odd, "holds characters that are not text; each stands as \ufffd", _AS_TEXT)


def _take_headers(lines: list[str], reading: _Reading) -> str:
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        if header:
            reading.header(number, _BY_FOLD[header[1].lower()], header[2].strip())
        elif line.strip():
            reading.first_words(number, line)
            return "\n".join(rest.rstrip() for rest in lines[number - 1 :]).strip()
    return ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def _is_part_of_date(value: str) -> bool:
    parts = _PART_OF_DATE.fullmatch(value)
    return parts is not None and _day(f"{parts[1]}{parts[2] or '-01'}{parts[3] or '-01'}") is not None
