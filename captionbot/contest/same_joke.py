"""Captions that are nearly the same: marked "same joke?" for staff, never left out for it.

Captions are taken in the order in which they were written, and each is held against the first caption of every
group before it: what comes later never changes what was grouped before. Different digits make different captions.
Nobody is compared with everybody. Texts that are nearly the same share many short pieces, so a few pieces are picked
from each by a fixed lot, and only texts that picked one in common are compared, a bounded number of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from zlib import crc32

import regex
from rapidfuzz import fuzz, process

from captionbot.contest.comment import Comment
from captionbot.contest.entries import earlier
from captionbot.contest.folding import fold

NEARLY = 88
"""How alike two folded captions are, of 100 (rapidfuzz's ratio): by eye, 9 pairs in 10 at this value are one joke."""

_COMPARED = 200
"""Characters of a folded caption that are compared."""
_PIECE, _PICKED, _REMEMBERED = 5, 12, 32
"""Characters of a piece, pieces picked from a caption, and first captions remembered for a piece."""
_PLACES = 1 << 18
"""Pieces share this many places; two in one place cost a comparison and nothing else."""
_NUMBER = regex.compile(r"\p{N}+")
_CODE_POINT = 4


@dataclass(frozen=True, slots=True)
class Joke:
    """Captions that are nearly the same, in the order in which they were written."""

    comments: tuple[Comment, ...]

    @property
    def first(self) -> Comment:
        """Whoever had it first."""
        return self.comments[0]


@dataclass(frozen=True, slots=True)
class _Text:
    folded: str
    numbers: tuple[str, ...]


@dataclass(slots=True)
class _Jokes:
    """The jokes so far, by the text of their first caption."""

    firsts: list[str] = field(default_factory=list)
    numbers: list[tuple[str, ...]] = field(default_factory=list)
    """Those in each first caption."""
    exactly: dict[str, int] = field(default_factory=dict)
    picked: dict[int, list[int]] = field(default_factory=dict)

    def joke_of(self, folded: str) -> int:
        """The number of the joke that the text belongs to, a new one where it is like none before."""
        known = self.exactly.get(folded)
        if known is None:
            text = _Text(folded[:_COMPARED], tuple(_NUMBER.findall(folded)))
            places = _places(text)
            known = self._like(text, places)
            if known is None:
                known = self._begin(text, places)
            self.exactly[folded] = known
        return known

    def _like(self, text: _Text, places: list[int]) -> int | None:
        candidates = sorted(set(chain.from_iterable(self.picked.get(place, ()) for place in places)))
        choices = list(map(self.firsts.__getitem__, candidates))
        matches = process.extract_iter(text.folded, choices, scorer=fuzz.ratio, score_cutoff=NEARLY)
        alike = (candidates[place] for _, _, place in matches)
        return next((one for one in alike if self.numbers[one] == text.numbers), None)

    def _begin(self, text: _Text, places: list[int]) -> int:
        number = len(self.firsts)
        self.firsts.append(text.folded)
        self.numbers.append(text.numbers)
        for place in places:
            remembered = self.picked.setdefault(place, [])
            if len(remembered) < _REMEMBERED:
                remembered.append(number)
        return number


def jokes(comments: Iterable[Comment]) -> tuple[Joke, ...]:
    """Every joke that was sent more than once, by the hour of its first caption; texts without words are no jokes."""
    found = _Jokes()
    groups: dict[int, list[Comment]] = {}
    for comment in sorted(comments, key=earlier):
        if folded := fold(comment.text):
            groups.setdefault(found.joke_of(folded), []).append(comment)
    return tuple(Joke(tuple(group)) for group in groups.values() if len(group) > 1)


def told_before(comments: Iterable[Comment]) -> dict[str, str]:
    """The id of each caption that is nearly an earlier one's, with the id of whoever had it first."""
    return {comment.comment_id: joke.first.comment_id for joke in jokes(comments) for comment in joke.comments[1:]}


def _places(text: _Text) -> list[int]:
    """Where a text is looked for: the pieces that draw the lowest lots, each number's texts with lots of their own."""
    lot = crc32(" ".join(text.numbers).encode())
    points = memoryview(text.folded.encode("utf-32-le", "surrogatepass"))
    size = _PIECE * _CODE_POINT
    lots = {crc32(points[start : start + size], lot) for start in _starts(len(points), size)}
    return [one % _PLACES for one in sorted(lots)[:_PICKED]]


def _starts(length: int, size: int) -> Iterator[int]:
    yield from range(0, max(length - size, 0) + 1, _CODE_POINT)
