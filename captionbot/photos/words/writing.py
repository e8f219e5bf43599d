"""Changing some fields of a sidecar's text, and nothing else in it."""

from collections.abc import Mapping, Sequence
from typing import Final

from captionbot.photos.words.decoding import plain
from captionbot.photos.words.lines import (
    FIELDS,
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

WORDS: Final = "words"
"""The field that is no header."""
CHANGEABLE: Final = (*FIELDS, WORDS)
"""The fields that can be changed, by their names in ``Sidecar``."""

_MARK: Final = "\ufeff"
_ENDS: Final = frozenset({"\r\n", "\n", "\r"})
_NONE: Final = Header("", "")


class Unwritable(ValueError):
    """What was asked for would be read as something else; the message says why."""


def with_words(text: str, changes: Mapping[str, str]) -> str:
    """A sidecar's text with some fields changed (``CHANGEABLE``), everything else as it was typed.

    An empty value takes its line out. A header that is changed stands once, where it stood first; a new one stands in
    the order of ``HEADERS``, before the words. Raises Unwritable where the words would be read as a header.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    lines = lines_of(text.removeprefix(_MARK))
    end = next((line.end for line in lines if line.end in _ENDS), "\n")
    begin = words_begin(lines)
    typed, words = lines[:begin], lines[begin:]
    head = typed
    for field, name in FIELDS.items():
        if field in changes:
            head = _with_header(head, name, as_read(field, changes[field]), end)
    if WORDS in changes and as_read(WORDS, changes[WORDS]) != as_read(WORDS, _joined(words)):
        words = _new_words(as_read(WORDS, changes[WORDS]), words, end)
    if (head, words) == (typed, lines[begin:]):
        return text
    was_apart = begin > 0 and begin < len(lines)
    return mark + _joined(_together(head, words, end, gap=not was_apart))


def as_read(field: str, value: str) -> str:
    """What the reader makes of a value: a header on one line, words without blank lines around them."""
    if field != WORDS:
        return bare(" ".join(unmarked(plain(value)).split()))
    lines = lines_of(value)
    first = next((at for at, line in enumerate(lines) if not line.blank), len(lines))
    return words_of(lines[first:])


def _with_header(head: Sequence[Line], name: str, value: str, end: str) -> list[Line]:
    places = [at for at, line in enumerate(head) if _header(line).name == name]
    if not places and not value:
        return list(head)
    at = places[0] if places else _place_for(head, name)
    if places and _header(head[at]).value == value:
        new = [head[at]] if value else []
    else:
        new = [Line(f"{name}: {value}", (head[at].end if places else "") or end)] if value else []
    return [*_ended(head[:at], end), *new, *(line for line in head[at:] if _header(line).name != name)]


def _place_for(head: Sequence[Line], name: str) -> int:
    """Below the last header that comes before it in the order of ``HEADERS``, else above all."""
    before = HEADERS[: HEADERS.index(name)]
    return max((at + 1 for at, line in enumerate(head) if _header(line).name in before), default=0)


def _new_words(value: str, old: Sequence[Line], end: str) -> list[Line]:
    texts = value.split("\n") if value else []
    if texts and header_in(texts[0]):
        raise Unwritable(f"the words of the post can't begin with “{_header(Line(texts[0], '')).name}:”")
    # Whether the last line is ended is the editor's habit, and stays.
    last = old[-1].end if old else end
    return [Line(text, end if at < len(texts) - 1 else last) for at, text in enumerate(texts)]


def _together(head: Sequence[Line], words: Sequence[Line], end: str, *, gap: bool) -> list[Line]:
    """Headers and words, set apart by an empty line where they have not stood together before."""
    if not words:
        while head and head[-1].blank:
            head = head[:-1]
        return list(head)
    apart = [Line("", end)] if gap and head and not head[-1].blank else []
    return [*_ended(head, end), *apart, *words]


def _ended(lines: Sequence[Line], end: str) -> list[Line]:
    """The lines, the last of which is ended if it was the last of the text."""
    return [*lines[:-1], Line(lines[-1].text, lines[-1].end or end)] if lines else []


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text + line.end for line in lines)


def _header(line: Line) -> Header:
    return header_in(line.text) or _NONE
