"""The winner's card: how long one takes after the imports, and how much memory, beside one plain line by Pillow.

`python -m bench.card` prepares a photo of 12 megapixels as a contest's is, and draws cards in fresh processes, one by
one: ours, with a caption of 120 characters in three kinds of writing; Pillow, which puts the same photo above a band
with a single line of Latin in it, neither wrapped, fitted nor shaped. Then the whole way that a tick goes, with the
child process, its start and its imports, beside a process in which Pillow draws that line.
This process stays small, for the kernel counts its memory as its children's.
"""

# Chinese has its own punctuation.
# ruff: noqa: RUF001

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import monotonic
from typing import Any, Final

from bench.figures import Figure, Scale, paired
from bench.measuring import NotDoneError, compile_program
from captionbot.photos.child import ENVIRONMENT, PYTHON

PLAIN_LINE: Final = Path(__file__).with_name("plain_line.py")
ROUNDS: Final = 7
"""After one that warms up."""
LINE: Final = "He asked for the stable special."
CAPTIONS: Final = {
    "Latin": (
        "We were promised oats, a rub behind the ears and the good stable by the river, "
        "and look: another milkshake for the chief."
    ),
    "Arabic": (
        "وعدونا بالشوفان وبإسطبل جميل عند النهر، وها نحن ننتظر أمام المطعم منذ الصباح، "
        "والرئيس يشرب كوبه الثالث ولا يعرض علينا."
    ),
    "Chinese": (
        "他们答应给我们燕麦，答应每天早上替我们刷毛，还答应让我们住进河边最好的马厩；结果我们站在这家小餐馆门口等了整整一个上午，"
        "只看见局长一杯接一杯地喝奶昔，连吸管也不肯借给我们用一下，就连餐巾纸都没有人递过来给我们擦一擦嘴，下一回我们可要自己点单了！"
    ),
}
"""Each of about 120 characters."""
BESIDE: Final = {"ours": "pillow", "apart": "pillow apart"}
"""Each way of ours with what it is held against: a card after the imports with such, a whole process with such."""
MORE: Final = (
    "ours has a caption of about 120 characters, fitted, in three to six lines, with three more beneath, and makes a "
    f"second, small card; Pillow's has one line of {len(LINE)} characters"
)
NOTES: Final = {"ours": MORE, "apart": f"each a process from its start to its end, with its imports; {MORE}"}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one process took."""

    imports: float
    """Seconds by the wall's clock, as are the others but for ``processor``."""
    first: float
    """Of the first card after the imports."""
    processor: float
    """Seconds that all its threads took together for that first card: a busy machine changes these least."""
    again: float
    """Of the next."""
    megabytes: float
    """The most that it, or its child, had in memory at once."""


def main() -> int:
    """Prepare the photo, measure, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.card", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--child", nargs=3, metavar=("WAY", "WRITING", "PHOTO"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.child:
        way, writing, photo = wanted.child
        print(json.dumps(WAYS[way](Path(photo), CAPTIONS.get(writing, LINE))))
        return 0
    compile_program()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"Median of {wanted.rounds} rounds after a warm-up; ratios are of pairs in one round, ours above Pillow's.\n")
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder, "prepared.jpg")
        _ran("prepare", "", photo)
        for line in _table(photo, wanted.rounds):
            print(line, flush=True)
    return 0


def _table(photo: Path, rounds: int) -> Iterator[str]:
    found = _found(photo, rounds)
    yield (
        "| Card | Imports, s | The first, ms | of the processor, ms | The next, ms | MB "
        "| First, ours to Pillow's | MB, ours to Pillow's |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for (kind, writing), runs in found.items():
        yield _row(TITLES[kind].format(writing), runs, _theirs(kind, found))


def measure(scale: Scale) -> Iterator[Figure]:
    """Seconds of a process's first card and its memory (MB), beside one plain line by Pillow; there is no goal.

    Raises NotDoneError where either draws none.
    """
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder, "prepared.jpg")
        _ran("prepare", "", photo)
        found = _found(photo, scale.rounds)
    for (kind, writing), ours in found.items():
        if theirs := _theirs(kind, found):
            yield from _figures(kind, TITLES[kind].format(writing), ours, theirs)


def _figures(kind: str, title: str, ours: Sequence[Ran], theirs: Sequence[Ran]) -> Iterator[Figure]:
    beside = partial(paired, part="Winner card", beside=TITLES[BESIDE[kind]], note=NOTES[kind])
    seconds = [ran.first for ran in ours], [ran.first for ran in theirs]
    yield beside(*seconds, what=title, unit="s")
    largest = [ran.megabytes for ran in ours], [ran.megabytes for ran in theirs]
    yield beside(*largest, what=f"{title}, memory", unit="MB")


def _theirs(kind: str, found: Mapping[tuple[str, str], list[Ran]]) -> list[Ran]:
    """The runs that a way of ours is held against; none for a way of Pillow's."""
    return found[BESIDE[kind], ""] if kind in BESIDE else []


