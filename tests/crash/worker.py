"""One bot in a process of its own: it does as it is ordered, and dies, stops or is interrupted where it is told to."""

import gc
import logging
import os
import sqlite3
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from captionbot import decisions
from captionbot.clock import monotonic
from captionbot.contest.card import CardWords
from captionbot.decisions import Word
from captionbot.errors import CaptionbotError
from captionbot.graph.access import Access
from captionbot.graph.page import Page
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.card.drawn import DrawnCard, Style
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.photos.picture.examined import Examined
from captionbot.photos.picture.here import examine_here
from captionbot.runner.bot import Bot
from captionbot.runner.tick import Runner
from captionbot.settings import Settings, load_settings
from captionbot.store import lease
from captionbot.store.database import open_store
from captionbot.store.record import Record
from tests.crash.effects import Effects, Strike
from tests.crash.hands import BotClock, Hands
from tests.photos.drawing_words import draw_words

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
    busy_seconds: float | None = None
    """How long a write waits for a locked SQLite file; None as long as in life."""
    locked_seconds: float = 0.0
    """How long another program locks it, once it does."""
    once: bool = False
    """Whether each tick is the only one of its runner, as cron would have it."""
    apart: bool = False
    """Whether photos are examined, and cards drawn, in a process of their own, as in life; each takes a while."""


def work(duty: Duty, hands: Hands, orders: Connection) -> None:
    """Do what is ordered until nobody orders any more."""
    lease.LEASE_SECONDS = duty.lease_seconds  # type: ignore[assignment] # whole seconds in life
    gc.disable()  # it lives for a second
    worker: Worker | None = None
    effects = Effects(list(duty.strikes))
    effects.watch()
    orders.send(os.getpid())
    while True:
        try:
            order, words = orders.recv()
        except EOFError:
            return
        try:
            worker = worker or Worker(duty, hands, effects)  # now, so that a crash may come as it opens the record
        except CaptionbotError as error:  # it would end, and be started again
            orders.send(_told(effects, error=_said(error)))
        else:
            orders.send(worker.obey(order, words))


def _told(effects: Effects, **more: Any) -> Told:
    nothing = {"lines": [], "error": "", "fault": "", "stage": "", "read": 0, "log": ""}
    return nothing | {"names": effects.names, "same": effects.same} | more


def _said(error: CaptionbotError) -> str:
    return f"{type(error).__name__}: {error.message}"


class Worker:
    """A bot, plugged together as the command line does it, but that it never sleeps and goes by our clock."""

    def __init__(self, duty: Duty, hands: Hands, effects: Effects) -> None:
        """Open everything."""
        self.settings = load_settings(duty.env_file, {})
        self.clock, self.once, self.locked_seconds = BotClock(hands), duty.once, duty.locked_seconds
        self.examiner = examine_apart if duty.apart else examine_here
        self.drawer = draw_apart if duty.apart else draw_words
        store = open_store(self.settings.database_url, self.settings.facebook_page_id)
        if duty.busy_seconds is not None:
            _patient(store.engine, duty.busy_seconds)
        photos = PhotosFolder(self.settings.photos_dir, _no_sleep, self._examine, self._draw, self.settings.pause_files)
        page = _page(self.settings, self.clock, duty.total_seconds)
        self.bot = Bot(self.settings, store, page, photos, self.clock)
        self.runner = Runner(self.bot)
        self.effects = effects
        self.effects.acts = {"pause": self._pause, "pause file": self._pause_file, "lock": self._lock}
        self.heard = Heard()

    def obey(self, order: str, words: Mapping[str, Any]) -> Told:
        """Carry out an order; what a person would be told as an error is told too."""
        told: Told = {}
        try:
            told["lines"] = self._tick() if order == "tick" else self._say(order, words)
        except CaptionbotError as error:
            told["error"] = _said(error)
        except Exception:  # as the daemon does: it goes on, and the fault is ours
            log.exception("%s failed", order)
            told["fault"] = traceback.format_exc()
        stands = self._stands() if order == "tick" else {}
        return _told(self.effects, **told, **stands, log=self.heard.since())

    def _examine(self, descriptor: int, shown: str) -> Examined:
        with self.effects.effect(f"examine {shown}"):
            return self.examiner(descriptor, shown)

    def _draw(self, jpeg: bytes, words: CardWords, style: Style) -> DrawnCard:
        with self.effects.effect("draw"):
            return self.drawer(jpeg, words, style)

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

    def _stands(self) -> Told:
        """The contest's stage, and how many comments are on record, for the script to know what is still wanted."""
        try:
            with self.bot.store.view() as record:
                stage = next((contest.stage for contest in record.contests.all()), "")
                return {"stage": stage, "read": len(record.comments.of_contest(1))}
        except CaptionbotError:
            return {}

    def close(self) -> None:
        """Let go of the Page and the database, so that the process can go on with another week."""
        self.runner.release()
        self.bot.store.close()
        logging.getLogger().removeHandler(self.heard)

    def _pause(self) -> None:
        with self.bot.store.transaction() as record:
            decisions.pause(record, Word(STAFF, self.clock.now(), "an officer was hurt"), None)

    def _pause_file(self) -> None:
        (self.bot.photos.root / "PAUSE").write_bytes(b"an officer was hurt")

    def _lock(self) -> None:
        """Another program locks the database for a while."""
        file = str(self.bot.store.engine.url.database)
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(self.locked_seconds, other.close).start()


def _patient(engine: Engine, seconds: float) -> None:
    engine.dispose()
    wait = f"PRAGMA busy_timeout = {int(seconds * 1000)}"
    event.listen(engine, "connect", lambda connection, _: connection.execute(wait).close())


class Heard(logging.Handler):
    """All that a bot logs, down to debugging, but for SQL; kept in memory, so that it is no effect."""

    def __init__(self) -> None:
        """Listen from now on."""
        super().__init__()
        self._lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        root = logging.getLogger()
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        logging.getLogger("sqlalchemy").setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self._lines.append(self.format(record))

    def since(self) -> str:
        """What was logged since it was last asked for."""
        lines, self._lines = self._lines, []
        return "\n".join(lines)


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
