"""`tick`: one tick by hand or by cron."""

import click

# Python keeps the frames of its calls in pieces of 16 KB. Six modules further down, where it would be imported else, a
# piece is full in the midst of compiling urllib3's patterns: 5,600 calls would take a new one each, 30 ms in all.
import captionbot.graph.page  # noqa: F401 - that is why it stands here, and first
from captionbot import overview
from captionbot.cli import show
from captionbot.cli.in_force import speaking_settings
from captionbot.cli.plug import bot_of, viewing
from captionbot.runner.tick import Runner


@click.command("tick")
@click.option("--dry-run", is_flag=True, help="Say what is due, and do nothing.")
@click.pass_context
def tick_command(context: click.Context, *, dry_run: bool) -> int:
    """Do everything that is due now, then exit; for cron, and for trying things."""
    if dry_run:
        with viewing(context) as view:
            show.line(overview.coming(view))
        return 0
    bot = bot_of(speaking_settings(context))
    runner = Runner(bot)
    try:
        report = runner.tick()
    finally:
        runner.release()
        bot.store.close()
    for line in report.lines:
        show.line(line)
    if not report.lines:
        show.line("Nothing is due.")
    return 1 if report.unfinished else 0
