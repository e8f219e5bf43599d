"""Whether a caption's votes came in step with the thread, or many of them at once: a mark for staff, no judgement.

A popular photo brings votes to all captions alike. So what the other captions gained in a stretch between readings,
of all that they gained, says how many votes to expect in it; many more than that, all at once, are a surge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.timetable import said_when

FEWEST = 15
"""Votes that come at once and are fewer than these say nothing: that is a family."""

_BAR = "▁▂▃▄▅▆▇█"
_BARS, _FEWEST_BARS = 24, 3

_PART = 3
"""They are at least a third of all its votes ..."""
_TIMES = 4
"""... and four times as many as were to be expected."""
_EARLY = timedelta(hours=1)
"""Every caption gains most in its first hour; what comes then is no late surge."""
_STRETCHES = 2
"""A burst may fall upon a reading, so each two stretches are looked at together as well."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one reading counted."""

    at: datetime
    votes: int
    """On the caption."""
    of_all: int
    """On all captions together, this one among them."""


@dataclass(frozen=True, slots=True)
class Surge:
    """Votes that came at once."""

    since: datetime
    until: datetime
    gained: int
    of: int
    """Votes of the caption at the last reading."""
    others_gained: int
    """What all other captions gained meanwhile."""

    def steepness(self) -> float:
        """Votes in a second."""
        return self.gained / (self.until - self.since).total_seconds()

    def said(self, zone: ZoneInfo) -> str:
        """The plain sentence for staff."""
        others = "nothing" if self.others_gained == 0 else f"{self.others_gained:,} together"
        return (
            f"{self.gained:,} of its {self.of:,} votes came between {said_when(self.since, zone)} and "
            f"{said_when(self.until, zone)}; meanwhile all other captions gained {others}."
        )


def drawn(votes: Sequence[int]) -> str:
    """A curve on one line, as bars; at most ``_BARS`` of them, and none where there is nothing to compare."""
    if len(votes) < _FEWEST_BARS or not max(votes):
        return ""
    step = max(1, -(-len(votes) // _BARS))
    picked = [*votes[:-1:step], votes[-1]]
    return "".join(_BAR[votes * (len(_BAR) - 1) // max(picked)] for votes in picked)


def late_surge(curve: Sequence[Counted]) -> Surge | None:
    """The steepest surge in a caption's curve, or None; readings in order of time, from the first that showed it."""
    if not curve:
        return None
    surges = (_surge(curve, since, until) for since, until in _stretches(curve))
    return max((one for one in surges if one), key=Surge.steepness, default=None)


def _stretches(curve: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    late = [one for one in curve if one.at - curve[0].at >= _EARLY]
    for length in range(1, _STRETCHES + 1):
        yield from zip(late, late[length:], strict=False)


def _surge(curve: Sequence[Counted], since: Counted, until: Counted) -> Surge | None:
    """Votes may be taken back; what falls counts as nothing gained."""
    first, last = curve[0], curve[-1]
    gained = until.votes - since.votes
    if gained < FEWEST or gained * _PART < last.votes:
        return None
    others_gained = max(until.of_all - since.of_all - gained, 0)
    rest = max(last.votes - gained, 0)
    others_rest = max(last.of_all - first.of_all - (last.votes - first.votes) - others_gained, 0)
    # One vote of the others is taken as spread evenly over time: where there is none, the hours alone must tell.
    evenly = (until.at - since.at) / (last.at - first.at)
    expected = rest * (others_gained + evenly) / (others_rest + 1)
    if gained < _TIMES * (expected + 1):
        return None
    return Surge(since.at, until.at, gained, last.votes, others_gained)
