"""Large photos: how long the process that examines one takes, and how much memory, beside two others' ways.

`python -m bench.photos` makes each photo in a temporary folder (600 MB at most) and measures whole processes, one by
one: ours, which also decodes to the last row, digests the bytes and reads the words in the photo; `vipsthumbnail`; and
Pillow as its documentation makes thumbnails. A small photo of the same kind warms all of them up.
Our process may write no file, so its answer, the JPEG included, goes to /dev/null here, and to a pipe in life; the
others write theirs to a file.
This process stays small, for the kernel counts its memory as its children's.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.figures import Figure, Scale, paired
from bench.measuring import ROUNDS, NotDoneError, Ran, compile_program, in_turn, run
from captionbot.errors import CaptionbotError
from captionbot.photos.picture.apart import CHILD, ENVIRONMENT, examine_apart

GOALS: Final = {
    ("200 MP TIFF", "vipsthumbnail"): (0.6, 1.6),
    ("200 MP TIFF, LZW", "vipsthumbnail"): (0.6, 1.6),
    ("12 MP JPEG", "Pillow"): (1.0, None),
    ("48 MP HEIC", "Pillow"): (1.0, None),
}
"""Of the seconds and of the memory, ours to theirs."""
GRAIN: Final = 1000
"""Pixels of each side of a piece of grain: to throw dice for every pixel would take as long as to measure."""
SMALL: Final = 8
"""A photo that warms up has so many times shorter sides."""
PILLOW: Final = """
import sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
with Image.open(sys.argv[1]) as image:
    image.thumbnail((2048, 2048))
    image.convert("RGB").save(sys.argv[2], "JPEG", quality=90)
"""
FOR_HEIC: Final = """
import pillow_heif
pillow_heif.register_heif_opener()
"""
"""What goes before it for the one kind that Pillow knows nothing of by itself."""
OURS: Final = "captionbot"


@dataclass(frozen=True, slots=True)
class Kind:
    """A photo that is measured."""

    title: str
    file: str
    sides: tuple[int, int]
    """Pixels across and down."""
    how: Mapping[str, Any] = field(default_factory=dict)
    """It is written so, by libvips."""

    @property
    def small(self) -> str:
        """The file of the one that warms up."""
        return f"small-{self.file}"


KINDS: Final = (
    Kind("12 MP JPEG", "twelve.jpg", (4000, 3000), {"Q": 90}),
    Kind("48 MP HEIC", "fortyeight.heic", (8064, 6048)),
    Kind("200 MP TIFF", "plain.tif", (20_000, 10_000)),
)
PACKED: Final = Kind("200 MP TIFF, LZW", "packed.tif", (20_000, 10_000), {"compression": "lzw"})
"""Left to the full run, and to whoever asks for photos alone."""

Way = Callable[[Path], Ran]


def main() -> int:
    """Make the photos, measure, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.photos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--make", nargs=2, metavar=("KIND", "FOLDER"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.make:
        _make(wanted.make[0], Path(wanted.make[1]))
        return 0
    compile_program()
    ways = _ways()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; {_vips_version()}")
    print(f"Median of {wanted.rounds} rounds after a warm-up; ratios are of pairs in one round, ours above theirs.\n")
    print("| Photo | File | Way | Seconds | MB | Seconds, ours to theirs | MB, ours to theirs |")
    print("|---|---|---|---|---|---|---|")
    for kind in (*KINDS, PACKED):
        size, found = _found(kind, ways, wanted.rounds)
        for way, runs in found.items():
            print(_row(kind.title, size, way, found[OURS], runs), flush=True)
    return 0


def measure(scale: Scale) -> Iterator[Figure]:
    """Seconds and memory (MB) of each photo, beside each of the others' ways that can read it.

    Raises NotDoneError where ours can't.
    """
    ways = _ways()
    for kind in (*KINDS, PACKED) if scale.full else KINDS:
        _, found = _found(kind, ways, scale.rounds)
        yield from _compared(kind.title, found)


def _compared(title: str, found: Mapping[str, Sequence[Ran]]) -> Iterator[Figure]:
    """Ours beside each of the others that could read the photo; of one that couldn't, it is said."""
    for way, theirs in found.items():
        if any(ran.code for ran in theirs):
            print(f"{way} can't read {title}, and is left out there.", flush=True)
        elif way != OURS:
            yield from _figures(title, way, found[OURS], theirs)


def _figures(title: str, way: str, ours: Sequence[Ran], theirs: Sequence[Ran]) -> Iterator[Figure]:
    seconds, memory = GOALS.get((title, way), (None, None))
    note = _vips_version() if way == "vipsthumbnail" else ""
    beside = partial(paired, part="Preparing a photo", beside=way, note=note)
    wall = [ran.seconds for ran in ours], [ran.seconds for ran in theirs]
    yield beside(*wall, what=title, unit="s", goal=seconds)
    largest = [ran.megabytes for ran in ours], [ran.megabytes for ran in theirs]
    yield beside(*largest, what=f"{title}, memory", unit="MB", goal=memory)


