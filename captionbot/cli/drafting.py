"""`draft`: words for staff to post by hand; captionbot never sends them."""

from datetime import datetime

import click

from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import viewing
from captionbot.overview import drafts

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON.")
number = click.argument("contest", type=int)


@click.group("draft")
def draft_command() -> None:
    """Words for the Page that staff post by hand; captionbot never sends them."""


@draft_command.command("no-contest")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="A day of that week (YYYY-MM-DD); default: the first from today on without a photo.",
)
@as_json
@click.pass_context
def no_contest_command(context: click.Context, day: datetime | None, *, json_: bool) -> None:
    """For a week in which no photo is posted."""
    look_at_queue(context)
    with viewing(context, speaks=True) as view:
        text, remark = drafts.without_contest(view, day.date() if day else None)
    _print("no-contest", text, json_=json_)
    click.echo(remark, err=True)


@draft_command.command("nothing-found")
@number
@as_json
@click.pass_context
def nothing_found_command(context: click.Context, contest: int, *, json_: bool) -> None:
    """For a contest that ended without a winner."""
    with viewing(context, speaks=True) as view:
        text = drafts.found_nothing(view, contest)
    _print("nothing-found", text, json_=json_)


@draft_command.command("withdrawn")
@number
@as_json
@click.pass_context
def withdrawn_command(context: click.Context, contest: int, *, json_: bool) -> None:
    """For a contest whose result was retracted."""
    with viewing(context, speaks=True) as view:
        text = drafts.taken_back(view, contest)
    _print("withdrawn", text, json_=json_)


def _print(kind: str, text: str, *, json_: bool) -> None:
    if json_:
        show.as_json({"kind": kind, "text": text})
    else:
        show.line(text)
