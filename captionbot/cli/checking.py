"""`check`: everything that could spoil a Friday."""

from contextlib import suppress
from datetime import datetime

import click

from captionbot.check import check
from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import page_of, photos_of, settings_of, store_of
from captionbot.cli.read import as_json
from captionbot.clock import Clock
from captionbot.contest.timetable import said_when
from captionbot.errors import CaptionbotError, StoreError
from captionbot.intake import SetAside
from captionbot.overview import Json, View
from captionbot.settings import Settings


@click.command("check")
@as_json
@click.pass_context
def check_command(context: click.Context, *, json_: bool) -> int:
    """Look at everything that could spoil a Friday; 0 where there is no problem, 1 where there is."""
    settings, clock = settings_of(context), Clock.from_environment()
    value = _with_wrong_words(settings, _found(context, settings, clock))
    if json_:
        show.as_json(value)
    else:
        _tell(settings, value)
    return 0 if value["ok"] else 1


def _found(context: click.Context, settings: Settings, clock: Clock) -> Json:
    try:
        store = store_of(settings)
    except StoreError as error:
        return {"ok": False, "problems": [{"what": error.message, "do": error.do}], "warnings": [], "slots": []}
    aside: list[SetAside] = []
    with suppress(CaptionbotError):  # what stands in the way is found below
        aside = look_at_queue(context)
    with store.view() as record:
        value = check(View(record, settings, photos_of(settings), clock.now()), page_of(settings, clock), aside)
    store.close()
    return value


def _with_wrong_words(settings: Settings, value: Json) -> Json:
    """Whoever speaks is refused until the wordings are right."""
    if not settings.wrong_words:
        return value
    wrong = [{"what": f"{what}.", "do": "Until it is mended, nothing new is said."} for what in settings.wrong_words]
    return value | {"ok": False, "problems": [*wrong, *value["problems"]]}


def _tell(settings: Settings, value: Json) -> None:
    for heading, kind in (("PROBLEM", "problems"), ("warning", "warnings")):
        for one in value[kind]:
            show.line(f"{heading}: {one['what']} {one['do']}".strip())
    if value["ok"]:
        show.line("Nothing stands in the way of the next contest.")
    show.line("The next slots:")
    for slot in value["slots"]:
        show.line(f"  {said_when(datetime.fromisoformat(slot['local']), settings.zone)}  ({slot['utc']})")
