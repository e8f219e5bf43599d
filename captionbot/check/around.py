"""What captionbot stands on and whom it reaches: settings, record, ticks, machine, desk, hall of fame, notices."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from captionbot.check.scene import Scene, warning
from captionbot.contest.timetable import plain_date, said_date, said_when
from captionbot.contest.worded import said_size
from captionbot.health import Trouble, is_still
from captionbot.machine import Machine
from captionbot.overview import View
from captionbot.settings import desk_notices
from captionbot.site.places import refuse_place
from captionbot.telling.outcome import failing

TICK_MISSING: Final = timedelta(hours=2)
"""No line of cron calls it so seldom."""
BACKUP_WITHIN: Final = timedelta(days=30)
SETTLED: Final = timedelta(days=14)
"""Whoever began so lately has nothing much to lose yet."""
LITTLE: Final = 10**9
"""Bytes of free disk: a record of a viral contest, and some photos."""
NOTHING: Final = 10**8
"""Bytes with which the next contest may not end."""
HEARTBEAT_LATE: Final = timedelta(minutes=30)
FEW_NAMED = 3
NOT_TAKEN = "Not taken by"
"""How it begins what is said of addresses that did not take a trial (`notify.told`)."""
PYTHON_ENDS: Final = {
    "3.11": (2027, 10),
    "3.12": (2028, 10),
    "3.13": (2029, 10),
    "3.14": (2030, 10),
    "3.15": (2031, 10),
}
"""Until which month each Python is mended (devguide.python.org/versions, November 2026)."""
PYTHON_AHEAD: Final = timedelta(days=90)
RENEW_PYTHON = (
    "Bring the machine's system up to date, then `make upgrade` (docs/service.md) builds .venv for its new Python."
)


def settings(scene: Scene) -> Iterator[Trouble]:
    """What ought to be mended in `.env` itself; what is wrong there, no command gets past."""
    yield from (warning(f"settings {one.what}", one.what, one.do) for one in scene.view.settings.warnings)


def page(scene: Scene) -> Iterator[Trouble]:
    """Whether `init` was run for this Page."""
    scene.view.record.page()
    yield from ()


def copied(scene: Scene) -> Iterator[Trouble]:
    """Whether there is a copy of the record, as far as captionbot made it."""
    row, now = scene.view.record.page(), scene.view.now
    last = row.backed_up_at
    if last is not None and now - last <= BACKUP_WITHIN:
        return
    if now - row.initialised_at < SETTLED or scene.view.record.contests.latest() is None:
        return
    what = "The record has never been copied."
    if last is not None:
        what = f"The record was copied last on {said_date(last, scene.view.settings.zone)}."
    yield warning("backup", what, "`captionbot backup FILE` does it while captionbot runs; let cron do it each night.")


def running(scene: Scene) -> Iterator[Trouble]:
    """Whether anybody does what is due."""
    last, now = scene.view.record.page().last_tick_at, scene.view.now
    if last is None:
        what = "captionbot has not run for this Page yet."
        yield warning("never ran", what, "`captionbot run` runs it; docs/service.md says how it starts by itself.")
    elif is_still(last, now):
        ahead = ", which is still to come: its clock was ahead" if last > now else ""
        what = f"captionbot last looked at what is due on {said_when(last, scene.view.settings.zone)}{ahead}."
        do = "Nothing is posted or announced until it runs: `systemctl status captionbot` says why it stopped."
        yield Trouble(what, do, stops=abs(now - last) > TICK_MISSING, key="still")


def machine(scene: Scene) -> Iterator[Trouble]:
    """Free disk, the packages, and how long this Python is mended."""
    if scene.machine is None:
        return
    yield from _disk(scene, scene.machine)
    unlike = scene.machine.unlike_the_lock()
    if unlike:
        named = ", ".join(unlike[:FEW_NAMED]) + (f", and {len(unlike) - FEW_NAMED} more" if unlike[FEW_NAMED:] else "")
        count = "1 package differs" if len(unlike) == 1 else f"{len(unlike)} packages differ"
        what = f"{count} from requirements.lock, with which captionbot was tried: {named}."
        do = "`make upgrade` (docs/service.md), or `.ci/venv runtime` in its folder, installs what the lock names."
        yield warning("packages", what, do)
    yield from _python(scene.machine.python, scene.view.now)


def grows(scene: Scene) -> dict[str, Path]:
    """The folders in which something grows, by what."""
    places = {"photos": scene.view.photos.root}
    file = scene.view.record.health.file()
    if file is not None:
        places["database"] = file.parent
    return places


def _disk(scene: Scene, here: Machine) -> Iterator[Trouble]:
    for what, place in grows(scene).items():
        free = here.free(place)
        if free is not None and free < LITTLE:  # a folder that can't be read is told as such
            left = f"Only {said_size(free)} of disk is free beside the {what}."
            do = "Make room: a record that can't be written stops everything."
            worst = free < NOTHING  # told anew when it comes to that
            yield Trouble(left, do, stops=worst, key=f"{'no' if worst else 'little'} disk beside the {what}")


def _python(version: str, now: datetime) -> Iterator[Trouble]:
    series = ".".join(version.split(".")[:2])
    if series not in PYTHON_ENDS:
        return
    year, month = PYTHON_ENDS[series]
    last = date(year, month, calendar.monthrange(year, month)[1])
    if last - now.date() <= PYTHON_AHEAD:
        over = "has not been mended since" if last < now.date() else "is mended until"
        yield warning(f"python {series}", f"Python {series} {over} {plain_date(last)}.", RENEW_PYTHON)


def desk(scene: Scene) -> Iterator[Trouble]:
    """Who may come in, and over which way."""
    yield from (warning("desk", one.what, one.do) for one in desk_notices(scene.view.settings))
    if not any(account.password or account.link for account in scene.view.record.accounts.all()):
        yield warning("nobody", "Nobody may sign in to the desk yet.", "`captionbot staff add NAME` lets somebody in.")


def hall(scene: Scene) -> Iterator[Trouble]:
    """Where the hall of fame is written, and where it is found."""
    place, address = scene.view.settings.site_dir, scene.view.settings.site_url
    if place and not address:
        what = "SITE_URL is not set: the hall of fame has no feed, and a shared link shows no picture."
        yield warning("site url", what, "Set SITE_URL to the address at which people find it.")
    if address and not place:
        what = "SITE_URL is set, and SITE_DIR is not: no hall of fame is written."
        yield warning("site dir", what, "Set SITE_DIR to the folder that the web server shows.")
    if place:
        refuse_place(place, scene.view.settings)


def notices(scene: Scene) -> Iterator[Trouble]:
    """Whether anybody hears of trouble, and whether anybody hears that captionbot is silent."""
    view = scene.view
    if not view.settings.notify_urls:
        what = "NOTIFY_URLS is not set: of trouble only the desk and `captionbot status` tell."
        yield warning("notices", what, "Set it to a mail address or a chat; docs/notices.md has an example of each.")
    else:
        yield from _arriving(view)
    yield from _heartbeat(scene)


def _arriving(view: View) -> Iterator[Trouble]:
    """Whether what was sent last was taken: a notice, or the trial that somebody asked for."""
    last, trial = failing(view), next(iter(view.record.health.last_trials(1)), None)
    if last is not None:
        yield last
    elif view.record.notices.last_tried() is not None:
        return
    elif trial is None or trial.ended_at is None:
        do = "Health on the desk sends a trial; see that it arrives."
        yield warning("no notice yet", "NOTIFY_URLS is set, and nothing was ever sent there.", do)
    elif NOT_TAKEN in trial.went:
        yield warning("trial", f"The trial of {said_when(trial.ended_at, view.settings.zone)}: {trial.went}", "")


def _heartbeat(scene: Scene) -> Iterator[Trouble]:
    page, view = scene.view.record.page(), scene.view
    if not view.settings.heartbeat_url or is_still(page.last_tick_at, view.now):
        return  # that it doesn't run is told elsewhere
    called = page.heartbeat_at
    if called is not None and view.now - called <= HEARTBEAT_LATE:
        return
    when = f"took its last call on {said_when(called, view.settings.zone)}" if called else "has taken no call yet"
    do = "It is called only while the next act can succeed: mend what stands here, or see whether its address is right."
    yield warning("heartbeat", f"HEARTBEAT_URL {when}.", do)
