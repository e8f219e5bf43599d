"""The long form of the crash tests (`make crash`): as much as fits into the hours that it is given."""

import argparse
import shutil
import signal
import sys
from contextlib import nullcontext
from threading import Event
from typing import Any

from tests.crash.benches import Bench
from tests.crash.cases import case_of, wrong
from tests.crash.long import LongRun


def main() -> int:
    """Play, and leave with 1 where a promise was broken."""
    wanted = _wanted()
    if wanted.again:
        return _again(wanted.again)
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    if not shutil.which("strace"):
        _say("strace is missing: no syscall is killed or failed. To add it: sudo apt install -y strace")
    run = LongRun(wanted.hours, wanted.seed, wanted.processes, stop, _say)
    run.play()
    for line in run.closing_lines():
        _say(line)
    return 1 if run.failures else 0


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--hours", type=float, default=2.0, help="how long it may take (default 2)")
    parser.add_argument("--seed", type=int, default=1000, help="where the seeds begin")
    parser.add_argument("--processes", type=int, default=2, help="how many weeks are played at once")
    parser.add_argument("--again", metavar="CASE", help="play one case again, as a failure named it, and tell of it")
    return parser.parse_args()


def _again(told: str) -> int:
    case, bench = case_of(told), Bench(nullcontext())
    try:
        answer: dict[str, Any] = bench.play(case)
    finally:
        bench.close()
    for name, value in answer.items():
        _say(f"{name}: {value}")
    return 1 if wrong(answer) else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
