"""A year by a seed: what happens, when, and in what order is all thrown by the same dice."""

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tests.simulation import expected, invariants
from tests.simulation.database import sure_instant
from tests.simulation.facebook import By
from tests.simulation.fans import Fans
from tests.simulation.faults import WEATHERS, Weather
from tests.simulation.staff import Staff
from tests.simulation.surroundings import ZERO, Breach, Crash, dice
from tests.simulation.tally import Tally
from tests.simulation.terms import drawn_beginning, drawn_settings
from tests.simulation.world import APART, SAYING, Worker, World

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
YEARS = 3653 * DAY
SOON = (MINUTE / 2, 2 * MINUTE, 5 * MINUTE, 11 * MINUTE, 31 * MINUTE, 95 * MINUTE)
QUEUE = 3
FROZEN_LONGEST = 3 * HOUR

Act = Callable[[], object]


class Year:
    """A run of one seed."""

    def __init__(self, seed: int, folder: Path, template: Path, weathers: Sequence[Weather] = WEATHERS) -> None:
        """Draw the settings and begin."""
        self.seed, self._weathers = seed, weathers
        drawn = dice(seed)
        self.world = World(seed, folder, template, drawn_settings(drawn), drawn_beginning(drawn))
        self.staff, self.fans = Staff(self.world), Fans(self.world)
        self.world.meanwhile = self._meanwhile
        self.dice = self.world.dice
        self.ticks = 0
        self._restless = 0
        self._weather_until = self.world.time.true
        self._seen: list[int] = []
        for _ in range(QUEUE):
            self.staff.drop_photo(plain=True)
        self.world.start(self._host())
        if self._chance(0.3):
            self.world.set_clock(self._some_minutes())

    def run(self, weeks: int) -> None:
        """Play so many weeks; raises Breach where a promise is broken."""
        end = self.world.time.true + weeks * WEEK
        gc.disable()  # what a year leaves behind is cheaper to clear away once
        try:
            while self.world.time.true < end:
                self._step()
            invariants.check_whole(self.world)
        finally:
            self.world.close()
            gc.enable()

    @property
    def weeks(self) -> int:
        """How many weeks have been played."""
        return (self.world.time.true - self.world.beginning) // WEEK

    def _step(self) -> None:
        self._time_passes()
        self._weather()
        self._others()
        if self._chance(self.world.faults.weather.upheaval):
            self._upheaval()
        if self._chance(self.world.faults.weather.clocks):
            self.world.set_clock(self._some_minutes())
        expected.note_excuses(self.world)
        self._keep_apart()
        if not self.world.workers:
            self.world.start(self._host())
        self._tick(self.dice.choice(self.world.workers))
        self._keep_apart()

    def _tick(self, worker: Worker) -> None:
        world, began = self.world, self.world.time.true
        stood_by = worker.runner.lease is None
        report = world.tick(worker)
        self.ticks += 1
        self._restless = 0 if report is not None and not report.unfinished else self._restless + 1
        expected.note_excuses(world)
        invariants.check(world)
        if report is not None and began >= world.calm.since:
            works = worker.runner.lease is not None
            if works or stood_by:  # one that was taken over learns it by a tick
                expected.check_tick(world, began, works=works)

    def _keep_apart(self) -> None:
        """States that last disturb for as long as they do."""
        world = self.world
        if world.silenced() or world.faults.bars or abs(world.time.offset) > APART:
            world.calm.disturb()

    # time

    def _time_passes(self) -> None:
        """On to the next instant at which something may be due, or a little before or after."""
        world, now = self.world, self.world.time.host
        to_next = self._next_instant(now) - now
        soon = self.dice.choice(SOON)
        active = self._restless and self.dice.random() < 0.9**self._restless
        if active and soon < to_next:
            world.passes(soon)
            return
        jitter = self.dice.choice((ZERO, ZERO, timedelta(seconds=self.dice.randint(1, 40)), -MINUTE / 4, 7 * MINUTE))
        world.passes(max(to_next + jitter, timedelta(seconds=1)))

    def _next_instant(self, now: datetime) -> datetime:
        _, slot, until = expected.current_slot(self.world)
        instants = [slot + WEEK, until - 2 * MINUTE, until, now + 4 * DAY]
        for row in self.world.database.rows("SELECT * FROM contests WHERE stage IN ('open', 'review', 'announcing')"):
            instants += [sure_instant(row[name]) for name in ("closes_at", "announces_at", "next_reading_at")]
        return min(one for one in instants if one > now)

    def _weather(self) -> None:
        if self.world.time.true < self._weather_until:
            return
        weather = self.dice.choices(self._weathers, [one.weight for one in self._weathers])[0]
        self.world.faults.weather, self.world.perils.chance = weather, weather.crash
        self.world.disk.chance = weather.disk
        self._weather_until = self.world.time.true + self.dice.choice((12 * HOUR, 2 * DAY, 7 * DAY))
        self.world.journal.write(f"the weather is {weather.name}")

    # people

    def _others(self) -> None:
        """What people do between two ticks."""
        for _ in range(self.dice.choice((0, 0, 1, 2, 4))):
            self.fans.act()
        if len(self.world.shelf.ready()) < QUEUE and self._chance(0.3):
            self.staff.drop_photo()
        if self._chance(0.35):
            self._mend()
        if self._chance(0.25):
            self._any_of_staff()()

    def _mend(self) -> None:
        """Sensible people look after what waits for them."""
        world = self.world
        self.staff.renew_token()
        expected.note_excuses(world)
        self.staff.finish_copies()
        if world.shelf.read_only:
            world.shelf.writable_since = world.time.true
        world.shelf.missing = world.shelf.read_only = False
        world.disk.mend()
        if self._chance(0.5):
            self.staff.take_pause_file_away()
        if world.ledger.paused or self._chance(0.1):
            self.staff.resume()
        if self._chance(0.6):
            self.staff.attend()

    def _any_of_staff(self) -> Act:
        staff = self.staff
        acts: dict[Act, float] = {
            staff.meddle: 5,
            self._two_desks: 1.5,
            self._new_settings: 0.15,
            staff.pause: 0.4,
            staff.pause_by_file: 0.3,
            lambda: staff.pause(self.dice.randint(1, 9)): 0.2,
            lambda: staff.skip(self.dice.randint(0, 3)): 0.2,
            staff.unskip: 0.3,
            staff.post_now: 0.6,
            staff.type_by_hand: 1.5,
            staff.copied_by_a_visitor: 1,
            staff.congratulate_by_hand: 1,
            staff.delete_post: 0.2,
            staff.drop_again: 0.6,
            staff.vouch: 0.5,
            staff.arrange: 0.5,
            self._folder_goes: 0.2,
            self._folder_is_read_only: 0.4,
            self.world.back_up: 1,
        }
        return self.dice.choices(list(acts), list(acts.values()))[0]

    def _two_desks(self) -> None:
        """Two people act one after the other, the second on what the desk showed a while ago."""
        self.staff.meddle()
        self.staff.meddle(self._seen)
        self._seen = self.staff.looks()

    def _new_settings(self) -> None:
        self.staff.change_settings(drawn_settings(self.dice, settle=int(self.world.settings.settle_minutes)))

    def _folder_goes(self) -> None:
        self.world.shelf.missing = True
        self.world.journal.write("the photos folder is gone", "folder gone")

    def _folder_is_read_only(self) -> None:
        self.world.shelf.read_only = True
        self.world.journal.write("nothing in the photos folder can be moved", "folder read-only")

    def _meanwhile(self, name: str) -> None:
        """While a call is under way: people act, a clock is set, a process is stopped for a while and wakes up."""
        if not self._chance(self.world.faults.weather.meanwhile):
            return
        what = self.dice.random()
        if what < 0.5:
            self.fans.act()
        elif what < 0.8 or name in SAYING:
            self.world.calm.disturb()  # whether the tick under way still sees it is not ours to say
            self._of_staff_while_working()()
        elif what < 0.9:
            self._set_clock()
        else:
            self._freeze()
        expected.note_excuses(self.world)

    def _of_staff_while_working(self) -> Act:
        act = self._any_of_staff()
        return self.staff.meddle if act in {self.world.back_up, self._new_settings} else act

    def _freeze(self) -> None:
        """The process is stopped in the middle of a call, and meanwhile another one works."""
        world = self.world
        if len(world.workers) > 1:
            return
        world.calm.disturb()
        world.journal.write("FROZEN", "process frozen")
        world.passes(self.dice.choice((MINUTE, 6 * MINUTE, HOUR, FROZEN_LONGEST)))
        second = world.start(self._host())
        for _ in range(self.dice.randint(1, 3)):
            if second in world.workers:
                world.tick(second)
                world.passes(self.dice.choice(SOON))
        if second in world.workers and self._chance(0.5):
            world.stop(second)
        world.journal.write("AWAKE")

    # upheaval

    def _upheaval(self) -> None:
        acts: dict[Act, float] = {
            self._set_clock: 3,
            self._sleep: 1,
            self._second_worker: 2,
            self._restart: 2,
            self.world.restore: 1,
            self.world.back_up: 1,
        }
        self.dice.choices(list(acts), list(acts.values()))[0]()

    def _set_clock(self) -> None:
        world = self.world
        if world.time.offset and self._chance(0.8):
            world.set_clock(ZERO)
            return
        small = [self._some_minutes() for _ in range(3)]
        world.set_clock(self.dice.choice([*small, -2 * HOUR, 2 * HOUR, 3 * DAY, YEARS, -YEARS]))

    def _some_minutes(self) -> timedelta:
        """As far as a clock may be off that the program still works by."""
        return MINUTE * self.dice.randint(-14, 14)

    def _sleep(self) -> None:
        """The machine is asleep."""
        self.world.calm.disturb()
        span = self.dice.choice((HOUR, 7 * HOUR, DAY, 3 * DAY, 9 * DAY))
        self.world.journal.write(f"asleep for {span}", "host asleep")
        self.world.passes(span)
        self.world.calm.disturb()

    def _second_worker(self) -> None:
        if len(self.world.workers) < 2:
            self.world.start(self._host())
        else:
            self.world.stop(self.dice.choice(self.world.workers), orderly=self._chance(0.5))

    def _restart(self) -> None:
        for worker in list(self.world.workers):
            self.world.stop(worker, orderly=self._chance(0.5))

    def _host(self) -> str:
        return "there" if self._chance(0.2) else "here"

    def _chance(self, chance: float) -> bool:
        return self.dice.random() < chance


def play(year: Year, weeks: int) -> Year:
    """Play a year to its end; a Breach carries the last lines of the journal and how to see it again."""
    try:
        year.run(weeks)
    except (Breach, Crash) as error:
        told = f"seed {year.seed}: {error}\n{year.world.journal.tail()}\n{again(year.seed, weeks)}"
        raise Breach(told) from error
    return year


def again(seed: int, weeks: int) -> str:
    """The command that plays a seed again, line by line."""
    return f"python -m tests.simulation --seed {seed} --weeks {weeks} -v"


def counted(year: Year, *, broken: bool) -> Tally:
    """What a year met."""
    world = year.world
    bots = [post for post in world.facebook.posts.values() if post.by is By.BOT]
    results = sum(invariants.RESULT in post.text for post in bots)
    edits = sum(len(post.versions) > 1 for post in bots)
    replies = sum(one.by is By.BOT for post in bots for one in post.comments.values())
    done = Counter(ticks=year.ticks, posts=len(bots) - results, announcements=results + edits + replies)
    return Tally(1, year.weeks, int(broken), done, world.faults.met + world.journal.met)
