"""The same picture again: which contests have shown a photo before, and what persons have said yes to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from captionbot.photos.picture.likeness import alike
from captionbot.store.photos import Posted
from captionbot.store.record import Record
from captionbot.store.schema import PhotoRow


@dataclass(frozen=True, slots=True)
class Before:
    """What was public before, and staff's word about it; read once for a whole queue."""

    posted: Sequence[Posted]
    """Of every contest whose post has stood, newest first."""
    retracted: Mapping[str, int]
    """Photos that are never posted again, by the SHA-256 of their bytes, each with its contest."""
    yes: Mapping[str, set[str]]
    """What persons have said yes to, by photo."""

    @classmethod
    def of(cls, record: Record) -> "Before":
        """All of it, in three queries."""
        return cls(record.photos.posted(), record.contests.never_again(), record.photos.yes_all())

    def said_yes(self, row: PhotoRow, what: str) -> bool:
        """Whether a person has said yes to that of a photo."""
        return what in self.yes.get(row.sha256, set())

    def shown_by(self, row: PhotoRow) -> list[Posted]:
        """The contests that have shown this picture, newest first, but for those that a person has said yes to."""
        same = [one for one in self.posted if one.sha256 == row.sha256 or alike(one.likeness, row.likeness)]
        return [one for one in same if not self.said_yes(row, again_of(one.contest))]


def again_of(contest: int) -> str:
    """What a person says yes to where a contest has shown the picture before."""
    return f"again of {contest}"


def checklist_of(questions: Sequence[str]) -> str:
    """What a person says yes to where each photo is held against a checklist; another one's yes is another."""
    digest = hashlib.sha256("\n".join(questions).encode()).hexdigest()
    return f"checklist {digest[:16]}"
