"""What a tick works with, and what it has to say at the end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from captionbot.clock import Clock
from captionbot.errors import CaptionbotError, ClockWrong, GraphError, PhotosFolderError
from captionbot.graph.page import Page
from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.utter import CLOCKS_APART, Mouth

log = logging.getLogger(__name__)


NO_REASON = "no reason was given"


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


def pause_reason(photos: PhotosFolder, record: Record) -> str:
    """Why nothing may be said now; empty where nothing stands in the way."""
    try:
        word = photos.pause_word()
    except PhotosFolderError as error:
        return f"the photos folder can't be read ({error.message})"
    if word is not None:
        return word or NO_REASON
    pauses = record.staff.pauses()
    return pauses[0].because or NO_REASON if pauses else ""
