"""The weekly slots: which are due, and what becomes of each."""

from dataclasses import dataclass, replace
from datetime import datetime

from captionbot.contest.comment import Post
from captionbot.contest.notices import About
from captionbot.contest.timetable import Week, said_when, week_of
from captionbot.contest.worded import sentence
from captionbot.errors import PhotosFolderError
from captionbot.photos.pausing import NO_REASON
from captionbot.queueing import (
    candidates,
    due_slots,
    left_out,
    own_marker,
    post_at,
    post_until,
    slot_in,
    waiting,
    with_rows,
)
from captionbot.runner.beginning import EARLY, begin, first_photo, is_extra, look_at_queue, photo_of_post
from captionbot.runner.bot import Tick, pause_given
from captionbot.settings import Settings, days_now
from captionbot.utter import is_marked

POST_NOW = "`captionbot post-now` runs it outside its slot."
MEND_DAYS = "Mend that line of the file in SKIP_DAYS_FILE: it may name this very day. Then the photo goes out."


def slots_to_take(tick: Tick) -> list[tuple[str, datetime]]:
    """The slots that are due; a changed POST_AT holds from the next week that has no contest."""
    now, settings = tick.now, tick.bot.settings
    with tick.bot.store.view() as record:
        page = record.page()
        due = due_slots(record, _under(page.post_at, settings), now)
    if due or (page.post_at == post_at(settings) and page.slots_since <= now):
        return due  # what came due under the hour before is not lost by the change
    tick.trust_clock()  # by a clock that is years ahead, no slot would exist for years
    forgotten = _forgotten(tick)
    if forgotten:
        return [forgotten]
    with tick.writing() as record:
        page = record.page()
        page.post_at, page.slots_since = post_at(settings), now
    return []


def _under(post_at: str, settings: Settings) -> Settings:
    """The settings with the hour and the zone by which the record went so far."""
    hour, _, zone = post_at.rpartition(" ")
    return settings.model_copy(update={"post_at": hour, "timezone": zone})


def _forgotten(tick: Tick) -> tuple[str, datetime] | None:
    """The slot of this week by a changed POST_AT, where its post stands: the record is older than the change."""
    week = week_of(tick.now, tick.bot.settings.zone)
    slot = slot_in(tick.bot.settings, week)
    with tick.bot.store.view() as record:
        known = str(week) in record.contests.slot_keys()
    return None if known or slot > tick.now or _standing(tick, str(week), slot) is None else (str(week), slot)


def take_slot(tick: Tick, key: str, slot: datetime) -> int | None:
    """Decide what becomes of a slot; gives the number of the contest that begins, if one does."""
    tick.trust_clock()
    now = tick.now  # what Facebook has just confirmed: the clock may be set while the Page is looked at
    if slot > now:
        return None  # it was listed by a clock that was ahead, and has been set right since
    stands = _standing(tick, key, slot)  # under a pause it is taken up all the same, and nothing is said
    if (stands is None and _kept_free(tick, key, slot)) or _unseen(tick, slot):
        return None
    if stands is None:
        return None if _is_over(tick, key, slot, now) else _begin_with_next(tick, key, slot)
    before = photo_of_post(tick, stands.post.created_at)
    if before:
        return begin(stands.tick, key, stands.slot, before)
    return _begin_with_next(stands.tick, key, stands.slot)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A post that stands although this record knows nothing of it."""

    post: Post
    slot: datetime
    tick: Tick
    """Under the settings by which it was made: the contest has its hours and its marker by them."""


def _standing(tick: Tick, key: str, slot: datetime) -> _Standing | None:
    """The post of a slot that stands although this record knows nothing of it, if one does.

    That is so after a backup was restored. The contest is then taken up where it stands, even long after its slot.
    POST_AT, TIMEZONE and CONTEST_NAME may have changed since the backup, before that post or after it.
    """
    for settings in _ways(tick):
        under = replace(tick, bot=replace(tick.bot, settings=settings))
        at = slot if is_extra(key) else slot_in(settings, Week.named(key))
        found = _standing_post(under, at) if at <= tick.now else None
        if found:
            return _Standing(found, at, under)
    return None


def _ways(tick: Tick) -> list[Settings]:
    """The settings in force, and those that the record knows of: its hour and zone, its newest contest's name."""
    settings = tick.bot.settings
    with tick.bot.store.view() as record:
        page, newest = record.page(), record.contests.latest()
    hours = {one: _under(one, settings) for one in (page.post_at, post_at(settings))}
    kept = newest.terms.get("contest_name") if newest else None  # a contest that can't be read stops no other
    names = dict.fromkeys(filter(None, (settings.contest_name, kept)))
    return [one.model_copy(update={"contest_name": name}) for one in hours.values() for name in names]


def _begin_with_next(tick: Tick, key: str, slot: datetime) -> int | None:
    photo, not_ready = first_photo(tick, key, slot)
    if photo:
        return begin(tick, key, slot, photo)
    if not_ready:
        tick.report.wants(f"No photo is ready: {not_ready} The slot stays open.", "not ready")
    else:
        _empty(tick, key, slot)
    return None


