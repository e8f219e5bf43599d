"""Play seeds by hand: one year line by line, or many until one breaks."""

import argparse
import sys
import tempfile
from pathlib import Path
from time import process_time

from tests.simulation.database import make_template
from tests.simulation.surroundings import Breach
from tests.simulation.year import Year


def main() -> int:
    """Play, and leave with 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="how many, counted on from --seed")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("-v", "--verbose", action="store_true", help="the whole journal")
    wanted = parser.parse_args()
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        template = make_template(Path(folder))
        for seed in range(wanted.seed, wanted.seed + wanted.seeds):
            broken += _play(seed, wanted.weeks, Path(folder), template, verbose=wanted.verbose)
    return 1 if broken else 0


def _play(seed: int, weeks: int, folder: Path, template: Path, *, verbose: bool) -> bool:
    year = Year(seed, folder, template)
    problem, began = "", process_time()
    try:
        year.run(weeks)
    except Breach as breach:
        problem = str(breach)
    journal = year.world.journal
    if verbose:
        sys.stdout.write("\n".join(journal.lines) + "\n")
    elif problem:
        sys.stdout.write(journal.tail() + "\n")
    posts = len(year.world.facebook.posts)
    took = f"{process_time() - began:.1f} s, {journal.digest[:16]}"
    sys.stdout.write(f"seed {seed}: {weeks} weeks, {year.ticks} ticks, {posts} posts, {took}\n")
    if problem:
        sys.stdout.write(f"BROKEN after {year.world.time.true}: {problem}\n")
    sys.stdout.flush()
    return bool(problem)


if __name__ == "__main__":
    sys.exit(main())
