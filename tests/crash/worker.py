"""One bot in a process of its own: it does as it is ordered, and dies, stops or is interrupted where it is told to."""

import gc
import logging
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from captionbot import decisions
from captionbot.clock import monotonic
from captionbot.decisions import Word
from captionbot.errors import CaptionbotError
from captionbot.graph.access import Access
from captionbot.graph.page import Page
from captionbot.photos.folder import PhotosFolder
from captionbot.runner.bot import Bot
from captionbot.runner.tick import Runner
from captionbot.settings import Settings, load_settings
from captionbot.store import lease
from captionbot.store.database import open_store
from captionbot.store.record import Record
from tests.crash.effects import Effects, Strike
from tests.crash.hands import BotClock, Hands

log = logging.getLogger(__name__)

STAFF = "dana"
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Duty:
    """What a worker is started with."""

    env_file: Path
    strikes: tuple[Strike, ...] = ()
    lease_seconds: float = lease.LEASE_SECONDS
    total_seconds: float = 120.0
    """How long one call to Facebook may take."""
    once: bool = False
    """Whether each tick is the only one of its runner, as cron would have it."""


def work(duty: Duty, hands: Hands, orders: Connection) -> None:
    """Do what is ordered until nobody orders any more."""
    lease.LEASE_SECONDS = duty.lease_seconds  # type: ignore[assignment] # whole seconds in life
    gc.disable()  # it lives for a second
    worker = Worker(duty, hands)
    worker.effects.watch()
    orders.send(os.getpid())
    while True:
        try:
            order, words = orders.recv()
        except EOFError:
            return
        orders.send(worker.obey(order, words))


class Worker:
    """A bot, plugged together as the command line does it, but that it never sleeps and goes by our clock."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Open everything."""
        self.settings = load_settings(duty.env_file, {})
        self.clock, self.once = BotClock(hands), duty.once
        store = open_store(self.settings.database_url, self.settings.facebook_page_id)
        photos = PhotosFolder(self.settings.photos_dir, _no_sleep, self.settings.pause_files)
        page = _page(self.settings, self.clock, duty.total_seconds)
        self.bot = Bot(self.settings, store, page, photos, self.clock)
        self.runner = Runner(self.bot)
        self.effects = Effects(list(duty.strikes), {"pause": self._pause, "pause file": self._pause_file})

    def obey(self, order: str, words: Mapping[str, Any]) -> Told:
        """Carry out an order; what a person would be told as an error is told too."""
        told: Told = {"lines": [], "error": "", "fault": ""}
        try:
            told["lines"] = self._tick() if order == "tick" else self._say(order, words)
        except CaptionbotError as error:
            told["error"] = f"{type(error).__name__}: {error.message}"
        except Exception:  # as the daemon does: it goes on, and the fault is ours
            log.exception("%s failed", order)
            told["fault"] = traceback.format_exc()
        return told | {"stage": self._stage(), "effects": len(self.effects.names), "names": self.effects.names}

    def _tick(self) -> list[str]:
        report = self.runner.tick()
        if self.once:
            self.runner.release()
        return report.lines

    def _say(self, order: str, words: Mapping[str, Any]) -> list[str]:
        """Staff's word, as a command of theirs would record it."""
        say = _COMMANDS[order]
        with self.bot.store.transaction() as record:
            say(record, Word(STAFF, self.clock.now(), str(words.get("because", ""))), words)
        return []

    def _stage(self) -> str:
        """The newest contest's stage; it is for the script to know whether more ticks are wanted."""
        try:
            with self.bot.store.view() as record:
                return next((contest.stage for contest in record.contests.all()), "")
        except CaptionbotError:
            return ""

    def _pause(self) -> None:
        with self.bot.store.transaction() as record:
            decisions.pause(record, Word(STAFF, self.clock.now(), "an officer was hurt"), None)

    def _pause_file(self) -> None:
        (self.bot.photos.root / "PAUSE").write_bytes(b"an officer was hurt")


def _page(settings: Settings, clock: BotClock, total_seconds: float) -> Page:
    access = Access(
        page_id=settings.facebook_page_id,
        token=settings.facebook_page_token.get_secret_value(),
        graph_url=settings.facebook_graph_url,
        version=settings.facebook_graph_version,
        total_seconds=total_seconds,
    )
    return Page(access, now=clock.now, sleep=_no_sleep, monotonic=monotonic)


def _no_sleep(_seconds: float) -> None:
    """Photos are watched and reads are tried again without a wait."""


def _pick(record: Record, word: Word, words: Mapping[str, Any]) -> None:
    row = next(one for one in record.comments.of_contest(1) if one.text == words["caption"])
    decisions.pick(record, 1, row.comment_id, word)


Command = Callable[[Record, Word, Mapping[str, Any]], object]
_COMMANDS: dict[str, Command] = {
    "pick": _pick,
    "hold": lambda record, word, _: decisions.hold(record, 1, word),
    "release": lambda record, word, _: decisions.release(record, 1, word),
    "pause": lambda record, word, _: decisions.pause(record, word, None),
    "resume": lambda record, word, _: decisions.resume(record, word),
}
