"""Bringing a backup back.

The past comes back as it was, but for staff's brakes: what they stopped after the backup was made stays stopped. And
nothing is said before whatever was said last can surely be read on the Page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_date
from captionbot.decisions import SPEAKING, Word
from captionbot.settings import Settings
from captionbot.store.backup import Backup
from captionbot.store.record import Record
from captionbot.store.restoring import bring_back, refuse_while_worked_for
from captionbot.store.schema import Contest, Pause

MARGIN = timedelta(minutes=2)
"""Beyond SETTLE_MINUTES, in which Facebook may not show yet what it has accepted."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a person is told of a backup that was brought back."""

    kept: Path | None
    """Where what stood there before is kept; None where nothing did."""
    quiet_until: datetime
    pauses: tuple[str, ...]
    """Why the Page is paused."""
    held: tuple[int, ...]
    """Contests that are held because staff had stopped them after the backup was made."""


@dataclass(frozen=True, slots=True)
class _Brakes:
    """What staff have stopped."""

    pauses: Sequence[Pause] = ()
    skips: frozenset[str] = frozenset()
    contests: tuple["_Stopped", ...] = ()


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A contest that must not go on by itself."""

    key: str
    slot: datetime
    why: str
    void: bool


def restore(settings: Settings, backup: Backup, folder: Path, word: Word) -> Restored:
    """Put a backup in the place of the Page's record, which is kept: in ``folder`` where it isn't a file.

    Raises NotNow while a worker lives; StoreError, and nothing has changed, where it can't be done.
    """
    quiet_until = word.at + timedelta(minutes=settings.settle_minutes) + MARGIN
    told: list[Restored] = []

    def fill(record: Record) -> None:
        lease = refuse_while_worked_for(record)
        brakes = _brakes(record) if record.has_begun() else _Brakes()
        record.exchange(backup.connection)
        held = _put_on(record, brakes, settings, word)
        record.page().quiet_until = quiet_until
        record.staff.note(word.at, word.by, "restore", detail=backup.file.name)
        record.give_back_lease(lease)
        told[:] = [Restored(None, quiet_until, tuple(row.because for row in record.staff.pauses()), held)]

    kept = bring_back(settings.database_url, settings.facebook_page_id, folder, word.at, fill)
    return Restored(kept, quiet_until, told[0].pauses, told[0].held)


def _brakes(record: Record) -> _Brakes:
    pauses = [row for row in record.staff.pauses() if row.source != "file"]  # the file itself is there still
    contests = [
        _Stopped(row.slot_key, row.slot_at, why, row.stage == Stage.VOID)
        for row in record.contests.all()
        if (why := _why_stopped(record, row))
    ]
    return _Brakes(pauses, frozenset(record.staff.skips()), tuple(contests))


def _why_stopped(record: Record, contest: Contest) -> str:
    """Why a contest must not go on by itself; empty where it may."""
    if contest.stage == Stage.VOID:
        return f"it was void ({contest.note})"
    if contest.stage not in SPEAKING:
        return ""
    decision = record.contests.decision(contest)
    if decision is not None and decision.kind == "pick":
        return f"staff had picked comment {decision.comment_id}"
    return contest.held


def _put_on(record: Record, brakes: _Brakes, settings: Settings, word: Word) -> tuple[int, ...]:
    """Stop again what was stopped; gives the contests that are so held."""
    paused = {(row.since, row.because) for row in record.staff.pauses()}
    for row in brakes.pauses:
        if (row.since, row.because) not in paused:
            record.staff.pause(row.by, row.because, row.since, until=row.until, source=row.source)
    for week in brakes.skips - record.staff.skips():
        record.staff.skip(week, word.by, word.at)
    known = {row.slot_key: row for row in record.contests.all()}
    _stop_unknown(record, [one for one in brakes.contests if one.key not in known], settings, word)
    return tuple(_held(known[one.key], one.why) for one in brakes.contests if _goes_on(known.get(one.key)))


def _stop_unknown(record: Record, stopped: list[_Stopped], settings: Settings, word: Word) -> None:
    """Contests that the backup knows nothing of: what was void isn't taken up, for the others all wait for a person."""
    for one in stopped:
        if one.void:
            record.contests.settle_slot(one.key, one.slot, "skipped", word.at, note=one.why)
    each = "; ".join(f"{said_date(one.slot, settings.zone)}: {one.why}" for one in stopped if not one.void)
    if each:
        record.staff.pause(word.by, f"the backup is older than what staff stopped ({each})", word.at)


def _goes_on(contest: Contest | None) -> bool:
    return contest is not None and contest.stage in SPEAKING and not contest.held


def _held(contest: Contest, why: str) -> int:
    contest.held = f"a backup was restored; before that: {why}"
    return contest.number
