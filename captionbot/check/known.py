"""How everything stands, in a line each, whether anything is wrong or not."""

from collections.abc import Callable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from captionbot import __version__
from captionbot.check.around import grows
from captionbot.check.scene import Scene
from captionbot.contest.timetable import plain_date, said_date, said_when
from captionbot.contest.worded import many, said_size
from captionbot.errors import CaptionbotError
from captionbot.graph.tokens import TokenFacts
from captionbot.graph.versions import last_day
from captionbot.notify import Outlets
from captionbot.store.schema import HEAD


def known(scene: Scene) -> dict[str, str]:
    """Each thing that `check` looks at, by its name; what can't be told is left out, for that is a problem above."""
    return dict(_told(scene))


def _told(scene: Scene) -> Iterator[tuple[str, str]]:
    for name, tell in _TOLD.items():
        try:
            words = tell(scene)
        except CaptionbotError:
            continue
        if words:
            yield name, words


def _settings(scene: Scene) -> str:
    origin = scene.view.settings.origin
    file = f"{many(len(origin.in_file), 'setting')} from {origin.env_file}"
    return f"{file}; from the environment: {', '.join(origin.in_environment) or 'none'}"


def _page(scene: Scene) -> str:
    number, address = scene.view.settings.facebook_page_id, scene.view.settings.facebook_graph_url
    elsewhere = "" if address == "https://graph.facebook.com" else f", at {address}"
    return f"{scene.name} ({number}{elsewhere})" if scene.name else ""


def _token(scene: Scene) -> str:
    if scene.facts is None:
        return "until when it lives only the app's id and secret tell" if scene.name else ""
    return _token_in_words(scene.facts, scene.view.settings.zone)


def _token_in_words(facts: TokenFacts, zone: ZoneInfo) -> str:
    if not facts.valid:
        return "works no longer"
    whose = "the Page's own" if facts.kind in {"PAGE", ""} else facts.kind
    ends = f"ends on {said_date(facts.expires_at, zone)}" if facts.expires_at else "has no end"
    reads = f"; may read what people write until {said_date(facts.reads_until, zone)}" if facts.reads_until else ""
    return f"{whose}, {ends}{reads}; {many(len(facts.permissions), 'permission')}"


def _version(scene: Scene) -> str:
    asked, heard = scene.view.settings.facebook_graph_version, scene.page.last_answer
    last = last_day(asked)
    lives = f"until {plain_date(last)}" if last else "no last day has been named"
    served = f"; answered as {heard.api_version}" if heard and heard.api_version else ""
    return f"{asked}, {lives}{served}"


def _clock(scene: Scene) -> str:
    apart = scene.page.skew()
    if apart is None:
        return ""
    seconds = round(apart.total_seconds())
    beside = (
        "as Facebook's" if not seconds else f"{abs(seconds):,} s {'behind' if seconds > 0 else 'ahead of'} Facebook's"
    )
    settings = scene.view.settings
    return f"{said_when(scene.view.now, settings.zone)} in {settings.timezone}, {beside}"


def _queue(scene: Scene) -> str:
    plan, zone = scene.view.plan, scene.view.settings.zone
    words = f"{many(len(plan.photos), 'photo')}, enough for the next {many(plan.covered, 'slot')}"
    if not plan.covered:
        words = f"{many(len(plan.photos), 'photo')}, none for the next slot"
    return f"{words}; none for {said_when(plan.bare, zone)}" if plan.bare and plan.covered else words


def _record(scene: Scene) -> str:
    record, zone = scene.view.record, scene.view.settings.zone
    file, copied = record.health.file(), record.page().backed_up_at
    where = f"SQLite, {file}" if file else f"PostgreSQL, {record.health.place().removeprefix('The database ')}"
    copy = f"copied last on {said_date(copied, zone)}" if copied else "never copied"
    return f"{where}, {said_size(record.health.size())}, schema {HEAD}, {copy}"


def _disk(scene: Scene) -> str:
    if scene.machine is None:
        return ""
    beside: dict[str, list[str]] = {}
    for what, place in grows(scene).items():
        free = scene.machine.free(place)
        if free is not None:
            beside.setdefault(said_size(free), []).append(what)
    return ", ".join(f"{free} free beside the {' and the '.join(what)}" for free, what in beside.items())


def _running(scene: Scene) -> str:
    last, worker = scene.view.record.page().last_tick_at, scene.view.record.worker()
    if last is None:
        return "not yet"
    by = f" by {worker}" if worker else ""
    return f"last looked at what is due on {said_when(last, scene.view.settings.zone)}{by}"


def _desk(scene: Scene) -> str:
    settings = scene.view.settings
    people = sum(bool(one.password or one.link) for one in scene.view.record.accounts.all())
    return f"{settings.desk_url or f'http://{settings.desk_bind}'}; {many(people, 'person', 'people')} may sign in"


def _notices(scene: Scene) -> str:
    settings = scene.view.settings
    backup = Outlets(settings.notify_backup, backup=True).named()
    to = ", ".join(Outlets(settings.notify_urls).named()) or "nobody"
    return f"to {to}; backup: {', '.join(backup) or 'none'}; pace: {settings.notify_pace}"


def _heartbeat(scene: Scene) -> str:
    called = scene.view.record.page().heartbeat_at
    if not scene.view.settings.heartbeat_url:
        return "none"
    return f"took its last call on {said_when(called, scene.view.settings.zone)}" if called else "no call taken yet"


def _program(scene: Scene) -> str:
    python = f", Python {scene.machine.python}" if scene.machine else ""
    return f"captionbot {__version__}{python}"


_TOLD: Final[dict[str, Callable[[Scene], str]]] = {
    "program": _program,
    "settings": _settings,
    "page": _page,
    "token": _token,
    "graph": _version,
    "clock": _clock,
    "queue": _queue,
    "record": _record,
    "disk": _disk,
    "running": _running,
    "desk": _desk,
    "notices": _notices,
    "heartbeat": _heartbeat,
}
"""In the order in which they are told."""
