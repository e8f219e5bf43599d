"""`check`: everything that could spoil a Friday, and what whoever takes captionbot over must know."""

import shutil
import sys
import textwrap
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from captionbot.check import check
from captionbot.check.handover import Handover, Value, handover, nothing
from captionbot.check.scene import Scene, See
from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import page_of, photos_of, settings_of, store_of
from captionbot.cli.read import as_json
from captionbot.clock import Clock
from captionbot.contest.timetable import said_date, said_when
from captionbot.errors import CaptionbotError, StoreError
from captionbot.intake import SetAside
from captionbot.machine import Machine
from captionbot.overview import Json, View, iso
from captionbot.settings import Settings

NOTHING = "Nothing stands in the way of the next contest."
SEE_ABOVE = "Nothing is broken, but a contest waits for somebody: see above."
NO_SECRETS = (
    "The token and all passwords stand in .env and nowhere here: hand that file over as you hand over a password."
)
NARROWEST = 60
"""Columns; a narrower terminal breaks lines by itself."""


@click.command("check")
@click.option("--handover", "hands_over", is_flag=True, help="List what whoever takes it over must know; no secrets.")
@as_json
@click.pass_context
def check_command(context: click.Context, *, hands_over: bool, json_: bool) -> int:
    """Look at everything that could spoil a Friday; 0 where there is no problem, 1 where there is."""
    settings, clock = settings_of(context), Clock.from_environment()
    if hands_over:
        _hand_over(settings, clock, json_=json_)
        return 0
    value = _found(context, settings, clock)
    if json_:
        show.as_json(value)
    else:
        _tell(settings, value)
    return 0 if value["ok"] else 1


def _found(context: click.Context, settings: Settings, clock: Clock) -> Json:
    try:
        store = store_of(settings)
    except StoreError as error:
        trouble = {"what": error.message, "do": error.do, "see": str(See.RECORD)}
        return {"ok": False, "problems": [trouble], "clear": False, "warnings": [], "slots": [], "known": {}}
    aside: list[SetAside] = []
    with suppress(CaptionbotError):  # what stands in the way is found below
        aside = look_at_queue(context)
    with store.view() as record:
        view = View(record, settings, photos_of(settings), clock.now())
        value = check(view, page_of(settings, clock), Machine(), aside)
    store.close()
    return value


def _tell(settings: Settings, value: Json) -> None:
    width = max([len(name) for name in value["known"]], default=0)
    for name, words in value["known"].items():
        _line(f"{name:<{width}}  {words}", width + 2)
    if value["known"]:
        click.echo()
    for heading, kind in (("PROBLEM", "problems"), ("warning", "warnings")):
        for one in value[kind]:
            _line(f"{heading}: {one['what']} {one['do']} ({one['see']})".replace("  ", " "), len(heading) + 2)
    if value["ok"]:
        show.line(NOTHING if value["clear"] else SEE_ABOVE)
    if value["slots"]:
        click.echo()
        show.line("The next slots:")
    for slot in value["slots"]:
        show.line(f"  {said_when(datetime.fromisoformat(slot['local']), settings.zone)}  ({slot['utc']})")
    _tell_first(value)


def _tell_first(value: Json) -> None:
    """Whoever reads only the end knows what to do."""
    first = next((one for kind in ("problems", "warnings") for one in value[kind] if one["do"]), None)
    if first is None:
        return
    counted = " and ".join(
        f"{len(value[kind])} {word}{'s' * (len(value[kind]) != 1)}"
        for kind, word in (("problems", "problem"), ("warnings", "warning"))
        if value[kind]
    )
    click.echo()
    _line(f"{counted}. First: {first['what']} {first['do']}", 2)


def _line(text: str, indent: int) -> None:
    """One line for programs; on a terminal, as many as it takes, under each other."""
    tame, width = show.safely(text), shutil.get_terminal_size().columns
    if sys.stdout.isatty() and width >= NARROWEST:
        tame = textwrap.fill(
            tame, width - 1, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
        )
    click.echo(tame)


def _hand_over(settings: Settings, clock: Clock, *, json_: bool) -> None:
    store = store_of(settings)
    with store.view() as record:
        record.page()
        view = View(record, settings, photos_of(settings), clock.now())
        value = handover(Scene(view, page_of(settings, clock)), Machine())
    store.close()
    if json_:
        show.as_json({heading: {name: _plain(one) for name, one in rows.items()} for heading, rows in value.items()})
    else:
        _tell_handover(settings, value)


def _plain(value: Value) -> object:
    match value:
        case datetime():
            return iso(value)
        case Path():
            return str(value)
        case _:
            return value


def _tell_handover(settings: Settings, value: Handover) -> None:
    for heading, rows in value.items():
        show.line(heading.capitalize())
        width = max((len(name) for name in rows), default=0)
        for name, one in rows.items():
            words = _in_words(settings, one) or nothing(heading, name, rows)
            _line(f"  {_named(heading, name):<{width}}  {words}", width + 4)
        if not rows:
            show.line("  nobody may sign in to the desk")
        click.echo()
    show.line(NO_SECRETS)


def _named(heading: str, name: str) -> str:
    """People's names stay as they are."""
    return name if heading == "people" else name.replace("_", " ")


def _in_words(settings: Settings, value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return said_date(value, settings.zone)
        case list():
            return ", ".join(value)
        case _:
            return str(value)