def _found(photo: Path, rounds: int) -> dict[tuple[str, str], list[Ran]]:
    """What each way took, one after the other, after a round that warms up."""
    ways = [("ours", writing) for writing in CAPTIONS] + [("pillow", ""), ("apart", "Latin"), ("pillow apart", "")]
    found: dict[tuple[str, str], list[Ran]] = {way: [] for way in ways}
    for number in range(rounds + 1):
        for way in ways:
            ran = Ran(**_ran(*way, photo))
            if number:
                found[way].append(ran)
    return found


def _row(title: str, ours: Sequence[Ran], theirs: Sequence[Ran]) -> str:
    in_ms = [(run.first, run.processor, run.again) for run in ours]
    took = f"{median(run.imports for run in ours):.2f} | "
    took += " | ".join(f"{1000 * median(seconds):.0f}" for seconds in zip(*in_ms, strict=True))
    took += f" | {median(run.megabytes for run in ours):.0f}"
    if not theirs:
        return f"| {title} | {took} | | |"
    pairs = list(zip(ours, theirs, strict=True))
    seconds = median(one.first / other.first for one, other in pairs)
    memory = median(one.megabytes / other.megabytes for one, other in pairs)
    return f"| {title} | {took} | {seconds:.1f} | {memory:.1f} |"


def _ran(way: str, writing: str, photo: Path) -> dict[str, float]:
    """What a fresh process tells of itself; its threads and its memory are counted out as those that draw in life.

    Raises NotDoneError.
    """
    command = [sys.executable, "-m", "bench.card", "--child", way, writing, str(photo)]
    ended = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, env={**os.environ, **ENVIRONMENT})
    if ended.returncode:
        raise NotDoneError(f"{TITLES.get(way, way).format(writing)}: ended with code {ended.returncode}; see above.")
    return dict(json.loads(ended.stdout))


# in a process of their own


def _prepare(photo: Path, _caption: str) -> dict[str, float]:
    """What is sent of a photo of 4000 x 3000, drawn as bench/photos.py draws its own."""
    from bench.photos import drawn  # noqa: PLC0415 - the measuring process must stay small
    from captionbot.photos.picture.here import examine_here  # noqa: PLC0415

    found = photo.with_name("found.jpg")
    drawn(4000, 3000).write_to_file(str(found), Q=90)
    with found.open("rb") as file:
        photo.write_bytes(examine_here(file.fileno(), found.name).jpeg)
    return {}


def _ours(photo: Path, caption: str) -> dict[str, float]:
    began = monotonic()
    from captionbot.photos.card.drawn import Style  # noqa: PLC0415 - measured
    from captionbot.photos.card.here import draw_here  # noqa: PLC0415

    imports, jpeg, words = monotonic() - began, photo.read_bytes(), _words(caption)
    return _took(imports, lambda: draw_here(jpeg, words, Style()), RUSAGE_SELF)


def _apart(photo: Path, caption: str) -> dict[str, float]:
    began = monotonic()
    from captionbot.photos.card.apart import draw_apart  # noqa: PLC0415 - measured
    from captionbot.photos.card.drawn import Style  # noqa: PLC0415

    imports, jpeg, words = monotonic() - began, photo.read_bytes(), _words(caption)
    return _took(imports, lambda: draw_apart(jpeg, words, Style()), RUSAGE_CHILDREN)


def _pillow(photo: Path, line: str) -> dict[str, float]:
    began = monotonic()
    from bench.plain_line import draw  # noqa: PLC0415 - measured

    imports, jpeg = monotonic() - began, photo.read_bytes()
    return _took(imports, lambda: draw(jpeg, line), RUSAGE_SELF)


def _pillow_apart(photo: Path, line: str) -> dict[str, float]:
    """Python is started as it is for ours, and hears the JPEG as ours does; there is nothing to import before."""
    command = [*PYTHON[:-1], str(PLAIN_LINE), str(photo), line]
    return _took(0, lambda: subprocess.run(command, check=True, stdout=subprocess.PIPE), RUSAGE_CHILDREN)


def _words(caption: str) -> Any:
    from captionbot.contest.card import CardWords  # noqa: PLC0415 - the measuring process must stay small

    return CardWords(
        caption=f"“{caption}”",
        by="Otilia Ferncastle",
        contest="Beat the Caption no. 12",
        day="Friday 27 November 2026",
        credit="Photo: Springfield Public Library",
        organiser="Springfield Police",
    )


def _took(imports: float, draw: Callable[[], object], whose: int) -> dict[str, float]:
    began, before = monotonic(), _processor(whose)
    draw()
    between, after = monotonic(), _processor(whose)
    draw()
    return {
        "imports": imports,
        "first": between - began,
        "processor": after - before,
        "again": monotonic() - between,
        "megabytes": getrusage(whose).ru_maxrss * 1024 / 1e6,
    }


def _processor(whose: int) -> float:
    used = getrusage(whose)
    return used.ru_utime + used.ru_stime


WAYS: Final[dict[str, Callable[[Path, str], dict[str, float]]]] = {
    "prepare": _prepare,
    "ours": _ours,
    "apart": _apart,
    "pillow": _pillow,
    "pillow apart": _pillow_apart,
}
TITLES: Final = {
    "ours": "captionbot, {}",
    "apart": "captionbot, {}, with its process",
    "pillow": "Pillow, one plain line",
    "pillow apart": "Pillow, one plain line, with its process",
}

if __name__ == "__main__":
    sys.exit(main())