def _is_over(tick: Tick, key: str, slot: datetime, now: datetime) -> bool:
    """Write down a slot whose catch-up window is over: missed, or empty where no photo waited for it."""
    if now < post_until(tick.bot.settings, slot):
        return False
    photo = _next_photo(tick, slot)
    if photo:
        _missed(tick, key, slot, photo)
    else:
        _empty(tick, key, slot)
    return True


def _kept_free(tick: Tick, key: str, slot: datetime) -> bool:
    """Whether nothing may be begun: the week is passed by, or the file of days has a line that can't be read.

    That line may name this very day, so a photo waits until it is mended. The file is read at the slot itself: settings
    that were found wrong leave those in force that stood before.
    """
    days = days_now(tick.bot.settings.skip_days_file)
    if _passed_by(tick, key, slot, tick.bot.settings.model_copy(update={"own_days": days.days})):
        return True
    if not days.problems or is_extra(key):  # whoever says `post-now` means now
        return False
    if tick.now < post_until(tick.bot.settings, slot):
        tick.tell(f"days {key}", sentence(f"{_named(tick, slot)} waits: {days.problems[0]}"), do=MEND_DAYS)
        return True
    return False


def _passed_by(tick: Tick, key: str, slot: datetime, settings: Settings) -> bool:
    """Write down that staff or a holiday leave the week out, or that a pause of staff's lay over its slot."""
    now = tick.now
    with tick.writing() as record:
        why = left_out(record, settings, key, slot)
        if why:
            record.contests.settle_slot(key, slot, "skipped", now, note=why)
            tick.report.did(f"Week {key} is left out ({why}); its photo keeps its place.", "skipped")
            return True
        lay_over = record.staff.paused_between(slot, now)
        why = pause_given(tick.bot.photos, record) or (lay_over.because or NO_REASON if lay_over else "")
        if why:
            record.contests.settle_slot(key, slot, "paused", now, note=why)
            tick.report.did(f"{_named(tick, slot)} passed under a pause; its photo is kept.", "paused")
        return bool(why)


def _unseen(tick: Tick, slot: datetime) -> bool:
    """Whether the photos folder can't be read: a pause that nobody gave, and that ends by itself.

    The slot stays open; what becomes of it is decided once the folder is back.
    """
    try:
        tick.bot.photos.pause_word()
    except PhotosFolderError:  # which staff have been told already
        tick.report.wants(f"{_named(tick, slot)} waits until the photos folder can be read.", "folder")
        return True
    return False


def _standing_post(tick: Tick, slot: datetime) -> Post | None:
    """The oldest post by the Page that has this slot's marker and is no contest's, if there is one."""
    with tick.bot.store.view() as record:
        line = own_marker(record, tick.bot.settings.terms(), slot, tick.bot.settings.zone)
    posts = tick.bot.page.recent_posts(slot - EARLY)
    ours = [post for post in posts if post.by_page and is_marked(post, line)]
    return min(ours, key=lambda post: post.created_at, default=None)


def _missed(tick: Tick, key: str, slot: datetime, photo: str) -> None:
    line = f"{_named(tick, slot)} was missed; the photo stays first in the queue."
    with tick.writing() as record:
        record.contests.settle_slot(key, slot, "missed", tick.now, photo=photo)
        record.staff.tell(f"missed {key}", line, tick.now, do=POST_NOW, about=About.MISSED)
    tick.report.wants(line, "missed")


def _next_photo(tick: Tick, slot: datetime) -> str:
    look_at_queue(tick)
    with tick.bot.store.view() as record:
        week = week_of(slot, tick.bot.settings.zone)
        queue = candidates(waiting(record, tick.bot.photos, tick.bot.settings, tick.now), week)
    return queue[0].name if queue else ""


def _empty(tick: Tick, key: str, slot: datetime) -> None:
    hour = said_when(slot, tick.bot.settings.zone)
    line = f"The queue was empty at the slot of {hour}: no contest this week."
    do = "Drop photos into photos/queue; `captionbot post-now` runs one at once."
    day = slot.astimezone(tick.bot.settings.zone).date()
    words = f" `captionbot draft no-contest --date {day}` has words for the Page."
    if is_extra(key):
        line, words = "No photo could be posted for the contest that staff asked for.", ""
    elif _any_waiting(tick):
        line = f"No photo was ready at the slot of {hour}: no contest this week."
        do = "`captionbot check` says what each waits for; `captionbot post-now` runs one at once."
    with tick.writing() as record:
        record.contests.settle_slot(key, slot, "empty", tick.now)
        record.staff.tell(f"empty {key}", line, tick.now, do=do + words, about=About.EMPTY)
    tick.report.did(line, "empty")


def _any_waiting(tick: Tick) -> bool:
    with tick.bot.store.view() as record:
        return bool(with_rows(record, tick.bot.photos, tick.now))


def _named(tick: Tick, slot: datetime) -> str:
    return f"The slot of {said_when(slot, tick.bot.settings.zone)}"
