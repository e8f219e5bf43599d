"""The grouping of same_joke.py without anything that makes it fast or small: what it must agree with."""

from collections.abc import Iterable
from zlib import crc32

import regex
from rapidfuzz import fuzz


class PlainJokes:
    """The first captions so far, each with its number."""

    def __init__(self) -> None:
        """With none yet."""
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.places: dict[int, list[int]] = {}
        self.known: dict[str, int] = {}

    def twins(self, captions: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """As ``same_joke.twins``."""
        found = []
        for comment_id, folded in captions:
            before = len(self.ids)
            if folded and self.number_of(comment_id, folded) < before:
                found.append((comment_id, self.ids[self.known[folded]]))
        return found

    def number_of(self, comment_id: str, folded: str) -> int:
        """The number of the first caption that this is nearly the same as, or its own."""
        if folded not in self.known:
            places = picked(folded)
            numbers = sorted({number for place in places for number in self.places.get(place, ())})
            same = [number for number in numbers if alike(folded, self.texts[number])]
            self.known[folded] = same[0] if same else len(self.ids)
            if not same:
                for place in places:
                    self.places.setdefault(place, []).append(len(self.ids))
                    del self.places[place][32:]
                self.ids.append(comment_id)
                self.texts.append(folded)
        return self.known[folded]


def alike(one: str, other: str) -> bool:
    """Whether two folded captions are nearly the same."""
    return fuzz.ratio(one[:200], other[:200]) >= 88 and digits(one) == digits(other)


def digits(folded: str) -> list[str]:
    """The numbers in a text."""
    return regex.findall(r"\p{N}+", folded)


def picked(folded: str) -> list[int]:
    """Where a caption is looked for."""
    lot = crc32(" ".join(digits(folded)).encode())
    text = folded[:200]
    pieces = {text[at : at + 5].encode("utf-32-le", "surrogatepass") for at in range(max(len(text) - 5, 0) + 1)}
    return [one % (1 << 18) for one in sorted({crc32(piece, lot) for piece in pieces})[:12]]
