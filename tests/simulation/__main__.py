"""Play seeds by hand: one year line by line, or year after year until the time is over."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import monotonic, process_time

from tests.simulation.database import make_template
from tests.simulation.notices import show
from tests.simulation.surroundings import Breach
from tests.simulation.tally import Tally
from tests.simulation.year import Year, again, counted


def main() -> int:
    """Play, and leave with 1 where a promise was broken."""
    wanted = _wanted()
    if wanted.notices:
        show(wanted.seed, wanted.weeks)
        return 0
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        template = make_template(Path(folder))
        for seed in _seeds(wanted):
            year = Year(seed, Path(folder), template)
            problem = _play(year, wanted, brief=wanted.minutes is not None)
            tally.add(counted(year, broken=bool(problem)))
            year.world.database.path.unlink()
    if tally.years > 1:
        sys.stdout.write("\n".join(tally.lines()) + "\n")
    return 1 if tally.broken else 0


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", "--from-seed", type=int, default=1, help="the first, or the only one")
    parser.add_argument("--seeds", type=int, default=1, help="how many, counted on from the first")
    parser.add_argument("--minutes", type=float, help="as many seeds as begin within these; only failures are printed")
    parser.add_argument("--weeks", type=int, default=52, help="how long each seed is played")
    parser.add_argument(
        "--notices",
        action="store_true",
        help="how many messages staff get, in a good and a bad year; takes ten minutes",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="the whole journal")
    return parser.parse_args()


def _seeds(wanted: argparse.Namespace) -> Iterator[int]:
    if wanted.minutes is None:
        yield from range(wanted.seed, wanted.seed + wanted.seeds)
        return
    ends = monotonic() + wanted.minutes * 60
    for seed in count(wanted.seed):
        if monotonic() >= ends:
            return
        yield seed


def _play(year: Year, wanted: argparse.Namespace, *, brief: bool) -> str:
    """Play a year and print what there is to say of it; gives the promise that it broke, if it did."""
    problem, began = "", process_time()
    try:
        year.run(wanted.weeks)
    except Breach as breach:
        problem = str(breach)
    except Exception as error:
        if not brief:
            raise
        problem = f"the simulation itself failed: {type(error).__name__}: {error}"
    journal = year.world.journal
    if wanted.verbose:
        sys.stdout.write("\n".join(journal.lines) + "\n")
    elif problem and not brief:
        sys.stdout.write(journal.tail() + "\n")
    if not brief:
        posts = len(year.world.facebook.posts)
        took = f"{process_time() - began:.1f} s, {journal.digest[:16]}"
        sys.stdout.write(f"seed {year.seed}: {wanted.weeks} weeks, {year.ticks} ticks, {posts} posts, {took}\n")
    if problem:
        when, how = f"{year.world.time.true:%Y-%m-%d %H:%M}", again(year.seed, wanted.weeks)
        sys.stdout.write(f"BROKEN by seed {year.seed} at {when}: {' '.join(problem.split())[:400]} | {how}\n")
    sys.stdout.flush()
    return problem


if __name__ == "__main__":
    sys.exit(main())
