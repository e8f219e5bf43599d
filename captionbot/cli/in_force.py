"""The bot that works and that the desk shows, by the settings in force."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from captionbot.cli.logs import write_log_as
from captionbot.cli.plug import bot_of, settings_of, store_of
from captionbot.clock import Clock
from captionbot.contest.notices import About
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


def tell_wrong(store: "Store", error: SettingsError, do: str) -> None:
    """Tell staff in the record what is wrong with settings or wordings: each mistake once a day."""
    now = Clock.from_environment().now()
    left = len(error.problems) - TOLD
    problems = "; ".join(error.problems[:TOLD]) + (f"; and {left} more" if left > 0 else "")
    key = f"settings {now:%Y-%m-%d} {sha256(error.message.encode()).hexdigest()[:8]}"
    with suppress(CaptionbotError), store.transaction() as record:
        record.staff.tell(
            key, sentence(f"The settings or the wordings are wrong: {problems}"), now, do=do, about=About.TROUBLE
        )


def speaking_settings(context: click.Context) -> Settings:
    """The settings for whoever begins to speak; wrong wordings are told in the record, too."""
    try:
        settings = settings_of(context, speaks=True)
    except SettingsError as error:
        with suppress(CaptionbotError):  # wrong in more than the words: the terminal alone has it
            store = store_of(settings_of(context))
            tell_wrong(store, error, SILENT)
            store.close()
        raise
    write_log_as(settings.log_format)
    return settings


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
        write_log_as(settings.log_format)
        for name in ("desk_bind", "desk_url"):
            if getattr(settings, name) != getattr(old, name):
                log.warning("%s has changed; the desk moves there when captionbot is started again", name.upper())
        return new

    def _right_settings(self) -> Settings:
        try:
            return settings_of(self.context, speaks=True)
        except SettingsError as error:
            tell_wrong(self.bot.store, error, AS_BEFORE)
            raise SettingsError(error.problems, AS_BEFORE) from error

    def _close_former(self) -> None:
        """A beat later: until then the daemon gives its lease back, and the desk ends what it shows."""
        if self.former is not None:
            self.former.store.close()
            self.former = None

    def now(self) -> datetime:
        """What time it is, by the daemon's clock."""
        return self.bot.clock.now()

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """What the desk reads from, by the settings in force."""
        bot = self.bot
        with bot.store.view() as record:
            yield View(record, bot.settings, bot.photos, bot.clock.now())

    @contextmanager
    def recording(self) -> Iterator[View]:
        """What the desk writes staff's word in; whoever decides is alone while they do."""
        bot = self.bot
        with bot.store.transaction() as record:
            record.alone()
            yield View(record, bot.settings, bot.photos, bot.clock.now())
