"""What could spoil a Friday, found before it does: each problem ends in what to do, and in where that is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from captionbot.check import around, facebook, going_out, standing
from captionbot.check.known import known
from captionbot.check.scene import Look, Scene, See
from captionbot.contest.notices import About
from captionbot.errors import CaptionbotError
from captionbot.graph.page import Page
from captionbot.health import Trouble
from captionbot.intake import SetAside
from captionbot.machine import Machine
from captionbot.overview import Json, View, iso, slots_ahead

__all__ = ["Found", "Scene", "check", "come_by_itself"]

LOOKS: Final[Sequence[tuple[See, Look]]] = (
    (See.WORDS, going_out.own_files),
    (See.RECORD, around.page),
    (See.STANDING, standing.pause),
    (See.STANDING, standing.waiting),
    (See.RUNNING, around.running),
    (See.FACEBOOK, facebook.facebook),
    (See.PHOTOS, going_out.folders),
    (See.PHOTOS, going_out.queue),
    (See.FACEBOOK, facebook.unused),
    (See.VERSION, facebook.served),
    (See.WORDS, going_out.own_words),
    (See.PHOTOS, going_out.cards),
    (See.HALL, around.hall),
    (See.FANS, facebook.nobody_comments),
    (See.MACHINE, around.machine),
    (See.NOTICES, around.notices),
    (See.RECORD, around.copied),
    (See.SETTINGS, around.settings),
    (See.WORDS, going_out.terms),
    (See.DESK, around.desk),
    (See.FACEBOOK, facebook.unasked),
    (See.WORDS, going_out.wording),
)
"""Everything that is looked at, in the order in which a person sees to it."""

DAILY: Final[Sequence[tuple[See, Look]]] = (
    (See.SETTINGS, around.settings),
    (See.RECORD, around.copied),
    (See.FACEBOOK, facebook.unused),
    (See.WORDS, going_out.own_words),
    (See.PHOTOS, going_out.cards),
    (See.FANS, facebook.nobody_comments),
    (See.MACHINE, around.machine),
)
"""What comes by itself and nothing else tells; Facebook is asked nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble, and where it is written what to do."""

    trouble: Trouble
    see: See

    @property
    def holds(self) -> bool:
        """Whether the next contest, or one that is under way, goes no further by itself."""
        return self.see is See.STANDING or self.trouble.key == going_out.NONE

    @property
    def about(self) -> About:
        """As what staff are told of it: a full disk can't wait for a week's letter, a logo can."""
        return About.STANDS if self.trouble.stops and self.see is See.MACHINE else About.CHECK

    def as_json(self) -> Json:
        """As `check --json` has it."""
        return {"what": self.trouble.what, "do": self.trouble.do, "see": str(self.see)}


def check(view: View, page: Page, machine: Machine | None = None, aside: Sequence[SetAside] = ()) -> Json:
    """Look at everything, and say what was set ``aside`` just now; the shape is that of `check --json`."""
    scene = Scene(view, page, machine, aside)
    found = list(_look(scene, LOOKS))
    problems = [one.as_json() for one in found if one.trouble.stops]
    zone = view.settings.zone
    return {
        "ok": not problems,
        "clear": not any(one.trouble.stops or one.holds for one in found),
        "problems": problems,
        "warnings": [one.as_json() for one in found if not one.trouble.stops],
        "slots": [{"local": slot.astimezone(zone).isoformat(), "utc": iso(slot)} for slot in slots_ahead(view)],
        "known": known(scene),
    }


def come_by_itself(scene: Scene) -> list[Found]:
    """What nobody did and nothing else tells, for the daily look."""
    return list(_look(scene, DAILY))


def _look(scene: Scene, looks: Sequence[tuple[See, Look]]) -> Iterator[Found]:
    """What is found; what stands in the way of several looks is told by the first of them."""
    told = set[str]()
    for see, look in looks:
        for one in _guarded(look, scene):
            if one.what not in told:
                told.add(one.what)
                yield Found(one, see)


def _guarded(look: Look, scene: Scene) -> Iterator[Trouble]:
    try:
        yield from look(scene)
    except CaptionbotError as error:
        yield Trouble(error.message, error.do, stops=True, key=type(error).__name__)
