"""The desk's pages with a viral thread and ten years of contests: how long each takes, and how much of it is SQLite.

`python -m bench.desk` fills a record, lets a tick's work keep what is shown of the large threads, serves the desk as
`captionbot run` does, and asks for each page over real HTTP on loopback, one request after the other. Beside it stand
the queries that a page made, asked again by plain sqlite3: what no page over this database could be faster than.
"""

import argparse
import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import monotonic, process_time
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import event

from bench.desk_filled import fill
from bench.figures import Figure, Scale
from captionbot.accounts import Role, sign_in
from captionbot.clock import pause_briefly
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.guarding import Hosting
from captionbot.desk.serving import signing_key, start
from captionbot.overview import View
from captionbot.overview.shown import basis_of, glance
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.settings import Settings, load_settings
from captionbot.store.database import Store, make_store

PAST: Final = 500
ENTRIES: Final = 100_000
FEW: Final = 1_000
"""Entries of a thread beside which the queries of a page are counted."""
ROUNDS: Final = 40
WARM: Final = 3
LIMIT: Final = 100
"""Milliseconds that 95 of 100 requests may take."""
FETCHED: Final = 1000
"""Rows that a query is asked for: no page reads more of a thread."""
PAGE: Final = "100200300"
NOW: Final = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
SETTINGS: Final = (
    f"FACEBOOK_PAGE_ID={PAGE}\nFACEBOOK_PAGE_TOKEN=EAABinvented\nTIMEZONE=America/Chicago\nDESK_BIND=127.0.0.1:0\n"
)

Asked = list[tuple[str, Any]]
"""The queries of a page, with their values."""


