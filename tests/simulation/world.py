"""One world: a Page, a folder, a record, a host with its clock, and the workers, staff and fans in it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.contest.stages import Stage
from captionbot.errors import CaptionbotError, StoreError
from captionbot.photos.folder import PhotosFolder
from captionbot.queueing import post_at
from captionbot.runner.bot import Bot, Report
from captionbot.runner.tick import WAIT_AT_MOST, Runner
from captionbot.settings import Settings
from tests.simulation.database import Database, Hosts, WorkersStore
from tests.simulation.disk import Disk
from tests.simulation.facebook import Facebook
from tests.simulation.faults import Faults
from tests.simulation.folder import Shelf, pretend_folder
from tests.simulation.ledger import Ledger
from tests.simulation.page import LONGEST_CALL, Outside, PretendPage
from tests.simulation.post import PlayedOutlets
from tests.simulation.surroundings import (
    BEGINNING,
    ZERO,
    Breach,
    Calm,
    Crash,
    HostClock,
    Journal,
    Perils,
    Time,
    dice,
)

APART = timedelta(minutes=15)
"""Clocks further apart than this keep the program silent."""
SAYING = {"publish", "reply", "edit"}
TOLD_IN = 4
"""In every fourth world staff are told by addresses; in the others the record alone tells them."""


@dataclass
class Worker:
    """A captionbot process."""

    holder: str
    runner: Runner
    store: WorkersStore


Rule = Callable[["World"], Iterator[str]]


class World:
    """Everything, plugged together."""

    def __init__(
        self, seed: int, folder: Path, template: Path, settings: Settings, beginning: datetime = BEGINNING
    ) -> None:
        """Begin on a Sunday, with an empty folder and no worker."""
        self.dice: random.Random = dice(seed)
        self.settings = settings
        self.beginning, self.time = beginning, Time(beginning)
        self.journal = Journal(self.time)
        self.calm = Calm(self.time, beginning)
        self.perils = Perils(self.dice, self.journal, self.calm)
        self.facebook = Facebook()
        self.faults = Faults(self.dice, self.time, self.calm)
        settle = timedelta(minutes=settings.settle_minutes)
        self.outside = Outside(self.facebook, self.faults, self.time, self.journal, self.dice, settle)
        self.outside.before_call, self.outside.before_write = self._before_call, self._before_write
        self.shelf = Shelf(self.time)
        self.folder = folder
        self.database = Database(template, folder / f"world-{seed}.db", self.time)
        self.hosts = Hosts()
        self.disk = Disk(self.dice, self.time, self.journal, self.calm)
        told = seed % TOLD_IN == 0
        self.post = PlayedOutlets(self.time, self.perils, ("json://staff.example",) if told else ())
        self.others = PlayedOutlets(self.time, self.perils, ("sms://others",) if told else (), backup=True)
        self.desk = self._store("desk")
        self.workers: list[Worker] = []
        self.ledger = Ledger(self.database, settings)
        self.meanwhile: Callable[[str], None] = lambda _: None
        """What others do while a call is under way; it is told the call's name."""
        self._clock = HostClock(self.time)
        self._started = 0
        self._at_a_call: list[Worker] = []
        self._init()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def _init(self) -> None:
        with self.desk.transaction() as record:
            record.begin_page(self.time.host, post_at(self.settings))

    # workers

    def start(self, host: str = "here") -> Worker:
        """Start a captionbot process."""
        self._started += 1
        holder = f"{host} {self._started}"
        store = self._store(holder)
        photos = pretend_folder(self.shelf, self.perils)
        page = PretendPage(self.outside, self.perils)
        worker = Worker(holder, Runner(self._bot(store, page, photos)), store)
        self.hosts.alive.add(holder)
        self.workers.append(worker)
        self.journal.write(f"worker {holder} starts")
        return worker

    def _bot(self, store: WorkersStore, page: PretendPage, photos: PhotosFolder) -> Bot:
        return Bot(self.settings, store, page, photos, self._clock, self.post, self.others)

    def _store(self, holder: str) -> WorkersStore:
        return WorkersStore(self.database.engine, holder, self.hosts, self.perils, self.disk)

    def stop(self, worker: Worker, *, orderly: bool = True) -> None:
        """A process ends: told to, or killed."""
        self.calm.disturb()
        if orderly:
            self._gives_back(worker)
        self.hosts.alive.discard(worker.holder)
        self.workers.remove(worker)
        self.journal.write(f"worker {worker.holder} {'stops' if orderly else 'is gone'}")

    def _gives_back(self, worker: Worker) -> None:
        """The lease, if the record can be written."""
        try:
            worker.runner.release()
        except StoreError as error:
            self.journal.write(f"  {error.message}")

    def change_settings(self, settings: Settings) -> None:
        """Somebody edits ``.env``: each worker plugs itself together anew, as the daemon does."""
        self.settings = settings
        for worker in self.workers:
            self._gives_back(worker)
            worker.runner = Runner(replace(worker.runner.bot, settings=settings))
        self.calm.disturb()

    def tick(self, worker: Worker) -> Report | None:
        """One tick, to its end or to the death of the process."""
        armed, self.perils.armed = self.perils.armed, True
        self._at_a_call.append(worker)
        self.journal.write(f"tick of {worker.holder}")
        try:
            report = worker.runner.tick()
        except Crash:
            self.stop(worker, orderly=False)
            return None
        except CaptionbotError as error:
            self.calm.disturb()
            self.journal.write(f"  tick failed: {type(error).__name__} {error.message}")
            return None
        except Breach:
            raise
        except Exception as error:
            raise Breach(f"a tick ended in {type(error).__name__}: {error}") from error
        finally:
            self._at_a_call.pop()
            self.perils.armed = armed
        for line in report.lines:
            self.journal.write(f"  > {line}")
        return report

    # what the Page asks of the world

    def _before_call(self, name: str) -> None:
        if self._at_a_call and self._at_a_call[-1].store.depth:
            raise Breach(f"a call to Facebook ({name}) inside a transaction")
        armed, self.perils.armed = self.perils.armed, False
        self.meanwhile(name)
        self.perils.armed = armed

    def _before_write(self, name: str, about: str) -> None:
        """Nothing is said under a pause, nor by a clock that is wrong."""
        if name not in SAYING:
            return
        why = self.silenced()
        if why:
            raise Breach(f"{name} {about!r} is said although {why}")
        self._not_taken_over(name, about)
        self._not_called_off(name, about)
        if abs(self.time.offset) > APART + timedelta(seconds=5):
            raise Breach(f"{name} {about!r} is said by a clock that is {self.time.offset} off")

    def _not_taken_over(self, name: str, about: str) -> None:
        """Whoever speaks holds the lease."""
        speaks = self._at_a_call[-1].holder
        for row in self.database.rows("SELECT * FROM leases"):
            if row["holder"] != speaks:
                raise Breach(f"{name} {about!r} is said by {speaks}, and {row['holder']} holds the lease")

    def _not_called_off(self, name: str, about: str) -> None:
        """Nothing is said for a contest that staff hold, or that has ended."""
        column = "marker" if name == "publish" else "target"
        query = f"SELECT c.* FROM contests c JOIN utterances u ON u.contest = c.number WHERE u.{column} = ?"  # noqa: S608 - ours
        for row in self.database.rows(f"{query} AND u.outcome = 'unknown'", about):
            if row["held"] or row["stage"] not in {Stage.POSTING, Stage.ANNOUNCING}:
                why = f"contest {row['number']} is {row['stage']}, held: {row['held']!r}"
                raise Breach(f"{name} {about!r} is said although {why}")

    def silenced(self) -> str:
        """Why nothing may be said."""
        return "the photos folder is missing" if self.shelf.missing else self.paused()

    def paused(self) -> str:
        """Why nothing may be said, and why a slot that comes meanwhile stays without a post."""
        if self.shelf.pause is not None:
            return "there is a PAUSE file"
        if self.ledger.paused:
            return "staff have paused the Page"
        if self.database.rows("SELECT 1 FROM pauses WHERE ended_at IS NULL"):
            return "the Page is paused"
        return ""

    # what happens to the host

    def passes(self, span: timedelta) -> None:
        """Let time pass."""
        self.time.goes_by(span)

    def set_clock(self, offset: timedelta) -> None:
        """Somebody or something sets the host's clock."""
        back = self.time.offset - offset
        if ZERO < back < WAIT_AT_MOST:  # Facebook's limits end at an hour of the host's clock, which now comes later
            self.calm.disturb(self.calm.since + back)
        self.time.offset = offset
        self.calm.disturb()
        self.journal.write(f"the clock is now {offset} ahead", "clock set")

    def back_up(self) -> None:
        """Staff make a backup."""
        self.database.back_up(self.folder / "backup.db")
        self.ledger.noted_backup(self.outside.shown)
        self.journal.write("a backup is made")

    def restore(self) -> None:
        """The program is stopped, and the last backup put in its place; it starts once reads show what stands."""
        if not self.ledger.has_backup:
            return
        for worker in list(self.workers):
            self.stop(worker, orderly=False)
        self.passes(self.outside.settle + timedelta(seconds=LONGEST_CALL))
        asked_for = set(self._asked_for())
        self.database.restore(self.folder / "backup.db")
        # docs/design.md, "What is left": what `post-now` began since the backup is not found again.
        self.ledger.may_be_posted_again |= asked_for - set(self._asked_for())
        self.calm.disturb()
        self.outside.shown[:] = self.ledger.restored()
        self.journal.write("the backup is restored", "backup restored")

    def _asked_for(self) -> Iterator[int]:
        """Pictures of contests that `post-now` began and the record knows."""
        for row in self.database.rows("SELECT photo_sha256 FROM contests WHERE slot_key LIKE 'extra%'"):
            if row["photo_sha256"]:
                yield self.shelf.picture(row["photo_sha256"])
