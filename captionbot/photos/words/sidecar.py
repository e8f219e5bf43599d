"""The text file beside a photo: a few known headers, then the words of the post (design.md § 9).

``read_sidecar`` is pure and never raises: what can't be understood is named with its line, left out, and never guessed.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any, Final

from captionbot.photos.words import dates
from captionbot.photos.words.decoding import decode_text, doubtful_word, not_text, plain
from captionbot.photos.words.lines import (
    HEADERS,
    Header,
    Line,
    bare,
    header_in,
    lines_of,
    unmarked,
    words_begin,
    words_of,
)

__all__ = ["HEADERS", "SIDECAR_LIMIT", "Problem", "Sidecar", "decode_text", "plain", "read_sidecar"]

SIDECAR_LIMIT: Final = 64 * 1024
"""Bytes; no one types more about a photo."""
LONG_ALT: Final = 1_000
"""Characters. Facebook publishes no limit; other programs that send alternative text hold to this one."""
LONG_WORDS: Final = 60_000
"""Characters; Facebook takes 63,206 in a post, and the invitation, the credit and the rules' address are added."""
YEARS_AHEAD: Final = 10
"""A week farther off than this is a slip of the pen: nobody plans for it, and the photo would never go out."""
WRAPPED: Final = 50
"""Characters of a line that an editor may have wrapped; a shorter one was ended by hand."""

_BY_FOLD = {name.lower(): name for name in HEADERS}
_LIKE_HEADER = re.compile(r"\s*([A-Za-z][A-Za-z _-]{1,14}?)\s*[:\uff1a]\s*(.*)", re.DOTALL)
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”", ")", ":", ";")
_DOCUMENTS = ("{\\rtf", "PK\x03\x04", "%PDF", "\xd0\xcf\x11\xe0", "<!DOCTYPE", "<html")
AS_TEXT: Final = "Save it again as plain text (in Word: Save as, Plain text)."
_AS_UTF8 = "Look at the words; then save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
_ON_ONE_LINE = "Write the whole of it on one line, however long, and an empty line before the words of the post."


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

    today: date | None
    found: dict[str, str] = field(default_factory=dict)
    post_on: date | None = None
    mistakes: list[tuple[int, Problem]] = field(default_factory=list)

    def mistake(self, line: int, what: str, do: str, *, waits: bool = False) -> None:
        self.mistakes.append((line, Problem(f"line {line}: {what}", do, waits)))

    def header(self, line: int, name: str, value: str) -> None:
        if name in self.found:
            self.again(line, name, value)
            return
        self.found[name] = value
        if name == "Post-on" and value:
            self.pinned(line, dates.hyphened(value))
        if name == "Taken" and value:
            self.found[name] = self.taken(line, dates.hyphened(value))
        if name == "Alt" and len(value) > LONG_ALT:
            what = f"Alt has {len(value):,} characters; Facebook may cut it, and few people listen to the end"
            self.mistake(
                line, what, f"Say what is to be seen in a sentence or two, in {LONG_ALT:,} characters at most."
            )

    def again(self, line: int, name: str, value: str) -> None:
        undecided = name == "Post-on" and value != self.found[name]
        what = f"{name} stands a second time; the first one counts"
        self.mistake(line, what, "Keep one of them.", waits=undecided)

    def pinned(self, line: int, value: str) -> None:
        pin = dates.day(value)
        if pin is None:
            what, do = f"Post-on: “{value}” is not a date", f"{_write_as(value, '2026-12-25')}, or take the line out."
            self.mistake(line, what, do, waits=True)
        elif self.today and pin.year > self.today.year + YEARS_AHEAD:
            what = f"Post-on: {value} is {pin.year - self.today.year:,} years away"
            self.mistake(line, what, "Look at the year once more.", waits=True)
        else:
            self.post_on = pin

    def taken(self, line: int, value: str) -> str:
        """The value, or nothing where it says nothing that can be true."""
        first = dates.first_day(value)
        if first is None:
            what = f"Taken: “{value}” is not a year, month or day"
            self.mistake(line, what, f"{_write_as(value, '1974, 1974-06 or 1974-06-05')}.")
        elif self.today and first > self.today + timedelta(days=1):  # somewhere it is tomorrow already
            self.mistake(line, f"Taken: {value} is yet to come", "Look at the date once more.")
        else:
            return value
        return ""


