"""The weekly slots: which are due, and what becomes of each."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import Week, deadlines, slot_of_week, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.contest.wording import MarkerKind, contest_post, marker
from captionbot.errors import PhotoRefused
from captionbot.facts import sidecar_as_kept, terms_as_kept, terms_of
from captionbot.photos.intake import LoadedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.queueing import candidates
from captionbot.runner.bot import Tick, pause_reason
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.utter import Kind

EARLY = timedelta(minutes=10)
"""A post may carry a time a little before its slot: two clocks are never the same."""


def due_slots(tick: Tick, record: Record, now: datetime) -> list[tuple[str, datetime]]:
    """Slots that have come and of which nothing is written yet, oldest first."""
    settings = tick.bot.settings
    page, post_at = record.page(), f"{settings.post_at} {settings.timezone}"
    if page.post_at != post_at:
        page.post_at, page.slots_since = post_at, now
    weekly = parse_weekly(settings.post_at)
    known = {slot.slot_key for slot in record.contests.slots()}
    week, due = week_of(page.slots_since, settings.zone), []
    while (slot := slot_of_week(weekly, week, settings.zone)) <= now:
        if slot >= page.slots_since and str(week) not in known:
            due.append((str(week), slot))
        week = week.next
    asked = [(slot.slot_key, slot.slot_at) for slot in record.contests.asked()]
    return due + asked


def take_slot(tick: Tick, key: str, slot: datetime) -> int | None:
    """Decide what becomes of a slot; gives the number of the contest that begins, if one does."""
    tick.trust_clock()
    with tick.bot.store.transaction() as record:
        record.check_lease(tick.mouth.lease)
        passed = _passed_over(tick, record, key, slot)
    if passed:
        return None
    return _begin(tick, key, slot)


def _post_until(tick: Tick, slot: datetime) -> datetime:
    settings = tick.bot.settings
    closes_at = deadlines(settings.terms(), slot, settings.zone).closes_at
    return min(slot + timedelta(hours=settings.catch_up_hours), closes_at)


def _passed_over(tick: Tick, record: Record, key: str, slot: datetime) -> bool:
    """Write down why a slot leads to no contest, if it doesn't."""
    now, contests = tick.now, record.contests
    paused = pause_reason(tick.bot.photos, record)
    under_pause = record.staff.paused_between(slot, now)
    if key in record.staff.skips():
        contests.settle_slot(key, slot, "skipped", now)
        tick.report.did(f"Week {key} is left out, as staff asked.", "skipped")
    elif paused or under_pause:
        note = paused or (under_pause.because if under_pause else "")
        contests.settle_slot(key, slot, "paused", now, note=note)
        tick.report.did(f"The slot of {slot:%Y-%m-%d %H:%M} UTC passed under a pause; its photo is kept.", "paused")
    elif now >= _post_until(tick, slot):
        contests.settle_slot(key, slot, "missed", now, photo=_next_photo(tick, slot))
        line = f"The slot of {slot:%Y-%m-%d %H:%M} UTC was missed; the photo stays first in the queue."
        record.staff.tell(f"missed {key}", line, now, do="`captionbot post-now` runs it outside its slot.")
        tick.report.wants(line, "missed")
    else:
        return False
    return True


def _next_photo(tick: Tick, slot: datetime) -> str | None:
    queue = candidates(tick.bot.photos.queue(tick.now), _week(tick, slot))
    return queue[0].name if queue else None


def _week(tick: Tick, slot: datetime) -> Week:
    return week_of(slot, tick.bot.settings.zone)


def _begin(tick: Tick, key: str, slot: datetime) -> int | None:
    loaded, not_ready = first_photo(tick, key, slot)
    if loaded is None:
        if not_ready:
            tick.report.wants(f"No photo is ready: {not_ready} The slot stays open.", "not ready")
        else:
            _empty(tick, key, slot)
        return None
    with tick.bot.store.transaction() as record:
        record.check_lease(tick.mouth.lease)
        contest = _new_contest(tick, record, key, slot, loaded)
    tick.report.did(f"Contest no. {contest.number} begins with {shown_name(loaded.name)}.", "begun")
    return contest.number


