"""Which acts are open to staff upon a contest, by where it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from captionbot.contest.stages import Stage
from captionbot.decisions import SPEAKING
from captionbot.store.record import Record
from captionbot.store.schema import Contest

OPENS = {
    "pick": frozenset({Stage.REVIEW}),
    "approve": frozenset({Stage.REVIEW}),
    "announce_as": frozenset({Stage.REVIEW}),
    "hold": SPEAKING,
    "release": SPEAKING,
    "void": SPEAKING,
    "read_now": frozenset({Stage.OPEN}),
    "settle": frozenset({Stage.STUCK}),
    "leave_out": frozenset({Stage.OPEN, Stage.REVIEW}),
    "readmit": frozenset({Stage.OPEN, Stage.REVIEW}),
    "correct": frozenset({Stage.ANNOUNCED, Stage.ANNOUNCING}),
    "retract": frozenset({Stage.ANNOUNCED, Stage.ANNOUNCING, Stage.RETRACTED}),
}
"""At which stages an act may be open; one that is not named here is open at all of them."""


@dataclass(frozen=True, slots=True)
class Way:
    """An act upon a whole contest."""

    route: str
    """The function of its page on the blueprint of contests."""
    words: str
    offered: Callable[[Contest], bool]
    """Whether it is what one may want now; it may be open besides."""
    kind: str = "quiet"
    """How its button looks: "" for what is usually wanted, ``quiet``, or ``stop`` for what ends something."""


def _at(*stages: Stage) -> Callable[[Contest], bool]:
    return lambda contest: contest.stage in stages


def _decided(*stages: Stage) -> Callable[[Contest], bool]:
    return lambda contest: contest.stage in stages and contest.decision is not None


def _waits(contest: Contest) -> bool:
    """For a person's yes."""
    return _decided(Stage.REVIEW)(contest) and contest.approved_at is None


WAYS = (
    Way("settle", "Settle", _at(Stage.STUCK), ""),
    Way("release", "Release", lambda one: bool(one.held) and one.stage in SPEAKING, ""),
    Way("approve", "Approve", lambda one: _waits(one) and not one.held, ""),
    Way("announce_as", "Announce as", _decided(Stage.REVIEW)),
    Way("preview", "Preview", _decided(Stage.REVIEW, Stage.ANNOUNCING, Stage.ANNOUNCED)),
    Way("approve", "Approve", lambda one: _waits(one) and bool(one.held)),
    Way("approve", "Approve again", lambda one: _decided(Stage.REVIEW)(one) and one.approved_at is not None),
    Way("read_now", "Take a last reading", _at(Stage.OPEN)),
    Way("hold", "Hold", lambda one: not one.held and one.stage in SPEAKING),
    Way("words", "Words to post by hand", _at(Stage.VOID, Stage.RETRACTED)),
    Way("void", "Call off", _at(*SPEAKING), "stop"),
    Way("retract", "Take the result back", _at(Stage.ANNOUNCED), "stop"),
)
"""All of them, in the order in which they are offered."""


def ways_on(record: Record, contest: Contest) -> list[Way]:
    """The acts that one may want now; what an entry is picked or left out by stands beside the entry."""
    too_late = contest.stage == Stage.ANNOUNCING and bool(record.utterances.results(contest.number))
    return [way for way in WAYS if way.offered(contest) and not (too_late and way.route == "void")]


def may_be_open(route: str, contest: Contest) -> bool:
    """Whether an act can be open at the contest's stage."""
    return route not in OPENS or contest.stage in OPENS[route]
