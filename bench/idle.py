"""The daemon with nothing to do, beside an empty loop of `schedule` with `requests` imported.

All of them run at the same time, for as long as one real beat of the daemon takes (half a minute), which begins well
after the first beat of the last one and well before the second of any. A simulated day is that, as often as a day has
beats; what is done once an hour is not in it.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

from bench import waiting
from bench.figures import Figure, Scale
from captionbot.daemon import BEAT_SECONDS

PART: Final = "The idle daemon"
BESIDE: Final = "an empty loop of schedule and requests"
DESK: Final = "with its desk"
ASKED: Final = "with its desk, after a page"
"""What the pages are made with is loaded with the first, and stays."""
BARE: Final = "without the desk"
LOOP: Final = """
import time
import requests
import schedule
schedule.every(30).seconds.do(lambda: None)
print("begun", flush=True)
while True:
    schedule.run_pending()
    time.sleep(1)
"""
DAY: Final = 24 * 60 * 60
RSS: Final = 3.0
"""The daemon's memory should at most be so many times the loop's."""
BUSY: Final = 0.1
"""The daemon should at most be busy for so many hundredths of the time."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process has taken so far."""

    at: float
    processor: float
    """Seconds of its threads, by the kernel's own clock."""
    woken: int
    """How often one of its threads had waited and went on: voluntary context switches."""
    megabytes: float
    """RSS."""

    @classmethod
    def by(cls, process: int) -> "Spent":
        """As it is now; children that work for it are not in it, for an idle beat starts none."""
        threads = list(Path(f"/proc/{process}/task").iterdir())
        nanoseconds = sum(int((one / "schedstat").read_text(encoding="ascii").split()[0]) for one in threads)
        woken = sum(_number("voluntary_ctxt_switches", one / "status") for one in threads)
        return cls(monotonic(), nanoseconds / 1e9, woken, _number("VmRSS", Path(f"/proc/{process}/status")) / 1000)


def _number(name: str, status: Path) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", status.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) if found else 0


def measure(_: Scale) -> Iterator[Figure]:
    """Memory, wake-ups and time of the processor, of the daemon with its desk, asked for a page or not, and without."""
    ways = {
        DESK: waiting.python("-m", "captionbot", "run"),
        ASKED: waiting.python("-m", "captionbot", "run"),
        BARE: waiting.python("-m", "captionbot", "run", "--no-desk"),
        BESIDE: waiting.python("-c", LOOP),
    }
    with tempfile.TemporaryDirectory(prefix="captionbot-idle-") as name, ExitStack() as running:
        pids, made = {}, Path(name, "made")
        made.mkdir()
        waiting.make(made)
        folders = {way: Path(name, str(number)) for number, way in enumerate(ways)}
        folders[BESIDE].mkdir()
        with ThreadPoolExecutor() as at_once:
            list(at_once.map(partial(waiting.copy, made), (folders[way] for way in ways if way != BESIDE)))
        for way, command in ways.items():
            process = running.enter_context(waiting.started(command, folders[way]))
            pids[way] = process.pid
            address = _begun(process) if way != BARE else ""
            if way == ASKED:
                _ask(address)
        sleep(BEAT_SECONDS / 6)
        before = {way: Spent.by(pid) for way, pid in pids.items()}
        sleep(BEAT_SECONDS)
        after = {way: Spent.by(pid) for way, pid in pids.items()}
    for way in ways:
        if way != BESIDE:
            yield from _figures(way, (before[way], after[way]), (before[BESIDE], after[BESIDE]))


def _begun(process: subprocess.Popen[str]) -> str:
    """The address of the desk, from the line that says that the process is ready."""
    found = re.search(r"http\S+", waiting.first_line(process))
    return found[0] if found else ""


def _ask(address: str) -> None:
    """Ask for a page."""
    try:
        urlopen(address, timeout=60).close()  # noqa: S310 - the desk, on loopback
    except HTTPError as refused:
        refused.close()


def _figures(way: str, ours: tuple[Spent, Spent], theirs: tuple[Spent, Spent]) -> Iterator[Figure]:
    for what, unit, value in (
        ("memory", "MB", lambda spent: spent[1].megabytes),
        ("processor a day", "s", lambda spent: _busy(spent) * DAY),
        ("wake-ups a second", "", lambda spent: (spent[1].woken - spent[0].woken) / (spent[1].at - spent[0].at)),
    ):
        one, other = value(ours), value(theirs)
        ratio = one / other if other else None
        goal = RSS if unit == "MB" and way != BARE else None
        yield Figure(PART, f"{what}, {way}", unit, one, BESIDE, other, ratio, goal=goal)
    note = "Of one processor, in one beat of half a minute, which does all that a tick does but what is hourly."
    yield Figure(PART, f"busy, {way}", "%", _busy(ours) * 100, goal=BUSY, note=note)


def _busy(spent: tuple[Spent, Spent]) -> float:
    """The part of the time in which the process worked."""
    return (spent[1].processor - spent[0].processor) / (spent[1].at - spent[0].at)


def main() -> None:
    """Measure and print."""
    for figure in measure(Scale()):
        beside = f"; {figure.theirs:.2f} {figure.beside}" if figure.theirs is not None else ""
        print(f"{figure.what:36} {figure.ours:8.2f} {figure.unit}{beside}")


if __name__ == "__main__":
    main()