def first_photo(tick: Tick, key: str, slot: datetime) -> tuple[LoadedPhoto | None, str]:
    """The first photo that can be posted; what can't is set aside on the way.

    The second value says why one isn't ready, if any isn't: then the queue is not empty, and the slot stays open.
    """
    now, asked = tick.now, _asked_photo(tick, key)
    queue = tick.bot.photos.queue(now)
    chosen = [photo for photo in queue if photo.name == asked] if asked else candidates(queue, _week(tick, slot))
    not_ready = next((one.what for photo in queue for one in photo.problems if one.waits), "")
    for photo in chosen:
        try:
            return tick.bot.photos.load(photo.name, now), ""
        except PhotoNotReady as error:
            not_ready = not_ready or error.message
        except PhotoRefused as error:
            set_aside(tick, photo.name, error)
    return None, not_ready


def _asked_photo(tick: Tick, key: str) -> str | None:
    with tick.bot.store.view() as record:
        row = record.contests.slot(key)
        return row.photo if row and row.outcome == "asked" else None


def set_aside(tick: Tick, name: str, error: PhotoRefused) -> None:
    """Move a photo that can't be posted out of the way, with the reason beside it."""
    reason, shown = f"{error.message} {error.do}".strip(), shown_name(name)
    tick.bot.photos.set_aside(name, reason)
    with tick.bot.store.transaction() as record:
        record.staff.tell(f"rejected {name} {tick.now:%Y-%m-%d}"[:120], f"{shown} was set aside: {reason}", tick.now)
        record.staff.note(tick.now, "captionbot", "set aside", because=reason, detail=shown)
    tick.report.did(f"{shown} was set aside in photos/rejected: {reason}", "rejected")


def _empty(tick: Tick, key: str, slot: datetime) -> None:
    with tick.bot.store.transaction() as record:
        record.check_lease(tick.mouth.lease)
        record.contests.settle_slot(key, slot, "empty", tick.now)
        line = f"The queue was empty at the slot of {slot:%Y-%m-%d %H:%M} UTC: no contest this week."
        record.staff.tell(
            f"empty {key}", line, tick.now, do="Drop photos into photos/queue; `post-now` runs one at once."
        )
    tick.report.did(line, "empty")


def _new_contest(tick: Tick, record: Record, key: str, slot: datetime, loaded: LoadedPhoto) -> Contest:
    terms, zone = tick.bot.settings.terms(), tick.bot.settings.zone
    times = deadlines(terms, slot, zone)
    contest = Contest(
        slot_key=key,
        slot_at=slot,
        stage=Stage.POSTING,
        terms=terms_as_kept(terms),
        marker=_own_marker(record, terms, slot, zone),
        opens_at=slot,
        closes_at=times.closes_at,
        announces_at=times.announces_at,
        post_until=_post_until(tick, slot),
        next_reading_at=tick.now,
        held="",
        note="",
        doubts=[],
        approved_by="",
        photo=loaded.name,
        photo_sha256=loaded.sha256,
        photo_in="queue",
        sidecar=sidecar_as_kept(loaded.sidecar),
    )
    record.contests.add(contest)
    record.contests.settle_slot(key, slot, "begun", tick.now, contest=contest.number, photo=loaded.name)
    record.utterances.intend(
        Utterance(
            contest=contest.number,
            kind=Kind.POST,
            decision=0,
            text=post_words(contest),
            marker=contest.marker,
            target="",
            not_before=slot - EARLY,
            outcome="intended",
            attempts=0,
            note="",
        )
    )
    return contest


def _own_marker(record: Record, terms: Terms, slot: datetime, zone: ZoneInfo) -> str:
    """The marker of this slot; a second contest on one day has an edition of its own."""
    plain = marker(terms.contest_name, slot, zone, MarkerKind.CONTEST)
    return marker(terms.contest_name, slot, zone, MarkerKind.CONTEST, record.contests.markers_like(plain) + 1)


def post_words(contest: Contest) -> str:
    """The contest post, from the contest's own terms and the words kept with it."""
    terms = terms_of(contest)
    return contest_post(
        terms,
        number=contest.number,
        words=contest.sidecar.get("words", ""),
        credit=contest.sidecar.get("credit", ""),
        closes_at=contest.closes_at,
        announces_at=contest.announces_at,
        marker=contest.marker,
        zone=ZoneInfo(terms.timezone),
    )
