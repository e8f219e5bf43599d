"""How long a tally with its near-same captions takes, beside sorting the same lines with `sort`.

`python -m bench.tallying` prints the table, `python -m bench.tallying FILE` tallies the lines of a file and says how
many seconds that took, without the start of Python. A tally is what is made of comments that were screened: copies and
second entries left out, the rest in order, and captions that are nearly the same found. The captions are invented words
with the frequencies of real ones; one in twenty is an earlier one with a word changed, and one in fifteen is by whoever
wrote the one before.
"""

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import log
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from bench.figures import Figure, MissingError, Scale, paired
from bench.measuring import Ran, in_turn, run
from bench.table import table

SIZES: Final = (1_000, 10_000, 100_000)
LARGEST: Final = 1_000_000
PART: Final = "A tally, its near-same captions found"
VOCABULARY: Final = 5_000
LATELY: Final = 1_000
"""A caption that is nearly an earlier one is one of about so many before it."""
ONE_IN: Final = 20
AGAIN: Final = 15
"""One in so many is by whoever wrote the one before."""
MOST_VOTES: Final = 20_000
LETTERS: Final = "etaoinshrdlucmfwypvbgkjqxz"
FEWER_ROUNDS: Final = {100_000: 3, LARGEST: 1}
"""Of the sizes of which a round takes ten seconds, or minutes."""


def measure(scale: Scale) -> Iterator[Figure]:
    """The seconds of each size beside `sort`, the exponent by which they grow, and the memory of one caption more."""
    sort = shutil.which("sort")
    if sort is None:
        raise MissingError("sort (Debian: apt install coreutils)")
    seconds: dict[int, float] = {}
    peaks: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (*SIZES, LARGEST) if scale.full else SIZES:
            file = Path(folder) / "captions.txt"
            with file.open("w", encoding="utf-8") as out:  # line by line, for this process stays small
                out.writelines(f"{line}\n" for line in captions(size))
            rounds = min(scale.rounds, FEWER_ROUNDS.get(size, scale.rounds))
            ours, theirs = _beside_sort(file, sort, rounds, warm=1 if size == SIZES[0] else 0)
            seconds[size] = median(float(one.said) for one in ours)
            peaks[size] = median(one.megabytes for one in ours)
            yield paired(
                [float(one.said) for one in ours],
                [one.processor for one in theirs],
                part=PART,
                what="tally, once all are screened",
                unit="s",
                beside="sort, the whole process",
                size=size,
                note=f"{seconds[size] / size * 1e6:.0f} µs a caption, {peaks[size]:.0f} MB at most; rounds: {rounds}",
            )
    yield from _growth(seconds, peaks)


def captions(count: int) -> Iterator[str]:
    """So many folded captions, the same each time."""
    lot = random.Random(3)  # noqa: S311 - invented words
    words = ["".join(lot.choices(LETTERS, range(len(LETTERS), 0, -1), k=lot.randint(2, 9))) for _ in range(VOCABULARY)]
    often = list(accumulate(1 / place for place in range(1, VOCABULARY + 1)))
    before: list[list[str]] = []
    for number in range(count):
        if before and number % ONE_IN == 0:
            said = lot.choice(before).copy()
            said[lot.randrange(len(said))] = lot.choice(words)
        else:
            said = lot.choices(words, cum_weights=often, k=lot.randint(4, 14))
        if len(before) < LATELY:
            before.append(said)
        else:
            before[lot.randrange(LATELY)] = said
        yield "".join(said)


def _beside_sort(file: Path, sort: str, rounds: int, *, warm: int) -> tuple[list[Ran], list[Ran]]:
    """The smallest size warms up for the larger ones: after it nothing is left to be done once."""
    bytewise = {**os.environ, "LC_ALL": "C"}
    found = in_turn(
        {
            "ours": lambda: run([sys.executable, "-m", "bench.tallying", str(file)]),
            "sort": lambda: run([sort, "-o", os.devnull, str(file)], environment=bytewise),
        },
        rounds,
        warm=warm,
    )
    return found["ours"], found["sort"]


def _growth(seconds: dict[int, float], peaks: dict[int, float]) -> Iterator[Figure]:
    """Over the whole range, and the goal is N log N's over the same; each tenfold step stands in the note."""
    sizes = list(seconds)
    steps = ", ".join(f"{_exponent(seconds, *step):.2f} to {step[1]:,}" for step in pairwise(sizes))
    first, last = sizes[0], sizes[-1]
    yield Figure(
        part=PART,
        what=f"exponent of its growth, {first:,} to {last:,}",
        unit="",
        ours=_exponent(seconds, first, last),
        goal=_exponent({size: size * log(size) for size in sizes}, first, last),
        note=f"the goal is N log N's between the same sizes; step by step {steps}",
    )
    yield Figure(
        part=PART,
        what=f"memory of one caption more, {first:,} to {last:,}",
        unit="bytes",
        ours=(peaks[last] - peaks[first]) * 1e6 / (last - first),
        note="with the first captions on the disk where they are many; a whole sweep's memory has the goal",
    )


def _exponent(values: dict[int, float], first: int, last: int) -> float:
    return log(values[last] / values[first]) / log(last / first)


def tally(file: Path) -> float:
    """The processor's seconds that a tally of the lines of a file takes, once they are screened."""
    from captionbot.contest.entries import Reason  # noqa: PLC0415 - the measuring process stays small
    from captionbot.contest.same_joke import twins  # noqa: PLC0415 - see above
    from captionbot.store.scratch import Scratch, Sifted  # noqa: PLC0415 - see above

    def sifted(number: int, line: str) -> Sifted:
        entrant, rest = str(number - (number % AGAIN == 0)), (None,) * 7
        return Sifted(str(number), f"{number:09}", MOST_VOTES // (number + 1), entrant, line.rstrip("\n"), *rest)

    scratch = Scratch()
    with file.open(encoding="utf-8") as lines:
        began = process_time()
        scratch.add(sifted(number, line) for number, line in enumerate(lines))
        scratch.leave_out_copies(Reason.SAME_CAPTION, one_each=True)
        scratch.leave_out_seconds(Reason.SECOND_ENTRY)
        scratch.rank()
        scratch.add_jokes(twins(scratch.entries(), scratch.firsts()))
        took = process_time() - began
    scratch.close()
    return took


if __name__ == "__main__":
    if sys.argv[1:]:
        print(tally(Path(sys.argv[1])))
    else:
        print("\n".join(table(PART, list(measure(Scale(rounds=3))))))
