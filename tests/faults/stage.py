"""The stage of one week: a pretend Facebook, a department's folder and database, and its bot, each its own process."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from captionbot.practice import server as practice
from captionbot.practice.settings import PracticeSettings
from tests.crash.facebook import Facebook
from tests.crash.hands import FacebookClock, Hands
from tests.crash.processes import Bot, fork
from tests.faults import bot

PAGE_ID, TOKEN = PracticeSettings().page_id, PracticeSettings().page_token
DIARY = "facebook.diary"


class KeptFacebook(Facebook):
    """A pretend Facebook that goes on from its diary."""

    def __init__(self, hands: Hands, diary: Path) -> None:
        """Start it; calls may overlap, so that one that hangs keeps no other waiting."""
        self.page_id = PAGE_ID
        self._pid, self._line = fork(lambda line: _serving(hands, diary, line))
        self.url: str = self._line.recv()
        self._host = urlsplit(self.url).netloc

    def tell(self, *faults: str) -> None:
        """Tell these lies from now on, and no others."""
        self.clear_faults()
        self.lever("faults", {"faults": list(faults)})

    def struck(self, faults: tuple[str, ...]) -> int:
        """How many calls these faults have spoilt; one that hangs is written down only when it is over."""
        for _ in range(20):
            calls = self._call("GET", "calls", None)["calls"]
            spoilt = sum(1 for call in calls if any(fault in call["fault"] for fault in faults))
            if spoilt:
                return spoilt
            time.sleep(0.1)
        return 0


def _serving(hands: Hands, diary: Path, line: Connection) -> None:
    gc.disable()  # it lives for a second
    practice.PracticeClock = lambda _words: FacebookClock(hands)  # type: ignore[misc,assignment,attr-defined]
    server, ready = practice.bind(practice.Practice(PracticeSettings(crowd=0, file=diary)))
    line.send(ready.url)
    server.timeout, laboratory = 1, os.getppid()
    while os.getppid() == laboratory:
        server.handle_request()


@dataclass
class Stage:
    """Everything of one week."""

    folder: Path
    hands: Hands
    facebook: KeptFacebook
    duty: bot.Duty
    worker: Bot
    ended: bool = False
    """Whether the contest has come to its end."""
    faults: list[str] = field(default_factory=list)
    """Tracebacks of what was nobody's fault but ours."""

    @property
    def now(self) -> datetime:
        """What every clock says."""
        return self.hands.now()

    @property
    def database_url(self) -> str:
        """The record."""
        return f"sqlite:///{self.folder / 'captionbot.db'}"

    def at(self, when: datetime) -> "Stage":
        """Move every clock on to an instant, if it is still to come."""
        self.hands.move(max(when, self.now))
        return self

    def later(self, **span: float) -> "Stage":
        """Move every clock on."""
        return self.at(self.now + timedelta(**span))

    def order(self, order: str, **words: Any) -> bot.Told:
        """Have the bot, or staff at its keyboard, do something."""
        told = self.worker.ask(order, words)
        self.faults += [told["fault"]] if told["fault"] else []
        return told

    def tick(self) -> bot.Told:
        """One tick."""
        return self.order("tick")

    def fans(self, *comments: dict[str, Any]) -> list[str]:
        """Comments on the newest post, written now; gives their ids."""
        ids: list[str] = self.facebook.lever("comments", list(comments))["ids"]
        return ids


@contextmanager
def staged(
    folder: Path, at: datetime, deadline: float = 0.0, make: Callable[[bot.Duty, Hands], Bot] = bot.Process
) -> Iterator[Stage]:
    """A department whose folder, database and Facebook are in ``folder``, at an instant.

    ``deadline``: real seconds that one call may take; 0 for the program's own patience.
    """
    hands = Hands()
    hands.move(at)
    facebook = KeptFacebook(hands, folder / DIARY)
    duty = bot.Duty(folder / ".env", deadline)
    duty.env_file.write_text(
        f"FACEBOOK_PAGE_ID={PAGE_ID}\nFACEBOOK_PAGE_TOKEN={TOKEN}\nTIMEZONE=America/Chicago\n"
        f"FACEBOOK_GRAPH_URL={facebook.url}\nANNOUNCE_BY=reply,post,edit\nANNOUNCE_WITHIN_DAYS=2\n",
        encoding="utf-8",
    )
    duty.env_file.chmod(0o600)
    worker = make(duty, hands)
    try:
        yield Stage(folder, hands, facebook, duty, worker)
    finally:
        worker.kill()
        facebook.end()
