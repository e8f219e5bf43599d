"""The wordings that staff have written, read from the text of their file and checked whole.

Plain text: a heading in brackets, below it one wording or several with an empty line between. Lines that follow each
other are one wording, however an editor wraps them. A file names the kinds that it replaces, and no others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

import regex

from captionbot.contest.bait import bait_in
from captionbot.contest.quoting import has_controls
from captionbot.contest.wording.filling import FIELD, begins_as_ours
from captionbot.contest.wording.kinds import BY_HEADING, KINDS, Kind
from captionbot.contest.wording.wordings import BUILT_IN, Wordings

LONGEST = 500
"""Characters of one wording."""

_HEADING = regex.compile(r"\[\s*([^\[\]]*?)\s*\]")
_COMMENT = regex.compile(r"#+(?:\s|$)")
_RULE = regex.compile(r"[-–—=_*\s]{3,}")
_BULLET = regex.compile(r"(?:[-*•·]|\d{1,2}[.)])\s")
_BETWEEN_BRACES = regex.compile(r"\{[^{}]*\}|[{}]")
_WORD = regex.compile(r"\p{L}+")
_MARK = r"""["'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]"""
_IN_MARKS = regex.compile(rf"{_MARK}\{{caption\}}|\{{caption\}}{_MARK}")
_LIKE_A_MARKER = regex.compile(r"\{contest\}\s*·")
_LIKE_A_CORRECTION = regex.compile(r"correction\b[\s\d]*:", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadWordings:
    """What a file of wordings says, or what is wrong with it."""

    wordings: Wordings
    """Those of the file, and ours for the kinds that it doesn't name."""
    problems: tuple[tuple[int, str], ...] = ()
    """Line number and sentence, in the order of the lines."""


@dataclass(slots=True)
class _Wording:
    """One wording, as it stands in the file."""

    line: int
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """On one line; a count and a name with its comma follow the word before them."""
        words = regex.sub(r"[ \t]+", " ", " ".join(self.pieces))
        return str(regex.sub(r" (\{(?:count|to)\})", r"\1", words))


@dataclass(slots=True)
class _Section:
    """A heading and what stands below it; ``kind`` is None where the heading is none of ours."""

    line: int
    kind: Kind | None
    written: list[_Wording] = field(default_factory=list)


def read_wordings(text: str) -> ReadWordings:
    """The wordings in the text of a file, with everything that is wrong with it at once."""
    sections, problems = _sections(text)
    found = {section.kind.attribute: tuple(one.text for one in section.written) for section in sections if section.kind}
    for section in sections:
        problems += _wrong_with(section)
    if not sections and not problems:
        problems += [(0, "holds no wordings; `captionbot wordings` writes a file of them")]
    return ReadWordings(BUILT_IN if problems else replace(BUILT_IN, **found), tuple(sorted(problems)))


def _sections(text: str) -> tuple[list[_Section], list[tuple[int, str]]]:
    sections: list[_Section] = []
    problems: list[tuple[int, str]] = []
    between = True
    for number, raw in enumerate(regex.split(r"\r\n|\n|\r", text), start=1):
        line = raw.strip(" \t")
        if _COMMENT.match(line):
            continue
        if not line or _RULE.fullmatch(line):
            between = True
        elif line.startswith("["):
            sections.append(_Section(number, _kind(line)))
            problems += _wrong_heading(line, number, sections)
            between = True
        elif not sections:
            problems += [(number, "stands under no heading; write one before it, such as [announcement]")] * between
            between = False
        else:
            if between:
                sections[-1].written.append(_Wording(number))
            sections[-1].written[-1].pieces.append(line)
            problems += [(number, what) for what in _wrong_line(line, sections[-1].kind)]
            between = False
    return sections, problems


def _kind(line: str) -> Kind | None:
    found = _HEADING.fullmatch(line)
    return BY_HEADING.get(_spelled(found[1])) if found else None


def _spelled(heading: str) -> str:
    return "-".join(heading.casefold().replace("_", " ").replace("-", " ").split())


def _wrong_heading(line: str, number: int, sections: Sequence[_Section]) -> Iterator[tuple[int, str]]:
    """What is wrong with the heading that is the last of the sections."""
    kind, found = sections[-1].kind, _HEADING.fullmatch(line)
    if found is None:
        yield number, "begins with [ and is no heading; one is a word in brackets alone on its line: [announcement]"
    elif kind is None:
        near = get_close_matches(_spelled(found[1]), BY_HEADING, n=1, cutoff=0.6)
        meant = f"; did you mean [{near[0]}]?" if near else f"; there are {', '.join(BY_HEADING)}"
        yield number, f"{_shown(line)} is no kind of wording{meant}"
    first = next(section for section in sections if section.kind == kind)
    if kind and first is not sections[-1]:
        yield number, f"[{kind.heading}] stands on line {first.line} already; put its wordings under one heading"


def _wrong_line(line: str, kind: Kind | None) -> Iterator[str]:
    """What is wrong with a line of a wording, wherever in it."""
    if has_controls(line.replace("\t", " ")):
        yield "has a character in it that can't be seen, and that turns or breaks the line; write the line anew"
    if line.startswith("#"):
        yield "begins with #; put a space after it for a note to yourselves, or a word before a hashtag"
    if _BULLET.match(line):
        yield "begins as in a list; leave the sign out, an empty line stands between two wordings"
    if "@[" in line:
        yield "has @[ in it, by which Facebook would tag somebody"
    for piece in _BETWEEN_BRACES.findall(line):
        yield from _wrong_field(piece, kind)


def _wrong_field(piece: str, kind: Kind | None) -> Iterator[str]:
    if piece in {"{", "}"}:
        yield "has a brace without its other; a field is a word between two, such as {caption}"
        return
    plain = FIELD.fullmatch(piece)
    if kind is None or (plain and plain[1] in kind.fields):
        return
    word = _WORD.search(piece)
    near = get_close_matches(word[0].casefold(), kind.fields, n=1, cutoff=0.7) if word else []
    known = ", ".join(f"{{{name}}}" for name in kind.fields) or "none"
    knows = f"did you mean {{{near[0]}}}?" if near else f"it knows {known}"
    yield f"{_shown(piece)} is no field of [{kind.heading}]; {knows}"


def _wrong_with(section: _Section) -> Iterator[tuple[int, str]]:
    """What is wrong with the wordings of a section as a whole."""
    kind = section.kind
    if kind is None:
        return
    if not section.written:
        yield section.line, f"[{kind.heading}] has no wording; write one below it, or take the heading out"
    for at, one in enumerate(section.written):
        if one.text in [before.text for before in section.written[:at]]:
            yield one.line, f"this wording of [{kind.heading}] stands there already; take one of the two out"
        for what in _wrong_wording(one.text, kind):
            yield one.line, what


def _wrong_wording(text: str, kind: Kind) -> Iterator[str]:
    for needed in kind.needs:
        if needed not in text:
            yield f"this wording of [{kind.heading}] lacks {needed}"
    if len(text) > LONGEST:
        yield f"this wording has {len(text)} characters; {LONGEST} are the most"
    if _IN_MARKS.search(text):
        yield "has a quotation mark beside {caption}, which comes with its own; take it out"
    if _LIKE_A_MARKER.match(text):
        yield "begins as the line by which captionbot knows its posts; put a word before {contest}, or take the · out"
    if begins_as_ours(text) or (kind.heading in {"added", "correction-added"} and _LIKE_A_CORRECTION.match(text)):
        yield "begins with words that captionbot writes itself where they belong; begin it otherwise"
    bait = bait_in(FIELD.sub("“…”", text))
    if bait:
        yield f"“{_short(bait)}” begs, and Facebook shows such posts to fewer people; invite captions instead"


def _shown(piece: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in _short(piece))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - as much as reads well in a message


__all__ = ["KINDS", "ReadWordings", "read_wordings"]