@dataclass
class Office:
    """What the desk reads from, at an hour that stands still."""

    store: Store
    settings: Settings
    photos: PhotosFolder
    asked: Asked = field(default_factory=list)

    @classmethod
    def filled(cls, folder: Path, past: int, entries: int) -> tuple["Office", tuple[int, int]]:
        """A new record with everything in it, and the numbers of its two large contests."""
        env = folder / ".env"
        env.write_text(SETTINGS)
        env.chmod(0o600)
        photos = PhotosFolder(folder / "photos", pause_briefly, examine_apart, draw_apart)
        photos.make()
        store = make_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE)
        found = cls(store, load_settings(env, {}), photos)
        numbers = fill(store, NOW, past, entries)
        event.listen(store.engine, "before_cursor_execute", found.listen)
        return found, numbers

    def listen(self, _: object, __: object, statement: str, values: Any, *___: object) -> None:
        """Note a query."""
        self.asked.append((statement, values))

    def now(self) -> datetime:
        """A Sunday on which one contest is open and one in review."""
        return NOW

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Read."""
        with self.store.view() as record:
            yield View(record, self.settings, self.photos, NOW)

    @contextmanager
    def recording(self) -> Iterator[View]:
        """Write."""
        with self.store.transaction() as record:
            yield View(record, self.settings, self.photos, NOW)

    def keep_shown(self, number: int) -> float:
        """What a tick does for a large contest; gives its seconds."""
        began = monotonic()
        with self.viewing() as view:
            contest = view.record.contests.get(number)
            basis, body = basis_of(view.record, contest), glance(view, contest)
        with self.recording() as view:
            view.record.desk.show(number, basis, body, NOW)
        return monotonic() - began

    def cookie(self) -> str:
        """The cookie of an admin who is signed in."""
        with self.recording() as view:
            view.record.accounts.add("maria", "Maria", Role.ADMIN, "the bench", NOW)
            secret = sign_in(view.record, "maria", NOW, device="the bench", address="127.0.0.1")
        app = make_app(self, Hosting.of(self.settings), signing_key(self))
        client = app.test_client()
        with client.session_transaction(base_url="http://127.0.0.1") as session:
            session[SIGNED_IN] = secret
        kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"], "127.0.0.1")
        return f"{kept.key}={kept.value}" if kept else ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a page took, in milliseconds."""

    path: str
    times: Sequence[float]
    processor: float
    """What one request costs the processor, asking included: a busy machine changes that least."""
    kilobytes: float
    queries: int
    plain: float
    """The same queries by sqlite3 alone."""

    @property
    def most(self) -> float:
        """95 of 100 requests took no longer."""
        return sorted(self.times)[max(0, -(-len(self.times) * 95 // 100) - 1)]


def measure(scale: Scale) -> Iterator[Figure]:
    """Of each page what 95 of 100 requests take, beside sqlite3, and its queries, beside those with few entries."""
    few, many = _measured(FEW, 1), _measured(ENTRIES, scale.rounds * 4)
    for one in many:
        yield Figure(
            part="Desk pages",
            what=f"{one.path}: 95 of 100 requests",
            unit="ms",
            ours=one.most,
            beside="its queries by sqlite3",
            theirs=one.plain,
            ratio=one.most / one.plain,
            size=ENTRIES,
            note=f"Over HTTP on loopback, one after the other; {PAST} past contests, two threads of {ENTRIES:,}.",
        )
    for before, one in zip(few, many, strict=True):
        yield Figure(
            part="Queries of a desk page",
            what=one.path,
            unit="",
            ours=one.queries,
            beside=f"with {FEW:,} entries",
            theirs=before.queries,
            ratio=one.queries / before.queries,
            goal=1.0,
            size=ENTRIES,
        )


def _measured(entries: int, rounds: int) -> list[Ran]:
    """Every page of a record with threads of so many entries."""
    with tempfile.TemporaryDirectory() as folder:
        office, numbers = Office.filled(Path(folder), PAST, entries)
        for number in numbers:
            office.keep_shown(number)
        ran = list(_asked(office, pages(*numbers), rounds))
        office.store.close()
    return ran


def main() -> int:
    """Fill, serve, ask, print the table; 1 where a page is too slow."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--past", type=int, default=PAST)
    wanted = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"SQLite {sqlite3.sqlite_version}: {wanted.past:,} past contests, two threads of {wanted.entries:,} comments")
    with tempfile.TemporaryDirectory() as folder:
        office, numbers = Office.filled(Path(folder), wanted.past, wanted.entries)
        for number, name in zip(numbers, ("open", "in review"), strict=True):
            print(f"A tick keeps what is shown of the one that is {name}: {office.keep_shown(number):.1f} s")
        ran = list(_asked(office, pages(*numbers), wanted.rounds))
        office.store.close()
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
    address = urlsplit(start(office.settings, office))
    with closing(sqlite3.connect(str(office.store.engine.url.database))) as plain:
        for path in paths:
            yield _ran(office, address.netloc, cookie, path, rounds, plain)


def _ran(office: Office, host: str, cookie: str, path: str, rounds: int, plain: sqlite3.Connection) -> Ran:
    times, size, processor = [], 0, 0.0
    for turn in range(WARM + rounds):
        office.asked.clear()
        processor = process_time() if turn == WARM else processor
        began = monotonic()
        size = _get(host, cookie, path)
        times.append((monotonic() - began) * 1000)
    processor = (process_time() - processor) * 1000 / rounds
    asked = [one for one in office.asked if one[0].lstrip().upper().startswith("SELECT")]
    beside = median(_plainly(plain, asked) for _ in range(WARM))
    return Ran(path, times[WARM:], processor, size / 1024, len(asked), beside)


def _get(host: str, cookie: str, path: str) -> int:
    connection = HTTPConnection(host, timeout=60)
    with closing(connection):
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
    if answer.status not in {200, 404}:
        raise SystemExit(f"{path}: {answer.status} {answer.reason}")
    return len(body) if answer.status == 200 else 0  # noqa: PLR2004 - what HTTP calls OK


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
        print(f"{one.path:<44}{shown}{one.queries:>9}{one.plain:>6.0f} ms{one.kilobytes:>7.0f}")
    print("sqlite3: the queries of that page, asked again without Python's objects for rows, without HTML and HTTP.\n")


if __name__ == "__main__":
    raise SystemExit(main())
