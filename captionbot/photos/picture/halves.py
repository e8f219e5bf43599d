"""A large picture made small by two threads, each of which decodes one half of it.

What comes out is what one thread makes of the whole, to the last bit: each half is shrunk as the whole picture would
be, of which only the rows that it takes are ever asked for.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pyvips

from captionbot.photos.picture.header import FromRow

WORTH: Final = 16_000_000
"""Pixels from which on a second thread and the rows that both decode cost less than they save."""
_WIDEST: Final = 130_000
"""Bytes of a row; memory grows with them, about 1,000 rows for each half."""
_FORMATS: Final = {"uchar": 1, "ushort": 2}
"""Bytes of the numbers that stay as short while they are shrunk."""
_ROWS: Final = 10
"""Of the small picture, made at once: as many as libvips makes in a picture that is read from top to bottom, for its
sums begin anew with each such band."""
_REACH: Final = 8
"""Rows of the small picture; what lies so far away has no part in a row of it (Lanczos looks 3 up and down, and the
shrinking before it rounds)."""


def shrunk_in_halves(from_row: FromRow, shrink: Callable[[pyvips.Image], pyvips.Image]) -> pyvips.Image | None:
    """What ``shrink`` makes of the picture, in memory.

    None where that is not worth it, and where anything goes wrong: whoever reads the whole will hear what it is.
    """
    try:
        picture = from_row(0)
        return _joined(from_row, shrink) if _is_worth_it(picture) else None
    except (pyvips.Error, MemoryError, RuntimeError):  # the last is Python's, for a thread that can't be started
        return None


def _is_worth_it(picture: pyvips.Image) -> bool:
    row = picture.width * picture.bands * _FORMATS.get(picture.format, _WIDEST)
    plain = picture.coding == "none" and not picture.hasalpha()
    return plain and row <= _WIDEST and picture.width * picture.height >= WORTH


def _joined(from_row: FromRow, shrink: Callable[[pyvips.Image], pyvips.Image]) -> pyvips.Image:
    def rows(top: int, end: int) -> pyvips.Image:
        image = shrink(from_row(max(0, int((top - _REACH) * scale))))
        banded = image.tilecache(tile_width=image.width, tile_height=_ROWS, max_tiles=2, access="sequential")
        return banded.crop(0, top, image.width, end - top).copy_memory()

    picture = from_row(0)
    height = shrink(picture).height
    scale, middle = picture.height / height, height // (2 * _ROWS) * _ROWS
    with ThreadPoolExecutor(max_workers=1) as beside:
        lower = beside.submit(rows, middle, height)
        upper = rows(0, middle)
        return upper.join(lower.result(), "vertical").copy_memory()
