"""Everything about the program itself that staff may want to know, as the page of health shows it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot.contest.timetable import plain_date
from captionbot.contest.worded import many, said_size
from captionbot.desk.logged import Logged, logged
from captionbot.desk.notices import Heard, heard
from captionbot.errors import PhotosFolderError
from captionbot.graph.tokens import TokenFacts
from captionbot.graph.versions import last_day
from captionbot.health import GIVE_BOTH, UNASKED, Trouble, Unsaid, is_still, last_said, token_troubles, version_troubles
from captionbot.notify import Outlets
from captionbot.overview import View
from captionbot.queueing import shortage
from captionbot.settings import Settings
from captionbot.store.schema import Audit, NoticeTrial
from captionbot.telling.outcome import failing

LEAST_ROOM = 2**30
"""Bytes of free disk under which staff are warned: a record of a viral contest, and some photos."""
TRIALS = 3
NOTICES = 10
LINES = 50


@dataclass(frozen=True, slots=True)
class Token:
    """The token as Facebook saw it last."""

    asked_at: datetime | None
    facts: TokenFacts | None
    unsaid: Unsaid | None
    """Why nobody knows, where that is so."""
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Free disk beside something that grows."""

    what: str
    free: str
    low: bool


@dataclass(frozen=True, slots=True)
class Health:
    """How the program is."""

    troubles: Sequence[Trouble]
    """What a person should mend, worst first."""
    token: Token
    version: str
    version_ends: str
    """Its last day; empty where Facebook has not named one."""
    last_tick: datetime | None
    last_reading: datetime | None
    worker: str
    free: list[tuple[str, str]]
    """Free disk beside what grows, in words."""
    database: str
    queue: str
    trials: Sequence[NoticeTrial]
    outlets: Sequence[str]
    """What the addresses are called that staff are told at; none of their words, for passwords stand in them."""
    heartbeat: datetime | None
    """When HEARTBEAT_URL was called last."""
    watched: bool
    """Whether there is one."""
    notices: Sequence[Heard]


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the log."""

    rows: Sequence[tuple[Audit, Logged]]
    """As it was written down, and in the desk's own words."""
    older: int | None
    """The number before which the next page begins; None on the last."""


def health(view: View) -> Health:
    """How the program is, from the record and the disk; Facebook is not asked."""
    record, token, rooms = view.record, _token(view), _rooms(view)
    queue, short = _queue(view)
    troubles = [
        *_still(view),
        *token.troubles,
        *version_troubles(view.settings, view.now),
        *(_low(room) for room in rooms if room.low),
        *filter(None, (failing(view),)),
        *short,
    ]
    return Health(
        troubles=sorted(troubles, key=lambda one: not one.stops),
        token=token,
        version=view.settings.facebook_graph_version,
        version_ends=_last_day(view.settings.facebook_graph_version),
        last_tick=record.page().last_tick_at,
        last_reading=record.health.last_reading(),
        worker=record.worker(),
        free=[(f"Free beside {room.what}", f"{room.free}{' (little)' if room.low else ''}") for room in rooms],
        database=said_size(record.health.size()),
        queue=queue,
        trials=record.health.last_trials(TRIALS),
        outlets=outlets_of(view.settings),
        heartbeat=record.page().heartbeat_at if view.settings.heartbeat_url else None,
        watched=bool(view.settings.heartbeat_url),
        notices=heard(view, NOTICES),
    )


def outlets_of(settings: Settings) -> list[str]:
    """What the addresses are called that staff are told at."""
    backup = Outlets(settings.notify_backup, backup=True)
    return [*Outlets(settings.notify_urls).named(), *backup.named()]


def _last_day(version: str) -> str:
    last = last_day(version)
    return plain_date(last) if last else ""


def _token(view: View) -> Token:
    if not (view.settings.facebook_app_id and view.settings.facebook_app_secret.get_secret_value()):
        return Token(None, None, Unsaid(UNASKED, GIVE_BOTH))
    said = last_said(view.record, view.settings)
    if said is None:
        return Token(None, None, Unsaid("Facebook has not been asked about this token yet.", "The next tick asks it."))
    asked_at, found = said
    if isinstance(found, Unsaid):
        return Token(asked_at, None, found)
    return Token(asked_at, found, None, token_troubles(found, view.settings, view.now))


def _still(view: View) -> list[Trouble]:
    """That nobody works."""
    last = view.record.page().last_tick_at
    if not is_still(last, view.now):
        return []
    what = "captionbot has not looked at anything for a while." if last else "captionbot has never run for this Page."
    do = (
        "Whoever looks after the machine sees that `captionbot run` runs: nothing is posted or announced until it does."
    )
    return [Trouble(what, do, stops=True, key="still")]


def _rooms(view: View) -> list[Room]:
    places = {"the photos": view.photos.root}
    file = view.record.health.file()
    if file is not None:
        places["the database"] = file.parent
    found = []
    for what, place in places.items():
        try:
            free = shutil.disk_usage(place).free
        except OSError:
            continue  # a folder that can't be read is told as a pause
        found.append(Room(what, said_size(free), free < LEAST_ROOM))
    return found


def _low(room: Room) -> Trouble:
    what = f"Only {room.free} of disk is free beside {room.what}."
    return Trouble(what, "Make room: a record that can't be written stops everything.", stops=False, key="disk")


def _queue(view: View) -> tuple[str, list[Trouble]]:
    """How long the queue is, and that it becomes short."""
    try:
        waiting = view.waiting
        short = shortage(view.plan, view.photos, view.settings)
    except PhotosFolderError as error:
        return "can't be read", [Trouble(error.message, error.do, stops=True, key="folder")]
    stops = sum(any(one.waits for one in photo.problems) for photo in waiting)
    words = many(len(waiting), "photo") + (f", {stops} of which can't go out yet" if stops else "")
    problem = short.problem if short else None
    return words, [Trouble(problem.what, problem.do, stops=False, key="queue")] if problem else []


def lines(view: View, words: str, contest: int | None, before: int | None) -> Lines:
    """A page of the log, newest first."""
    rows = view.record.staff.audit_before(before, LINES + 1, words=words, contest=contest)
    shown = rows[:LINES]
    said = list(zip(shown, logged(view.record, shown), strict=True))
    return Lines(said, rows[LINES - 1].id if len(rows) > LINES else None)
