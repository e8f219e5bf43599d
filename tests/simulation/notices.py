"""How many messages a member of staff gets in a year: a good one and a bad one, at every pace."""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.contest.notices import About
from tests.simulation import expected
from tests.simulation.database import make_template, sure_instant
from tests.simulation.faults import FAIR, WEATHERS
from tests.simulation.post import PlayedOutlets
from tests.simulation.surroundings import BEGINNING
from tests.simulation.terms import settings
from tests.simulation.world import Worker
from tests.simulation.year import HOUR, QUEUE, Year

PACES = ("normal", "all", "weekly")
GOOD, BAD = "good", "bad"
AHEAD = timedelta(hours=23, minutes=30)
"""Before the slot the photo is shown; a daemon ticks all the time, and this one at least then."""
OFTEN, PEOPLE = 12 * HOUR, 20 * HOUR


class ToldYear(Year):
    """A year in which staff are told by addresses, and the daemon ticks some times a day."""

    def __init__(self, seed: int, folder: Path, template: Path, pace: str, *, good: bool) -> None:
        """Plain settings; in a good year the weather is fair, and people do no more than fill the queue."""
        self.good, self._people_acted = good, BEGINNING - timedelta(weeks=1)
        super().__init__(seed, folder, template, (FAIR,) if good else WEATHERS)
        told = {"notify_urls": "json://staff.example", "notify_backup": "sms://others", "notify_pace": pace}
        world = self.world
        world.post = PlayedOutlets(world.time, world.perils, ("json://staff.example",))
        world.others = PlayedOutlets(world.time, world.perils, ("sms://others",), backup=True)
        self._told = settings(collect_every_minutes="1440", **told)
        for worker in list(world.workers):
            world.stop(worker)
        world.settings = self._told
        world.start()
        if good:
            world.set_clock(timedelta(0))
        self.kinds: Counter[str] = Counter()
        self._counted: set[str] = set()

    def _new_settings(self) -> None:
        """Staff leave them as they are."""

    def _next_instant(self, now: datetime) -> datetime:
        _, slot, _ = expected.current_slot(self.world)
        mine = [one for one in (slot - AHEAD, slot + timedelta(weeks=1) - AHEAD, now + OFTEN) if one > now]
        return min(super()._next_instant(now), *mine)

    def _others(self) -> None:
        """People act about once a day, however often it ticks; in a good year they answer what they are asked."""
        if self.good:
            self.staff.attend()
            self._call_off()
        if self.world.time.true - self._people_acted < PEOPLE:
            return
        self._people_acted = self.world.time.true
        if not self.good:
            super()._others()
            return
        for _ in range(3):
            self.fans.act()
        if len(self.world.shelf.ready()) < QUEUE:
            self.staff.drop_photo(plain=True)

    def _call_off(self) -> None:
        """What wants a winner, and has none."""
        query = "SELECT * FROM contests WHERE stage = 'review' AND decision IS NULL"
        for row in self.world.database.rows(query):
            if sure_instant(row["announces_at"]) <= self.world.time.host:
                self.staff.void(int(row["number"]))

    def _chance(self, chance: float) -> bool:
        return not self.good and super()._chance(chance)

    def _tick(self, worker: Worker) -> None:
        super()._tick(worker)
        for row in self.world.database.rows("SELECT key, at, about FROM notices WHERE tries > 0"):
            name = f"{row['key']} {row['at']}"
            if name not in self._counted:
                self._counted.add(name)
                self.kinds[row["about"]] += 1


@dataclass
class Told:
    """What a year's staff were sent."""

    messages: int = 0
    backup: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def tell(seed: int, weeks: int, pace: str, *, good: bool) -> Told:
    """Play a year, and count."""
    with tempfile.TemporaryDirectory() as folder:
        year = ToldYear(seed, Path(folder), make_template(Path(folder)), pace, good=good)
        year.run(weeks)
        return Told(len(year.world.post.sent), len(year.world.others.sent), year.kinds)


def table(seed: int, weeks: int) -> list[str]:
    """The years beside each other, a line for each kind."""
    years = {(kind, pace): tell(seed, weeks, pace, good=kind == GOOD) for kind in (GOOD, BAD) for pace in PACES}
    heads = "".join(f"{f'{kind}, {pace}':>15}" for kind, pace in years)
    lines = [f"seed {seed}, {weeks} weeks{'':<8}{heads}"]
    told = [about for about in About if any(one.kinds[about] for one in years.values())]
    return [
        *lines,
        *(_line(str(about), [one.kinds[about] for one in years.values()]) for about in told),
        _line("messages", [one.messages for one in years.values()]),
        _line("a week", [round(one.messages / weeks, 1) for one in years.values()]),
        _line("to NOTIFY_BACKUP", [one.backup for one in years.values()]),
    ]


def _line(name: str, numbers: Sequence[float]) -> str:
    return f"{name:<22}" + "".join(f"{number:>15}" for number in numbers)


def show(seed: int, weeks: int) -> None:
    """Print the table."""
    sys.stdout.write("\n".join(table(seed, weeks)) + "\n")
