"""Lists of words that staff can read and write: one a line, or several between commas.

``word`` holds that word, however it is disguised; ``word*`` with any ending; ``two words`` together or
apart. ``!dick van dyke`` says that these words mean no harm. What follows a ``#`` is for people.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from captionbot.contest.screens.disguise import unmasked

_NEVER = re.compile(r"(?!)")
_LONGEST = 60
_HARMLESS, _ANY_ENDING, _COMMENT = "!", "*", "#"


@dataclass(frozen=True, slots=True)
class WordList:
    """A list, ready to be held against texts that ``unmasked`` made plain."""

    held: re.Pattern[str] = _NEVER
    harmless: re.Pattern[str] = _NEVER
    unusable: tuple[str, ...] = ()
    """Lines that say nothing: no letter or digit is in them, or one alone, or they are longer than a phrase."""
    digest: str = ""
    """By which a list is told from another; empty where it has no words."""

    def without_harmless(self, text: str) -> str:
        """The text without the words that mean no harm."""
        return self.harmless.sub(" ", text)

    def holds(self, readings: Iterable[str]) -> bool:
        """Whether a word of the list is in any of the ways to read a text."""
        return any(self.held.search(self.without_harmless(text)) for text in readings)


NO_WORDS = WordList()
"""The list of a Page that has none."""

UNREAD = WordList(digest="unread")
"""A list that is there and can't be read now: nothing is held against it, and what was before stays as it was."""


@cache
def read_words(text: str) -> WordList:
    """The list that a text holds; a wrong line is never an error, for the rest must go on screening."""
    held: list[str] = []
    harmless: list[str] = []
    unusable: list[str] = []
    for item in _items(text.splitlines()):
        words = unmasked(item.strip(_HARMLESS + _ANY_ENDING + " "))[-1]
        if not 1 < len(re.sub(r"[\W_]", "", words)) <= _LONGEST:
            unusable.append(item)
            continue
        pattern = _pattern(words, any_ending=item.endswith(_ANY_ENDING))
        (harmless if item.startswith(_HARMLESS) else held).append(pattern)
    return WordList(_any(held), _any(harmless), tuple(unusable), _digest(held, harmless))


def _digest(held: list[str], harmless: list[str]) -> str:
    if not held and not harmless:
        return NO_WORDS.digest
    words = "\n".join([*sorted(held), _HARMLESS, *sorted(harmless)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _items(lines: Iterable[str]) -> Iterator[str]:
    parts = (part.strip() for line in lines for part in line.partition(_COMMENT)[0].split(","))
    return (part for part in parts if part)


def _pattern(words: str, *, any_ending: bool) -> str:
    """Between two words may stand whatever is no letter, or nothing."""
    parts = (re.escape(part) for part in re.split(r"[\W_]+", words) if part)
    return r"[\W_]{0,3}".join(parts) + (r"\w*" if any_ending else "")


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])") if patterns else _NEVER
