"""The contest that a photo would begin in a slot, and the very words that would be posted of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import deadlines
from captionbot.contest.wording import MarkerKind, Wordings, contest_post, marker
from captionbot.facts import sidecar_as_kept, terms_as_kept, terms_of
from captionbot.photos.intake import QueuedPhoto
from captionbot.queueing.weeks import post_until
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest


def contest_to_come(record: Record, settings: Settings, key: str, slot: datetime, photo: QueuedPhoto) -> Contest:
    """The contest that would begin with a photo in a slot, of which nothing is written down yet."""
    terms, zone = settings.terms(), settings.zone
    times = deadlines(terms, slot, zone)
    return Contest(
        number=record.contests.next_number(),
        slot_key=key,
        slot_at=slot,
        stage=Stage.POSTING,
        terms=terms_as_kept(terms),
        marker=own_marker(record, terms, slot, zone),
        opens_at=slot,
        closes_at=times.closes_at,
        announces_at=times.announces_at,
        post_until=post_until(settings, slot),
        next_reading_at=slot,
        held="",
        note="",
        doubts=[],
        approved_by="",
        photo=photo.name,
        photo_sha256=photo.sha256,
        photo_in="queue",
        sidecar=sidecar_as_kept(photo.sidecar),
    )


def own_marker(record: Record, terms: Terms, slot: datetime, zone: ZoneInfo) -> str:
    """The marker of this slot; a second contest on one day has an edition of its own."""
    plain = marker(terms.contest_name, slot, zone, MarkerKind.CONTEST)
    return marker(terms.contest_name, slot, zone, MarkerKind.CONTEST, record.contests.markers_like(plain) + 1)


def post_words(contest: Contest, wordings: Wordings) -> str:
    """The contest post, from the contest's own terms and the words kept with it."""
    terms = terms_of(contest)
    return contest_post(
        terms,
        number=contest.number,
        slot=contest.slot_at,
        words=contest.sidecar.get("words", ""),
        credit=contest.sidecar.get("credit", ""),
        closes_at=contest.closes_at,
        announces_at=contest.announces_at,
        marker=contest.marker,
        zone=ZoneInfo(terms.timezone),
        wordings=wordings,
    )
