"""How well the same picture is known again, measured on a folder of photographs: `python -m bench.likeness FOLDER`.

The photographs in FOLDER itself are taken to be of different things; those in a folder in it are of one scene, taken a
moment or a step apart. What comes out stands in docs/likeness.md.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path

from PIL import Image

from bench.altered import ALTERED
from captionbot.photos.picture.likeness import NEAREST, NOTHING, distance, likeness_of

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}
SEEN = 512
"""Pixels of the longer side of what a likeness is made of."""
AS_KEPT = 1000
"""Pixels of the longer side of the photographs that are altered here."""


def main(folder: Path) -> None:
    """Measure, and print tables in Markdown."""
    files = _photographs(folder)
    with ProcessPoolExecutor() as pool:
        whole = list(pool.map(_likeness, files, chunksize=8))
        far = list(pool.map(_far, files, chunksize=2))
        scenes = [
            list(pool.map(_likeness, _photographs(scene))) for scene in sorted(folder.iterdir()) if scene.is_dir()
        ]
    print(f"{len(files)} photographs, {sum(one != NOTHING for one in whole)} of them with a likeness.\n")
    print("| What was done to it | Found | Farthest, bits |\n|---|---:|---:|")
    for heading, ways in ALTERED.items():
        print(f"| **{heading}** | | |")
        for name in ways:
            _found(name, [one[name] for one in far])
    _different(files, whole)
    _same_scene(scenes)
    _time(whole)


def _photographs(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in ENDINGS)


def _opened(file: Path) -> Image.Image:
    image = Image.open(file).convert("RGB")
    image.thumbnail((AS_KEPT, AS_KEPT))
    return image


def _of(image: Image.Image) -> str:
    image.thumbnail((SEEN, SEEN))
    small = image.convert("L")
    return likeness_of(small.tobytes(), *small.size)


def _likeness(file: Path) -> str:
    return _of(_opened(file))


def _far(file: Path) -> dict[str, int | None]:
    """How far a photograph is from all that becomes of it, by name."""
    image = _opened(file)
    mine = _of(image.copy())
    ways = [way for heading in ALTERED.values() for way in heading.items()]
    return {name: distance(mine, _of(alter(image))) for name, alter in ways}


def _found(name: str, bits: list[int | None]) -> None:
    known = [one for one in bits if one is not None]
    found = sum(one <= NEAREST for one in known)
    print(f"| {name} | {100 * found / len(bits):.1f} % | {max(known)} |", flush=True)


def _different(files: list[Path], whole: list[str]) -> None:
    far = {(a, b): distance(whole[a], whole[b]) for a, b in combinations(range(len(whole)), 2)}
    counts = Counter(bits for bits in far.values() if bits is not None)
    print(f"\n{len(far)} pairs of different photographs.\n\n| Bits allowed | Taken for the same |\n|---:|---:|")
    for most in range(NEAREST - 4, NEAREST + 9, 2):
        print(f"| {most} | {sum(many for bits, many in counts.items() if bits <= most)} |")
    for (a, b), bits in sorted(far.items(), key=lambda one: one[1] if one[1] is not None else 128)[:5]:
        print(f"  nearest: {bits} bits, {files[a].name} and {files[b].name}")


def _same_scene(scenes: list[list[str]]) -> None:
    bits = [distance(a, b) for scene in scenes for a, b in combinations(scene, 2)]
    print(f"\nOf one scene, a moment or a step apart: {sorted(one for one in bits if one is not None)} bits.")


def _time(whole: list[str]) -> None:
    past = (whole * (1000 // len(whole) + 1))[:1000]
    distance(whole[0], whole[-1])
    begun = time.perf_counter()
    for one in past:
        distance(whole[0], one)
    print(f"\nOne picture held against 1,000: {1000 * (time.perf_counter() - begun):.0f} ms.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
