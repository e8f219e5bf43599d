"""The desk's pages with a viral thread and ten years of contests: how long each takes, and how much of it is SQLite.

`python -m bench.desk` fills a record, lets a tick's work keep what is shown of the large threads, serves the desk as
`captionbot run` does, and asks for each page over real HTTP on loopback, one request after the other. After each the
queries that it made are asked again by plain sqlite3: what no page over this database could be faster than. Median
stands beside median, request by request; p95 stands alone, for of two p95s the ratio says which side was disturbed.
"""

import argparse
import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import monotonic, process_time
from typing import Final

from bench.desk_served import Asked, Office, served
from bench.figures import Figure, Scale, paired
from bench.measuring import NotDoneError

PAST: Final = 500
ENTRIES: Final = 100_000
FEW: Final = 1_000
"""Entries of a thread beside which the queries of a page are counted."""
ROUNDS: Final = 40
A_ROUND: Final = 4
"""Requests for each page in a round of the whole bench: with five rounds p95 is the last but one of twenty."""
WARM: Final = 3
LIMIT: Final = 100
"""Milliseconds that 95 of 100 requests may take."""
FETCHED: Final = 1000
"""Rows that a query is asked for: no page reads more of a thread."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a page took, in milliseconds."""

    path: str
    times: Sequence[float]
    processor: float
    """What one request costs the processor, asking included: a busy machine changes that least."""
    kilobytes: float
    queries: int
    plain: Sequence[float]
    """The same queries by sqlite3 alone, after each request."""

    @property
    def rank(self) -> int:
        """So many of the requests took no longer than ``most``: 95 of 100, rounded up."""
        return -(-len(self.times) * 95 // 100)

    @property
    def most(self) -> float:
        """95 of 100 requests took no longer."""
        return sorted(self.times)[self.rank - 1]


def measure(scale: Scale) -> Iterator[Figure]:
    """Of each page the median beside sqlite3, and p95, in milliseconds; its queries, beside those with few entries.

    Raises NotDoneError where a page is not shown.
    """
    few, many = _measured(FEW, 1), _measured(ENTRIES, scale.rounds * A_ROUND)
    for one in many:
        yield from timed(one)
    for before, one in zip(few, many, strict=True):
        yield Figure(
            part="Queries of a desk page",
            what=f"desk:{one.path}",
            unit="",
            ours=one.queries,
            beside=f"with {FEW:,} entries",
            theirs=before.queries,
            ratio=one.queries / before.queries,
            goal=1.0,
            size=ENTRIES,
        )


def timed(one: Ran) -> Iterator[Figure]:
    """The median of a page's requests beside that of its queries, and their p95, which stands alone."""
    asked = len(one.times)
    yield paired(
        one.times,
        one.plain,
        part="Desk pages",
        what=f"desk:{one.path}: median of {asked} requests",
        unit="ms",
        beside="its queries by sqlite3",
        size=ENTRIES,
        note=f"Over HTTP on loopback, each followed by its queries; {PAST} past contests, two threads of {ENTRIES:,}.",
    )
    yield Figure(
        part="Desk pages",
        what=f"desk:{one.path}: p95 of {asked} requests",
        unit="ms",
        ours=one.most,
        size=ENTRIES,
        note=f"{one.rank} of {asked} took no longer.",
    )


def _measured(entries: int, rounds: int) -> list[Ran]:
    """Every page of a record with threads of so many entries."""
    with _filled(PAST, entries) as (office, numbers):
        for number in numbers:
            office.keep_shown(number)
        return list(_asked(office, pages(*numbers), rounds))


@contextmanager
def _filled(past: int, entries: int) -> Iterator[tuple[Office, tuple[int, int]]]:
    """A record that is gone afterwards, and the numbers of its two large contests."""
    with tempfile.TemporaryDirectory() as folder:
        office, numbers = Office.filled(Path(folder), past, entries)
        with closing(office.store):
            yield office, numbers


def main() -> int:
    """Fill, serve, ask, print the table; 1 where a page is too slow."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--past", type=int, default=PAST)
    wanted = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"SQLite {sqlite3.sqlite_version}: {wanted.past:,} past contests, two threads of {wanted.entries:,} comments")
    with _filled(wanted.past, wanted.entries) as (office, numbers):
        for number, name in zip(numbers, ("open", "in review"), strict=True):
            print(f"A tick keeps what is shown of the one that is {name}: {office.keep_shown(number):.1f} s")
        ran = list(_asked(office, pages(*numbers), wanted.rounds))
    _print(ran)
    slow = [one.path for one in ran if one.most > LIMIT]
    print(f"Slower than {LIMIT} ms: {', '.join(slow)}" if slow else f"Every page: 95 of 100 under {LIMIT} ms.")
    return 1 if slow else 0


def pages(opened: int, reviewed: int) -> list[str]:
    """Every page that shows what grows."""
    return [
        "/",
        "/state",
        f"/contests/{opened}",
        f"/contests/{reviewed}",
        "/contests/250",
        f"/contests/{opened}/entries",
        f"/contests/{opened}/entries?q=cowboy",
        f"/contests/{opened}/entries?q=nowhere",
        f"/contests/{reviewed}/entries?from=5000",
        f"/contests/{reviewed}/entries?q=nowhere",
        f"/contests/{reviewed}/pick/7",
        f"/contests/{reviewed}/preview",
        "/queue",
        "/past",
        "/past?q=parade",
        "/health",
        "/health/log",
        "/pause",
        "/people",
    ]


def _asked(office: Office, paths: Sequence[str], rounds: int) -> Iterator[Ran]:
    cookie = office.cookie()
    with served(office) as host, closing(sqlite3.connect(str(office.store.engine.url.database))) as plain:
        for path in paths:
            yield _ran(office, host, cookie, path, rounds, plain)


def _ran(office: Office, host: str, cookie: str, path: str, rounds: int, plain: sqlite3.Connection) -> Ran:
    times, beside, asked = [], [], Asked()
    size, processor = 0, 0.0
    for turn in range(WARM + rounds):
        office.asked.clear()
        spent, began = process_time(), monotonic()
        size = shown(host, cookie, path)
        took, spent = (monotonic() - began) * 1000, (process_time() - spent) * 1000
        asked = [one for one in office.asked if one[0].lstrip().upper().startswith("SELECT")]
        again = _plainly(plain, asked)
        if turn >= WARM:
            times.append(took)
            beside.append(again)
            processor += spent / rounds
    return Ran(path, times, processor, size / 1024, len(asked), beside)


def shown(host: str, cookie: str, path: str) -> int:
    """Ask for a page; gives its bytes. Raises NotDoneError for any answer but 200: every page here has what it shows.

    A door that is closed (a redirect to it) or a page that isn't found would be answered fast.
    """
    with closing(HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
    if answer.status != HTTPStatus.OK:
        raise NotDoneError(f"desk:{path} was answered with {answer.status} {answer.reason}")
    return len(body)


def _plainly(plain: sqlite3.Connection, asked: Asked) -> float:
    began = monotonic()
    for statement, values in asked:
        plain.execute(statement, values).fetchmany(FETCHED)
    return (monotonic() - began) * 1000


def _print(ran: Sequence[Ran]) -> None:
    print(f"\n{'page':<44}{'median':>9}{'95 %':>9}{'most':>9}{'processor':>11}{'queries':>9}{'sqlite3':>9}{'kB':>7}")
    for one in ran:
        shown = f"{median(one.times):>6.0f} ms{one.most:>6.0f} ms{max(one.times):>6.0f} ms"
        shown += f"{one.processor:>8.0f} ms"
        print(f"{one.path:<44}{shown}{one.queries:>9}{median(one.plain):>6.0f} ms{one.kilobytes:>7.0f}")
    print("sqlite3: the queries of that page, asked again without Python's objects for rows, without HTML and HTTP.\n")


if __name__ == "__main__":
    raise SystemExit(main())
