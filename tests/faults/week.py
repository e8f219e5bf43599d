"""The script of a week in four phases, and how one of them is spoilt: what Facebook does, and what staff do then."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from captionbot.practice.lies.meanwhile import REWORDED
from tests.faults.stage import Stage
from tests.photos.unlike import file_unlike

BEGIN = datetime(2026, 11, 25, 18, tzinfo=UTC)
SLOT, CLOSE, ANNOUNCE = (datetime(2026, *day, 16, tzinfo=UTC) for day in ((11, 27), (11, 30), (12, 1)))
FIRST, SECOND = "1974-mounted-patrol", "1980-next-week"
WINNER, SECOND_BEST = "He asked for the stable special.", "No straw for me, thanks."
THIRD_BEST = "Hay there."
HIDDEN, LATE_ONE, REPLY = "Filtered away.", "At the very last minute.", "I reply louder than anyone."
CAPTIONS = frozenset({WINNER, SECOND_BEST, THIRD_BEST, HIDDEN, LATE_ONE, REWORDED})


ENDS = {"announced", "missed", "void"}
"""Stages that no tick leaves."""


class Phase(StrEnum):
    """A part of the week, by what the bot does in it."""

    POST = "post"
    READ = "read"
    CLOSE = "close"
    ANNOUNCE = "announce"

    @property
    def begins(self) -> datetime:
        """When it does."""
        return {"post": SLOT, "read": SLOT + timedelta(hours=7), "close": CLOSE, "announce": ANNOUNCE}[self]

    @property
    def leads_to(self) -> str:
        """The contest's stage when it is over."""
        return {"post": "open", "read": "open", "close": "review", "announce": "announced"}[self]


class Lasts(StrEnum):
    """How long a fault lasts."""

    ONCE = "once"
    HALF_AN_HOUR = "for half an hour"
    FOR_GOOD = "for good"
    """Longer than the bot may try: past the catch-up window, the hour of the votes, or the days to announce in."""


HALF_AN_HOUR = timedelta(minutes=30)
_FOR_GOOD = {
    Phase.POST: timedelta(hours=6, minutes=5),
    Phase.READ: timedelta(hours=30),
    Phase.CLOSE: timedelta(hours=2),
    Phase.ANNOUNCE: timedelta(days=2, minutes=5),
}
_TICKS = (0, 6, 12, 24, 31, 33, 45, 57, 70, 82, 95, 107, 125, 140, 200)
"""Minutes after a phase has begun at which the bot ticks, until the phase is over."""

_READINGS = (0, 16, 33, 49, 960, 1801)
_TO_THE_END = {
    Phase.POST: (0, 12, 31, 361, 366, 380, 392, 420),
    Phase.CLOSE: (0, 31, 125, 140, 200),
    Phase.ANNOUNCE: (0, 12, 31, 2000, 2881, 2886, 2890, 2902, 2920, 2960),
}


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One phase with faults in it."""

    phase: Phase
    faults: tuple[str, ...]
    """In practice's words, with where, without how often."""
    lasts: Lasts
    lag: str = ""
    """A fault that is there from this phase on to the end."""

    @property
    def over(self) -> timedelta:
        """When the faults are, after the phase began."""
        return {Lasts.FOR_GOOD: _FOR_GOOD[self.phase]}.get(self.lasts, HALF_AN_HOUR)

    def words(self) -> list[str]:
        """The faults as practice is told of them."""
        return [self.lag] * bool(self.lag) + [f"{one}:{1 if self.lasts is Lasts.ONCE else '*'}" for one in self.faults]


def queue_photos(folder: Path) -> None:
    """The photo of this week and of the next, each with its words."""
    queue = folder / "photos" / "queue"
    for number, stem in enumerate((FIRST, SECOND)):
        for name, content in ((f"{stem}.jpg", file_unlike(number)), (f"{stem}.txt", b"What's the caption?\n")):
            (queue / name).write_bytes(content)
            os.utime(queue / name, (1_000_000_000, 1_000_000_000))


def play(stage: Stage, spoilt: Spoilt) -> list[str]:
    """The week from a phase on, that phase spoilt; gives the words that staff had to say."""
    said: list[str] = []
    for phase in list(Phase)[list(Phase).index(spoilt.phase) :]:
        if stage.ended:
            break
        said += play_phase(stage, spoilt, phase)
    return said


