"""One tick: everything that is due now, done once, oldest contest first."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from captionbot.contest.notices import About
from captionbot.contest.stages import Stage, Step, next_step
from captionbot.contest.timetable import said_when
from captionbot.errors import (
    Blocked,
    CaptionbotError,
    ClockWrong,
    GraphError,
    LeaseLost,
    NotSent,
    PhotosFolderError,
    RateLimited,
    TokenDead,
)
from captionbot.facts import facts_of
from captionbot.intake import tidy
from captionbot.overview.large import large_contests
from captionbot.queueing import shortage_of, tell_running_low
from captionbot.records.ending import make_due
from captionbot.runner.beginning import look_at_queue
from captionbot.runner.bot import Bot, Report, Tick, pause_reason
from captionbot.runner.moving import move_posted
from captionbot.runner.notifying import tell_staff, write_news
from captionbot.runner.publishing import Memory, publish_hall
from captionbot.runner.slots import slots_to_take, take_slot
from captionbot.runner.upkeep import look_at_everything, look_at_token, tell_of_version
from captionbot.store.lease import Lease
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Pause
from captionbot.utter import Mouth

log = logging.getLogger(__name__)

WAIT_AT_MOST = timedelta(days=2)
"""Facebook's longest block is a day; a later hour was written by a clock that was ahead."""

TIDY_EVERY = timedelta(hours=1)
"""So often the record of photos is tidied, and staff hear that photos become few."""

SPEAKS = frozenset({Stage.POSTING, Stage.ANNOUNCING, Stage.RETRACTED})
"""Stages in which something may be said; in the last, that the result is withdrawn."""

RESUME = "`captionbot resume` goes on; until then nothing is said."
OURS = "a fault of captionbot's own"
REPORT = "It is tried again; please report it with the lines of the log that tell why."
WAIT_AT_LEAST = timedelta(minutes=5)


class Runner:
    """Works for one Page, tick by tick, while it holds the lease."""

    def __init__(self, bot: Bot) -> None:
        """Work with these edges."""
        self.bot = bot
        self.lease: Lease | None = None
        self.slips_failed: dict[int, datetime] = {}
        """When the slip of a contest was tried last, of those that could not be made."""
        self.tidied: list[datetime] = []
        """When what is done once an hour was done."""
        self.hall = Memory()

    def tick(self) -> Report:
        """Do everything that is due now. Never sleeps.

        A fault of ours, the first if there are several, leaves it only when all the rest is done.
        """
        report = Report()
        if self.lease is None:
            with self.bot.store.transaction() as record:
                record.page()
                self.lease = record.take_lease()
        if self.lease is None:
            report.lines.append("Another captionbot works for this Page; this one stands by.")
            return report
        work = _Pass(self.bot, self.lease, report, self.slips_failed, self.tidied)
        try:
            work.work()
            work.publish(self.hall)
            work.beat()
        except LeaseLost as error:
            self.lease = None
            report.lines.append(error.message)
        if work.fault:
            raise work.fault
        return report

    def release(self) -> None:
        """Let the next worker begin at once."""
        if self.lease is not None:
            with self.bot.store.transaction() as record:
                record.give_back_lease(self.lease)
            self.lease = None


