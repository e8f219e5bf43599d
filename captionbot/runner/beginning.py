"""Beginning a contest: its photo, its terms, its marker and its words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import deadlines
from captionbot.contest.wording import MarkerKind, contest_post, marker
from captionbot.facts import sidecar_as_kept, terms_as_kept, terms_of
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.queueing import post_until
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


def begin(tick: Tick, key: str, slot: datetime, photo: QueuedPhoto) -> int:
    """Write down that a contest begins, before anything is said; gives its number."""
    with tick.writing() as record:
        contest = _new_contest(tick, record, key, slot, photo)
    tick.report.did(f"Contest no. {contest.number} begins with {shown_name(photo.name)}.", "begun")
    return contest.number


def _new_contest(tick: Tick, record: Record, key: str, slot: datetime, photo: QueuedPhoto) -> Contest:
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
        photo=photo.name,
        photo_sha256=photo.sha256,
        photo_in="queue",
        sidecar=sidecar_as_kept(photo.sidecar),
    )
    record.contests.add(contest)
    record.contests.settle_slot(key, slot, "begun", tick.now, contest=contest.number, photo=photo.name)
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
