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
_BETWEEN = r"[\W_]{0,3}"
_HOW_OFTEN = ("?", "*", "+", "{")
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
        return text if self.harmless is _NEVER else self.harmless.sub(" ", text)

    def holds(self, readings: Iterable[str]) -> bool:
        """Whether a word of the list is in any of the ways to read a text."""
        return self.held is not _NEVER and any(self.held.search(self.without_harmless(text)) for text in readings)


NO_WORDS = WordList()
"""The list of a Page that has none."""

UNREAD = WordList(digest="unread")
"""A list that is there and can't be read now: nothing is held against it, and what was before stays as it was."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    pattern: str
    """What it looks for, from the first letter of a word to the last of one."""
    phrase: bool
    """Whether that can reach over several words."""


@cache
def read_words(text: str) -> WordList:
    """The list that a text holds; a wrong line is never an error, for the rest must go on screening."""
    held, harmless = ([item.pattern for item in items] for items in patterns_in(text))
    unusable = tuple(item for item in _items(text.splitlines()) if _words(item) is None)
    return WordList(in_any(held), _whole("|".join(harmless)), unusable, _digest(held, harmless))


def patterns_in(text: str) -> tuple[list[Item], list[Item]]:
    """The usable items of a list: what it holds, and what means no harm."""
    held: list[Item] = []
    harmless: list[Item] = []
    for item in _items(text.splitlines()):
        if words := _words(item):
            pattern = _pattern(words, any_ending=item.endswith(_ANY_ENDING))
            (harmless if item.startswith(_HARMLESS) else held).append(Item(pattern, _BETWEEN in pattern))
    return held, harmless


def _words(item: str) -> str | None:
    words = unmasked(item.strip(_HARMLESS + _ANY_ENDING + " "))[-1]
    return words if 1 < len(re.sub(r"[\W_]", "", words)) <= _LONGEST else None


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
    return _BETWEEN.join(parts) + (r"\w*" if any_ending else "")


def in_any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Found in a text where one of the items is; how far it reaches is not told."""
    return _whole(as_tree(patterns))


def as_tree(patterns: Iterable[str]) -> str:
    """One expression that is found wherever one of them is, those that begin alike on one branch.

    It fails at the first letters, where a row of alternatives would be tried one by one. How far a find reaches may
    differ: ask it only whether there is one.
    """
    branches: dict[str, list[str]] = {}
    for pattern in patterns:
        begin = pattern[:1] if pattern[:1].isalnum() and pattern[1:2] not in _HOW_OFTEN else pattern
        branches.setdefault(begin, []).append(pattern)
    return "|".join(_branch(begin, alike) for begin, alike in branches.items())


def _branch(begin: str, alike: list[str]) -> str:
    rests = {pattern.removeprefix(begin) for pattern in alike}
    return alike[0] if len(rests) == 1 else f"{begin}(?:{as_tree(sorted(rests))})"


def _whole(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])") if alternatives else _NEVER
