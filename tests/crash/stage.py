"""The stage of one run: a pretend Facebook, a department's folder and database, and bots that may die.

All of it is forked from the laboratory, which has imported everything once; so a run costs a fraction of a second.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from captionbot.queueing import post_at
from captionbot.settings import load_settings
from captionbot.store.database import open_store
from tests.crash.effects import Strike
from tests.crash.facebook import TOKEN, Facebook
from tests.crash.hands import Hands
from tests.crash.processes import Bot, Died, Process
from tests.crash.worker import Duty, Told

RESTART = timedelta(seconds=10)
"""What systemd waits before it starts again what has died."""
_numbers = count(1)


@dataclass
class Stage:
    """Everything of one run."""

    folder: Path
    facebook: Facebook
    hands: Hands
    database_url: str
    duty: Duty
    strikes: list[list[Strike]] = field(default_factory=list)
    """What befalls the first bot, the next one that takes its place, and so on."""
    make: Callable[[Duty, Hands], Bot] = Process
    bot: Bot | None = None
    crashes: int = 0
    names: list[str] = field(default_factory=list)
    """The effects of the bot that answered last."""
    same: list[int] = field(default_factory=list)
    """Those of them after which is the very point before the next."""
    faults: list[str] = field(default_factory=list)
    """Tracebacks of what was nobody's fault but ours."""
    heard_of: list[str] = field(default_factory=list)
    """All that the bots logged and told, errors too."""

    # time

    @property
    def now(self) -> datetime:
        """What every clock says."""
        return self.hands.now()

    def at(self, when: datetime) -> "Stage":
        """Move every clock on to an instant, if it is still to come."""
        self.hands.move(max(when, self.now))
        return self

    def later(self, span: timedelta) -> "Stage":
        """Move every clock on."""
        self.hands.move(self.now + span)
        return self

    # bots

    def start(self, **changed: Any) -> Bot:
        """A bot; what is to befall it is next on the list."""
        strikes = self.strikes.pop(0) if self.strikes else []
        return self.make(replace(self.duty, strikes=tuple(strikes), **changed), self.hands)

    def order(self, order: str, **words: Any) -> Told:
        """Have the bot carry out an order; where it dies over it, another is started that does it again."""
        while True:
            self.bot = self.bot or self.start()
            try:
                told = self.bot.ask(order, words)
            except Died:
                self.bot, self.crashes = None, self.crashes + 1
                self.later(RESTART)
                continue
            self.heard(told)
            return told

    def told(self, bot: Bot) -> Told:
        """One tick of another bot."""
        return self.heard(bot.ask("tick", {}))

    def heard(self, told: Told) -> Told:
        """Keep what a bot told."""
        self.names, self.same = told["names"], told["same"]
        self.heard_of += [told["log"], told["error"], told["fault"], *told["lines"]]
        self.faults += [told["fault"]] if told["fault"] else []
        return told

    def tick(self) -> Told:
        """One tick."""
        return self.order("tick")

    def rest(self) -> None:
        """End the bot, so that another goes on."""
        if self.bot is not None:
            self.bot.kill()
            self.bot = None

    # fans

    def fans(self, *comments: Mapping[str, Any]) -> list[str]:
        """Comments on the newest post, written now; gives their ids."""
        ids: list[str] = self.facebook.lever("comments", list(comments))["ids"]
        return ids


@contextmanager
def staged(base: Path, database: str, begin: datetime, *, in_turn: bool = True, **duty: Any) -> Iterator[Stage]:
    """A department that has just run `init`, with a Facebook; all of it is swept away afterwards.

    ``database`` is the file of a database to copy, or the URL of one to share: the run's Page is its own.
    """
    folder, page_id = base / "run", str(610_000_000_000_000 + next(_numbers))
    for room in ("queue", "posted", "rejected"):
        (folder / "photos" / room).mkdir(parents=True)
    hands = Hands()
    hands.move(begin)
    facebook = Facebook(hands, page_id, in_turn=in_turn)
    stage = Stage(folder, facebook, hands, _database(database, folder), Duty(folder / ".env", **duty))
    try:
        _settle_in(stage)
        yield stage
    finally:
        stage.rest()
        facebook.end()
        shutil.rmtree(folder)


def _database(database: str, folder: Path) -> str:
    if "://" in database:
        return database
    copy = folder / "captionbot.db"
    shutil.copyfile(database, copy)
    return f"sqlite:///{copy}"


def _settle_in(stage: Stage) -> None:
    """What `init` does, but for making the database."""
    env_file = stage.duty.env_file
    env_file.write_text(
        f"FACEBOOK_PAGE_ID={stage.facebook.page_id}\nFACEBOOK_PAGE_TOKEN={TOKEN}\nTIMEZONE=America/Chicago\n"
        f"FACEBOOK_GRAPH_URL={stage.facebook.url}\nDATABASE_URL={stage.database_url}\n",
        encoding="utf-8",
    )
    env_file.chmod(0o600)
    settings = load_settings(env_file, {})
    store = open_store(stage.database_url, stage.facebook.page_id)
    with store.transaction() as record:
        record.begin_page(stage.now, post_at(settings))
    store.close()