def play_phase(stage: Stage, spoilt: Spoilt, phase: Phase) -> list[str]:
    """One phase of the week, be it the one that is spoilt or another."""
    stage.at(phase.begins - timedelta(seconds=30))
    before(stage, phase)
    spoils = spoilt if phase is spoilt.phase else Spoilt(phase, (), Lasts.ONCE, spoilt.lag)
    return _through(stage, phase, spoils)


def before(stage: Stage, phase: Phase) -> None:
    """What staff and fans write on the Page before a phase begins."""
    if phase is Phase.POST:
        for days in (9, 8, 7):
            at = SLOT - timedelta(days=days)
            stage.facebook.lever("posts", {"text": "Road closed on Sunday.", "at": at.isoformat()})
        return
    if "post" not in live(stage.facebook.world()):
        return
    if phase is Phase.READ:
        first, *_ = stage.fans(
            {"text": WINNER, "by": "Robin Maplewood", "reactions": 9},
            {"text": SECOND_BEST, "by": "Kim Birch", "reactions": 5},
            {"text": THIRD_BEST, "by": "Sam Rowan", "reactions": 3},
            {"text": HIDDEN, "by": "Lee Alder", "reactions": 2, "hidden": True},
        )
        stage.fans({"text": REPLY, "by": "Alex Hazel", "parent": first, "reactions": 70})
    if phase is Phase.CLOSE:
        stage.fans({"text": LATE_ONE, "by": "Val Linden", "reactions": 1})


def _through(stage: Stage, phase: Phase, spoilt: Spoilt) -> list[str]:
    """Tick until the phase is over, and let staff do what they must once the faults are over."""
    stage.facebook.tell(*spoilt.words())
    spoils, said = bool(spoilt.faults), list[str]()
    for at in _hours(phase, spoilt.lasts):
        if spoils and at >= spoilt.over:
            stage.facebook.tell(*([spoilt.lag] if spoilt.lag else []))
            spoils = False
        told = stage.at(phase.begins + at + timedelta(seconds=5)).tick()
        stage.ended = told["stage"] in ENDS
        if not spoils or spoilt.lasts is Lasts.ONCE:
            said += _staff(stage) if at > HALF_AN_HOUR else []
            if _done(told["stage"], phase, spoilt=bool(spoilt.faults), at=at):
                break
    return said


def _hours(phase: Phase, lasts: Lasts) -> Iterator[timedelta]:
    usual = _READINGS if phase is Phase.READ else _TICKS
    at = _TO_THE_END.get(phase, usual) if lasts is Lasts.FOR_GOOD else usual
    return (timedelta(minutes=minutes) for minutes in at)


def _done(stage: str, phase: Phase, *, spoilt: bool, at: timedelta) -> bool:
    """Whether the phase is over; where reading was spoilt, the comments are read once more."""
    return stage in {phase.leads_to, *ENDS} and not (phase is Phase.READ and spoilt and at <= HALF_AN_HOUR)


def _staff(stage: Stage) -> list[str]:
    """Staff look at what they were told and at the Page, and do what is to be done."""
    told = stage.order("staff", live=live(stage.facebook.world()))
    return [*told["said"], *([told["error"]] if told["error"] else [])]


def live(world: dict[str, Any]) -> dict[str, str]:
    """What stands on the Page in the bot's words: its id by the kind of the act."""
    found: dict[str, str] = {}
    for post in [post for post in world["posts"] if post["by_app"] and not post["deleted"]]:
        found["announcement" if is_result(post) else "post"] = post["id"]
        if quoted(post) and not is_result(post):
            found["edit"] = post["id"]
    for one in [one for one in world["comments"] if one["by_page"] and not one["deleted"]]:
        found["reply"] = one["id"]
    return found


def quoted(post: dict[str, Any]) -> list[str]:
    """The captions that a post names, in order, each as often as it does."""
    found = re.findall(r"“([^”]*)”", post["message"])
    return [caption for caption in found if caption in CAPTIONS]


def is_result(post: dict[str, Any]) -> bool:
    """Whether a post is an announcement, by its marker."""
    return " · result of " in post["message"].splitlines()[-1]
