"""Words as a person reads them: a sentence of its own, so many of something, and closed lists of sentences."""

from enum import StrEnum
from typing import Self

ENDS = (".", "?", "!")
GIGA, MEGA, KILO = 10**9, 10**6, 10**3


class Worded(StrEnum):
    """A few words to store and to compare by, and the whole sentence beside them."""

    sentence: str

    def __new__(cls, words: str, sentence: str = "") -> Self:
        """Keep the sentence beside the words, which are the value; ``Reason("no words")`` finds it again."""
        item = str.__new__(cls, words)
        item._value_ = words
        item.sentence = sentence
        return item


def many(number: int, one: str, more: str = "") -> str:
    """So many of something: ``1 comment``, ``1,214 comments``; ``more`` where an s alone does not make the plural."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def sentence(words: str) -> str:
    """Words that stand inside a sentence elsewhere, as one of their own: a capital letter, and a sign at the end."""
    return ended(f"{words[0].upper()}{words[1:]}")


def ended(words: str) -> str:
    """Words with a sign at the end, as they begin."""
    return words if words.endswith(ENDS) else f"{words}."


def ordinal(number: int) -> str:
    """A place: ``1st``, ``2nd``, ``11th``, ``1,203rd``."""
    teen = number % 100 in {11, 12, 13}
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def said_size(size: int) -> str:
    """Bytes in words: ``14 MB``."""
    if size >= GIGA:
        return f"{size / GIGA:,.1f} GB"
    return f"{size / MEGA:,.0f} MB" if size >= MEGA else f"{max(1, round(size / KILO))} KB"
