"""What is told in the very transaction in which it happens: that a photo was posted, that a winner was announced."""

from datetime import datetime

from captionbot.contest.notices import About
from captionbot.contest.timetable import said_when
from captionbot.facts import zone_of
from captionbot.notify import Outlets
from captionbot.photos.names import shown_name
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.telling.coming import COMING, shown_as
from captionbot.telling.due import NEWS, reached
from captionbot.telling.results import ANNOUNCED, is_late


def is_told(settings: Settings) -> bool:
    """Whether there is anybody to be told; the desk and `status` show the week itself."""
    return bool(settings.notify_urls or settings.notify_backup)


def tell_posted(record: Record, settings: Settings, contest: Contest, now: datetime) -> None:
    """Tell that a post stands: where the day before it was not shown just so, or where NOTIFY_PACE wants it always."""
    if not is_told(settings) or now - contest.slot_at > NEWS:  # its post was found by a restored record
        return
    otherwise = _otherwise(record, settings, contest, now)
    if settings.notify_pace == "normal" and not otherwise:
        return
    text = f"{shown_name(contest.photo)} was posted on {said_when(now, zone_of(contest))}."
    key = f"posted {contest.number}"
    record.staff.tell(key, text, now, do=otherwise, contest=contest.number, about=About.POSTED)


def tell_announced(record: Record, settings: Settings, contest: Contest, now: datetime) -> None:
    """Tell that a winner is public. The row names nobody: who won is said when it is sent."""
    if is_told(settings):
        key = f"{ANNOUNCED}{contest.number} {contest.decision}"
        record.staff.tell(key, "The winner is announced.", now, contest=contest.number, about=About.ANNOUNCED)


def _otherwise(record: Record, settings: Settings, contest: Contest, now: datetime) -> str:
    """How the post is not what staff were shown the day before; empty where it is."""
    if is_late(contest, now):
        return f"That is late: its slot was {said_when(contest.slot_at, zone_of(contest))}."
    if settings.notify_pace == "weekly":
        return ""
    keys = Outlets(settings.notify_urls).keys
    rows = record.notices.under(f"{COMING}{contest.slot_key} ")
    sent = [row for row in rows if reached(row, keys) and row.at <= now]  # a clock that was ahead has shown nothing
    if not sent:
        return "Nobody was shown it the day before."
    photo, words = shown_as(contest, record.utterances.post_of(contest.number).text).split()
    before = sent[-1].key.split()
    if photo not in before:
        return "It is another photo than the one that was shown the day before."
    return "" if words in before else "Its words are not those that were shown the day before."
