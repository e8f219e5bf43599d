"""The commands that go on until they are stopped, or are played with: run, practice, demo."""

import faulthandler
import logging
import os
import sys

import click

from captionbot.cli import show
from captionbot.cli.in_force import InForce, speaking_settings
from captionbot.cli.plug import bot_of
from captionbot.errors import CaptionbotError
from captionbot.settings import desk_notices

log = logging.getLogger(__name__)

STDERR = 2
NO_DESK = "captionbot works on without the desk."


@click.command("run")
@click.option("--no-desk", is_flag=True, help="Only the daemon, without the staff's web page.")
@click.pass_context
def run_command(context: click.Context, *, no_desk: bool) -> int:
    """Run the daemon and the desk until it is stopped (Ctrl-C, or systemd)."""
    faulthandler.enable(STDERR)  # a watchdog's SIGABRT then leaves in the log where it stood still, without any value
    from captionbot.daemon import BEAT_SECONDS, Daemon  # noqa: PLC0415 - the other commands start without it

    for name, level in (("captionbot", logging.INFO), ("schedule", logging.WARNING), ("watchdog", logging.CRITICAL)):
        logging.getLogger(name).setLevel(level)
    bot = bot_of(speaking_settings(context))
    with bot.store.view() as record:
        record.page()
    in_force = InForce(context, bot)
    if not no_desk:
        _serve_desk(in_force)
    sys.stdout.flush()
    Daemon(bot, in_force.renewed, beat_seconds=BEAT_SECONDS if bot.clock.is_real else 1).run()
    return 0


def _serve_desk(in_force: InForce) -> None:
    from captionbot.desk.serving import start  # noqa: PLC0415 - seldom needed, and slow to import

    settings = in_force.bot.settings
    try:
        address = start(settings, in_force)
    except CaptionbotError as error:  # the daemon can do without a desk
        log.warning("%s %s %s", error.message, error.do, NO_DESK, extra={"action": "desk"})
        return
    listens = f", and listens at {address}" if settings.desk_url else ""
    show.line(f"The desk is at {settings.desk_url or address}{listens}")
    for notice in desk_notices(settings):
        log.warning("%s %s", notice.what, notice.do, extra={"action": "desk"})
    with in_force.viewing() as view:
        if not view.record.accounts.all():
            nobody = "Nobody may sign in yet: `captionbot staff add NAME` lets somebody in."
            log.warning(nobody, extra={"action": "desk"})


@click.command("practice")
@click.option("--port", type=int, default=0, help="Where to listen on this machine; 0 takes a free port.")
@click.option("--crowd", type=int, default=40, help="Invented fans that comment on each contest; 0: none.")
@click.option("--file", "file", type=click.Path(), help="Keep its state in this file, so that a restart goes on.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="KIND[:MATCH[:TIMES[:SKIP]]]",
    help="Make Facebook lie; `--fault help` says how.",
)
def practice_command(port: int, crowd: int, file: str | None, faults: tuple[str, ...]) -> int:
    """Run the pretend Facebook alone, to play on; prints the settings to use."""
    from captionbot.cli.playground import practise  # noqa: PLC0415 - the other commands start without it

    practise(port=port, crowd=crowd, file=file, faults=faults)
    return 0


@click.command("demo")
@click.option("--keep", is_flag=True, help="Leave it running at the end, to look at in the browser.")
def demo_command(*, keep: bool) -> int:
    """Play a whole contest week on a pretend Facebook, in under a minute; no account needed."""
    from captionbot.cli.demo import play  # noqa: PLC0415 - the other commands start without it

    return play(keep=keep or (sys.stdout.isatty() and not os.environ.get("CI")))
