"""A year of weeks, lived by the runner of the daemon: what it has grown to, and what it costs to let it idle.

`python -m bench.year` starts practice, gives the queue a photo for each week, and ticks through the weeks in a process
of its own by a clock that is set: each time that comments are read while entries are open, else each hour; twenty
thousand ticks in about half an hour (`--collect 240` makes it two thousand). Then `captionbot run` is started on what
came of it, and has nothing to do for a minute but to beat and to serve its desk.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep, time
from typing import Final
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, inspect, text

from bench.waiting import SIZE, ZONE, first_line, python, settings_for, settle_in, started
from captionbot.cli.plug import bot_of, page_of
from captionbot.clock import DEMO_CLOCK, Clock
from captionbot.contest.timetable import first_after
from captionbot.contest.weekly import parse_weekly
from captionbot.runner.tick import Runner
from captionbot.settings import load_settings

WHERE: Final = ZoneInfo(ZONE)
FIRST: Final = datetime(2026, 1, 8, 12, 0, tzinfo=UTC)
"""The Thursday before the first slot."""
CROWD: Final = 40
HOUR: Final = timedelta(hours=1)
IDLE: Final = 60


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a process and its database take."""

    rss: float
    """MB."""
    peak: float
    """MB that it ever took."""
    files: int
    threads: int
    cpu: float
    """Seconds since it began."""
    database: float
    """MB, with its write-ahead log."""

    @classmethod
    def of(cls, pid: int, file: Path) -> "Footprint":
        """As they are now."""
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        spent = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        log = file.with_name(f"{file.name}-wal")
        return cls(
            rss=int(status["VmRSS"].split()[0]) / 1000,
            peak=int(status["VmHWM"].split()[0]) / 1000,
            files=len(list(Path(f"/proc/{pid}/fd").iterdir())),
            threads=int(status["Threads"]),
            cpu=(int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK"),
            database=sum(one.stat().st_size for one in (file, log) if one.exists()) / 1_000_000,
        )

    def line(self, what: str) -> str:
        """For the terminal."""
        figures = f"{self.rss:7.1f} {self.peak:7.1f} {self.files:6} {self.threads:8} {self.database:10.1f}"
        return f"{what:24}{figures} {self.cpu:8.1f}"


HEADING: Final = f"{'':24}{'RSS MB':>7} {'peak':>7} {'files':>6} {'threads':>8} {'database':>10} {'CPU s':>8}"


class Hand(Clock):
    """A clock that is set, together with practice's."""

    def __init__(self, practice: str) -> None:
        """Stand at the beginning."""
        super().__init__()
        self.practice, self.at = practice, FIRST
        self.set(FIRST)

    def now(self) -> datetime:
        """Where it was set to."""
        return self.at

    def set(self, at: datetime) -> None:
        """Move both."""
        self.at = at
        body, kind = json.dumps({"words": f"{at.timestamp()}@0x0"}).encode(), {"Content-Type": "application/json"}
        urlopen(Request(f"{self.practice}/practice/clock", body, kind), timeout=10).close()  # noqa: S310 - on loopback


def live(weeks: int) -> None:
    """Tick through the weeks in this very process, in the folder where it was started."""
    settings = load_settings(None, {})
    hand = Hand(settings.facebook_graph_url)
    bot = bot_of(settings)
    runner = Runner(replace(bot, clock=hand, page=page_of(settings, hand)))
    ticks, file = 0, Path("captionbot.db")
    print(Footprint.of(os.getpid(), file).line("at its start"), flush=True)
    for week in range(1, weeks + 1):
        for at in hours_of(week, timedelta(minutes=settings.collect_every_minutes)):
            hand.set(at)
            runner.tick()
            ticks += 1
        if week % 13 == 0 or week == weeks:
            print(Footprint.of(os.getpid(), file).line(f"{week} weeks, {ticks:,} ticks"), flush=True)
    bot.store.close()


def hours_of(week: int, step: timedelta) -> Iterator[datetime]:
    """The hours at which there is a tick in a week, from one Thursday to the next."""
    at = FIRST + timedelta(weeks=week - 1)
    until = at + timedelta(weeks=1)
    opens = first_after(parse_weekly("friday 10:00"), WHERE, at)
    closes = first_after(parse_weekly("monday 10:00"), WHERE, opens)
    while at < until:
        yield at
        at += step if opens - HOUR <= at < closes else max(step, HOUR)


def play(folder: Path, weeks: int, collect: int) -> Iterator[str]:
    """The year, and a minute; gives the lines of what came of it."""
    practice_words = ("captionbot.practice", "--port", "0", "--stop-at-eof", "--crowd", str(CROWD))
    with started(python("-m", *practice_words, "--crowd-hours", "72"), folder) as practice:
        more = {"SITE_DIR": "hall", "COLLECT_EVERY_MINUTES": str(collect)}
        settle_in(folder, settings_for(json.loads(first_line(practice))) | more, weeks)
        yield HEADING
        with started(python("-m", "captionbot", "init", "--no-input"), folder, **at_first()) as init:
            init.communicate(timeout=60)
        with started(python("-m", "bench.year", "--live", str(weeks)), folder) as worker:
            yield from (line.rstrip() for line in worker.stdout or ())
        begins = FIRST + timedelta(weeks=weeks)
        words = f"{begins.timestamp():.3f}@{time():.3f}x1"
        with started(python("-m", "captionbot", "run"), folder, **{DEMO_CLOCK: words}) as bot:
            first_line(bot)
            yield from _idle(bot.pid, folder / "captionbot.db")
    yield from _rows(folder / "captionbot.db", weeks)


def at_first() -> dict[str, str]:
    """The clock of the first command."""
    return {DEMO_CLOCK: f"{FIRST.timestamp()}@0x0"}


def _idle(pid: int, file: Path) -> Iterator[str]:
    sleep(20)
    before = Footprint.of(pid, file)
    sleep(IDLE)
    after = Footprint.of(pid, file)
    spent = after.cpu - before.cpu
    yield before.line("`run`, after 20 s")
    yield after.line("`run`, a minute later")
    yield f"idle: {spent:.2f} s of CPU in {IDLE} beats, {spent / IDLE * 1000:.0f} ms each (one in 30 s by a real clock)"


def _rows(file: Path, weeks: int) -> Iterator[str]:
    engine = create_engine(f"sqlite:///{file}")
    with closing(engine.connect()) as connection:
        names = sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})
        counted = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() or 0 for name in names}  # noqa: S608 - ours
        stages = connection.execute(text("SELECT stage, count(*) FROM contests GROUP BY stage")).all()
    engine.dispose()
    yield f"contests: {', '.join(f'{number} {stage}' for stage, number in stages)}"
    total = sum(counted.values())
    yield f"rows: {total:,}, {total / weeks:.0f} a week: {', '.join(f'{a} {b:,}' for a, b in counted.items() if b)}"


def main() -> None:
    """Play and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--collect", type=int, default=15, metavar="MINUTES", help="COLLECT_EVERY_MINUTES")
    parser.add_argument("--live", type=int, metavar="WEEKS", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.live:
        live(wanted.live)
        return
    weeks = wanted.weeks
    sys.stdout.write(
        f"{weeks} weeks, {CROWD} captions each, read every {wanted.collect} minutes, photos of {SIZE[0]} x {SIZE[1]}; "
    )
    sys.stdout.write(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory(prefix="captionbot-year-") as folder:
        for line in play(Path(folder), weeks, wanted.collect):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
