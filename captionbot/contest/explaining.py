"""Why a caption did or did not win, in one sentence for staff. answering.py has the reply for the fan."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import regex

from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.quoting import for_staff
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many, ordinal

SHOWN = 120
"""Characters of a caption that is quoted in an explanation."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Ending(StrEnum):
    """How far a contest has come, as an explanation tells it."""

    OPEN = "open"
    UNDECIDED = "undecided"
    """Entries have closed, and no winner is public yet."""
    WON = "won"
    CORRECTING = "correcting"
    """A winner was public, and another is about to be."""
    VOID = "void"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Won:
    """The entry that won."""

    comment_id: str
    votes: int
    created_at: datetime
    rank: int
    by_staff: bool = False
    because: str = ""
    """Staff's reason, in their own words: for staff alone."""


@dataclass(frozen=True, slots=True)
class Instead:
    """The comment that has the credit, or that stands in this one's place."""

    caption: str
    created_at: datetime
    same_person: bool
    rank: int = 0
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One comment, and what became of it and of its contest."""

    comment_id: str
    created_at: datetime
    opens_at: datetime
    closes_at: datetime
    zone: ZoneInfo
    votes: int
    ending: Ending
    rank: int = 0
    """Its place; 0 where it is no entry."""
    of: int = 0
    reason: Reason | None = None
    """Why it is left out; None for an entry."""
    winner: Won | None = None
    note: str = ""
    """How the contest ended, where it has no winner."""
    instead: Instead | None = None
    length: int = 0
    """Characters as a reader counts them."""
    caption_max: int = 0
    cooldown_weeks: int = 0
    by_staff: str = ""
    """What staff have said of the winner who is not public yet, and when it will be; for staff alone."""
    forgotten: bool = False
    """Whether the person asked to be forgotten."""

    @property
    def won(self) -> bool:
        """Whether it is the winner."""
        return self.ending is Ending.WON and self.winner is not None and self.winner.comment_id == self.comment_id

    @property
    def passed_over(self) -> bool:
        """Whether staff chose an entry that stands behind this one."""
        winner = self.winner
        return bool(self.ending is Ending.WON and winner and self.rank and winner.by_staff and winner.rank > self.rank)

    @property
    def tied(self) -> bool:
        """Whether it has as many votes as the winner, and the tie-break decided."""
        return bool(self.ending is Ending.WON and self.winner and not self.won and self.winner.votes == self.votes)

    @property
    def tie_break(self) -> str:
        """By which rule the winner stands before it."""
        same = self.winner is not None and self.winner.created_at == self.created_at
        return "has the lower comment number" if same else "was written earlier"


def sentence_of(asked: Asked) -> str:
    """The whole of it in one sentence, as words without a full stop."""
    if asked.reason is not None:
        return f"left out: {_why(asked, asked.reason)}"
    place = f"{ordinal(asked.rank)} of {asked.of:,} with {said_votes(asked.votes)}"
    return f"{place}; {_outcome(asked)}"


def _outcome(asked: Asked) -> str:
    match asked.ending:
        case Ending.OPEN | Ending.UNDECIDED:
            return f"no winner yet; {asked.by_staff}" if asked.by_staff else "no winner yet"
        case Ending.VOID:
            return f"the contest had no winner ({asked.note})" if asked.note else "the contest had no winner"
        case Ending.RETRACTED:
            return "the result was taken back"
        case Ending.CORRECTING:
            return "the result is being corrected"
        case Ending.WON:
            return _beside_the_winner(asked)


def _beside_the_winner(asked: Asked) -> str:
    winner = asked.winner
    if winner is None:
        return "no winner yet"
    because = f": {winner.because.rstrip('.')}" if winner.because else ""
    if asked.won:
        return f"it won, as staff chose it{because}" if winner.by_staff and asked.rank > 1 else "it won"
    if asked.passed_over:
        return f"staff chose another caption{because}"
    if asked.tied:
        return f"the winner had as many and {asked.tie_break}"
    return f"the winner had {winner.votes:,}"


def _why(asked: Asked, reason: Reason) -> str:
    match reason:
        case Reason.AFTER:
            return f"posted {after(asked.created_at - asked.closes_at)} entries closed"
        case Reason.BEFORE:
            return f"posted {span(asked.opens_at - asked.created_at)} before the contest opened"
        case Reason.TOO_LONG:
            return f"too long ({asked.length:,} characters; {asked.caption_max:,} are the most)"
        case Reason.SECOND_ENTRY | Reason.SAME_CAPTION:
            return f"{reason}{_beside(asked)}"
        case Reason.RECENT_WINNER:
            return f"{reason} (who has won can't win again for {many(asked.cooldown_weeks, 'week')})"
    return _said_by_staff(asked, reason) if reason in BY_STAFF else str(reason)


def _said_by_staff(asked: Asked, reason: Reason) -> str:
    return "as they asked" if asked.forgotten and reason is Reason.ASKED else f"{reason}, by staff"


def _beside(asked: Asked) -> str:
    """What stands in its place, naming nobody: another person's caption by its hour alone."""
    other = asked.instead
    if other is None:
        return ""
    if not other.same_person:
        return f", written on {said_when(other.created_at, asked.zone)}"
    place = f", {ordinal(other.rank)} with {said_votes(other.votes)}" if other.rank else ""
    return f"; the same person's {for_staff(other.caption, SHOWN)} stands{place}"


def span(length: timedelta) -> str:
    """A length of time in words, in its largest unit: ``4 minutes``, ``3 hours``, ``2 days``."""
    for unit, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if length >= unit:
            return many(length // unit, word)
    return many(int(length.total_seconds()), "second")


def after(late: timedelta) -> str:
    """How long after, as it stands before "entries closed"; within the same second, that."""
    return f"{span(late)} after" if late >= timedelta(seconds=1) else "in the very second in which"


def said_votes(votes: int) -> str:
    """Votes as staff read them."""
    return many(votes, "vote")


def characters(text: str) -> int:
    """How many characters a reader counts, as the rule about long captions does."""
    return sum(1 for _ in regex.finditer(r"\X", text.strip()))
