"""Captions that are nearly the same: marked "same joke?" for staff, never left out for it.

Captions are taken in the order in which they were written, and each is held against the first caption of every
group before it: what comes later never changes what was grouped before. Different digits make different captions.
Nobody is compared with everybody. Texts that are nearly the same share many short pieces, so a few pieces are picked
from each by a fixed lot, and only texts that picked one in common are compared, a bounded number of them.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Protocol
from zlib import crc32

import regex

from captionbot.contest.comment import Comment
from captionbot.contest.entries import earlier
from captionbot.contest.folding import fold
from captionbot.contest.pieces import PLACES, Pieces

NEARLY = 88
"""How alike two folded captions are, of 100 (rapidfuzz's ratio): by eye, 9 pairs in 10 at this value are one joke."""

_COMPARED = 200
"""Characters of a folded caption that are compared."""
_PIECE, _PICKED = 5, 12
"""Characters of a piece, and pieces picked from a caption."""
_NUMBER, _ASCII_NUMBER = regex.compile(r"\p{N}+"), re.compile(r"[0-9]+")
_CODE_POINT = 4
_LETTERS = 30
"""Characters are counted in so many groups; what folded Latin letters there are have one each."""
_PLACE, _LETTERS_SIZE = "I", 8
"""How a sketch is written: its places, then the letters in so many bytes."""
_COUNTED = (0b00, 0b01, 0b11, 0b10)
"""A count as two bits of which one changes from each to the next: so many bits differ, so many letters do."""


class Firsts(Protocol):
    """Where the first caption of each group is remembered; they are numbered 0, 1, 2 … as they are added."""

    def add(self, comment_id: str, folded: str) -> None:
        """Remember one more; no text is added twice."""

    def texts(self, numbers: Sequence[int]) -> Sequence[str]:
        """The folded texts of these, in the order of ``numbers``, which go up; never asked for none."""

    def id_of(self, number: int) -> str:
        """The comment id of one."""

    def exactly(self, folded: str) -> int | None:
        """The number of the one whose text this is."""


@dataclass(slots=True)
class FirstsInMemory:
    """The first captions of a small crowd."""

    _ids: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, comment_id: str, folded: str) -> None:
        """Remember one more."""
        self._numbers[folded] = len(self._ids)
        self._ids.append(comment_id)
        self._texts.append(folded)

    def texts(self, numbers: Sequence[int]) -> Sequence[str]:
        """The folded texts of these."""
        return [self._texts[number] for number in numbers]

    def id_of(self, number: int) -> str:
        """The comment id of one."""
        return self._ids[number]

    def exactly(self, folded: str) -> int | None:
        """The number of the one whose text this is."""
        return self._numbers.get(folded)


def twins(captions: Iterable[tuple[str, str, bytes | None]], firsts: Firsts) -> Iterator[tuple[str, str]]:
    """The id of each caption that is nearly an earlier one's, with the id of whoever had it first.

    ``captions`` are comment ids with their folded texts and, where somebody has made them already, their sketches, in
    the order in which they were written; texts without words are no jokes and are passed over. ``firsts`` is empty at
    first, and filled on the way.
    """
    groups = _Groups(firsts)
    for comment_id, folded, drawn in captions:
        if not folded:
            continue
        first = firsts.exactly(folded)
        if first is None:
            first = groups.nearly(_Text(folded, drawn), comment_id)
        if first is not None:
            yield comment_id, firsts.id_of(first)


def told_before(comments: Iterable[Comment]) -> dict[str, str]:
    """The id of each caption that is nearly an earlier one's, with the id of whoever had it first."""
    captions = ((comment.comment_id, fold(comment.text), None) for comment in sorted(comments, key=earlier))
    return dict(twins(captions, FirstsInMemory()))


def sketch(folded: str) -> bytes:
    """What a folded caption is looked for by: it takes half as long to make as the caption takes to be compared."""
    text = folded[:_COMPARED]
    return array(_PLACE, _places(text, _numbers(folded))).tobytes() + _letters(text).to_bytes(_LETTERS_SIZE, "little")


class _Text:
    """A folded caption, as far as it is compared."""

    def __init__(self, folded: str, drawn: bytes | None) -> None:
        self.folded = folded
        self.text = folded[:_COMPARED]
        self.numbers = _numbers(folded)
        drawn = drawn or sketch(folded)
        self.places = array(_PLACE, drawn[:-_LETTERS_SIZE])
        self.letters = int.from_bytes(drawn[-_LETTERS_SIZE:], "little")


class _Groups:
    """What is known of the first captions beside their texts, nine bytes each and their places in the index."""

    def __init__(self, firsts: Firsts) -> None:
        from rapidfuzz import fuzz  # noqa: PLC0415 - 4 MB of libraries, which a daemon that waits goes without

        self._firsts, self._ratio = firsts, fuzz.ratio
        self._pieces = Pieces()
        self._letters = array("Q")
        self._lengths = bytearray()

    def nearly(self, text: _Text, comment_id: str) -> int | None:
        """The number of the first caption that a text is nearly the same as; where there is none, it is a first one."""
        candidates = self._may_be(text, self._pieces.sharing(text.places))
        if candidates:
            for number, folded in zip(candidates, self._firsts.texts(candidates), strict=True):
                if self._ratio(text.text, folded[:_COMPARED], score_cutoff=NEARLY) and _numbers(folded) == text.numbers:
                    return number
        self._pieces.remember(text.places, len(self._lengths))
        self._letters.append(text.letters)
        self._lengths.append(len(text.text))
        self._firsts.add(comment_id, text.folded)
        return None

    def _may_be(self, text: _Text, numbers: Iterable[int]) -> list[int]:
        """Those that can be nearly the same by the length and by how often each letter stands in them, going up.

        This is a proof, and no guess: each letter that one has more often than the other has to be put in or left out.
        """
        own, letters, length = text.letters, self._letters, len(text.text)
        longest = min(_COMPARED, length * (200 - NEARLY) // NEARLY + 1)
        most = _apart(length + longest)
        some = {number for number in numbers if (letters[number] ^ own).bit_count() <= most}
        return sorted([number for number in some if self._fits(number, length, own)])

    def _fits(self, number: int, length: int, letters: int) -> bool:
        other = self._lengths[number]
        most = _apart(length + other)
        return abs(length - other) <= most and (self._letters[number] ^ letters).bit_count() <= most


def _places(text: str, numbers: list[str]) -> list[int]:
    """Where a text is looked for: the pieces that draw the lowest lots, each number's texts with lots of their own."""
    lot = crc32(" ".join(numbers).encode())
    points = text.encode("utf-32-le", "surrogatepass")
    size = _PIECE * _CODE_POINT
    pieces = [points[at : at + size] for at in range(0, max(len(points) - size, 0) + 1, _CODE_POINT)]
    lots = set(map(crc32, pieces, repeat(lot)))
    return [one % PLACES for one in sorted(lots)[:_PICKED]]


def _numbers(folded: str) -> list[str]:
    return _ASCII_NUMBER.findall(folded) if folded.isascii() else _NUMBER.findall(folded)


def _letters(text: str) -> int:
    """How often each letter stands in a text, in sixty bits."""
    counts = [0] * _LETTERS
    for letter, count in Counter(text).items():
        counts[ord(letter) % _LETTERS] += count
    bits = 0
    for count in counts:
        bits = bits << 2 | _COUNTED[count & 3]
    return bits


def _apart(letters: int) -> int:
    """How many letters may be put in and left out between two texts of so many together; one more, for rounding."""
    return letters * (100 - NEARLY) // 100 + 1
