"""What the screens found when the comments were read, asked for at a tally."""

import json
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from captionbot.contest.comment import Comment
from captionbot.contest.screening import Found, Kept, Screening, as_kept, look, remembered
from captionbot.contest.screens import NO_WORDS, Flag, WordList, in_order

JOKE = "same_joke"
"""Under this key the earlier twin's id is kept beside what was found."""

_ALIKE = 4096
"""What was found is the same for most comments, and is taken apart once."""


class Screened(NamedTuple):
    """What the screens say of a comment."""

    flags: tuple[str, ...]
    marks: tuple[str, ...]
    looked: Kept | None
    """What is to be kept of it, where it had to be looked at now."""


class Remembered:
    """Screens that look at a comment only where nothing fit is kept of it.

    With ``words``, what was held against another list is looked at again; without, whatever is kept holds.
    """

    def __init__(self, words: WordList | None, reworded: Collection[str]) -> None:
        """Remember with this list of words; ``reworded`` are the ids of those edited after they had votes."""
        self._words, self._reworded = words, reworded
        self._fit = lru_cache(_ALIKE)(self._taken_apart)

    def screened(self, comment: Comment, kept: str | None) -> Screened:
        """The flags and marks of a comment, of which ``kept`` is remembered, as JSON."""
        return self._of(comment, self._fit(kept))

    def just_screened(self, comment: Comment, kept: Kept | None) -> Screened:
        """The flags and marks of a comment, of which this was kept just now."""
        return self._of(comment, self._fitting(kept))

    def _of(self, comment: Comment, found: Found | None) -> Screened:
        looked = None
        if found is None:
            words = self._words or NO_WORDS
            found = look(comment, words)
            looked = as_kept(found, words)
        flags = found.flags
        if comment.comment_id in self._reworded:
            flags = in_order({*flags, Flag.EDITED})
        return Screened(flags, found.marks, looked)

    def _taken_apart(self, kept: str | None) -> Found | None:
        return self._fitting(_read(kept))

    def _fitting(self, kept: Kept | None) -> Found | None:
        fits = self._words is None or Screening(self._words).holds(kept)
        return remembered(kept) if fits else None


@lru_cache(_ALIKE)
def joke_in(kept: str | None) -> str | None:
    """The earlier twin of a comment, where it had one when they were last compared."""
    return twin_in(_read(kept))


def twin_in(kept: Kept | None) -> str | None:
    """The same of what is kept, taken apart."""
    twin = (kept or {}).get(JOKE)
    return str(twin) if twin else None


def with_joke(kept: str | None, twin: str | None) -> Kept:
    """What is kept of a comment, with its twin beside it."""
    return {**(_read(kept) or {}), JOKE: twin}


def _read(kept: str | None) -> Kept | None:
    found: Kept | None = None if kept is None else json.loads(kept)
    return found
