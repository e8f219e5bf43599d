"""Whether anything that the hall shows has changed, told by a digest that costs a tick some milliseconds."""

from dataclasses import asdict

from captionbot import __version__
from captionbot.cards import style_of
from captionbot.contest.slip import canonical, sha256_of
from captionbot.contest.timetable import said_date
from captionbot.facts import zone_of
from captionbot.settings import Settings
from captionbot.site.drawing import looks
from captionbot.store.record import Record


def trace(record: Record, settings: Settings, year: int, *, hang_new: bool) -> str:
    """A digest of everything that shows: the results, who asked to be forgotten, the settings, and our own looks."""
    style = style_of(settings)
    shown = [
        asdict(settings.terms()),
        [settings.facebook_page_id, settings.post_at, settings.emergency, settings.site_url, settings.site_names],
        [style.band, style.ink, style.accent, sha256_of(style.logo), repr(settings.public_words)],
    ]
    hall = record.hall
    winners, asked, slip = hall.winners(), hall.forgotten(), hall.last_slip()
    results = [winners, asked, hall.sealed() if asked else [], slip.digest if slip else ""]
    results += [] if winners else [first_day(record)]
    return sha256_of(canonical([results, shown, looks(), __version__, year, hang_new]))


def first_day(record: Record) -> str:
    """The day on which the first winner is to be named; empty where no contest goes on."""
    going = record.contests.going()
    return said_date(going[0].announces_at, zone_of(going[0])) if going else ""
