"""Bait and switch: a caption that collected votes under words that it no longer has.

A typo mended is a change as well; which of the two it is, a person sees at a glance from both texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from captionbot.contest.quoting import quoted
from captionbot.contest.screens import is_edited

CHANGED = "the winner's words changed"
_SHOWN = 300
"""Characters of each text that staff are shown."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words under which a caption collected votes, and those that it has now."""

    before: str
    now: str

    @property
    def said(self) -> str:
        """The doubt, with both texts."""
        return f"{CHANGED}: it had votes as {quoted(self.before, _SHOWN)}, now {quoted(self.now, _SHOWN)}"


def changed_since_tallied(tallied: str, now: str) -> str:
    """The doubt about words that are no longer those of the closing reading, with both texts."""
    return f"{CHANGED}: tallied {quoted(tallied, _SHOWN)}, now {quoted(now, _SHOWN)}"


def reworded(texts: Sequence[tuple[int, str]], counts: Sequence[tuple[int, int]]) -> Reworded | None:
    """Whether it had votes while its words were others.

    Each text and each count of votes comes with the number of the reading that first showed it, in their order;
    there is one text at least.
    """
    now = texts[-1][1]
    for (_, stood), (until, _) in pairwise(texts):
        votes = next((votes for reading, votes in reversed(counts) if reading < until), 0)
        if votes and is_edited(stood, now):
            return Reworded(stood, now)
    return None
