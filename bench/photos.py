"""Large photos: how long the process that examines one takes, and how much memory, beside two others' ways.

`python -m bench.photos` makes the photos in a temporary folder (1.5 GB) and measures whole processes, one by one: ours,
which also decodes to the last row, digests the bytes and reads the words in the photo; `vipsthumbnail`; and Pillow as
its documentation makes thumbnails. This process stays small, for the kernel counts its memory as its children's.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any, Final

from captionbot.photos.picture.apart import CHILD, ENVIRONMENT

ROUNDS: Final = 5
"""After one that warms up."""
KINDS: Final = {
    "12 MP JPEG": "twelve.jpg",
    "48 MP HEIC": "fortyeight.heic",
    "200 MP TIFF": "plain.tif",
    "200 MP TIFF, LZW": "packed.tif",
}
PILLOW: Final = """
import sys
import pillow_heif
from PIL import Image
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None
with Image.open(sys.argv[1]) as image:
    image.thumbnail((2048, 2048))
    image.convert("RGB").save(sys.argv[2], "JPEG", quality=90)
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took."""

    seconds: float
    megabytes: float
    """The most that it had in memory at once."""
    code: int


Way = Callable[[Path], Ran]


def main() -> int:
    """Make the photos, measure, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.photos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.make:
        _make(wanted.make)
        return 0
    ways: dict[str, Way] = {"captionbot": _ours, "vipsthumbnail": _vips, "Pillow": _pillow}
    if not shutil.which("vipsthumbnail"):
        print("vipsthumbnail is missing and is left out. To add it: sudo apt install -y libvips-tools")
        del ways["vipsthumbnail"]
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; {_vips_version()}")
    print(f"Median of {wanted.rounds} rounds after a warm-up; ratios are of pairs in one round, ours above theirs.\n")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.photos", "--make", folder], check=True)
        for line in _table(Path(folder), ways, wanted.rounds):
            print(line, flush=True)
    return 0


def drawn(width: int, height: int) -> Any:
    """A ``pyvips.Image`` of soft shapes with a grain, so that it packs about as photographs do."""
    import pyvips  # noqa: PLC0415 - the measuring process must stay small

    grain = pyvips.Image.gaussnoise(width, height, mean=0, sigma=6)
    soft = pyvips.Image.sines(width, height, hfreq=3, vfreq=2) * 60 + 128
    bands = [soft + grain, soft * 0.8 + grain, soft * 0.6 + 30 + grain]
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb")


def _make(folder: Path) -> None:
    """Draw the photos."""
    import pillow_heif  # noqa: PLC0415 - the measuring process must stay small

    drawn(4000, 3000).write_to_file(str(folder / KINDS["12 MP JPEG"]), Q=90)
    phone = drawn(8064, 6048)
    heic = pillow_heif.from_bytes("RGB", (phone.width, phone.height), phone.write_to_memory())
    heic.save(folder / KINDS["48 MP HEIC"], quality=60, enc_params={"preset": "ultrafast"})
    scan = drawn(20_000, 10_000)
    scan.write_to_file(str(folder / KINDS["200 MP TIFF"]))
    scan.write_to_file(str(folder / KINDS["200 MP TIFF, LZW"]), compression="lzw")


def _table(folder: Path, ways: dict[str, Way], rounds: int) -> Iterator[str]:
    yield "| Photo | File | Way | Seconds | MB | Seconds, ours to theirs | MB, ours to theirs |"
    yield "|---|---|---|---|---|---|---|"
    for title, name in KINDS.items():
        path = folder / name
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        found: dict[str, list[Ran]] = {way: [] for way in ways}
        for number in range(rounds + 1):
            for way, run in ways.items():
                ran = run(path)
                if number:
                    found[way].append(ran)
        yield from (_row(title, size, way, found["captionbot"], runs) for way, runs in found.items())


def _row(title: str, size: str, way: str, ours: Sequence[Ran], theirs: Sequence[Ran]) -> str:
    if any(run.code for run in theirs):
        return f"| {title} | {size} | {way} | can't | | | |"
    took = f"{median(run.seconds for run in theirs):.2f} | {median(run.megabytes for run in theirs):.0f}"
    if way == "captionbot":
        return f"| {title} | {size} | {way} | {took} | | |"
    pairs = list(zip(ours, theirs, strict=True))
    seconds = median(one.seconds / other.seconds for one, other in pairs)
    memory = median(one.megabytes / other.megabytes for one, other in pairs)
    return f"| {title} | {size} | {way} | {took} | {seconds:.2f} | {memory:.2f} |"


def _ours(path: Path) -> Ran:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return _measured([*CHILD, str(descriptor), path.name], environment=dict(ENVIRONMENT), passed=(descriptor,))
    finally:
        os.close(descriptor)


def _vips(path: Path) -> Ran:
    return _measured(["vipsthumbnail", str(path), "-s", "2048", "-e", "srgb", "-o", f"{path}.out.jpg[Q=90,strip]"])


def _pillow(path: Path) -> Ran:
    return _measured([sys.executable, "-c", PILLOW, str(path), f"{path}.out.jpg"])


def _measured(command: Sequence[str], *, environment: dict[str, str] | None = None, passed: Sequence[int] = ()) -> Ran:
    """Run a process to its end; its input stays open, as ours wants it."""
    began = monotonic()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        pass_fds=passed,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdin:
        process.stdin.close()
    return Ran(seconds, used.ru_maxrss * 1024 / 1e6, process.returncode)


def _vips_version() -> str:
    found = shutil.which("vipsthumbnail")
    if not found:
        return "no vipsthumbnail"
    told = subprocess.run([found, "--vips-version"], capture_output=True, text=True, check=False)
    return f"vipsthumbnail of {told.stdout.strip()}"


if __name__ == "__main__":
    sys.exit(main())
