"""Where the tally that staff see is taken from: the verdicts once entries have closed, and until then a judgement now.

Either gives the best few and counts the rest: of a viral thread no more is loaded than is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from captionbot.contest.edits import Reworded
from captionbot.contest.entries import Reason
from captionbot.contest.screens import Flag
from captionbot.contest.surge import Counted
from captionbot.contest.tally import SHORTLIST
from captionbot.judging import Judged, Sieve, curves_of, judged, reworded_of
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest
from captionbot.store.scratch import Found
from captionbot.store.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's row, and how it stands in the tally."""

    row: CommentRow
    votes: int
    rank: int
    flags: list[str]
    marks: list[str]
    same_joke: str | None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """The row of what was left out, its votes, and why."""

    row: CommentRow
    votes: int
    reason: str


class Counting(Protocol):
    """A tally to be shown."""

    number: int
    """How many entries there are."""
    left_out_number: int
    reasons: Mapping[str, int]
    """For how many comments each reason holds."""
    curves: Mapping[str, list[Counted]]
    """What the readings counted on the shortlist."""
    reworded: Mapping[str, Reworded]
    """Captions that had votes while their words were others, by id."""

    def ranked(self, most: int | None) -> list[Ranked]:
        """The entries, the best first."""

    def left_out(self, most: int | None) -> list[Unplaced]:
        """What takes no part, most votes first."""

    def left_out_for(self, reason: str, most: int) -> list[Unplaced]:
        """Some of what was left out for a reason, most votes first."""


@contextmanager
def counting(record: Record, contest: Contest, sieve: Sieve | None = None) -> Iterator[Counting]:
    """The tally of a contest as it stands; ``sieve`` is that of a reading that has just ended."""
    if contest.votes_at:
        yield Frozen(record, contest)
        return
    with judged(record, contest, sieve=sieve) as found:
        yield SoFar(record, contest, found)


class Frozen:
    """The tally by the verdicts of the closing reading."""

    def __init__(self, record: Record, contest: Contest) -> None:
        """Count the verdicts."""
        self._verdicts = record.comments.verdicts(contest)
        self.number = self._verdicts.number("entry")
        self.reasons: Mapping[str, int] = self._verdicts.reasons()
        self.left_out_number = sum(self.reasons.values())
        first = [row.comment_id for row in self._verdicts.entries(SHORTLIST)]
        self.curves: Mapping[str, list[Counted]] = curves_of(record, contest, first)
        self.reworded: Mapping[str, Reworded] = reworded_of(record, contest)

    def ranked(self, most: int | None) -> list[Ranked]:
        """The entries, the best first."""
        found = [
            Ranked(
                row,
                row.counted_votes or 0,
                row.rank or 0,
                row.flags or [],
                row.marks or [],
                (row.screened or {}).get("same_joke"),
            )
            for row in self._verdicts.entries(most)
        ]
        return _with_copy(found, self._verdicts.most_votes)

    def left_out(self, most: int | None) -> list[Unplaced]:
        """What takes no part, most votes first."""
        return self._unplaced(self._verdicts.left_out(most))

    def left_out_for(self, reason: str, most: int) -> list[Unplaced]:
        """Some of what was left out for a reason, most votes first."""
        return self._unplaced(self._verdicts.left_out_for(reason, most))

    def _unplaced(self, rows: Iterable[CommentRow]) -> list[Unplaced]:
        return [Unplaced(row, row.counted_votes or 0, row.reason or "") for row in rows]


class SoFar:
    """The tally by the last reading."""

    def __init__(self, record: Record, contest: Contest, found: Judged) -> None:
        """Show what was just judged."""
        self._verdicts: Verdicts = record.comments.verdicts(contest)
        self._found = found
        self.number, self.left_out_number = found.head.number, found.head.left_out_number
        self.reasons: Mapping[str, int] = found.reasons
        self.curves, self.reworded = found.curves, found.reworded

    def ranked(self, most: int | None) -> list[Ranked]:
        """The entries, the best first."""
        entries = list(self._found.best(most))
        rows = self._rows(entries)
        shown = [
            Ranked(
                rows[one.comment_id],
                one.votes,
                one.rank or 0,
                [str(flag) for flag in self._found.flags_of(one)],
                self._found.shown_marks_of(one),
                one.same_joke,
            )
            for one in entries
        ]
        return _with_copy(shown, lambda _: self._found.head.best_copy)

    def left_out(self, most: int | None) -> list[Unplaced]:
        """What takes no part, most votes first."""
        return self._unplaced(self._found.left_out(most))

    def left_out_for(self, reason: str, most: int) -> list[Unplaced]:
        """Some of what was left out for a reason, most votes first."""
        return self._unplaced(self._found.left_out_for(reason, most))

    def _unplaced(self, found: Iterable[Found]) -> list[Unplaced]:
        some = list(found)
        rows = self._rows(some)
        return [Unplaced(rows[one.comment_id], one.votes, one.reason or "") for one in some]

    def _rows(self, found: Iterable[Found]) -> Mapping[str, CommentRow]:
        return self._verdicts.numbered([one.comment_id for one in found])


def _with_copy(ranked: list[Ranked], most_votes: Callable[[str], int | None]) -> list[Ranked]:
    """The leader waits for a person where a copy of an earlier caption has more votes; it shows why, then."""
    if not ranked or ranked[0].votes >= (most_votes(Reason.SAME_CAPTION) or 0):
        return ranked
    return [replace(ranked[0], flags=[*ranked[0].flags, str(Flag.COPY)]), *ranked[1:]]