def _ways() -> dict[str, Way]:
    """Ours first, and the others that are here."""
    ways: dict[str, Way] = {OURS: _ours, "vipsthumbnail": _vips, "Pillow": _pillow}
    if not shutil.which("vipsthumbnail"):
        print("vipsthumbnail is missing and is left out. To add it: sudo apt install -y libvips-tools")
        del ways["vipsthumbnail"]
    return ways


def _found(kind: Kind, ways: dict[str, Way], rounds: int) -> tuple[str, dict[str, list[Ran]]]:
    """How large the photo's file is, and each way's runs, after the small one's."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.photos", "--make", kind.title, folder], check=True)
        path, small = Path(folder, kind.file), Path(folder, kind.small)
        _examine(path)
        for way in ways.values():
            way(small)
        found = in_turn({name: partial(way, path) for name, way in ways.items()}, rounds, warm=0)
        return f"{path.stat().st_size / 1e6:.0f} MB", found


def _examine(path: Path) -> None:
    """Once, with the answer heard, before anything is timed: a photo that is refused ends with code 0 too."""
    with path.open("rb") as file:
        try:
            examine_apart(file.fileno(), path.name)
        except CaptionbotError as error:
            raise NotDoneError(f"captionbot could not prepare {path.name}: {error}") from error


def drawn(width: int, height: int) -> Any:
    """A ``pyvips.Image`` of soft shapes with a grain, so that it packs about as photographs do."""
    import pyvips  # noqa: PLC0415 - the measuring process must stay small

    piece = pyvips.Image.gaussnoise(GRAIN, GRAIN, mean=0, sigma=6).copy_memory()
    grain = piece.replicate(-(-width // GRAIN), -(-height // GRAIN)).crop(0, 0, width, height)
    soft = pyvips.Image.sines(width, height, hfreq=3, vfreq=2) * 60 + 128
    bands = soft.linear([1, 0.8, 0.6], [0, 0, 30]) + grain
    return bands.cast("uchar").copy(interpretation="srgb")


def _make(title: str, folder: Path) -> None:
    """Draw the photo of that title, and the small one."""
    (kind,) = (one for one in (*KINDS, PACKED) if one.title == title)
    across, down = kind.sides
    _write(drawn(across, down), folder / kind.file, kind.how)
    _write(drawn(across // SMALL, down // SMALL), folder / kind.small, kind.how)
    os.sync()  # or the disk would be busy with it while it is measured


def _write(image: Any, file: Path, how: Mapping[str, Any]) -> None:
    if file.suffix != ".heic":
        image.write_to_file(str(file), **how)
        return
    import pillow_heif  # noqa: PLC0415 - the measuring process must stay small

    heic = pillow_heif.from_bytes("RGB", (image.width, image.height), image.write_to_memory())
    heic.save(file, quality=60, enc_params={"preset": "ultrafast"})


def _row(title: str, size: str, way: str, ours: Sequence[Ran], theirs: Sequence[Ran]) -> str:
    if any(ran.code for ran in theirs):
        return f"| {title} | {size} | {way} | can't | | | |"
    took = f"{median(ran.seconds for ran in theirs):.2f} | {median(ran.megabytes for ran in theirs):.0f}"
    if way == OURS:
        return f"| {title} | {size} | {way} | {took} | | |"
    pairs = list(zip(ours, theirs, strict=True))
    seconds = median(one.seconds / other.seconds for one, other in pairs)
    memory = median(one.megabytes / other.megabytes for one, other in pairs)
    return f"| {title} | {size} | {way} | {took} | {seconds:.2f} | {memory:.2f} |"


def _ours(path: Path) -> Ran:
    """Raises NotDoneError: a process that failed would else be the fastest of all."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        ran = run([*CHILD, str(descriptor), path.name], environment=ENVIRONMENT, passed=(descriptor,), heard=False)
    finally:
        os.close(descriptor)
    if ran.code:
        raise NotDoneError(f"captionbot ended with code {ran.code} at {path.name}.")
    return ran


def _vips(path: Path) -> Ran:
    return run(["vipsthumbnail", str(path), "-s", "2048", "-e", "srgb", "-o", f"{path}.out.jpg[Q=90,strip]"])


def _pillow(path: Path) -> Ran:
    return run([sys.executable, "-c", _pillow_for(path), str(path), f"{path}.out.jpg"])


def _pillow_for(path: Path) -> str:
    """What is imported counts for so small a piece of work: no more than that kind of photo needs."""
    return FOR_HEIC + PILLOW if path.suffix == ".heic" else PILLOW


def _vips_version() -> str:
    found = shutil.which("vipsthumbnail")
    if not found:
        return "no vipsthumbnail"
    told = subprocess.run([found, "--vips-version"], capture_output=True, text=True, check=False)
    return f"vipsthumbnail of {told.stdout.strip()}"


if __name__ == "__main__":
    sys.exit(main())
