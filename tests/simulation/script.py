"""A world by a script: the same parts, and everything that happens is written down in a test."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta

from captionbot.runner.bot import Report
from tests.simulation import expected, invariants
from tests.simulation.database import Row, sure_instant
from tests.simulation.facebook import By, LivePost
from tests.simulation.fans import Fans
from tests.simulation.faults import Fault
from tests.simulation.staff import Staff
from tests.simulation.world import Worker, World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Script:
    """What a test tells a world to do; every promise is asked after every tick."""

    def __init__(self, world: World, photos: int = 2) -> None:
        """Begin with some photos in the queue and one worker."""
        self.world, self.staff, self.fans = world, Staff(world), Fans(world)
        for _ in range(photos):
            self.staff.drop_photo(plain=True)
        self.worker = world.start()

    # time

    def at_slot(self) -> "Script":
        """On to the next slot."""
        _, slot, _ = expected.current_slot(self.world)
        self.world.passes(slot + timedelta(weeks=1) - self.world.time.host)
        return self

    def at(self, name: str) -> "Script":
        """On to an hour of the newest contest: ``closes_at``, ``announces_at``."""
        self.world.passes(sure_instant(self.contest()[name]) - self.world.time.host)
        return self

    def later(self, span: timedelta) -> "Script":
        """Some time on."""
        self.world.passes(span)
        return self

    # the program

    def tick(self, worker: Worker | None = None) -> Report | None:
        """One tick; a worker that died is started again."""
        world = self.world
        if not world.workers:
            self.worker = world.start()
        expected.note_excuses(world)
        report = world.tick(worker or self.worker)
        invariants.check(world)
        return report

    def ticks(self, count: int, every: timedelta = 11 * MINUTE) -> "Script":
        """Some ticks, a while apart."""
        for _ in range(count):
            self.tick()
            self.later(every)
        return self

    def dies_at(self, point: int) -> "Script":
        """The next tick ends at a point; the one after it is another process's."""
        self.world.perils.countdown = point
        self.tick()
        self.world.perils.countdown = None
        return self

    def during(self, name: str, act: Callable[[], object]) -> "Script":
        """Somebody acts while the next call of a name is under way."""

        def meanwhile(called: str) -> None:
            if called == name:
                self.world.meanwhile = lambda _: None
                act()

        self.world.meanwhile = meanwhile
        return self

    def force(self, name: str, *faults: Fault | None) -> "Script":
        """What comes of the next calls of a name."""
        self.world.faults.forced[name] = deque(faults)
        return self

    # what there is

    def contest(self, number: int | None = None) -> Row:
        """A contest's row; the newest if none is named."""
        rows = self.world.database.rows("SELECT * FROM contests ORDER BY number DESC")
        return next(row for row in rows if number in {None, row["number"]})

    def posts(self) -> list[LivePost]:
        """What the bot has standing on the Page, oldest first."""
        return list(self.world.facebook.live(By.BOT))

    def replies(self) -> int:
        """How many replies of the bot's stand."""
        return sum(one.by is By.BOT and not one.deleted_at for post in self.posts() for one in post.comments.values())

    def told(self) -> str:
        """Everything that staff were told."""
        return "\n".join(row["text"] for row in self.world.database.rows("SELECT text FROM notices"))

    # stretches of a story

    def open(self, captions: int = 3) -> "Script":
        """A contest with captions, each with more votes than the one before."""
        self.at_slot().tick()
        post = self.posts()[-1]
        for number in range(captions):
            self.fans.says(post, f"Joke number {number}").votes = number + 2
        self.later(HOUR)
        return self

    def review(self) -> "Script":
        """Entries are closed."""
        self.open().at("closes_at").tick()
        return self

    def announced(self) -> "Script":
        """A winner is announced."""
        self.review().at("announces_at").tick()
        return self
