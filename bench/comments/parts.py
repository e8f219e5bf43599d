"""Where the time of a sweep goes, by parts: `python -m bench.comments.parts` prints the table in `docs/performance.md`.

A profile slows Python down and C code hardly, so the parts say which is large, and not how long a sweep takes.
"""

import argparse
from typing import Final

from bench.comments.rig import SWEEPS, rigged

SIZE: Final = 10_000
LEAST: Final = 0.01
"""A place that took less of any sweep than this part is counted among the others."""


def main() -> None:
    """Sweep under a profile, and print microseconds a comment by place, the largest of the first sweep first."""
    parser = argparse.ArgumentParser(prog="python -m bench.comments.parts", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="comments")
    size = parser.parse_args().size
    with rigged(size) as rig:
        sweeps = rig.profiled()
    totals = [sum(sweep.values()) for sweep in sweeps]
    places = {
        place for sweep, total in zip(sweeps, totals, strict=True) for place in sweep if sweep[place] > total * LEAST
    }
    print(f"| µs a comment, of {size:,} | {' | '.join(SWEEPS)} |\n|---|{'---:|' * len(SWEEPS)}")
    for place in sorted(places, key=lambda place: -sweeps[0].get(place, 0)):
        _print(place, [sweep.get(place, 0) for sweep in sweeps], size)
    _print("others", [sum(sweep[place] for place in sweep if place not in places) for sweep in sweeps], size)
    _print("**together**", totals, size)


def _print(place: str, seconds: list[float], size: int) -> None:
    print(f"| {place} | {' | '.join(f'{one * 1e6 / size:.1f}' for one in seconds)} |")


if __name__ == "__main__":
    main()
