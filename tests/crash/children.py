"""The processes that examine photos: whether one outlives the bot that started it."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SOON = 5.0
"""Real seconds in which such a process must notice that nobody waits for it, on a busy machine."""


def left_behind(folder: Path) -> list[str]:
    """What still has a photo of ``folder`` open a while after nobody wants it any more."""
    until = time.monotonic() + SOON
    while (found := sorted(_holding(folder / "photos"))) and time.monotonic() < until:
        time.sleep(0.02)
    return [f"{process} still has a photo open" for process in found]


def _holding(folder: Path) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile
            if any(_within(one, folder) for one in (process / "fd").iterdir()):
                yield (process / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")


def _within(descriptor: Path, folder: Path) -> bool:
    with suppress(OSError):
        return descriptor.readlink().is_relative_to(folder)
    return False
