"""What a tick works with, and what it has to say at the end."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from captionbot.clock import Clock
from captionbot.contest.stages import Stage, next_step
from captionbot.contest.worded import sentence
from captionbot.errors import CaptionbotError, ClockWrong, GraphError, PhotosFolderError
from captionbot.facts import facts_of
from captionbot.graph.page import Page
from captionbot.intake import Intake
from captionbot.notify import Outlets
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.pausing import NO_REASON
from captionbot.runner import standing
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.utter import CLOCKS_APART, Heard, Mouth

log = logging.getLogger(__name__)


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

    def tell(self, key: str, error: CaptionbotError | str, *, do: str = "", contest: int | None = None) -> None:
        """Tell staff something, once under its key; this tick then wants somebody."""
        text, do = (str(error), do) if isinstance(error, str) else (error.message, error.do)
        with self.writing() as record:
            new = record.staff.tell(key, text, self.now, do=do, contest=contest)
        about = f"Contest no. {contest}: " if contest else ""
        line = f"{about}{text} {do}".strip()
        if new:
            self.report.wants(line, "told")
        else:
            self.report.still(line)

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
            if not record.staff.tell(standing.asks(n, next_step(facts_of(row), now).why), text, now, do=do, contest=n):
                record.staff.tell(f"stuck again {n} {now:%Y-%m-%d %H:%M}", text, now, do=do, contest=n)
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
