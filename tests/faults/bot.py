"""The bot of a week in a process of its own: the program's own parts, put together by its own hand, by our clock."""

import gc
import logging
import os
import signal
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from captionbot import decisions
from captionbot.cli import plug
from captionbot.clock import Clock
from captionbot.contest.stages import Stage, wants
from captionbot.decisions import Word
from captionbot.errors import CaptionbotError
from captionbot.facts import facts_of
from captionbot.graph.page import Page
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.card.drawn import Drawer
from captionbot.photos.picture.apart import examine_apart
from captionbot.photos.picture.examined import Examiner
from captionbot.photos.picture.here import examine_here
from captionbot.runner.tick import Runner
from captionbot.settings import load_settings
from captionbot.store.record import Record
from tests.crash.hands import BotClock, Hands
from tests.crash.processes import PATIENCE, fork
from tests.photos.drawing_words import draw_words

log = logging.getLogger(__name__)

STAFF = "dana"
CONTEST = 1
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Duty:
    """What a bot is started with."""

    env_file: Path
    deadline: float = 0.0
    """Real seconds that one call to Facebook may take; 0 for the program's own."""


class Process:
    """A bot's process."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Start it."""
        self.pid, self._line = fork(lambda orders: _work(duty, hands, orders))

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Give an order, and wait until it is done."""
        self._line.send((order, words))
        if not self._line.poll(PATIENCE):
            raise TimeoutError(f"the bot has not answered to {order}")
        told: Told = self._line.recv()
        return told

    def kill(self) -> None:
        """End it."""
        self._line.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Here:
    """A bot in this very process."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Open everything."""
        # libvips' threads would not live on in what is forked
        self._worker = _Worker(duty, hands, examine_apart, draw_apart)

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Do it."""
        return self._worker.obey(order, words)

    def kill(self) -> None:
        """Let go of the Page and the database: no connection may be forked."""
        self._worker.runner.release()
        self._worker.bot.store.close()


def _work(duty: Duty, hands: Hands, orders: Connection) -> None:
    gc.disable()  # it lives for a second
    worker = _Worker(duty, hands, examine_here, draw_words)  # a third of a second less for each photo, or card
    while True:
        try:
            order, words = orders.recv()
        except EOFError:
            return
        orders.send(worker.obey(order, words))


class _Worker:
    """A bot and the staff's keyboard beside it."""

    def __init__(self, duty: Duty, hands: Hands, examine: Examiner, draw: Drawer) -> None:
        clock = BotClock(hands)
        Clock.from_environment = lambda: clock  # type: ignore[method-assign]
        # Photos are watched and reads tried again without a wait; a block lasts by our clock.
        hooks: Any = plug
        hooks.pause_briefly, hooks.monotonic = _no_sleep, lambda: hands.now().timestamp()
        hooks.examine_apart, hooks.draw_apart = examine, draw
        self.bot = plug.bot_of(load_settings(duty.env_file, {}))
        if duty.deadline:
            access = replace(self.bot.page.access, read_seconds=duty.deadline, total_seconds=duty.deadline)
            page = Page(access, now=clock.now, sleep=_no_sleep, monotonic=lambda: hands.now().timestamp())
            self.bot = replace(self.bot, page=page)
        self.runner = Runner(self.bot)

    def obey(self, order: str, words: Mapping[str, Any]) -> Told:
        """Carry out an order; what a person would be told as an error is told too."""
        told: Told = {"lines": [], "said": [], "error": "", "fault": ""}
        try:
            if order == "tick":
                told["lines"] = self.runner.tick().lines
            else:
                told["said"] = self._staff(**words)
        except CaptionbotError as error:
            told["error"] = f"{type(error).__name__}: {error.message}"
        except Exception:  # as the daemon does: it goes on, and the fault is ours
            log.exception("%s failed", order)
            told["fault"] = traceback.format_exc()
        return told | {"stage": self._stage()}

    def _stage(self) -> str:
        with self.bot.store.view() as record:
            return next((contest.stage for contest in record.contests.all()), "")

    def _staff(self, live: Mapping[str, str]) -> list[str]:
        """What sensible staff do who have read what they were told and looked at the Page; gives their words."""
        said = [word for word in (self._say(step, live) for step in _STEPS) if word]
        return [one for words in said for one in words]

    def _say(self, step: "_Step", live: Mapping[str, str]) -> list[str]:
        with self.bot.store.transaction() as record:
            return step(record, Word(STAFF, self.bot.clock.now(), "I have looked"), live)


_HELD_IN = {Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING}
_Step = Callable[[Record, Word, Mapping[str, str]], list[str]]


def _resume(record: Record, word: Word, _live: Mapping[str, str]) -> list[str]:
    if not record.staff.pauses():
        return []
    decisions.resume(record, word)
    return ["resume"]


def _settle(record: Record, word: Word, live: Mapping[str, str]) -> list[str]:
    """Tell of each act in doubt whether it stands."""
    contest = next(iter(record.contests.all()), None)
    if contest is None or contest.stage != Stage.STUCK:
        return []
    doubtful = [str(row.kind) for row in decisions.in_doubt(record, CONTEST)]
    for kind in doubtful:
        decisions.settle(record, CONTEST, live.get(kind) or None, word, what=kind)
    return ["settle"] * len(doubtful)


def _release(record: Record, word: Word, _live: Mapping[str, str]) -> list[str]:
    contest = next(iter(record.contests.all()), None)
    if contest is None or not contest.held or contest.stage not in _HELD_IN:
        return []
    decisions.release(record, CONTEST, word)
    return ["release"]


def _approve(record: Record, word: Word, _live: Mapping[str, str]) -> list[str]:
    contest = next(iter(record.contests.all()), None)
    if contest is None or contest.stage != Stage.REVIEW or word.at < contest.announces_at:
        return []
    if not wants(facts_of(contest), word.at):
        return []
    decisions.approve(record, CONTEST, word)
    return ["approve"]


_STEPS: tuple[_Step, ...] = (_resume, _settle, _release, _approve)


def _no_sleep(_seconds: float) -> None:
    """Wait for nothing."""
