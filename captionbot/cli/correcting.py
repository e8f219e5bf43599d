"""Staff's word on a result that is public: retract; `pick --correct` stands with `pick`."""

import click

from captionbot import decisions
from captionbot.cli import show
from captionbot.cli.plug import recording, settings_of, word
from captionbot.cli.word import by, dry_run, kept, number, why
from captionbot.contest.wording import WITHDRAWN
from captionbot.site.leaving import leaves_the_hall


@click.command("retract")
@number
@why
@by
@dry_run
@click.pass_context
def retract_command(context: click.Context, contest: int, because: str, by: str | None, *, dry_run: bool) -> None:
    """Take a result off everything public that is ours; its photo is not posted again."""
    settings = settings_of(context)
    with recording(context, dry_run=dry_run) as record:
        who = word(by, because, must_name=True)
        told = decisions.retract(record, contest, who, settings.public_words)
        paused = bool(record.staff.pauses())
    show.line(f"The result of contest no. {contest} is retracted{kept(dry=dry_run)}.")
    adds = f"The next tick adds “{WITHDRAWN}” to our own words on the Page; nothing is deleted or hidden."
    later = f"The Page is paused: after `captionbot resume`, say this once more, and “{WITHDRAWN}” is added."
    show.line(later if paused else adds)
    show.line("On the Page stand, for you to look at, and to edit or hide by hand if you wish:")
    for name, place in told.stands:
        show.line(f"  {name}: {place}")
    show.line("You may write there:")
    show.line(f"  {told.words}")
    show.line(leaves_the_hall(settings))
