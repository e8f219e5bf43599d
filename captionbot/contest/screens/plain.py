"""Texts in which nothing of any list of crude words is, and nothing that excuses one: nearly all texts.

Most words of a caption stood in others before it. What is found in single words is looked for once in each of them;
only what reaches over several words is looked for in every text.
"""

from functools import cache

from captionbot.contest.screens.crude_words import CRUDE, ROUGH
from captionbot.contest.screens.library import library
from captionbot.contest.screens.wordlist import in_any, patterns_in

_MOST, _LONGEST = 8192, 24
"""Words that are remembered, and characters of the longest one."""


class PlainWords:
    """The words that were met, and are plain."""

    def __init__(self) -> None:
        """With no word met yet."""
        ours = [one for text in (CRUDE, ROUGH) for kind in patterns_in(text) for one in kind]
        self._single = in_any(one.pattern for one in ours if not one.phrase)
        self._phrases = in_any(one.pattern for one in ours if one.phrase)
        self._library = library()
        self._known: set[str] = set()

    def are_all_of(self, text: str) -> bool:
        """Whether nothing of any list is in a text in lower case."""
        words = text.split()
        if not self._known.issuperset(words) and not all(map(self._is_plain, words)):
            return False
        return not (self._phrases.search(text) or self._library.across.search(text.translate(self._library.read)))

    def _is_plain(self, word: str) -> bool:
        read = word.translate(self._library.read)
        if self._single.search(word) or self._library.anything.search(read) or read.split() != [read]:
            return False
        if len(self._known) >= _MOST:
            self._known.clear()
        if len(word) <= _LONGEST:
            self._known.add(word)
        return True


@cache
def plain_words() -> PlainWords:
    """Those met by this process so far; loaded with the first text, as the library is."""
    return PlainWords()
