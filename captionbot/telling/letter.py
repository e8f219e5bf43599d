"""What every message to staff is made of: a title for a lock screen, paragraphs, and the way to the desk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import cut, on_one_line
from captionbot.contest.shortened import short_name
from captionbot.contest.timetable import said_day
from captionbot.contest.weekly import DAYS
from captionbot.contest.wording import NOBODY_KNOWN
from captionbot.overview import View
from captionbot.photos.names import shown_name
from captionbot.settings import Settings
from captionbot.store.schema import Notice
from captionbot.telling.captions import with_captions
from captionbot.telling.commands import on_the_desk

TITLE_CUT = 110
"""Characters of a title: a lock screen shows a hundred at the most."""
NAME_CUT = 60
"""Of a photo's or a person's name."""
TEXT_CUT = 1_500
"""Of one notice: messengers and mails that tell more are not read."""
DAYS_IN_A_WEEK = 7
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[^0-9a-z])")
"""Not in “contest no. 5”."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One notice in words."""

    title: str
    parts: Sequence[str]
    """Paragraphs, in their order."""
    picture: bytes | None = field(default=None, repr=False)
    """A small JPEG; None where there is none to show."""


def plainly(view: View, notice: Notice, *more: str) -> Letter:
    """A notice as the record has it, then ``more``, and where one goes to do something about it."""
    what, do = (in_words(view, one, notice.contest) for one in (notice.text, notice.do))
    if do.startswith("Nothing"):  # which reads as an answer where the question stands beside it alone
        do = f"What to do: n{do[1:]}"
    whose = f"Contest no. {notice.contest}: " if notice.contest and "ontest no. " not in what else ""
    parts = (f"{whose}{what}", do, *more, link_to(view, notice))
    return Letter(f"{whose}{_first_sentence(what)}", [one for one in parts if one])


def in_words(view: View, text: str, contest: int | None = None) -> str:
    """A sentence on one line; where staff have a desk it names what is there, else commands."""
    if view.settings.desk_url:
        text = with_captions(view.record, contest, on_the_desk(text))
    return on_one_line(text, TEXT_CUT)


def link_to(view: View, notice: Notice, does: str = "Open it") -> str:
    """Where on the desk one does something about a notice; empty where no DESK_URL is set."""
    place = f"/contests/{notice.contest}" if notice.contest else PLACES.get(notice.about, "/")
    return way(view.settings, place, does)


def way(settings: Settings, place: str, does: str, commands: str = "") -> str:
    """A page of the desk and what one does there; where staff have no DESK_URL, the commands that do it."""
    return f"{does}: {settings.desk_url}{place}" if settings.desk_url else commands


PLACES = {
    "coming": "/queue/coming",
    "posted": "/queue",
    "empty": "/queue",
    "missed": "/queue",
    "low": "/queue",
    "paused": "/pause",
    "ending": "/health",
    "check": "/health",
    "token": "/health",
    "trouble": "/health",
    "stands": "/health",
    "passing": "/health",
}
"""The desk's page for each kind of notice that is about no contest; else that of the week."""


def soon(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The day of an instant as one speaks of it: today, tomorrow, Friday, on Friday 4 December."""
    day = moment.astimezone(zone).date()
    days = (day - now.astimezone(zone).date()).days
    if days in {0, 1}:
        return ("today", "tomorrow")[days]
    return DAYS[day.weekday()] if 0 < days < DAYS_IN_A_WEEK else said_day(moment, zone)


def capital(words: str) -> str:
    """Words that begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def photo_name(name: str) -> str:
    """A photo's name as a message shows it."""
    return cut(shown_name(name), NAME_CUT)


def person_name(settings: Settings, name: str | None) -> str:
    """Somebody's name as NOTIFY_NAMES wants it; ``a fan`` where it is not to be told, or nobody knows it."""
    told = {"full": name or "", "short": short_name(name), "none": ""}[settings.notify_names]
    return on_one_line(told, NAME_CUT) or NOBODY_KNOWN


def _first_sentence(text: str) -> str:
    return _SENTENCE_ENDS.split(text, maxsplit=1)[0].removesuffix(".")
