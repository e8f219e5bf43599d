"""The command that shows the queue, and how a queue is shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from captionbot import overview
from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import viewing
from captionbot.contest.rules.hours import every, zone_in_words
from captionbot.contest.timetable import said_date
from captionbot.contest.weekly import DAYS, parse_weekly
from captionbot.intake import SetAside
from captionbot.overview import Json, View

BECAUSE = {"pinned": "Pinned to this week.", "on this day": "On this day.", "": ""}
"""Why a photo goes before others, by what `queue --json` calls it."""


@click.command("queue")
@click.option("--json", "json_", is_flag=True, help="JSON on stdout, nothing else.")
@click.pass_context
def queue_command(context: click.Context, *, json_: bool) -> None:
    """Show the photos in the order in which they go out, each with its slot and what is to be said of it."""
    refused = look_at_queue(context)
    with viewing(context) as view:
        value = overview.queue(view)
        if json_:
            show.as_json(value | {"refused": refused_rows(refused)})
        else:
            show_queue(view, value, refused)


def show_queue(view: View, value: Json, refused: Sequence[SetAside]) -> None:
    """The queue for people: what goes out when, how long that lasts, what waits, and what was refused just now."""
    if value["photos"]:
        _going_out(view, value)
        show.line(value["summary"])
        _waiting(value, {aside.name: aside.stays for aside in refused})
    else:
        show.line(f"The queue is empty. Drop photos into {view.photos.root / 'queue'}.")
    moved = [aside for aside in refused if not aside.stays]  # the others wait in the queue, with their reason
    if moved:
        show.gap("Refused just now")
    for aside in moved:
        show.line(aside.line)


def refused_rows(refused: Sequence[SetAside]) -> list[Json]:
    """What was set aside just now, as `queue --json` has it."""
    return [{"name": one.name, "reason": one.reason, "stays": one.stays} for one in refused]


def _going_out(view: View, value: Json) -> None:
    weekly, zone = parse_weekly(view.settings.post_at), view.settings.zone
    coming = [(one["slot"], one["shown"], _remarks(one)) for one in value["photos"] if one["slot"]]
    out = [(one["slot"], "–", f"Left out: {one['why']}.") for one in value["left_out"]]
    rows = [[said_date(datetime.fromisoformat(slot), zone), name, words] for slot, name, words in sorted(coming + out)]
    later = [["later", one["shown"], _remarks(one)] for one in value["photos"] if not one["slot"] and not one["waits"]]
    if coming:
        title = f"Every {every(weekly)}, {zone_in_words(zone, view.now.year)}"
        show.line(title)
        show.table("", (DAYS[weekly.weekday], "Photo", "Remarks"), rows + later)


def _remarks(photo: Json) -> str:
    """Why it goes before others, and what could be better about it."""
    told = [_without_name(problem["what"], photo["shown"]) for problem in photo["problems"]]
    return " ".join(words for words in (BECAUSE[photo["because"]], *told) if words)


def _without_name(what: str, shown: str) -> str:
    """A sentence about a photo beside which its name stands already."""
    rest = what.removeprefix(f"{shown} ")
    return what if rest == what else rest[:1].upper() + rest[1:]


def _waiting(value: Json, stays: Mapping[str, str]) -> None:
    waits = [photo for photo in value["photos"] if photo["waits"]]
    if waits:
        show.gap("Without a day")
        rows = [[photo["shown"], _why(photo, stays.get(photo["shown"], ""))] for photo in waits]
        show.table("Without a day", ("Photo", "Why, and what to do"), rows)


def _why(photo: Json, stays: str) -> str:
    """Why a photo has no day; ``stays``: why it could not be set aside."""
    told = [f"{_without_name(one['what'], photo['shown'])} {one['do']}" for one in photo["problems"]]
    return " ".join([*told, stays]).strip()
