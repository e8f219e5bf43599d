"""What staff see of this week: the contests that go on, the photo that comes next, and what they were told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot import overview
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.desk.acting import digest_of
from captionbot.desk.contests.showing import Panel, panel_of
from captionbot.desk.notices import Heard, heard
from captionbot.overview import View
from captionbot.overview.shown import basis_of
from captionbot.photos.names import shown_name
from captionbot.queueing import Planned, shortage
from captionbot.store.schema import Contest

TOLD = 8
"""Of what staff were told."""

DECIDED = frozenset({Stage.STUCK, Stage.REVIEW, Stage.ANNOUNCING})
"""Stages in which people decide something."""


@dataclass(frozen=True, slots=True)
class Week:
    """How things stand this week."""

    paused: str
    """What the pause does to all that is shown to come; empty where nothing is paused."""
    panels: Sequence[Panel]
    """The contests that have not ended, or else the last one that has."""
    coming: Planned | None
    """The photo that goes out next."""
    bare: datetime | None
    """The next slot, where no photo is ready for it."""
    bare_day: str
    """Its date as the Page's calendar has it, such as 2026-12-04."""
    queue: str
    """For how many weeks there are photos, in a sentence."""
    told: Sequence[Heard]


def week_of(view: View) -> Week:
    """Everything that the page shows."""
    plan, going = view.plan, view.record.contests.going()
    bare = plan.bare if not plan.covered else None
    short = shortage(plan, view.photos, view.settings)
    latest = view.record.contests.latest() if not going else None
    coming = next((one for one in plan.photos if one.slot is not None), None)
    return Week(
        paused=_paused(view, coming),
        panels=[panel_of(view, row) for row in sorted(going or filter(None, [latest]), key=_first)],
        coming=coming,
        bare=bare,
        bare_day=bare.astimezone(view.settings.zone).date().isoformat() if bare else "",
        queue=overview.queue(view)["summary"],
        told=[one for one in heard(view, TOLD) if short or not one.of_queue],
    )


def _paused(view: View, coming: Planned | None) -> str:
    stop = overview.paused(view)
    if stop is None:
        return ""
    told = "Paused: nothing is posted or announced. A winner who falls due meanwhile waits until somebody releases it."
    if coming is None or coming.slot is None or stop["source"] == "folder":
        return told
    slot = said_when(coming.slot, view.settings.zone)
    return f"{told} If the pause lasts past {slot}, that week is skipped, and {shown_name(coming.photo.name)} stays."


def _first(row: Contest) -> tuple[bool, datetime, int]:
    """What is decided now stands above what collects captions."""
    return row.stage not in DECIDED, row.slot_at, row.number


def state_of(view: View) -> str:
    """A digest of how things stand: another one means that the page would show something else."""
    going = view.record.contests.going()
    contests = [
        (row.number, row.stage, row.decision, row.held, row.approved_at, row.doubts, _tallied(view, row))
        for row in going
    ]
    told = [one.key for one in view.record.staff.notices(1)]
    weeks = sorted((row.week, row.post_anyway) for row in view.record.staff.word_on_weeks())
    return digest_of((contests, overview.paused(view), weeks, told))


def _tallied(view: View, row: Contest) -> object:
    kept = view.record.desk.shown(row.number)
    return basis_of(view.record, row), kept and kept.basis
