"""The weekly slots: which are due, and what becomes of each."""

from datetime import datetime

from captionbot.contest.timetable import week_of
from captionbot.contest.wording import carries_marker
from captionbot.photos.intake import LoadedPhoto
from captionbot.queueing import candidates, due_slots, post_at, post_until, waiting
from captionbot.runner.beginning import EARLY, begin, first_photo, is_extra, own_marker
from captionbot.runner.bot import NO_REASON, Tick, pause_reason
from captionbot.settings import Settings


def slots_to_take(tick: Tick) -> list[tuple[str, datetime]]:
    """The slots that are due; a changed POST_AT holds from the next week that has no contest."""
    settings, now = tick.bot.settings, tick.now
    with tick.bot.store.view() as record:
        page = record.page()
        before = settings if page.post_at == post_at(settings) else _under(page.post_at, settings)
        due = due_slots(record, before, now)
    if due or (before is settings and page.slots_since <= now):
        return due  # what came due under the hour before is not lost by the change
    tick.trust_clock()  # by a clock that is years ahead, no slot would exist for years
    with tick.writing() as record:
        page = record.page()
        page.post_at, page.slots_since = post_at(settings), now
    return []


def _under(post_at: str, settings: Settings) -> Settings:
    """The settings with the hour and the zone that were in force before."""
    hour, _, zone = post_at.rpartition(" ")
    return settings.model_copy(update={"post_at": hour, "timezone": zone})


def take_slot(tick: Tick, key: str, slot: datetime) -> int | None:
    """Decide what becomes of a slot; gives the number of the contest that begins, if one does."""
    tick.trust_clock()
    if slot > tick.now:
        return None  # it was listed by a clock that was ahead, and has been set right since
    if _left_out(tick, key, slot):
        return None
    before = _posted_before(tick, slot)
    if before:
        return begin(tick, key, slot, before)
    if tick.now >= post_until(tick.bot.settings, slot):
        photo = _next_photo(tick, slot)
        if photo:
            _missed(tick, key, slot, photo)
        else:
            _empty(tick, key, slot)
        return None
    loaded, not_ready = first_photo(tick, key, slot)
    if loaded:
        return begin(tick, key, slot, loaded)
    if not_ready:
        tick.report.wants(f"No photo is ready: {not_ready} The slot stays open.", "not ready")
    else:
        _empty(tick, key, slot)
    return None


def _left_out(tick: Tick, key: str, slot: datetime) -> bool:
    """Write down that staff left the week out, or that a pause lay over its slot."""
    now = tick.now
    with tick.writing() as record:
        if key in record.staff.skips():
            record.contests.settle_slot(key, slot, "skipped", now)
            tick.report.did(f"Week {key} is left out, as staff asked.", "skipped")
            return True
        lay_over = record.staff.paused_between(slot, now)
        why = pause_reason(tick.bot.photos, record) or (lay_over.because or NO_REASON if lay_over else "")
        if why:
            record.contests.settle_slot(key, slot, "paused", now, note=why)
            tick.report.did(f"{_named(slot)} passed under a pause; its photo is kept.", "paused")
        return bool(why)


def _posted_before(tick: Tick, slot: datetime) -> LoadedPhoto | None:
    """The photo of a post of this slot that stands although this record knows nothing of it, if there is one.

    That is so after a backup was restored. The contest is then taken up where it stands, even long after its slot.
    """
    with tick.bot.store.view() as record:
        line = own_marker(record, tick.bot.settings.terms(), slot, tick.bot.settings.zone)
        known = record.contests.photos()
    posts = tick.bot.page.recent_posts(slot - EARLY)
    if not any(post.by_page and post.photos == 1 and carries_marker(post.text, line) for post in posts):
        return None
    return tick.bot.photos.newest_posted(but=known)


def _missed(tick: Tick, key: str, slot: datetime, photo: str) -> None:
    line = f"{_named(slot)} was missed; the photo stays first in the queue."
    with tick.writing() as record:
        record.contests.settle_slot(key, slot, "missed", tick.now, photo=photo)
        record.staff.tell(f"missed {key}", line, tick.now, do="`captionbot post-now` runs it outside its slot.")
    tick.report.wants(line, "missed")


def _next_photo(tick: Tick, slot: datetime) -> str:
    with tick.bot.store.view() as record:
        queue = candidates(
            waiting(record, tick.bot.photos, tick.bot.settings, tick.now), week_of(slot, tick.bot.settings.zone)
        )
    return queue[0].name if queue else ""


def _empty(tick: Tick, key: str, slot: datetime) -> None:
    line = f"The queue was empty at the slot of {slot:%Y-%m-%d %H:%M} UTC: no contest this week."
    if is_extra(key):
        line = "No photo could be posted for the contest that staff asked for."
    do = "Drop photos into photos/queue; `captionbot post-now` runs one at once."
    with tick.writing() as record:
        record.contests.settle_slot(key, slot, "empty", tick.now)
        record.staff.tell(f"empty {key}", line, tick.now, do=do)
    tick.report.did(line, "empty")


def _named(slot: datetime) -> str:
    return f"The slot of {slot:%Y-%m-%d %H:%M} UTC"
