"""The counted order, and the winner that it proposes.

Votes, then the earlier comment, then the comment's id: the order is total, so one reading has one winner.
Ties are decided by it and shown all the same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from captionbot.contest.entries import Entry, Judgement, LeftOut, Reason, better
from captionbot.contest.screens import Flag
from captionbot.contest.terms import Terms
from captionbot.contest.worded import Worded

SHORTLIST = 5
"""The first few, at whom staff look closely."""


class NoWinnerBecause(Worded):
    """Why the tally proposes nobody."""

    NO_ENTRIES = "no entries", "Nobody sent a caption that takes part."
    TOO_FEW_ENTRIES = "too few entries", "Fewer captions take part than the rules ask for."
    TOO_FEW_VOTES = "too few votes", "The first caption has fewer votes than the rules ask for."


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry and its place, from 1; ``tied`` where another has as many votes."""

    rank: int
    entry: Entry
    tied: bool

    @property
    def votes(self) -> int:
        """Counted reactions."""
        return self.entry.comment.votes

    @property
    def marks(self) -> list[str]:
        """The entry's marks as staff read them, and that it is tied."""
        return [*map(str, self.entry.marks), *(["tie"] if self.tied else [])]


class Counted(Protocol):
    """What a winner is proposed from: a whole tally in memory, or what a tally on disk has at hand."""

    @property
    def leader(self) -> Standing | None:
        """The first."""

    @property
    def number(self) -> int:
        """How many entries there are."""

    @property
    def level(self) -> Sequence[Standing]:
        """Others with as many votes as the first: all of them, or those of the shortlist."""

    @property
    def best_copy(self) -> int | None:
        """The votes of the most-voted copy of an earlier caption, where there is one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Every entry in its place, and everything left out with its reason."""

    standings: tuple[Standing, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def leader(self) -> Standing | None:
        """The first."""
        return self.standings[0] if self.standings else None

    @property
    def shortlist(self) -> tuple[Standing, ...]:
        """The first few."""
        return self.standings[:SHORTLIST]

    @property
    def number(self) -> int:
        """How many entries there are."""
        return len(self.standings)

    @property
    def level(self) -> Sequence[Standing]:
        """All others with as many votes as the first."""
        return [one for one in self.standings[1:] if one.votes == self.standings[0].votes]

    @property
    def best_copy(self) -> int | None:
        """The votes of the most-voted copy of an earlier caption, where there is one."""
        copies = (one.comment.votes for one in self.left_out if one.reason is Reason.SAME_CAPTION)
        return max(copies, default=None)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A winner, with whoever is tied with it and all that a person must look at first."""

    winner: Standing
    tied_with: tuple[Standing, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class NoWinner:
    """Nobody wins by themselves; staff may still pick a favourite."""

    reason: NoWinnerBecause
    flags: tuple[Flag, ...]


Outcome = Proposed | NoWinner


def tally(judgement: Judgement) -> Tally:
    """Put the entries in order."""
    in_order = sorted(judgement.entries, key=lambda entry: better(entry.comment))
    with_votes = Counter(entry.comment.votes for entry in in_order)
    return Tally(
        tuple(
            Standing(rank, entry, tied=with_votes[entry.comment.votes] > 1)
            for rank, entry in enumerate(in_order, start=1)
        ),
        judgement.left_out,
    )


def outcome(counted: Counted, terms: Terms) -> Outcome:
    """The winner that the tally proposes under the terms, or why it proposes none."""
    leader = counted.leader
    if leader is None:
        return NoWinner(NoWinnerBecause.NO_ENTRIES, ())
    copied = (Flag.COPY,) if counted.best_copy is not None and counted.best_copy > leader.votes else ()
    if counted.number < terms.min_entries:
        return NoWinner(NoWinnerBecause.TOO_FEW_ENTRIES, copied)
    if leader.votes < terms.min_votes:
        return NoWinner(NoWinnerBecause.TOO_FEW_VOTES, copied)
    return Proposed(leader, tuple(counted.level), leader.entry.flags + copied)
