"""Everything that is measured, beside what people would use instead, in one run on this machine.

`python -m bench` (`make bench`) measures part after part, prints a table of each, and writes `bench/results.json` and
`bench/plot.png` where all of them were measured, in full and without a failure. `--only sweep,photos` measures some
parts and writes nothing, `--into FOLDER` writes whatever there is, `--full` (`make bench-full`) takes the largest sizes
too. Each part runs in a process of its own: what one part imports weighs on no other, and a part that fails, or takes
far too long, ends alone. `docs/performance.md` says what was measured and how.
"""

import argparse
import importlib
import json
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.figures import Figure, Measure, MissingError, Scale
from bench.machine import commit, machine, machine_line
from bench.measuring import compile_program
from bench.parts import MISSING, listen, run_part
from bench.table import table, tables

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.json"
PLOT: Final = HERE / "plot.png"
PARTS: Final = {
    "sweep": "bench.comments.sweep",
    "calls": "bench.comments.calls",
    "tallying": "bench.tallying",
    "photos": "bench.photos",
    "card": "bench.card",
    "idle": "bench.idle",
    "commands": "bench.commands",
    "desk": "bench.desk",
    "pages": "bench.pages",
}
"""By the name that ``--only`` knows: the module whose ``measure(scale)`` gives the figures."""
LIMITS: Final = {False: 30 * 60.0, True: 2 * 60 * 60.0}
"""Seconds that a part may take, by whether it measures the largest sizes too."""
INTERRUPTED: Final = 128 + signal.SIGINT
"""What a program ends with that Ctrl-C has ended, by a shell's rule."""


@dataclass(slots=True)
class Found:
    """What the parts gave."""

    figures: list[Figure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    """By part, the program that it lacks."""
    failed: dict[str, str] = field(default_factory=dict)
    """By part, why it gave nothing, or not everything."""


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where everything was measured; 1 where a part failed, 130 after Ctrl-C."""
    try:
        return _do(words)
    except KeyboardInterrupt:
        return INTERRUPTED


def _do(words: Sequence[str] | None) -> int:
    wanted = _wanted(words)
    scale = Scale(rounds=wanted.rounds, full=wanted.full)
    if wanted.part:
        return _in_this_process(wanted.part, scale)
    if wanted.show:
        print("\n".join(tables(_kept(wanted.show))))
        return 0
    listen()
    print(machine_line(), flush=True)
    compile_program()
    found = Found()
    for name in wanted.only:
        _measured(name, scale, found)
    print(_ending(found))
    if why := "" if wanted.into else _too_little(wanted.only, scale, found):
        print(f"\nNothing is written, for {why}; `--into FOLDER` writes all the same.")
    else:
        _write(found, scale, Path(wanted.into or HERE))
    return 1 if found.failed else 0


def _too_little(parts: Sequence[str], scale: Scale, found: Found) -> str:
    """Why the figures may not replace those that everybody reads; empty where they may.

    A part that lacks a program has not failed: it is recorded as left out.
    """
    if found.failed:
        return f"{', '.join(found.failed)} failed"
    if set(PARTS) - set(parts):
        return "not every part was measured"
    if scale.rounds < Scale().rounds:
        return f"there were fewer than {Scale().rounds} rounds"
    return ""


def _wanted(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", type=_names, default=list(PARTS), metavar="PART,…", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=_rounds, default=Scale().rounds, help="counted, after one that warms up")
    parser.add_argument("--full", action="store_true", help="the largest sizes too, a million comments")
    parser.add_argument(
        "--into", type=_folder, metavar="FOLDER", help="where results.json and plot.png go, with --only too"
    )
    parser.add_argument("--show", type=Path, metavar="FILE", help="measure nothing: print the tables of a results.json")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    return parser.parse_args(words)


def _names(words: str) -> list[str]:
    names = words.split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return names


def _folder(words: str) -> str:
    """Looked for before anything is measured: it is written to at the end."""
    if not Path(words).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {words}")
    return words


def _rounds(words: str) -> int:
    if not words.isdigit() or not int(words):
        raise argparse.ArgumentTypeError(f"at least one round, not {words}")
    return int(words)


def _in_this_process(name: str, scale: Scale) -> int:
    """Measure one part: a line of JSON for each figure, as soon as it is found."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore it
    measure: Measure = importlib.import_module(PARTS[name]).measure
    try:
        for figure in measure(scale):
            print(json.dumps(figure.as_json()), flush=True)
    except MissingError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return MISSING
    return 0


def _measured(name: str, scale: Scale, found: Found) -> None:
    """Let a process of its own measure a part, print its tables, and keep what it gave, also where it failed later."""
    words = ["--part", name, "--rounds", str(scale.rounds), *(["--full"] if scale.full else [])]
    print(f"\n{name} …", flush=True)
    heard = run_part([sys.executable, "-m", "bench", *words], _limit(scale))
    found.seconds[name] = heard.seconds
    found.figures += heard.figures
    if heard.failed:
        found.failed[name] = heard.failed
    elif heard.missing:
        found.left_out[name] = f"needs {heard.missing}"
    for part in dict.fromkeys(one.part for one in heard.figures):
        print("", *table(part, [one for one in heard.figures if one.part == part]), sep="\n")
    if why := found.failed.get(name) or found.left_out.get(name):
        print(f"\n{name}: {why}")
    print(f"\n({name}: {heard.seconds:.0f} s)", flush=True)


def _limit(scale: Scale) -> float:
    """Seconds that a part may take; whoever asks for more rounds gives it more time."""
    return LIMITS[scale.full] * max(1.0, scale.rounds / Scale().rounds)


def _ending(found: Found) -> str:
    judged = [one.met for one in found.figures if one.met is not None]
    missed = [f"{one.part}: {one.what}" for one in found.figures if one.met is False]
    words = f"\n{sum(judged)} of {len(judged)} goals reached, in {sum(found.seconds.values()):.0f} s."
    return words + "".join(f"\n✗ {line}" for line in dict.fromkeys(missed))


def _write(found: Found, scale: Scale, folder: Path) -> None:
    from bench.plotting import plot  # noqa: PLC0415 - matplotlib is large, and the measuring process must stay small

    kept = {
        "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}",
        "commit": commit(),
        "rounds": scale.rounds,
        "full": scale.full,
        "machine": machine(),
        "seconds": {name: round(seconds, 1) for name, seconds in found.seconds.items()},
        "left out": found.left_out | found.failed,
        "figures": [one.as_json() for one in found.figures],
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    _put(folder / RESULTS.name, lambda file: file.write_text(text, encoding="utf-8"))
    _put(folder / PLOT.name, lambda file: plot(found.figures, file))
    print(f"\nWritten: {folder / RESULTS.name}, {folder / PLOT.name}")


def _put(file: Path, write: Callable[[Path], object]) -> None:
    """Write a file as a whole or not at all: under another name beside it, which then becomes its own."""
    fresh = file.with_name(f".new-{file.name}")
    try:
        write(fresh)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _kept(file: Path) -> list[Figure]:
    return [Figure.from_json(one) for one in json.loads(file.read_text(encoding="utf-8"))["figures"]]


if __name__ == "__main__":
    sys.exit(main())
