"""What is offered beside each comment of a contest: pick it, leave it out, take it back in, and so on."""

from collections.abc import Callable
from dataclasses import dataclass

from captionbot.contest.stages import Stage
from captionbot.desk.contests.acts.ways import Way
from captionbot.overview import Json
from captionbot.overview.tallied import ASKED, ERASED, WITHDRAWN
from captionbot.store.schema import Contest, Disqualified, OneOfOurs

USUAL = frozenset({"pick", "leave_out", "readmit"})
"""What belongs to a weekly round; the rest stands on the contest's own page."""

_GONE = frozenset({ASKED, ERASED, WITHDRAWN})
"""Marks of entries that stand in the tally of a contest that has closed, and can't win any more."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Staff's word that holds already, though a tally that a tick kept may not know of it yet."""

    left_out: dict[str, Disqualified]
    """By comment id."""
    ours: dict[str, OneOfOurs]
    """By entrant's id."""


@dataclass(frozen=True, slots=True)
class _Comment:
    """One comment, as far as it matters here."""

    row: Contest
    is_entry: bool
    can_win: bool
    left_out: bool
    author: str | None
    is_ours: bool

    @property
    def open_to_it(self) -> bool:
        """Whether it can still be changed who takes part."""
        return self.row.stage in {Stage.OPEN, Stage.REVIEW}


def ways_on_comment(row: Contest, changed: Changed, entry: Json, winner: str) -> list[Way]:
    """What may be done with one comment, by where its contest stands.

    ``entry`` is the comment as a tally shows it, with a ``reason`` where it is left out; ``winner`` the id of whoever
    wins as it stands, or empty.
    """
    comment_id, author = entry["comment_id"], (entry["entrant"] or {}).get("id")
    left_out = comment_id in changed.left_out
    is_entry = not entry.get("reason") and not left_out
    can_win = is_entry and comment_id != winner and not _GONE & set(entry.get("marks") or ())
    one = _Comment(row, is_entry, can_win, left_out, author, author in changed.ours)
    return [way for way, holds in _OFFERED if holds(one)]


def _always(_: Contest) -> bool:
    return True


_OFFERED: tuple[tuple[Way, Callable[[_Comment], bool]], ...] = (
    (Way("pick", "Pick", _always), lambda one: one.row.stage == Stage.REVIEW and one.can_win),
    (Way("correct", "Correct to this one", _always), lambda one: one.row.stage == Stage.ANNOUNCED and one.can_win),
    (Way("leave_out", "Leave out", _always), lambda one: one.open_to_it and one.is_entry),
    (Way("readmit", "Take back in", _always), lambda one: one.open_to_it and one.left_out),
    (
        Way("ours", "One of ours", _always),
        lambda one: one.open_to_it and one.is_entry and one.author is not None and not one.is_ours,
    ),
    (Way("not_ours", "None of ours", _always), lambda one: one.is_ours),
)
