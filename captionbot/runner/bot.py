"""What a tick works with, and what it has to say at the end."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from captionbot.clock import Clock
from captionbot.contest.notices import About, kind_of
from captionbot.contest.stages import Stage, next_step
from captionbot.contest.worded import sentence
from captionbot.errors import CaptionbotError, ClockWrong, GraphError, PhotosFolderError, Refused
from captionbot.facts import facts_of
from captionbot.graph.page import Page
from captionbot.intake import Intake
from captionbot.machine import Machine
from captionbot.notify import Outlets, Switch
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.pausing import NO_REASON
from captionbot.runner import standing
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import NAMES, Kind
from captionbot.utter import CLOCKS_APART, Heard, Mouth, State

log = logging.getLogger(__name__)


OVERDUE = timedelta(minutes=5)
"""Longer than Facebook may take to show what it accepted."""
TRIED = (
    "It is looked for and tried again by itself. See whether Facebook works, by posting something by hand elsewhere."
)


class Overtaken(CaptionbotError):
    """What was decided upon has changed since it was read; the step is thought over again."""


def _said_of(contest: Contest) -> tuple[object, ...]:
    """All of a contest that staff's word changes."""
    return contest.stage, contest.decision, contest.held, contest.approved_at, contest.released_at


@dataclass
class Report:
    """What a tick did, in lines for people, and whether it needs somebody."""

    lines: list[str] = field(default_factory=list)
    unfinished: bool = False
    """Something needs a person, or must be tried again."""

    def did(self, line: str, action: str) -> None:
        """Something happened."""
        self.lines.append(line)
        log.info(line, extra={"action": action})

    def wants(self, line: str, action: str) -> None:
        """Something needs a person, or must be tried again."""
        self.lines.append(line)
        self.unfinished = True
        log.info(line, extra={"action": action})

    def still(self, line: str) -> None:
        """Something that staff were told before still wants them."""
        self.lines.append(f"Still: {line}")
        self.unfinished = True


@dataclass(frozen=True)
class Bot:
    """The edges that one Page's work needs, plugged together at the door."""

    settings: Settings
    store: Store
    page: Page
    photos: PhotosFolder
    clock: Clock
    outlets: Outlets = field(default_factory=Outlets)
    """Where staff are told."""
    backup: Outlets = field(default_factory=Outlets)
    """Where they are told again what is urgent, when nobody has acted."""
    machine: Machine | None = None
    """What the program stands on; None: it is not looked at."""
    switch: Switch = field(default_factory=Switch)
    """Who alarms somebody when the calls stay away."""


