"""Words made to fit: as large as there is room for, in lines of about one length, cut where nothing else helps."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyvips

from captionbot.contest.quoting import CUT, cut
from captionbot.photos.card.lettering import Hand, set_in_lines
from captionbot.photos.card.signs import leans_right

_NARROWEST: Final = 0.5
"""Of the width; lines shorter than that would make a pillar of a sentence."""
_LEFT: Final = 0.6
"""Of a text that is cut must be left so that it may end with a whole word."""
_CLOSE: Final = 0.03
"""Of the width: nearer than that two widths look the same."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that has its size and its lines."""

    ink: pyvips.Image
    """What is inked, 0 to 255."""
    size: int
    """Pixels."""
    right: bool
    """Whether it is read from right to left."""
    shortened: str = ""
    """What is left of a text that ends in ``…`` for want of room; empty where all of it stands there."""

    @property
    def width(self) -> int:
        """Pixels that are inked, across."""
        return int(self.ink.width)

    @property
    def height(self) -> int:
        """Pixels that are inked, down."""
        return int(self.ink.height)


def as_large_as_fits(text: str, hand: Hand, width: int, height: int, sizes: Sequence[int]) -> Fitted | None:
    """The text at the first of the sizes (falling) at which it fits without breaking a word; None if at none."""
    place = bisect_left(sizes, 1, key=lambda size: _fits(text, hand, size, width, height))
    return _balanced(text, hand, sizes[place], width) if place < len(sizes) else None


def in_lines(text: str, hand: Hand, size: int, width: int, lines: int) -> Fitted:
    """The text at that size in so many lines at most; what is longer ends in ``…``, and long words are broken."""
    most = int(size * hand.pitch * (lines + 0.2))
    if set_in_lines(text, hand, size, width, anywhere=True).height <= most:
        return _balanced(text, hand, size, width)
    too_long = bisect_left(
        range(1, len(text)),
        1,
        key=lambda length: set_in_lines(cut(text, length), hand, size, width, anywhere=True).height > most,
    )
    text = _cut_at_a_word(text, max(1, too_long))
    return replace(_balanced(text, hand, size, width), shortened=text)


def _cut_at_a_word(text: str, length: int) -> str:
    """So much of the text at most, and no half word where a whole one leaves most of it."""
    shorter = cut(text, length)
    end = shorter.rfind(" ")
    return shorter[:end].rstrip() + CUT if end > len(shorter) * _LEFT else shorter


def _fits(text: str, hand: Hand, size: int, width: int, height: int) -> bool:
    try:
        ink = set_in_lines(text, hand, size, width)
    except pyvips.Error:  # a word so long that no picture is wide enough for it
        return False
    return bool(ink.width <= width and ink.height <= height)


def _balanced(text: str, hand: Hand, size: int, width: int) -> Fitted:
    """As few lines as there can be, as narrow as they then can be: no word is left alone on the last one."""
    ink = set_in_lines(text, hand, size, width, anywhere=True)
    pitch = size * hand.pitch
    right = leans_right(text)
    lines = 1 + round((ink.height - size) / pitch)
    if lines > 1:
        # As much as the last line can lack: no more can be gained.
        low, high = int(width * max(_NARROWEST, 1 - 1.1 / lines)), int(ink.width)
        while high - low > width * _CLOSE:
            middle = (low + high) // 2
            if _fits(text, hand, size, middle, int(ink.height + pitch / 2)):
                high = middle
            else:
                low = middle
        if high < ink.width:
            ink = set_in_lines(text, hand, size, high)
    return Fitted(ink, size, right)
