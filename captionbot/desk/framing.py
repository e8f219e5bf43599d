"""What stands around every page: the ways on, who is signed in, the pause in force, what came of the last form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, request, url_for
from markupsafe import Markup

from captionbot import overview
from captionbot.accounts import Person, Role
from captionbot.contest.timetable import said_date, said_when
from captionbot.desk.acting import said_before
from captionbot.desk.fields import attributes_of, described_by
from captionbot.desk.source import person, source
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.telling.commands import on_the_desk

PLACES = {
    "week.this_week": "This week",
    "queue.queue": "Queue",
    "past.past": "Past",
    "health.health": "Health",
}
"""Where everybody may go, by the name of the route."""
PEOPLE = {"people.people": "People"}
"""And an admin."""
NOT_TAKEN = "\nNot taken:\n"
"""In what came of a form: what follows was refused, a line each, and looks like no success."""


@dataclass(frozen=True, slots=True)
class Place:
    """A way on."""

    words: str
    href: str
    current: str
    """What ``aria-current`` says: the page itself, something that belongs to it, or nothing."""


@dataclass(frozen=True, slots=True)
class Band:
    """The pause in force, as every page shows it."""

    by: str
    since: datetime | None
    """None where nobody wrote down when it began: a PAUSE file, a folder that can't be read."""
    until: datetime | None
    """When staff are asked whether to go on."""
    because: str
    ours: bool
    """Somebody of the staff paused; only then can it be ended on the desk."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page."""

    contest: str
    """What the contest is called; empty where the record can't be read."""
    person: Person | None = None
    places: tuple[Place, ...] = ()
    band: Band | None = None
    said: str = ""
    """What came of the form that brought the reader here."""
    not_taken: tuple[str, ...] = ()
    """What of it was refused, each with why."""


def install(app: Flask) -> None:
    """Give every template its ``frame``, and what tells times and fields."""
    app.context_processor(lambda: {"frame": _frame()})
    app.add_template_global(described_by)
    app.add_template_global(attributes_of)
    app.add_template_filter(_telling(said_when), "local")
    app.add_template_filter(_telling(said_date), "day")
    app.add_template_filter(_plainly, "local_words")
    app.add_template_filter(on_the_desk)


def _frame() -> Frame:
    """A page that tells of trouble has a frame too, though the record may be what is in trouble."""
    try:
        with source().viewing() as view:
            g.zone = view.settings.zone
            return _around(view)
    except CaptionbotError:
        return Frame("", person(), _places(person()))


def _around(view: View) -> Frame:
    visitor = person()
    if visitor is None:
        return Frame(view.settings.contest_name)
    said, _, refused = said_before(view).partition(NOT_TAKEN)
    band = _band(view)
    return Frame(view.settings.contest_name, visitor, _places(visitor), band, said, tuple(refused.splitlines()))


def _places(visitor: Person | None) -> tuple[Place, ...]:
    if visitor is None:
        return ()
    routes = PLACES | (PEOPLE if visitor.may(Role.ADMIN) else {})
    return tuple(Place(words, url_for(route), _current(url_for(route))) for route, words in routes.items())


def _current(href: str) -> str:
    """Everything below a place belongs to it; below This week lies everything, and so nothing."""
    if request.path == href:
        return "page"
    return "true" if href != "/" and request.path.startswith(f"{href}/") else ""


def _band(view: View) -> Band | None:
    stop = overview.paused(view)
    if stop is None:
        return None
    since, until = (datetime.fromisoformat(stop[when]) if stop[when] else None for when in ("since", "until"))
    return Band(overview.paused_by(stop), since, until, stop["because"], ours=stop["source"] == "staff")


def _telling(said: Callable[[datetime, ZoneInfo], str]) -> Callable[..., Markup]:
    """An instant in words of the Page's zone, or of the contest's own where that is another."""

    def told(moment: datetime | str | None, zone: ZoneInfo | None = None) -> Markup:
        found = _moment(moment)
        if found is None:
            return Markup("")
        words = said(found, zone or g.zone)
        return Markup('<time datetime="{}">{}</time>').format(found.isoformat(timespec="seconds"), words)

    return told


def _plainly(moment: datetime | str | None, zone: ZoneInfo | None = None) -> str:
    """For attributes, where no element may stand."""
    found = _moment(moment)
    return said_when(found, zone or g.zone) if found else ""


def _moment(moment: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if isinstance(moment, str) and moment else moment or None
