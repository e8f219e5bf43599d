"""Beginning a contest: its photo, its terms, its marker and its words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import deadlines, week_of
from captionbot.contest.wording import MarkerKind, contest_post, marker
from captionbot.errors import PhotoRefused
from captionbot.facts import sidecar_as_kept, terms_as_kept, terms_of
from captionbot.photos.intake import LoadedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.queueing import candidates, post_until, waiting
from captionbot.runner.bot import Tick
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind
from captionbot.utter import CLOCKS_APART

EARLY = CLOCKS_APART + timedelta(minutes=5)
"""A post may carry a time before its slot: Facebook dates it, and ours is said by a clock that may be so far ahead."""


def is_extra(key: str) -> bool:
    """Whether a slot was made by `post-now` rather than by the calendar."""
    return key.startswith("extra")


def begin(tick: Tick, key: str, slot: datetime, loaded: LoadedPhoto) -> int:
    """Write down that a contest begins, before anything is said; gives its number."""
    with tick.writing() as record:
        contest = _new_contest(tick, record, key, slot, loaded)
    tick.report.did(f"Contest no. {contest.number} begins with {shown_name(loaded.name)}.", "begun")
    return contest.number


def first_photo(tick: Tick, key: str, slot: datetime) -> tuple[LoadedPhoto | None, str]:
    """The first photo that can be posted; what can't is set aside on the way.

    The second value says why one isn't ready, if any isn't: then the queue is not empty, and the slot stays open.
    """
    now = tick.now
    with tick.bot.store.view() as record:
        asked, queue = _asked_photo(record, key), waiting(record, tick.bot.photos, tick.bot.settings, now)
    chosen = (
        [photo for photo in queue if photo.name == asked]
        if asked
        else candidates(queue, week_of(slot, tick.bot.settings.zone))
    )
    not_ready = next((one.what for photo in queue for one in photo.problems if one.waits), "")
    for photo in chosen:
        try:
            return tick.bot.photos.load(photo.name, now), ""
        except PhotoNotReady as error:
            not_ready = not_ready or error.message
        except PhotoRefused as error:
            set_aside(tick, photo.name, error)
    return None, not_ready


def photo_of_post(tick: Tick, posted_at: datetime, *, number: int = 0) -> LoadedPhoto | None:
    """The photo of a post that this record never made: it came to photos/posted right after the post was made.

    None where no such photo is there that belongs to no contest but ``number``: it is first in the queue still.
    A file's hour is the machine's own; where that is none to go by, the newest is taken.
    """
    photos = tick.bot.photos
    with tick.bot.store.view() as record:
        known, moved = record.contests.photos(but=number), record.contests.last_moved(but=number)
    found = photos.posted_since(posted_at - CLOCKS_APART, but=known)
    if found or (moved and photos.came_since(moved.photo, moved.opens_at - CLOCKS_APART)):
        return found
    return photos.newest_posted(but=known)


def _asked_photo(record: Record, key: str) -> str | None:
    row = record.contests.slot(key)
    return row.photo if row and row.outcome == "asked" else None


def set_aside(tick: Tick, name: str, error: PhotoRefused) -> None:
    """Move a photo that can't be posted out of the way, with the reason beside it."""
    reason, shown = f"{error.message} {error.do}".strip(), shown_name(name)
    tick.bot.photos.set_aside(name, reason)
    with tick.writing() as record:
        record.staff.tell(f"rejected {name} {tick.now:%Y-%m-%d}"[:120], f"{shown} was set aside: {reason}", tick.now)
        record.staff.note(tick.now, "captionbot", "set aside", because=reason, detail=shown)
    tick.report.did(f"{shown} was set aside in photos/rejected: {reason}", "rejected")


def _new_contest(tick: Tick, record: Record, key: str, slot: datetime, loaded: LoadedPhoto) -> Contest:
    terms, zone = tick.bot.settings.terms(), tick.bot.settings.zone
    times = deadlines(terms, slot, zone)
    contest = Contest(
        slot_key=key,
        slot_at=slot,
        stage=Stage.POSTING,
        terms=terms_as_kept(terms),
        marker=own_marker(record, terms, slot, zone),
        opens_at=slot,
        closes_at=times.closes_at,
        announces_at=times.announces_at,
        post_until=post_until(tick.bot.settings, slot),
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


def own_marker(record: Record, terms: Terms, slot: datetime, zone: ZoneInfo) -> str:
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
