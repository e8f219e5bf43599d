"""The queue as its page shows it: photos and weeks in the order in which they come, and what waits for a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from captionbot import overview
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import week_of
from captionbot.contest.worded import sentence
from captionbot.desk.queue.naming import key_of
from captionbot.overview import View
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.queueing import Ahead, Planned, holiday_of, shortage
from captionbot.store.schema import Audit, PhotoRow

BECAUSE: Final = {"pinned": "Pinned to this week", "on this day": "Taken on this day", "": ""}
"""Why a photo goes before others."""
SET_ASIDE_FOR: Final = timedelta(days=14)
"""So long the page tells of photos that were set aside."""
MOST_SET_ASIDE: Final = 10
_NOT_LOOKED_AT: Final = "has not been looked at yet."
"""What is said of a photo that has just come."""
_BY_CHECK: Final = re.compile(",? and so does `captionbot check`|; `captionbot check` tries it now")
"""What a command would do sooner."""
_VOUCHING: Final = "captionbot vouch"
"""In what is to be done about a photo that waits for somebody's yes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo of the queue on the page."""

    key: str
    name: str
    """As a person may see it."""
    sha256: str
    """Empty where it was not examined yet: then it has no picture."""
    alt: str
    words: str
    width: int
    """Pixels of what is sent, as is ``height``: by them its place is kept while it is loading."""
    height: int
    slot: datetime | None
    week: str
    """Of its slot; empty where it has none."""
    because: str
    problems: tuple[Problem, ...]
    """Without its name before each, for that stands beside them."""
    arriving: bool
    """It has just come, and nothing else is known of it."""
    asks: bool
    """It waits for somebody's yes."""
    waits: bool
    vouched: bool
    """Somebody has said yes to something of it."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week that is left out."""

    name: str
    slot: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A photo that was set aside."""

    name: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Queue:
    """All that the page shows."""

    beginning: tuple[tuple[int, str], ...]
    """Contests whose photo is being posted, each with its name."""
    going_out: tuple[Shown | Week, ...]
    waiting: tuple[Shown, ...]
    """Without a day."""
    summary: str
    empty: bool
    short: str
    """That photos become few; empty where they don't."""
    strays: tuple[Problem, ...]
    aside: tuple[Aside, ...]


def shown_queue(view: View) -> Queue:
    """What there is."""
    photos = list(shown_photos(view).values())
    weeks = [Week(str(one.week), one.slot, sentence(_why(view, one))) for one in view.plan.left_out]
    going_out: list[Shown | Week] = [*(one for one in photos if one.slot), *weeks]
    begun = [one for one in view.record.contests.going() if one.stage == Stage.POSTING]
    short = shortage(view.plan, view.photos, view.settings)
    return Queue(
        beginning=tuple((one.number, shown_name(one.photo)) for one in begun),
        going_out=tuple(sorted(going_out, key=lambda one: one.slot or view.now)),
        waiting=tuple(one for one in photos if not one.slot),
        summary=overview.queue(view)["summary"],
        empty=not photos,
        short=short.problem.what if short else "",
        strays=tuple(view.photos.strays()),
        aside=_set_aside(view),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record knows of all photos of the queue, read at once."""

    rows: Mapping[tuple[str, str], PhotoRow]
    yes: Mapping[str, set[str]]
    zone: ZoneInfo

    @classmethod
    def of(cls, view: View) -> "_Known":
        return cls(view.record.photos.known_all(), view.record.photos.yes_all(), view.settings.zone)

    def shown(self, one: Planned) -> Shown:
        """A photo on the page."""
        photo = one.photo
        row, name = self.rows.get((photo.name, photo.trace)), shown_name(photo.name)
        arriving = any(problem.what == f"{name} {_NOT_LOOKED_AT}" for problem in photo.problems)
        return Shown(
            key=key_of(photo.name),
            name=name,
            sha256=row.sha256 if row and row.kind else "",
            alt=photo.sidecar.alt,
            words=photo.sidecar.words,
            width=row.sent_width if row else 0,
            height=row.sent_height if row else 0,
            slot=one.slot,
            week=str(week_of(one.slot, self.zone)) if one.slot else "",
            because=BECAUSE[one.because],
            problems=() if arriving else tuple(told(problem, name) for problem in photo.problems),
            arriving=arriving,
            asks=any(_VOUCHING in problem.do for problem in photo.problems),
            waits=photo.waits,
            vouched=bool(row and self.yes.get(row.sha256)),
        )


def told(problem: Problem, name: str) -> Problem:
    """A problem beside a photo on the page: its name stands there already, and the desk looks at no photo itself."""
    rest = problem.what.removeprefix(f"{name} ")
    return replace(problem, what=rest[:1].upper() + rest[1:], do=_BY_CHECK.sub("", problem.do))


def shown_photos(view: View) -> dict[str, Shown]:
    """Every photo of the queue by its name, in the order in which they go out."""
    known = _Known.of(view)
    return {one.photo.name: known.shown(one) for one in view.plan.photos}


def _why(view: View, one: Ahead) -> str:
    """Why a week is left out: somebody's word, a day of the Page's own, or the holiday by its name."""
    own = view.settings.own_days.on(one.slot.astimezone(view.settings.zone).date())
    holiday = not own and holiday_of(view.settings, one.week) == one.left_out
    return f"{one.left_out}, a holiday" if holiday else one.left_out


def _set_aside(view: View) -> tuple[Aside, ...]:
    """What was set aside lately, newest first."""
    rows: Sequence[Audit] = view.record.staff.audit_of("set aside", view.now - SET_ASIDE_FOR, MOST_SET_ASIDE)
    return tuple(Aside(row.detail, row.at, row.because) for row in rows)
