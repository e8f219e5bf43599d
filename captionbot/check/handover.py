"""What whoever takes captionbot over must know: where everything lies, who may do what, and nothing that is secret."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from captionbot import __version__
from captionbot.check.scene import Scene
from captionbot.errors import GraphError
from captionbot.graph.tokens import TokenFacts
from captionbot.graph.versions import last_day
from captionbot.health import GIVE_BOTH, NEVER, UNASKED, last_said
from captionbot.machine import Machine
from captionbot.notify import Outlets
from captionbot.store.schema import HEAD

Value = str | datetime | Path | list[str] | None
"""None, or an empty list: there is nothing, or nobody knows; ``NOTHING`` says which."""
Handover = Mapping[str, Mapping[str, Value]]

PATHS: Final = ("photos_dir", "words_file", "wordings", "skip_days_file", "card_logo", "pause_files", "site_dir")
"""Settings that name files and folders."""
BY_HAND: Final = "nobody wrote it down: it was put into .env by hand"
NOTHING: Final[Mapping[str, Mapping[str, str]]] = {
    "page": {"name": "not known", "app": "not set", "graph_ends": "no last day has been named"},
    "token": {"ends_on": "no end", "reads_until": "no end", "": "not known"},
    "program": {
        "account": "not known",
        "unlike_the_lock": "none",
        "started_by": "no unit and no line of cron found; nobody's own crontab is looked at",
        "works_now": "nobody",
        "last_tick": "never",
        "set_in_environment": "none",
    },
    "record": {"copied_on": "never", "copied_by": "no unit and no line of cron found"},
    "notices": {"to": "nobody", "backup": "nobody"},
}
"""What is said where there is nothing, by heading and name; under no name what is said of the others there."""


def nothing(heading: str, name: str, rows: Mapping[str, Value]) -> str:
    """What is said of a value that isn't there."""
    words = NOTHING.get(heading, {})
    if heading == "token" and rows["kind"] is None:
        return words[""]
    return words.get(name) or words.get("", "not set")


def handover(scene: Scene, machine: Machine) -> Handover:
    """Everything by heading and name; Facebook is asked, and where it can't be, the rest is told all the same."""
    unasked = _ask(scene)
    return {
        "page": _page(scene),
        "token": _token(scene, unasked),
        "program": _program(scene, machine),
        "paths": _paths(scene),
        "record": _record(scene, machine),
        "desk": {"address": scene.view.settings.desk_url or f"http://{scene.view.settings.desk_bind}"},
        "people": {one.name: f"{one.role}, added by {one.added_by}" for one in scene.view.record.accounts.all()},
        "notices": _notices(scene),
    }


def _ask(scene: Scene) -> str:
    """Ask Facebook, and say why it does not tell; whoever can't be reached is asked no more."""
    try:
        scene.name = scene.page.me().get("name", "")
        scene.facts = scene.page.token()
    except GraphError as error:
        return f"Facebook could not be asked: {error.message}"
    return "" if scene.facts else f"{UNASKED} {GIVE_BOTH}"


def _page(scene: Scene) -> Mapping[str, Value]:
    settings = scene.view.settings
    last = last_day(settings.facebook_graph_version)
    return {
        "name": scene.name or None,
        "id": settings.facebook_page_id,
        "app": settings.facebook_app_id or None,
        "graph": f"{settings.facebook_graph_url}/{settings.facebook_graph_version}",
        "graph_ends": last.isoformat() if last else None,
        "time_zone": settings.timezone,
        "week": f"posts {settings.post_at}, closes {settings.close_at}, announces {settings.announce_at}",
    }


def _token(scene: Scene, unasked: str) -> Mapping[str, Value]:
    put_in = next(iter(scene.view.record.staff.audit_of("token", NEVER, 1)), None)
    facts, asked_at = _facts(scene)
    return {
        "put_in_by": put_in.by if put_in else BY_HAND,
        "put_in_on": put_in.at if put_in else None,
        "said_on": asked_at,
        "made_on": facts.issued_at if facts else None,
        "kind": (facts.kind or None) if facts else None,
        "ends_on": facts.expires_at if facts else None,
        "reads_until": facts.reads_until if facts else None,
        "permissions": list(facts.permissions) if facts else None,
        "now": unasked or ("works" if facts and facts.valid else "works no longer"),
    }


def _facts(scene: Scene) -> tuple[TokenFacts | None, datetime | None]:
    """What Facebook says of the token, or said last of this very one; and when."""
    if scene.facts:
        return scene.facts, scene.view.now
    asked_at, said = last_said(scene.view.record, scene.view.settings) or (None, None)
    return (said, asked_at) if isinstance(said, TokenFacts) else (None, None)


def _program(scene: Scene, machine: Machine) -> Mapping[str, Value]:
    origin = scene.view.settings.origin
    return {
        "captionbot": __version__,
        "python": machine.python,
        "installed_in": machine.program,
        "account": machine.owner(origin.env_file) if origin.env_file else None,
        "unlike_the_lock": machine.unlike_the_lock(),
        "started_by": [str(file) for file in machine.starters()],
        "works_now": scene.view.record.worker() or None,
        "last_tick": scene.view.record.page().last_tick_at,
        "set_in_file": list(origin.in_file),
        "set_in_environment": list(origin.in_environment),
    }


def _paths(scene: Scene) -> Mapping[str, Value]:
    settings = scene.view.settings
    named: dict[str, Value] = {"settings": settings.env_file}
    for name in PATHS:
        value = getattr(settings, name)
        named[name] = [str(one) for one in value] if isinstance(value, tuple) else value
    return named


def _record(scene: Scene, machine: Machine) -> Mapping[str, Value]:
    record = scene.view.record
    return {
        "where": record.health.place(),
        "schema": HEAD,
        "copied_on": record.page().backed_up_at,
        "copied_by": [str(file) for file in machine.starters("backup")],
    }


def _notices(scene: Scene) -> Mapping[str, Value]:
    settings = scene.view.settings
    return {
        "to": Outlets(settings.notify_urls).named(),
        "backup": Outlets(settings.notify_backup, backup=True).named(),
        "pace": settings.notify_pace,
        "names": settings.notify_names,
        "heartbeat": "set" if settings.heartbeat_url else None,
    }
