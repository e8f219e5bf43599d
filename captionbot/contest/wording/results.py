"""What there is to say of a result, and the values that wordings are filled with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import isolated, on_one_line, quoted
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import said_date, said_when
from captionbot.contest.worded import many
from captionbot.contest.wording.filling import CAPTION_CUT, LINE_CUT, NAME_CUT, filled

NOBODY_KNOWN = "a fan"

LATE = timedelta(hours=1)
"""A closing reading later than this carries its own hour."""

_COUNT = ", with {votes} when entries closed, {when}"
_COUNT_LATE = ", with {votes}, counted on {when}"
_RUNNER_UP = "{caption} — {name}"


@dataclass(frozen=True, slots=True)
class Credited:
    """A caption as it is announced, and who has the credit (None where Facebook doesn't say)."""

    caption: str
    name: str | None
    votes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What there is to announce; ``counted_at`` is when the closing reading began."""

    number: int
    slot: datetime
    closes_at: datetime
    counted_at: datetime
    winner: Credited
    runners_up: Sequence[Credited] = ()


def said_votes(votes: int) -> str:
    """Votes in words: ``1 reaction``, ``1,214 reactions``."""
    return many(votes, "reaction")


def values_of(terms: Terms, result: Result, zone: ZoneInfo) -> dict[str, str]:
    """What a wording about a result is filled with."""
    name = _name(result.winner)
    return {
        "caption": quoted(result.winner.caption, CAPTION_CUT),
        "name": name or NOBODY_KNOWN,
        "to": f", {name}" if name else "",
        "count": _count(result, zone),
        **values_of_week(terms, result.slot, zone),
    }


def values_of_week(terms: Terms, slot: datetime, zone: ZoneInfo) -> dict[str, str]:
    """What a wording about a contest is filled with, whatever came of it."""
    return {"contest": on_one_line(terms.contest_name, NAME_CUT), "day": said_date(slot, zone)}


def line(wording: str, limit: int = LINE_CUT, **value: str) -> str:
    """The wording with its one value, or nothing where there is none.

    A value that begins as the wording does (``Credit: Photo: …``) stands alone.
    """
    told = {name: on_one_line(text, limit) for name, text in value.items()}
    begins = wording.partition("{")[0].strip().casefold()
    for text in told.values():
        if not text or (begins and text.casefold().startswith(begins)):
            return text
    return filled(wording, **told)


def runner_up(one: Credited) -> str:
    """The line of a runner-up."""
    votes = f" ({said_votes(one.votes)})" if one.votes else ""
    return filled(_RUNNER_UP, caption=quoted(one.caption, LINE_CUT), name=_name(one) or NOBODY_KNOWN) + votes


def _count(result: Result, zone: ZoneInfo) -> str:
    """The votes with their hour; a favourite of the staff's without any votes goes without."""
    if not result.winner.votes:
        return ""
    late = result.counted_at - result.closes_at > LATE
    wording, hour = (_COUNT_LATE, result.counted_at) if late else (_COUNT, result.closes_at)
    return filled(wording, votes=said_votes(result.winner.votes), when=said_when(hour, zone))


def _name(one: Credited) -> str:
    return isolated(on_one_line(one.name or "", NAME_CUT))
