"""Many Pages in one PostgreSQL: what a tick of each takes, with 1, 10 and 100 of them.

`python -m bench.pages` starts the server that the tests use, makes three databases, and lets the real Runner tick for
every Page in turn: first idle (a contest is open, photos lie in the queue, nothing is due), then with a reading of the
contest's comments from the bench's own server. One process ticks for all of them over one connection, so that what is
measured is the database with many Pages in it, and not a hundred processes on two cores.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle, islice, pairwise
from math import log
from pathlib import Path
from statistics import mean, median
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
AT_LEAST: Final = 10
"""Ticks in a round, where there are fewer Pages too: of fewer the mean would say little."""
LINEAR: Final = 1.25
"""A Page among a hundred may cost so much of what it costs alone: more than a quarter would be growth."""
GROWTH: Final = 1.05
"""The same of a whole round, as an exponent: 1 is linear, and 100 to the power of 0.05 is that quarter, for noise."""
PART: Final = "Pages in one PostgreSQL"
ALONE: Final = "the same with one Page"


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


@dataclass(frozen=True, slots=True)
class Kind:
    """A tick with so much to do."""

    what: str
    way: Callable[[House, Runner], tuple[float, int]]
    most: int
    """Ticks in a round at most: with more Pages than that a round ticks for the next so many."""
    note: str

    def ticks(self, pages: int) -> int:
        """In a round, with so many Pages."""
        return max(AT_LEAST, min(pages, self.most))


KINDS: Final = (
    Kind(
        "Idle tick",
        House.tick,
        SIZES[-1],
        "One process ticks for all Pages in turn, over one connection; each has an open contest and five photos.",
    ),
    Kind(
        "Tick with a reading",
        House.read,
        AT_LEAST,  # a hundred readings a round would make the part half a minute longer
        f"{THREAD} comments each, which are known already; of a hundred Pages {AT_LEAST} a round are timed.",
    ),
)


def measure(scale: Scale) -> Iterator[Figure]:
    """Milliseconds and queries of a tick, idle and with a reading, for each number of Pages, and how a round grows.

    Raises MissingError where there is no PostgreSQL.
    """
    programs = postgres._programs()  # noqa: SLF001 - the tests' own finder
    if programs is None:
        raise MissingError("PostgreSQL (requirements-dev.lock brings one; Debian: apt install postgresql)")
    logging.disable(logging.CRITICAL)
    yield from _measured(scale.rounds, programs)  # when the server is stopped: who stops asking for figures leaves none


def _measured(rounds: int, programs: Path) -> list[Figure]:
    """The figures, of servers that are stopped and a folder that is gone, also where this is interrupted."""
    with ExitStack() as stack:
        # with a short name, for a socket is made in it; the server may still write there while it stops
        temporary = tempfile.TemporaryDirectory(prefix="captionbot-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))
        server = postgres.Server(folder, programs)
        stack.callback(_stop, server)  # before it is started: the start may be interrupted when the server runs
        server.__enter__()
        graph = stack.enter_context(serving(written(folder, THREAD), NOW))
        houses = {}
        for number in SIZES:
            url = stack.enter_context(server.database())
            houses[number] = _house(folder / f"pages-{number}", number, url, graph.address)
            stack.callback(houses[number].store.close)
        return [figure for kind in KINDS for figure in _figures(houses, rounds, kind)]


def _stop(server: postgres.Server) -> None:
    """Stop it where it runs."""
    with suppress(RuntimeError):
        server.__exit__()


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


def _figures(houses: Mapping[int, House], rounds: int, kind: Kind) -> Iterator[Figure]:
    """Milliseconds and queries a Page, after a tick that does what is done once; the databases in turn each round."""
    took: dict[int, list[float]] = {number: [] for number in houses}
    asked: dict[int, list[float]] = {number: [] for number in houses}
    for house in houses.values():
        for worker in house.workers:
            kind.way(house, worker)
    in_turn = {number: cycle(house.workers) for number, house in houses.items()}
    for _ in range(rounds):
        for number, house in houses.items():
            ticks = [kind.way(house, worker) for worker in islice(in_turn[number], kind.ticks(number))]
            took[number].append(mean(milliseconds for milliseconds, _ in ticks))
            asked[number].append(mean(queries for _, queries in ticks))
    for words, unit, goal, found in (("time", "ms", LINEAR, took), ("queries", "", 1.0, asked)):
        for number in SIZES[1:]:
            yield paired(
                found[number],
                found[1],
                part=PART,
                what=f"{kind.what}: {words} a Page",
                unit=unit,
                beside=ALONE,
                goal=goal,
                size=number,
                note=kind.note,
            )
    yield growth(kind, took)


def growth(kind: Kind, took: Mapping[int, Sequence[float]]) -> Figure:
    """By which exponent the time of a round for all Pages grows, of the milliseconds a Page in each round, by Pages.

    The median of the rounds, from the fewest Pages to the most; the tenfold steps stand in the note.
    """
    sizes = list(took)
    steps = ", ".join(f"{_exponent(took, *step):.2f} from {step[0]} to {step[1]}" for step in pairwise(sizes))
    first, last = sizes[0], sizes[-1]
    timed = kind.ticks(last)
    whole = f"All {last} once take" if timed >= last else f"By the mean of {timed} all {last} once would take"
    return Figure(
        part=PART,
        what=f"{kind.what}, for all Pages once: exponent of its time, {first} to {last} Pages",
        unit="",
        ours=_exponent(took, first, last),
        goal=GROWTH,
        note=f"1 is linear, {GROWTH} a quarter more a Page; {steps}. {whole} {median(took[last]) * last / 1000:.1f} s.",
    )


def _exponent(took: Mapping[int, Sequence[float]], first: int, last: int) -> float:
    """Of a round for ``first`` Pages and one for ``last``, pair by pair."""
    pairs = zip(took[first], took[last], strict=True)
    return median(log(many * last / (few * first)) / log(last / first) for few, many in pairs)


def main() -> int:
    """Measure, and print the table."""
    print("\n".join(tables(list(measure(Scale())))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
