"""The commands that only look: status, next, entries."""

from datetime import datetime
from typing import Any

import click

from captionbot import overview
from captionbot.cli import show
from captionbot.cli.plug import viewing
from captionbot.contest.timetable import said_when
from captionbot.overview import View

as_json = click.option("--json", "json_", is_flag=True, help="JSON on stdout, nothing else.")


NOTICES = 5
"""How many of the newest notices `status` shows."""


def _local(view: View, words: str | None) -> str:
    if not words:
        return "–"
    return said_when(datetime.fromisoformat(words), view.settings.zone)


@click.command("status")
@as_json
@click.pass_context
def status_command(context: click.Context, *, json_: bool) -> None:
    """Show where each contest stands."""
    with viewing(context) as view:
        value = overview.status(view)
        if json_:
            show.as_json(value)
            return
        _status(view, value)


def _status(view: View, value: dict[str, Any]) -> None:
    paused = value["paused"]
    if paused:
        since = f" since {_local(view, paused['since'])}" if paused["since"] else ""
        show.line(f"PAUSED by {overview.paused_by(paused)}{since}: {paused['because']}")
        show.gap()
    rows = [_row(view, contest) for contest in value["contests"]]
    if not rows:
        show.line(f"No contest yet. {overview.coming(view)}")
    else:
        show.table("Contests", ("No.", "Slot", "Stage", "Photo", "Winner", "Note"), rows, numbers=("No.",))
    if value["notices"]:
        show.gap()
    for notice in value["notices"][:NOTICES]:
        about = f"contest no. {notice['contest']}: " if notice["contest"] else ""
        show.line(f"Told on {_local(view, notice['at'])}: {about}{notice['what']} {notice['do']}".strip())


def _row(view: View, contest: dict[str, Any]) -> list[Any]:
    winner = contest["winner"]
    won = f"“{winner['caption']}” ({winner['votes']} votes){_announced_as(winner)}" if winner else ""
    slot = _local(view, contest["slot"])
    return [contest["number"] or "–", slot, contest["stage"], contest["photo"] or "–", won, contest["note"]]


def _announced_as(winner: dict[str, Any]) -> str:
    """Beside what was written, in which words staff have it announced."""
    said = winner["announced_as"]
    return f", announced as “{said['caption']}” by {said['name'] or 'a fan'}" if said else ""


@click.command("next")
@as_json
@click.pass_context
def next_command(context: click.Context, *, json_: bool) -> None:
    """Say what will happen next, in one sentence."""
    with viewing(context) as view:
        sentence = overview.coming(view)
        if json_:
            show.as_json({"next": sentence, "slots": [overview.iso(slot) for slot in overview.slots_ahead(view)]})
        else:
            show.line(sentence)


@click.command("entries")
@click.argument("contest", type=int, required=False)
@click.option("--limit", type=click.IntRange(min=1), help="Show only the first few.")
@as_json
@click.pass_context
def entries_command(context: click.Context, contest: int | None, limit: int | None, *, json_: bool) -> None:
    """Show the tally of a contest, and what was left out and why."""
    with viewing(context) as view:
        value = overview.entries(view, contest, limit)
        if json_:
            show.as_json(value)
            return
        _entries(view, value)


def _entries(view: View, value: dict[str, Any]) -> None:
    n = value["contest"]
    counted = f"votes of {_local(view, value['votes_at'])}" if value["votes_at"] else "so far; entries are open"
    nothing = not value["entries"] and not value["left_out"]
    if not value["complete"] and (value["said"] or not nothing):  # before the first reading nothing was cut short
        show.line(f"INCOMPLETE: the last reading of contest no. {n} was cut short; this is not all there is.")
    rows = [
        [
            one["rank"],
            one["votes"],
            one["caption"],
            (one["entrant"] or {}).get("name") or "–",
            "; ".join(one["flags"] + one["marks"]),
            one["comment_id"],
        ]
        for one in value["entries"]
    ]
    if value["winner"] and value["winner"]["announced_as"]:
        show.line(f"The winner: “{value['winner']['caption']}”{_announced_as(value['winner'])}")
    if nothing:
        show.line(f"Contest no. {n}: {'there is no comment' if value['complete'] else 'no comment has been read yet'}.")
    else:
        columns = ("Rank", "Votes", "Caption", "Entrant", "Flags", "Comment")
        show.table(f"Contest no. {n}: entries ({counted})", columns, rows, numbers=("Rank", "Votes"))
    _notes(value["entries"])
    left_out = [[one["votes"], one["caption"], one["reason"], one["comment_id"]] for one in value["left_out"]]
    if left_out:
        show.gap("Left out")
        show.table("Left out", ("Votes", "Comment", "Reason", "Id"), left_out, numbers=("Votes",))
    if value["said"]:
        show.gap("What the readings showed")
    for words in value["said"]:
        show.line(words)


def _notes(entries: list[dict[str, Any]]) -> None:
    """The shortlist's votes over time, and what is to be said of an entry in whole sentences."""
    told = [(one["rank"], one["drawn"], " ".join(one["notes"])) for one in entries if one["drawn"] or one["notes"]]
    if told:
        show.gap("Votes over time, and notes")
    for rank, drawn, words in told:
        show.line(f"{rank}. {drawn} {words}".replace("  ", " ").rstrip())
