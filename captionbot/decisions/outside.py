"""What staff say outside any one contest: post-now, pause, resume, skip and unskip."""

from collections.abc import Sequence
from datetime import datetime

from captionbot.contest.stages import Stage
from captionbot.decisions.word import Word
from captionbot.errors import NotNow
from captionbot.facts import facts_of
from captionbot.photos.folder import PhotosFolder
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Pause

UNDER_PAUSE = "it fell due under a pause"
"""Why a contest is held that a pause kept from speaking; after `release` it goes on, if it is not too late by then."""


def post_now(record: Record, photo: str | None, word: Word) -> str:
    """Ask for a contest outside its slot; the next tick begins it. Gives the key of the slot made for it."""
    paused = record.staff.pauses()
    if paused:
        raise NotNow(f"The Page is paused ({paused[0].because}).", "`captionbot resume` first.")
    if record.contests.asked():
        raise NotNow("A contest has been asked for already.", "The next tick posts it.")
    key = extra_key(record)
    record.contests.settle_slot(key, word.at, "asked", word.at, photo=photo, note=f"asked for by {word.by}")
    record.staff.note(word.at, word.by, "post-now", detail=photo or "the next photo")
    return key


def extra_key(record: Record) -> str:
    """The key of the next contest outside the weekly slots."""
    return f"extra {sum(key.startswith('extra') for key in record.contests.slot_keys()) + 1}"


def refuse_pause_file(photos: PhotosFolder) -> None:
    """Refuse what a PAUSE file forbids, one too that no tick has seen yet; only taking it away ends that pause."""
    word = photos.pause_word()
    if word is not None:
        raise _paused_by_file(word)


def _paused_by_file(because: str) -> NotNow:
    return NotNow(f"A PAUSE file pauses this Page ({because}).", "Take the file away.")


def pause(record: Record, word: Word, until: datetime | None) -> None:
    """Stop everything that speaks, at once."""
    record.staff.pause(word.by, word.because, word.at, until=until)


def resume(record: Record, word: Word) -> tuple[Sequence[Pause], list[Contest]]:
    """Go on. Gives the pauses that ended and the contests that fell due under them, which wait for a person."""
    pauses = [row for row in record.staff.pauses() if row.source != "file"]
    if not pauses:
        file = record.staff.pauses()
        if file:
            raise _paused_by_file(file[0].because)
        raise NotNow("The Page is not paused.", "`captionbot next` says what is coming.")
    since = min(row.since for row in pauses)
    for row in pauses:
        record.staff.end_pause(row, word.by, word.at)
    return pauses, hold_what_fell_due(record, since, word.at)


def hold_what_fell_due(record: Record, since: datetime, now: datetime) -> list[Contest]:
    """Hold every contest that would have spoken between ``since`` and ``now``; gives all that are so held."""
    for contest in fell_due(record, since, now):
        contest.held = UNDER_PAUSE
    return held_by_pause(record)


def fell_due(record: Record, since: datetime, now: datetime) -> list[Contest]:
    """Every contest that would have spoken between ``since`` and ``now``, oldest first; not what is held already."""
    return [one for one in record.contests.going() if not one.held and _fell_due(one, since, now)]


def held_by_pause(record: Record) -> list[Contest]:
    """Every contest that fell due under a pause and waits for a person, oldest first."""
    return [contest for contest in record.contests.going() if contest.held == UNDER_PAUSE]


def _fell_due(contest: Contest, since: datetime, now: datetime) -> bool:
    facts = facts_of(contest)
    hours = (facts.announces_at, facts.approved_at, contest.released_at)
    due_at = max(hour for hour in hours if hour is not None)
    return facts.stage in {Stage.POSTING, Stage.ANNOUNCING} or (
        facts.stage == Stage.REVIEW and facts.has_winner and since <= due_at <= now
    )


def skip(record: Record, week: str, word: Word) -> None:
    """Skip one week; its photo keeps its place."""
    slot = record.contests.slot(week)
    if slot is not None:
        raise NotNow(f"The slot of week {week} is past: {slot.outcome}.", "A contest is called off with `void`.")
    if not record.staff.skip(week, word.by, word.at):
        raise NotNow(f"Week {week} is skipped already.")


def unskip(record: Record, week: str, word: Word, holiday: str = "") -> None:
    """Take a week back in that was to be skipped, or that ``holiday`` leaves out: it is posted all the same."""
    if holiday:
        _refuse_what_is_past(record, week)
    if not (record.staff.post_anyway if holiday else record.staff.unskip)(week, word.by, word.at):
        raise NotNow(f"Week {week} is not skipped.")


def _refuse_what_is_past(record: Record, week: str) -> None:
    slot = record.contests.slot(week)
    if slot is not None:
        raise NotNow(f"The slot of week {week} is past: {slot.outcome}.", "`captionbot post-now` runs one outside it.")
