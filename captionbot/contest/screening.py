"""A comment is screened once, and what was found is kept beside its words.

It is asked for at every tally and every look at one; a hundred thousand texts are not screened for each of them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.contest.screens import NO_WORDS, UNREAD, Flag, Mark, WordList, screen_text, screen_with_marks

Kept = dict[str, Any]
"""What is kept: ``list``, the digest of the Page's own list it was held against, ``flags``, ``marks``, ``name``."""

_NAMES = 4096
"""Names remembered within a reading: whoever writes twice has the same one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the screens found in a comment, and in the name of whoever wrote it."""

    flags: tuple[Flag, ...]
    marks: tuple[Mark, ...]
    name: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Screening:
    """The screens with one list of words; a reading is given one and asks nothing else."""

    words: WordList = NO_WORDS

    def __call__(self, comment: Comment) -> Kept:
        """What is to be kept of a comment that was not screened yet, or reads otherwise now."""
        return as_kept(look(comment, self.words), self.words)

    def holds(self, kept: Kept | None) -> bool:
        """Whether what was kept is still what the screens would find."""
        return kept is not None and (self.words is UNREAD or kept.get("list") == self.words.digest)


def look(comment: Comment, words: WordList = NO_WORDS) -> Found:
    """Screen a comment and its entrant's name."""
    flags, shown = screen_with_marks(comment, words)
    return Found(flags, shown, _name(comment.entrant_name or "", words))


def as_kept(found: Found, words: WordList) -> Kept:
    """What was found, in the form in which the record keeps it."""
    return {
        "list": words.digest,
        "flags": [str(flag) for flag in found.flags],
        "marks": [str(mark) for mark in found.marks],
        "name": [str(flag) for flag in found.name],
    }


def remembered(kept: Kept | None) -> Found | None:
    """What was found before; None where nothing is kept, or what another version kept and this one doesn't know."""
    if kept is None:
        return None
    try:
        return Found(
            tuple(map(Flag, kept["flags"])), tuple(map(Mark, kept["marks"])), tuple(map(Flag, kept.get("name", ())))
        )
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=_NAMES)
def _name(name: str, words: WordList) -> tuple[Flag, ...]:
    return screen_text(name, words) if name else ()
