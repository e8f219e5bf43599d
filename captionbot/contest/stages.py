"""Where a contest stands, and what it needs next.

The whole life of a contest is decided here and nowhere else, from facts and ``now`` alone.
The diagram in README.md shows the same stages; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """Where a contest stands."""

    POSTING = "posting"
    OPEN = "open"
    REVIEW = "review"
    ANNOUNCING = "announcing"
    ANNOUNCED = "announced"
    STUCK = "stuck"
    VOID = "void"
    MISSED = "missed"
    RETRACTED = "retracted"


ENDED = frozenset({Stage.ANNOUNCED, Stage.VOID, Stage.MISSED, Stage.RETRACTED})
"""Stages in which nothing more happens by itself; ``STUCK`` waits for a person."""

MOVES = {
    Stage.POSTING: {Stage.OPEN, Stage.STUCK, Stage.MISSED, Stage.VOID},
    Stage.OPEN: {Stage.REVIEW, Stage.VOID},
    Stage.REVIEW: {Stage.ANNOUNCING, Stage.VOID},
    Stage.ANNOUNCING: {Stage.ANNOUNCED, Stage.REVIEW, Stage.STUCK, Stage.VOID},
    Stage.STUCK: {Stage.POSTING, Stage.OPEN, Stage.ANNOUNCING, Stage.MISSED},
    Stage.ANNOUNCED: {Stage.RETRACTED, Stage.ANNOUNCING},
    Stage.VOID: set(),
    Stage.MISSED: set(),
    Stage.RETRACTED: set(),
}
"""Every move there is; the store refuses any other."""


class Step(StrEnum):
    """What a contest needs now."""

    SAY_POST = "post"
    READ = "read"
    CLOSE = "close"
    VOID = "void"
    ANNOUNCE = "announce"
    WAIT = "wait"
    ASK = "ask"
    """A person must say something first."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Due:
    """A step, the instant it falls due where one is known, and the reason in words.

    A post or an announcement that is held has its reason too: it is looked for, and not said.
    """

    step: Step
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to know of a contest in order to tell what it needs."""

    stage: Stage
    closes_at: datetime
    announces_at: datetime
    announce_within: timedelta
    next_reading_at: datetime
    has_winner: bool = False
    review_required: bool = False
    held: str = ""
    """Why staff (or a pause it fell due under) hold it; empty: not held."""
    doubts: tuple[str, ...] = ()
    """What wants a person's yes: flags of the leading caption, a late or short reading."""
    approved_at: datetime | None = None


LONGEST_WAIT = timedelta(days=1)
"""Between two readings; a later hour was written by a clock that was ahead."""


def next_step(facts: Facts, now: datetime) -> Due:
    """What the contest needs at ``now``."""
    match facts.stage:
        case Stage.POSTING:
            return Due(Step.SAY_POST, now, facts.held)
        case Stage.OPEN:
            return _while_open(facts, now)
        case Stage.REVIEW:
            return _in_review(facts, now)
        case Stage.ANNOUNCING:
            return Due(Step.ANNOUNCE, now, facts.held)
        case Stage.STUCK:
            return Due(Step.ASK, why="nobody can tell whether it is live; look at the Page, then `settle`")
        case _:
            return Due(Step.NOTHING)


def _while_open(facts: Facts, now: datetime) -> Due:
    if now >= facts.closes_at:
        return Due(Step.CLOSE, facts.closes_at)
    if now >= facts.next_reading_at or facts.next_reading_at - now > LONGEST_WAIT:
        return Due(Step.READ, min(facts.next_reading_at, now))
    return Due(Step.WAIT, min(facts.next_reading_at, facts.closes_at), "collecting captions")


def _in_review(facts: Facts, now: datetime) -> Due:
    if now < facts.announces_at:
        return Due(Step.WAIT, facts.announces_at, wants(facts, now))
    if facts.held:
        return Due(Step.ASK, why=wants(facts, now))
    if not facts.has_winner and not _doubted(facts):
        return Due(Step.VOID, facts.announces_at, "no winner by itself and none was picked")
    asked = wants(facts, now)
    return Due(Step.ASK, why=asked) if asked else Due(Step.ANNOUNCE, facts.announces_at)


def wants(facts: Facts, now: datetime) -> str:
    """What a person must still say before the winner may be announced; empty: nothing."""
    if facts.held:
        return f"on hold: {facts.held}"
    if _doubted(facts):
        asked = "a person must approve: " if facts.has_winner else "a person must pick or void: "
        return asked + "; ".join(facts.doubts)
    if facts.review_required and facts.approved_at is None:
        return "a person must approve or pick"
    last_hour = facts.announces_at + facts.announce_within
    if now > last_hour and (facts.approved_at is None or facts.approved_at <= last_hour):
        return "it is too late to announce without a fresh yes: a person must approve or pick"
    return ""


def _doubted(facts: Facts) -> bool:
    """Whether there are doubts that no person has answered with a yes."""
    return bool(facts.doubts) and facts.approved_at is None
