"""The command that puts the queue in order: arrange."""

from collections.abc import Sequence

import click

from captionbot import decisions, overview
from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import recording, viewing, word
from captionbot.cli.queueing import refused_rows, show_queue
from captionbot.cli.word import by_if_named
from captionbot.decisions.naming import photo_named
from captionbot.photos.intake import QueuedPhoto
from captionbot.queueing import waiting

ONE_OF = "say one of --first, --last, --before OTHER; or --by-name, without a photo"


@click.command("arrange")
@click.argument("photo", required=False)
@click.option("--first", is_flag=True, help="Before all others.")
@click.option("--last", is_flag=True, help="After all others.")
@click.option("--before", metavar="OTHER", help="Before this photo of the queue.")
@click.option("--by-name", is_flag=True, help="Put the whole queue back into name order.")
@by_if_named
@click.option("--json", "json_", is_flag=True, help="The queue as `queue --json` shows it.")
@click.pass_context
def arrange_command(
    context: click.Context,
    photo: str | None,
    before: str | None,
    by: str | None,
    *,
    first: bool,
    last: bool,
    by_name: bool,
    json_: bool,
) -> None:
    """Say which photo of the queue goes before which; photos that come later go to the end.

    A photo that a Post-on pins to its week has no place in this order.
    """
    if [first, last, before is not None, by_name].count(True) != 1 or (photo is None) != by_name:
        raise click.UsageError(ONE_OF)
    refused = look_at_queue(context)
    if photo is None:
        with recording(context) as record:
            decisions.arrange_by_name(record, word(by))
    else:
        queue = _queue(context)
        moved = photo_named(queue, photo)
        other = _first_but(queue, moved) if first else photo_named(queue, before) if before is not None else None
        with recording(context) as record:
            decisions.arrange(record, queue, moved, other, word(by))
    with viewing(context) as view:
        value = overview.queue(view)
        if json_:
            show.as_json(value | {"refused": refused_rows(refused)})
        else:
            show_queue(view, value, refused)


def _queue(context: click.Context) -> list[QueuedPhoto]:
    with viewing(context) as view:
        return waiting(view.record, view.photos, view.settings, view.now)


def _first_but(queue: Sequence[QueuedPhoto], moved: QueuedPhoto) -> QueuedPhoto | None:
    """The first of the others that has a place in the order; None where there is no other."""
    return next((one for one in queue if one.sha256 and not one.sidecar.post_on and one != moved), None)