@dataclass(frozen=True)
class Tick:
    """One pass of a bot that holds the lease."""

    bot: Bot
    mouth: Mouth
    report: Report

    @property
    def now(self) -> datetime:
        """The present instant, read afresh: a long reading takes its time."""
        return self.bot.clock.now()

    @property
    def settle(self) -> timedelta:
        """How long Facebook may take to show what it accepted."""
        return timedelta(minutes=self.bot.settings.settle_minutes)

    @property
    def intake(self) -> Intake:
        """Where photos come in, written down while the lease is ours."""
        bot = self.bot
        return Intake(bot.photos, bot.store, bot.clock.now, lambda record: record.check_lease(self.mouth.lease))

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record to write in, while the lease is ours; raises LeaseLost before anything is written."""
        with self.bot.store.transaction() as record:
            record.check_lease(self.mouth.lease)
            yield record

    @contextmanager
    def deciding(self, contest: Contest) -> Iterator[tuple[Record, Contest]]:
        """The record and the contest in it, to move it on; raises Overtaken where staff have spoken meanwhile.

        A tick talks to Facebook between reading a contest and writing it; their word is never trampled on.
        """
        with self.writing() as record:
            row = record.contests.get(contest.number)
            if _said_of(row) != _said_of(contest):
                raise Overtaken(f"Contest no. {contest.number}: staff have decided meanwhile.")
            yield record, row

    def tell(
        self,
        key: str,
        error: CaptionbotError | str,
        *,
        do: str = "",
        contest: int | None = None,
        about: About | None = None,
    ) -> None:
        """Tell staff something, once under its key; this tick then wants somebody.

        ``about`` is the error's own kind where it isn't said, and trouble where there is no error.
        """
        about = about or (About.TROUBLE if isinstance(error, str) else kind_of(error))
        text, do = (str(error), do) if isinstance(error, str) else (error.message, error.do)
        with self.writing() as record:
            new = record.staff.tell(key, text, self.now, do=do, contest=contest, about=about)
        whose = f"Contest no. {contest}: " if contest else ""
        line = f"{whose}{text} {do}".strip()
        if new:
            self.report.wants(line, "told")
        else:
            self.report.still(line)

    def tell_of(self, error: GraphError | ClockWrong) -> None:
        """Tell staff, once a day, what keeps everything from Facebook."""
        which = f" {error.code}/{error.subcode}" if isinstance(error, Refused) else ""
        name = "clock" if isinstance(error, ClockWrong) else type(error).__name__
        self.tell(f"{name}{which} {self.now:%Y-%m-%d}", error)

    def awaits(self, contest: Contest, act: Utterance, heard: Heard) -> None:
        """An act that is not known to stand is looked for, or tried again; where that lasts, staff hear of it."""
        now, n = self.now, contest.number
        began = act.first_attempt_at
        if began is not None and now - began >= self.settle + OVERDUE and heard.state in {State.SETTLING, State.LATER}:
            with self.writing() as record:
                what = f"Its {NAMES[Kind(act.kind)]} can't be said, or can't be seen on the Page."
                record.staff.tell(f"overdue {n} {now:%Y-%m-%d}", what, now, do=TRIED, contest=n, about=About.TROUBLE)
        self.report.wants(f"Contest no. {n}: {standing.awaited(contest, act.kind, heard)}.", str(heard.state))

    def stuck(self, contest: Contest, acts: Sequence[tuple[Utterance, Heard]], do: str) -> None:
        """Nobody can tell whether ``acts`` stand on the Page: the contest waits until a person has looked.

        Staff are told once, of all that is known; later ticks ask for the same person under the same key.
        """
        with self.deciding(contest) as (record, row):
            known = [standing.known(record, row, record.utterances.get(act.id), heard) for act, heard in acts]
            doubt = standing.in_doubt(acts)
            text = " ".join([sentence(doubt), *known])
            record.contests.move(row, Stage.STUCK, text)
            now, n = self.now, row.number
            key, about = standing.asks(n, next_step(facts_of(row), now).why), About.STUCK
            if not record.staff.tell(key, text, now, do=do, contest=n, about=about):
                again = f"stuck again {n} {now:%Y-%m-%d %H:%M}"
                record.staff.tell(again, text, now, do=do, contest=n, about=about)
        self.report.wants(f"Contest no. {contest.number}: {text} {do}", "stuck")

    def trust_clock(self) -> None:
        """Raise ClockWrong where our clock and Facebook's differ, GraphError where Facebook can't be asked.

        What can't be taken back (a slot written off, a contest begun, closed or voided) is done only by a clock
        that somebody else confirms now: ours may have been set since the last answer.
        """
        before = self.bot.page.last_answer
        try:
            self.bot.page.me()
        except GraphError:
            if self.bot.page.last_answer is before:
                raise
        self.compare_clocks()

    def compare_clocks(self) -> None:
        """Raise ClockWrong where Facebook's last answer told another time."""
        apart = self.bot.page.skew()
        if apart is not None and abs(apart) > CLOCKS_APART:
            raise ClockWrong(self.now, self.now + apart)


def pause_given(photos: PhotosFolder, record: Record) -> str:
    """Why somebody wants nothing said: the word of a PAUSE file or of staff; empty where neither stands in the way."""
    word = None
    with suppress(PhotosFolderError):
        word = photos.pause_word()
    return _given(word, record)


def pause_reason(photos: PhotosFolder, record: Record) -> str:
    """Why nothing may be said now; empty where nothing stands in the way.

    A photos folder that can't be read is a pause that nobody gave, and that ends by itself.
    """
    try:
        return _given(photos.pause_word(), record)
    except PhotosFolderError as error:
        return error.message


def _given(word: str | None, record: Record) -> str:
    if word is not None:
        return word
    pauses = record.staff.pauses()
    return pauses[0].because or NO_REASON if pauses else ""