class _Pass:
    """The work of one tick."""

    def __init__(
        self, bot: Bot, lease: Lease, report: Report, slips_failed: dict[int, datetime], tidied: list[datetime]
    ) -> None:
        self.bot, self.report, self.slips_failed, self.tidied = bot, report, slips_failed, tidied
        self.fault: Exception | None = None
        self.quiet_until: datetime | None = None
        self.worked = False
        """Whether anything may have been said."""
        mouth = Mouth(bot.store, bot.page, bot.clock, lease, self._silent)
        self.tick = Tick(bot, mouth, report)

    def work(self) -> None:
        self._begin()
        if not self._quiet() and self._speak():
            self._guarded("token", partial(look_at_token, self.tick))
        self._guarded("photos", self._look)
        self._show()
        self._guarded("check", partial(look_at_everything, self.tick))
        self._guarded("notices", partial(tell_staff, self.tick))

    def publish(self, hall: Memory) -> None:
        """Keep the hall of fame as the record is now."""
        self._guarded("site", lambda: publish_hall(self.tick, hall))

    def beat(self) -> None:
        """Tell a dead man's switch that all is well, where there is one."""
        if url := self.bot.settings.heartbeat_url:
            from captionbot.runner.beating import beat  # noqa: PLC0415 - many have none

            self._guarded("heartbeat", partial(beat, self.tick, url))

    def _speak(self) -> bool:
        """What is due on the Page, and what follows from it; whether Facebook could be spoken to."""
        spoken = False
        try:
            self._each_contest()
            self._guarded("slots", self._each_slot)
            spoken = True
        except (TokenDead, RateLimited, Blocked, NotSent) as error:
            self._stopped(error)
        except ClockWrong as error:
            self.tick.tell_of(error)
        if self.worked:
            self._guarded("photos", lambda: move_posted(self.tick))
        self._guarded("slips", self._slips)
        return spoken

    def _look(self) -> None:
        """Examine what lies in the queue, whatever is paused: that speaks to nobody."""
        look_at_queue(self.tick)
        now = self.tick.now
        if self.tidied and abs(now - self.tidied[-1]) < TIDY_EVERY:
            return
        self.tidied[:] = [now]
        tidy(self.tick.intake)
        self._erase(now)
        tell_of_version(self.tick)
        self._show(ended=True)
        self._running_low(now)
        self._guarded("news", partial(write_news, self.tick))

    def _show(self, *, ended: bool = False) -> None:
        """Keep what staff are shown of large contests, whatever is paused."""
        with self.bot.store.view() as record:
            large = large_contests(record, ended=ended)
        if large:
            from captionbot.runner.showing import keep_shown  # noqa: PLC0415 - the judging; most contests are small

            for number in large:
                self._guarded(f"what is shown of contest {number}", partial(keep_shown, self.tick, number))

    def _erase(self, now: datetime) -> None:
        """Delete the cards of winners who asked to be forgotten."""
        with self.bot.store.view() as record:
            due = record.cards.to_erase()
        if due:
            from captionbot.cards import erase_due  # noqa: PLC0415 - hardly ever is a card erased

            erase_due(self.bot.store, self.bot.photos, self.tick.writing, now)

    def _running_low(self, now: datetime) -> None:
        """Nobody waits for photos under a pause."""
        with self.bot.store.view() as record:  # no writer waits while the queue is judged
            short = None if record.staff.pauses() else shortage_of(record, self.bot.photos, self.bot.settings, now)
        if short is None:
            return
        with self.tick.writing() as record:
            new = tell_running_low(record, short, now)
        if new:
            self.report.did(short.problem.what, "running low")

    def _begin(self) -> None:
        """Note the tick, and a PAUSE file that came or went."""
        now = self.tick.now
        with self.bot.store.transaction() as record:
            page = record.page()  # where there is none, that is what is wrong, and not the lease
            record.check_lease(self.tick.mouth.lease)
            page.last_tick_at, self.quiet_until = now, page.quiet_until
            pauses = record.staff.pauses()
            self._pause_file(record, [row for row in pauses if row.source == "file"])
            over = [row for row in pauses if row.until is not None and row.until <= now]
        for row in over:
            still = f"It is still paused ({row.because}); staff meant to look today."
            self.tick.tell(f"pause {row.id}", still, do=RESUME, about=About.PAUSED)
        self._guarded("photos", self.bot.photos.pause_word)
        self._guarded("photos", lambda: move_posted(self.tick))

    def _pause_file(self, record: Record, open_ones: Sequence[Pause]) -> None:
        now = self.tick.now
        try:
            word = self.bot.photos.pause_word()
        except PhotosFolderError:  # that pauses by itself, and no file came or went
            return
        if word is not None and not open_ones:
            record.staff.pause("PAUSE file", word, now, source="file")
        for row in open_ones if word is None else []:
            from captionbot.decisions import hold_what_fell_due  # noqa: PLC0415 - seldom is a file taken away

            record.staff.end_pause(row, "PAUSE file", now)
            hold_what_fell_due(record, row.since, now)

    def _silent(self, record: Record, contest: int) -> str:
        """Why nothing may be said for a contest at this very moment."""
        row = record.contests.get(contest)
        if row.stage not in SPEAKS:
            return f"it is {row.stage} by now"
        return pause_reason(self.bot.photos, record) or row.held

    def _quiet(self) -> bool:
        """Whether Facebook is to be left in peace: nothing is polled through a block, nor right after a restore."""
        until = self.quiet_until
        if until is None or not self.tick.now < until < self.tick.now + WAIT_AT_MOST:
            return False
        hour = said_when(until, self.bot.settings.zone)
        self.report.wants(f"Facebook is asked nothing until {hour}.", "quiet")
        return True

    def _each_contest(self) -> None:
        with self.bot.store.view() as record:
            going = record.contests.going()
            retracted = record.utterances.withdrawing()
        if self._none_is_due(going):
            going = []
        for number in (contest.number for contest in going):
            self._guarded(f"contest {number}", partial(self._steps, number))
        for number in retracted:
            self._guarded(f"contest {number}", partial(self._withdraw, number))

    def _none_is_due(self, going: Iterable[Contest]) -> bool:
        """Whether all of them wait: then none is read again. What can't be told is left to whoever guards each."""
        try:
            steps = {next_step(facts_of(contest), self.tick.now).step for contest in going}
        except Exception:  # noqa: BLE001 - the contest's own pass meets it again, and tells of it
            return False
        return steps <= {Step.WAIT, Step.NOTHING}

    def _each_slot(self) -> None:
        for key, slot in slots_to_take(self.tick):
            self.worked = True
            self._guarded(f"slot {key}", partial(self._slot, key, slot))

    def _slot(self, key: str, slot: datetime) -> None:
        number = take_slot(self.tick, key, slot)
        if number is not None:
            self._steps(number)

    def _slips(self) -> None:
        for number in make_due(self.bot.store.view, self.tick.writing, lambda: self.tick.now, self.slips_failed):
            key = f"slip {number} {self.tick.now:%Y-%m-%d}"
            what = f"The slip of contest no. {number} could not be made: {OURS}."
            self.tick.tell(key, what, do=REPORT, about=About.NOTE)

    def _steps(self, number: int) -> None:
        """Take a contest as far as it goes now."""
        from captionbot.runner.steps import take_steps  # noqa: PLC0415 - most ticks take none

        self.worked = True
        take_steps(self.tick, number)

    def _withdraw(self, number: int) -> None:
        from captionbot.runner.retracting import withdraw  # noqa: PLC0415 - hardly ever is a result withdrawn

        self.worked = True
        withdraw(self.tick, number)

    def _guarded(self, about: str, work: Callable[[], object]) -> None:
        """One contest's trouble is no other's."""
        number = int(about.split()[1]) if about.startswith("contest") else None
        try:
            work()
        except (LeaseLost, TokenDead, RateLimited, Blocked, NotSent, ClockWrong):
            raise  # no other contest would fare better
        except CaptionbotError as error:
            key = f"{about} {type(error).__name__} {self.tick.now:%Y-%m-%d}"
            self.tick.tell(key, error, contest=number)
        except Exception as error:
            log.exception("A fault of ours in %s; the others go on.", about, extra={"action": "failed"})
            self.fault = self.fault or error
            where = about.replace("contest", "contest no.")
            what = f"Work on {where} was broken off by {OURS} ({type(error).__name__}); the others go on."
            self.tick.tell(f"{about} fault {self.tick.now:%Y-%m-%d}", what, do=REPORT, contest=number)

    def _stopped(self, error: GraphError) -> None:
        """Facebook can't be reached or won't talk to us for now: every contest waits, and its slot stays open."""
        from captionbot.judging import US  # noqa: PLC0415 - all of judging, and mostly Facebook talks to us

        now = self.tick.now
        self.tick.tell_of(error)
        with self.tick.writing() as record:
            if isinstance(error, RateLimited):
                wait = timedelta(seconds=error.wait_seconds or 0)
                record.page().quiet_until = now + max(wait, WAIT_AT_LEAST)
            elif isinstance(error, Blocked) and not any(row.by == US for row in record.staff.pauses()):
                record.staff.pause(US, error.message, now)