def is_document(text: str) -> bool:
    """Whether it is a Word, RTF, PDF or HTML document that somebody called .txt."""
    return text.removeprefix("\ufeff").startswith(_DOCUMENTS)


def read_sidecar(text: str, *, today: date | None = None, assumed: bool = False) -> Sidecar:
    """Understand a sidecar's text: known names first, then the words; blank lines between are welcome.

    ``today`` tells dates that can't be meant; ``assumed`` says that the encoding of the file was a guess.
    """
    if is_document(text):
        return Sidecar(mistakes=(Problem("is a document, not plain text", AS_TEXT, waits=True),))
    reading, lines = _Reading(today), lines_of(text)
    _note_odd_characters(lines, reading, assumed=assumed)
    begin = words_begin(lines)
    for number, line in enumerate(lines[:begin], 1):
        header = header_in(line.text)
        if header:
            reading.header(number, header.name, unmarked(header.value))
    words = words_of(lines[begin:])
    _note_words(lines, begin, words, reading)
    fields: dict[str, Any] = {name.lower(): value for name, value in reading.found.items() if name != "Post-on"}
    mistakes = tuple(one for _, one in sorted(reading.mistakes, key=lambda found: found[0]))
    return Sidecar(**fields, post_on=reading.post_on, words=words, mistakes=mistakes)


def _write_as(value: str, form: str) -> str:
    """How a date is to be written: the one that was probably meant, or the form."""
    return f"Write it as {' or '.join(dates.meant(value)) or form}"


def _note_odd_characters(lines: list[Line], reading: _Reading, *, assumed: bool) -> None:
    odd = next((number for number, line in enumerate(lines, 1) if not_text(line.text)), None)
    if odd:
        what = "holds characters that are not text; each would go out as \ufffd"
        reading.mistake(odd, what, AS_TEXT)
    for number, line in enumerate(lines, 1):
        word = doubtful_word(line.text, assumed=assumed)
        if word:
            what = f"has letters that were read or written wrongly: “{plain(word)[:40]}”"
            reading.mistake(number, what, _AS_UTF8, waits=True)
            return


def _note_words(lines: list[Line], begin: int, words: str, reading: _Reading) -> None:
    """What looks wrong about the words: as they stand, they go out."""
    if begin == len(lines):
        return
    if len(words) > LONG_WORDS:
        what = f"the words of the post have {len(words):,} characters, and Facebook takes no post of that length"
        reading.mistake(begin + 1, what, "Say it shorter.", waits=True)
    _note_misspelt(begin + 1, lines[begin].text, reading)
    before = header_in(lines[begin - 1].text) if begin else None
    if before and _goes_on(lines[begin - 1], lines[begin]):
        reading.mistake(begin + 1, f"goes on from {before.name}, or begins the words?", _ON_ONE_LINE, waits=True)
    _note_headers_among(lines, begin, reading, right_after=before)


def _goes_on(header: Line, line: Line) -> bool:
    """Whether an editor has probably wrapped a header's line: a long one, in the middle of its sentence."""
    return len(header.text) >= WRAPPED and bare(line.text)[:1].islower() and not header.text.endswith(_SENTENCE_ENDS)


def _note_misspelt(number: int, text: str, reading: _Reading) -> None:
    """Remark on a header that was perhaps misspelt: as it stands it goes out in the post."""
    like = _LIKE_HEADER.match(text)
    close = like and get_close_matches(like[1].lower().replace(" ", "-"), _BY_FOLD, 1, cutoff=0.75)
    if like and close:
        name = _BY_FOLD[close[0]]
        what = f"“{like[1]}:” is not a name we know, so the words of the post begin with it"
        # Of a date nobody can say which week was meant, if the line was meant at all.
        undecided = name == "Post-on" and any(char.isdigit() for char in like[2])
        reading.mistake(number, what, f"If you meant {name}, write “{name}:”.", waits=undecided)


def _note_headers_among(lines: list[Line], begin: int, reading: _Reading, *, right_after: Header | None) -> None:
    """Remark on known names below the first of the words, where they are none."""
    paragraph = right_after is not None
    for number, line in enumerate(lines[begin + 1 :], begin + 2):
        paragraph = paragraph and not line.blank
        header = header_in(line.text)
        if header:
            what = f"“{header.name}:” stands among the words, and would go out with them"
            # Right below other headers with no empty line between: one of those lines was wrapped, or left over.
            reading.mistake(number, what, f"Put it above line {begin + 1}, where the words begin.", waits=paragraph)
            return
