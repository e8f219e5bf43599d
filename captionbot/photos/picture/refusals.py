"""The sentences with which a file is refused, each with what a person does about it."""

from typing import Final

from captionbot.errors import CutShort, PhotoRefused
from captionbot.photos.picture.examined import LONG_SIDE, NotExamined
from captionbot.photos.picture.kinds import what_it_is

MOST_PIXELS: Final = 250_000_000
_COPY_AGAIN: Final = "Copy it again from where it came; if it won't open there either, use another photo."
_SMALLER: Final = f"Save a smaller copy of it ({LONG_SIDE} pixels on the long side are enough) and queue that."


def empty(name: str) -> CutShort:
    """For a file without a byte."""
    return CutShort(f"{name} is empty: it has no bytes.", _COPY_AGAIN)


def cut_short(name: str) -> CutShort:
    """For a photo of which the last rows never came."""
    return CutShort(f"{name} is cut short: its end is missing.", _COPY_AGAIN)


def broken(name: str) -> PhotoRefused:
    """For a photo that no decoder can read to its last row, though its end is there."""
    return PhotoRefused(f"{name} is broken or cut short: the picture in it can't be read.", _COPY_AGAIN)


def other(raw: bytes, name: str) -> PhotoRefused:
    """For what isn't a photo, by how it begins."""
    kind, do = what_it_is(raw)
    return PhotoRefused(f"{name} is {kind}, not a photo.", do)


def camera_raw(name: str) -> PhotoRefused:
    """For a TIFF of which only the thumbnail is a picture that we can read."""
    return PhotoRefused(f"{name} is a camera's raw file.", "Export it as JPEG and put that into the queue.")


def too_large(name: str, width: int, height: int) -> PhotoRefused:
    """For more pixels than any photo needs; told from the header, before one of them is decoded."""
    return PhotoRefused(
        f"{name} is too large: {width} x {height} pixels are {width * height // 1_000_000:,} million, "
        f"and {MOST_PIXELS // 1_000_000} million is the most.",
        _SMALLER,
    )


def too_heavy(name: str, what: str, width: int, height: int) -> PhotoRefused:
    """For a kind of file that has to stand in memory whole, and is too large for that."""
    return PhotoRefused(
        f"{name} is {what} of {width} x {height} pixels, a kind that has to be read in one piece, "
        "and it needs more memory than one photo may have.",
        f"Save it as an ordinary (not progressive) JPEG, or save a smaller copy of it ({LONG_SIDE} pixels on the long "
        "side are enough), and queue that.",
    )


def nothing_to_see(name: str, width: int, height: int) -> PhotoRefused:
    """For a line or a dot."""
    return PhotoRefused(f"{name} has {width} x {height} pixels: there is nothing to see.", "Use another photo.")


def no_memory(name: str) -> NotExamined:
    """For a photo in the midst of which the memory ran out: nobody knows what is in the rest of it."""
    return NotExamined(f"{name} needs more memory than one photo may have.", _SMALLER)
