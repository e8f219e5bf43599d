"""Many Pages in one PostgreSQL: what a tick of each takes, with 1, 10 and 100 of them.

`python -m bench.pages` starts the server that the tests use, makes three databases, and lets the real Runner tick for
every Page in turn: first idle (a contest is open, photos lie in the queue, nothing is due), then with a reading of the
contest's comments from the bench's own server. One process ticks for all of them over one connection, so that what is
measured is the database with many Pages in it, and not a hundred processes on two cores.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import mean
from time import monotonic
from typing import Final

from sqlalchemy import event

from bench.comments.serving import serving
from bench.comments.thread import OPEN_FOR, OPENED, written
from bench.desk_filled import begun
from bench.figures import Figure, MissingError, Scale, paired
from bench.table import tables
from captionbot.cli.plug import page_of
from captionbot.clock import Clock, pause_briefly
from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.facts import terms_as_kept
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.photos.picture.likeness import NOTHING
from captionbot.queueing import post_at
from captionbot.runner.bot import Bot
from captionbot.runner.tick import Runner
from captionbot.settings import load_settings
from captionbot.store.database import Store, make_store
from captionbot.store.photos import PhotoFacts
from tests import postgres

SIZES: Final = (1, 10, 100)
ZONE: Final = "America/Chicago"
PAGE: Final = "100200"
"""How the id of each Page begins."""
THREAD: Final = 100
"""Comments of each contest: one call a reading."""
PHOTOS: Final = 5
"""In the queue of each Page, long examined."""
NOW: Final = OPENED + timedelta(hours=48)
BEAT: Final = timedelta(seconds=30)
IN_TURN: Final = 10
"""Ticks of which a round's time is the mean: with a hundred Pages a round ticks for the next ten of them."""
LINEAR: Final = 1.25
"""A Page among a hundred may cost so much of what it costs alone: more than a quarter would be growth."""
PART: Final = "Pages in one PostgreSQL"
ALONE: Final = "the same with one Page"
HOW: Final = "One process ticks for all Pages in turn, over one connection; each has an open contest and five photos."
READ: Final = f"{THREAD} comments each, which are known already."


class Hand(Clock):
    """A clock that is set."""

    at = NOW

    def now(self) -> datetime:
        """The hour that it was set to."""
        return self.at


@dataclass
class House:
    """A database with so many Pages in it, and a worker for each."""

    store: Store
    """That of the first Page; the others go by its connection."""
    clock: Hand = field(default_factory=Hand)
    workers: list[Runner] = field(default_factory=list)
    queries: int = 0

    def count(self, *_: object) -> None:
        """Another query was asked."""
        self.queries += 1

    def tick(self, worker: Runner) -> tuple[float, int]:
        """A tick for one Page, which comes every half minute; gives its milliseconds and its queries."""
        self.clock.at += BEAT / len(self.workers)
        self.queries, began = 0, monotonic()
        worker.tick()
        return (monotonic() - began) * 1000, self.queries

    def read(self, worker: Runner) -> tuple[float, int]:
        """The same where the contest's comments are due to be read."""
        with worker.bot.store.transaction() as record:
            for contest in record.contests.going():
                contest.next_reading_at = self.clock.at
        return self.tick(worker)


Way = Callable[[House, Runner], tuple[float, int]]


def measure(scale: Scale) -> Iterator[Figure]:
    """Time and queries of a tick, idle and with a reading, for each number of Pages."""
    programs = postgres._programs()  # noqa: SLF001 - the tests' own finder
    if programs is None:
        raise MissingError("PostgreSQL (requirements-dev.lock brings one; Debian: apt install postgresql)")
    logging.disable(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="captionbot-"))  # with a short name, for a socket is made in it
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = stack.enter_context(postgres.Server(folder, programs))
        graph = stack.enter_context(serving(written(folder, THREAD), NOW))
        houses = {}
        for number in SIZES:
            url = stack.enter_context(server.database())
            houses[number] = _house(folder / f"pages-{number}", number, url, graph.address)
            stack.callback(houses[number].store.close)
        yield from _figures(houses, scale.rounds, "Idle tick", House.tick, HOW)
        yield from _figures(houses, scale.rounds, "Tick with a reading", House.read, READ)


def _house(folder: Path, number: int, url: str, graph: str) -> House:
    """A database with so many Pages, each with what one has that waits."""
    pages = [f"{PAGE}{one:03}" for one in range(number)]
    house = House(make_store(url, pages[0]))
    event.listen(house.store.engine, "before_cursor_execute", house.count)
    house.workers = [_worker(folder / page, house, page, url, graph) for page in pages]
    return house


def _worker(folder: Path, house: House, page: str, url: str, graph: str) -> Runner:
    folder.mkdir(parents=True)
    lines = {"FACEBOOK_PAGE_ID": page, "FACEBOOK_PAGE_TOKEN": "EAABinvented", "FACEBOOK_GRAPH_URL": graph}
    lines |= {"TIMEZONE": ZONE, "POST_AT": "Friday 10:00", "PHOTOS_DIR": str(folder / "photos"), "DATABASE_URL": url}
    settings = load_settings(None, lines)
    photos = PhotosFolder(settings.photos_dir, pause_briefly, examine_apart, draw_apart)
    photos.make()
    bot = Bot(settings, Store(house.store.engine, page), page_of(settings, house.clock), photos, house.clock)
    _fill(bot)
    return Runner(bot)


def _fill(bot: Bot) -> None:
    """A contest that is open, and photos in the queue as if they had been examined."""
    terms = Terms(timezone=ZONE, close_at="monday 10:00", announce_at="tuesday 10:00")
    for number in range(PHOTOS):
        photo = bot.photos.root / "queue" / f"photo-{number}.jpg"
        photo.write_bytes(f"photo {number}".encode())
        os.utime(photo, (0, 0))
    with bot.store.transaction() as record:
        record.begin_page(OPENED - BEAT, post_at(bot.settings))
        begun(record, OPENED, terms_as_kept(terms), Stage.OPEN, OPENED + OPEN_FOR)
        for number, one in enumerate(bot.photos.queue(NOW)):
            sha256, sent = f"{number:064x}", b"what is sent"
            facts = PhotoFacts(sha256, "JPEG", 2048, 1365, sent, 2048, 1365, 0.5, NOTHING, {}, b"small")
            record.photos.keep(one.name, one.trace, facts, NOW)


def _figures(houses: Mapping[int, House], rounds: int, what: str, way: Way, note: str) -> Iterator[Figure]:
    """Milliseconds and queries a Page, after a tick that does what is done once; the databases in turn each round."""
    took: dict[int, list[float]] = {number: [] for number in houses}
    asked: dict[int, list[float]] = {number: [] for number in houses}
    for house in houses.values():
        for worker in house.workers:
            way(house, worker)
    in_turn = {number: cycle(house.workers) for number, house in houses.items()}
    for _ in range(rounds):
        for number, house in houses.items():
            ticks = [way(house, worker) for worker in islice(in_turn[number], IN_TURN)]
            took[number].append(mean(milliseconds for milliseconds, _ in ticks))
            asked[number].append(mean(queries for _, queries in ticks))
    for words, unit, goal, found in (("time", "ms", LINEAR, took), ("queries", "", 1.0, asked)):
        for number in houses:
            yield paired(
                found[number],
                found[1],
                part=PART,
                what=f"{what}: {words} a Page",
                unit=unit,
                beside=ALONE,
                goal=goal if number > 1 else None,
                size=number,
                note=note,
            )


def main() -> int:
    """Measure, and print the table."""
    print("\n".join(tables(list(measure(Scale())))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
