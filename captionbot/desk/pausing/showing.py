"""What pauses the Page, what fell due meanwhile, and what stands on the Page all the while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from captionbot.contest.links import link_of
from captionbot.contest.stages import Stage
from captionbot.decisions import fell_due, held_by_pause
from captionbot.errors import PhotosFolderError
from captionbot.judging import US
from captionbot.overview import View
from captionbot.photos.pausing import NO_REASON
from captionbot.store.schema import Contest, Pause
from captionbot.store.utterances import Kind


class Brake(StrEnum):
    """What kind of thing pauses: each ends in a way of its own."""

    STAFF = "staff"
    FACEBOOK = "facebook"
    FILE = "file"
    FOLDER = "folder"


ENDS_HERE = frozenset({Brake.STAFF, Brake.FACEBOOK})
"""What can be ended on the desk."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that pauses the Page."""

    kind: Brake
    because: str
    by: str = ""
    since: datetime | None = None
    """None where nobody wrote it down."""
    until: datetime | None = None
    """When staff are asked whether to go on."""


@dataclass(frozen=True, slots=True)
class Live:
    """A contest of which something stands on the Page: people see it, and write under it, all the while."""

    number: int
    photo: str
    links: Sequence[tuple[str, str]]
    """What each leads to, and the link."""
    open: bool
    """Entries are still taken, so that another reading may show more."""


@dataclass(frozen=True, slots=True)
class Past:
    """The pause that ended last."""

    since: datetime
    ended_at: datetime
    ended_by: str
    slots: Sequence[datetime]
    """Slots that passed under it; their photos are kept."""


def stops(view: View) -> list[Stop]:
    """Everything that pauses, staff's own word first; empty where nothing does."""
    rows = view.record.staff.pauses()
    return [_said(row) for row in rows if row.source != Brake.FILE] + _seen(view, rows)


def _said(row: Pause) -> Stop:
    kind = Brake.FACEBOOK if row.by == US else Brake.STAFF
    return Stop(kind, row.because or NO_REASON, row.by, row.since, row.until)


def _seen(view: View, rows: Sequence[Pause]) -> list[Stop]:
    """What pauses by lying there, or by not being seen; and what the next tick has yet to find gone."""
    known = next((row for row in rows if row.source == Brake.FILE), None)
    try:
        word = view.photos.pause_word()
    except PhotosFolderError as error:
        return [Stop(Brake.FOLDER, f"{error.message} {error.do}".strip())]
    if word is None and known is None:
        return []
    return [Stop(Brake.FILE, word or "", since=known.since if known else None)]


def fallen_due(view: View) -> list[Contest]:
    """What has fallen due under staff's pause so far, and will wait for a person when it ends."""
    said = [row.since for row in view.record.staff.pauses() if row.source != Brake.FILE]
    now = fell_due(view.record, min(said), view.now) if said else []
    return [*held_by_pause(view.record), *now]


def slots_since(view: View, since: datetime) -> list[datetime]:
    """Slots that passed under a pause of then, oldest first."""
    passed = (one for one in view.record.contests.slots() if one.outcome == "paused" and one.slot_at >= since)
    return sorted(one.slot_at for one in passed)


def last_pause(view: View) -> Past | None:
    """The pause that ended last, if there ever was one."""
    rows = view.record.staff.paused_last()
    if not rows or rows[0].ended_at is None:
        return None
    since = min(row.since for row in rows)
    return Past(since, rows[0].ended_at, rows[0].ended_by, slots_since(view, since))


def live(view: View) -> list[Live]:
    """What stands on the Page of every contest that goes on, and of the newest; newest first."""
    contests, newest = view.record.contests, view.record.contests.latest()
    rows = {row.number: row for row in [*contests.going(), *([newest] if newest else [])] if row.post_id is not None}
    shown = sorted(rows.values(), key=lambda row: (row.slot_at, row.number), reverse=True)
    return [Live(row.number, row.photo, _links(view, row), row.stage == Stage.OPEN) for row in shown]


def _links(view: View, row: Contest) -> list[tuple[str, str]]:
    said = view.record.utterances.of_contest(row.number)
    announced = [one.said_id for one in said if one.kind == Kind.ANNOUNCEMENT and one.said_id]
    first = [("The post on Facebook", link_of(row.post_id))]
    return first + [("The announcement on Facebook", link_of(one)) for one in announced]
