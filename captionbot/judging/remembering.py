"""What the screens found when the comments were read, asked for at a tally."""

from collections.abc import Collection, Mapping

from captionbot.contest.comment import Comment
from captionbot.contest.screening import Found, Kept, Screening, as_kept, look, remembered
from captionbot.contest.screens import NO_WORDS, Flag, Mark, WordList, in_order

JOKE = "same_joke"
"""Under this key the earlier twin's id is kept beside what was found."""


class Remembered:
    """Screens that look at a comment only where nothing fit is kept of it.

    With ``words``, what was held against another list is looked at again; without, whatever is kept holds.
    """

    def __init__(self, kept: Mapping[str, Kept | None], words: WordList | None, reworded: Collection[str]) -> None:
        """Remember what is ``kept`` by comment id; ``reworded`` are the ids of those edited after they had votes."""
        self._kept, self._words, self._reworded = kept, words, reworded
        self.anew: dict[str, Kept] = {}
        """What had to be looked at, by comment id."""

    def flags(self, comment: Comment) -> tuple[Flag, ...]:
        """The flags of a comment."""
        flags = self._found(comment).flags
        return in_order({*flags, Flag.EDITED}) if comment.comment_id in self._reworded else flags

    def marks(self, comment: Comment) -> tuple[Mark, ...]:
        """The marks of a comment."""
        return self._found(comment).marks

    def jokes(self) -> dict[str, str]:
        """The earlier twin of each comment that had one when they were last compared."""
        return {key: str(kept[JOKE]) for key, kept in self._kept.items() if kept and kept.get(JOKE)}

    def to_keep(self, jokes: Mapping[str, str]) -> dict[str, Kept]:
        """What is to be written down: all that was looked at now, and the twins where they have changed."""
        changed = {}
        for key, before in self._kept.items():
            kept, twin = self.anew.get(key, before), jokes.get(key)
            if kept is not None and (key in self.anew or kept.get(JOKE) != twin):
                changed[key] = {**kept, JOKE: twin}
        return changed

    def _found(self, comment: Comment) -> Found:
        key = comment.comment_id
        kept = self.anew.get(key) or self._kept.get(key)
        fits = self._words is None or Screening(self._words).holds(kept) or key in self.anew
        found = remembered(kept) if fits else None
        if found is None:
            words = self._words or NO_WORDS
            found = look(comment, words)
            self.anew[key] = as_kept(found, words)
        return found
