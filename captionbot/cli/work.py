"""The commands that work: tick, run, practice, demo."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from captionbot import overview
from captionbot.cli import show
from captionbot.cli.plug import bot_of, settings_of, store_of, viewing
from captionbot.clock import Clock
from captionbot.contest.worded import sentence
from captionbot.errors import CaptionbotError, SettingsError
from captionbot.overview import View
from captionbot.settings import Settings, files_seen

if TYPE_CHECKING:
    from captionbot.runner.bot import Bot
    from captionbot.store.database import Store

log = logging.getLogger(__name__)

TOLD = 3
"""Mistakes that a notice names; `check` and `wordings --check` name them all."""
SILENT = "Nothing is said until it is mended."
AS_BEFORE = "What was in force stays in force until it is mended; then it is read again by itself."


@click.command("tick")
@click.option("--dry-run", is_flag=True, help="Say what is due, and do nothing.")
@click.pass_context
def tick_command(context: click.Context, *, dry_run: bool) -> int:
    """Do everything that is due now, then exit; for cron, and for trying things."""
    if dry_run:
        with viewing(context) as view:
            show.line(overview.coming(view))
        return 0
    from captionbot.runner.tick import Runner  # noqa: PLC0415 - the other commands start without it

    bot = bot_of(_right_settings(context))
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


@click.command("run")
@click.option("--no-desk", is_flag=True, help="Only the daemon, without the staff's web page.")
@click.pass_context
def run_command(context: click.Context, *, no_desk: bool) -> int:
    """Run the daemon and the desk until SIGTERM."""
    from captionbot.daemon import BEAT_SECONDS, Daemon  # noqa: PLC0415 - the other commands start without it

    for name, level in (("captionbot", logging.INFO), ("schedule", logging.WARNING), ("watchdog", logging.CRITICAL)):
        logging.getLogger(name).setLevel(level)
    bot = bot_of(_right_settings(context))
    with bot.store.view() as record:
        record.page()
    in_force = InForce(context, bot)
    if not no_desk:
        _serve_desk(in_force)
    sys.stdout.flush()
    Daemon(bot, in_force.renewed, beat_seconds=BEAT_SECONDS if bot.clock.is_real else 1).run()
    return 0


def _right_settings(context: click.Context) -> Settings:
    """The settings for whoever begins to speak; wrong wordings are told in the record, too."""
    try:
        return settings_of(context, speaks=True)
    except SettingsError as error:
        with suppress(CaptionbotError):  # wrong in more than the words: the terminal alone has it
            store = store_of(settings_of(context))
            _tell(store, error, SILENT)
            store.close()
        raise


def _tell(store: "Store", error: SettingsError, do: str) -> None:
    """Tell staff in the record what is wrong with settings or wordings: each mistake once a day."""
    now = Clock.from_environment().now()
    left = len(error.problems) - TOLD
    problems = "; ".join(error.problems[:TOLD]) + (f"; and {left} more" if left > 0 else "")
    key = f"settings {now:%Y-%m-%d} {sha256(error.message.encode()).hexdigest()[:8]}"
    with suppress(CaptionbotError), store.transaction() as record:
        record.staff.tell(key, sentence(f"The settings or the wordings are wrong: {problems}"), now, do=do)


class InForce:
    """The bot that works and the desk shows: another one where the settings have changed."""

    def __init__(self, context: click.Context, bot: "Bot") -> None:
        """Begin with ``bot``; the settings are found as the command of ``context`` finds them."""
        self.context, self.bot = context, bot
        self.former: Bot | None = None
        self.refused: tuple[object, ...] = ()
        """The files as they were when they were found wrong."""

    def renewed(self) -> "Bot | None":
        """A new bot where the settings have changed; wrong ones are refused and the old stay."""
        self._close_former()
        old = self.bot.settings
        if not old.changed() or (seen := files_seen(old.env_file, os.environ)) == self.refused:
            return None
        self.refused = seen
        settings = self._right_settings()
        self.refused = ()  # what is wrong from here on may come right by itself, and is tried again
        new = bot_of(settings)
        self.former, self.bot = self.bot, new
        if settings.desk_bind != old.desk_bind:
            log.warning("DESK_BIND has changed; the desk moves there when captionbot is started again")
        return new

    def _right_settings(self) -> Settings:
        try:
            return settings_of(self.context, speaks=True)
        except SettingsError as error:
            _tell(self.bot.store, error, AS_BEFORE)
            raise SettingsError(error.problems, AS_BEFORE) from error

    def _close_former(self) -> None:
        """A beat later: until then the daemon gives its lease back, and the desk ends what it shows."""
        if self.former is not None:
            self.former.store.close()
            self.former = None

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """What the desk reads from, by the settings in force."""
        bot = self.bot
        with bot.store.view() as record:
            yield View(record, bot.settings, bot.photos, bot.clock.now())


def _serve_desk(in_force: InForce) -> None:
    from captionbot.desk.serving import DeskNotServed, start  # noqa: PLC0415 - seldom needed, and slow to import

    try:
        show.line(f"The desk is at {start(in_force.bot.settings, in_force.viewing)}")
    except DeskNotServed as error:
        click.echo(f"{error.message} {error.do}", err=True)


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
