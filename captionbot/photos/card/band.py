"""The band of a card: the words in their sizes and places, and the logo, within a given width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyvips

from captionbot.photos.card.fitting import Fitted, as_large_as_fits, in_lines
from captionbot.photos.card.lettering import Hand
from captionbot.photos.card.logo import sized
from captionbot.photos.card.texts import Texts

SIZES: Final = (9.4, 8.4, 7.6, 6.8, 6.2, 5.6, 5.1, 4.7, 4.3, 3.9, 3.6, 3.3)
"""Of a caption's letters, in hundredths of the card's width: the last is 13 pixels on a telephone 400 pixels wide."""
PAD: Final = 4.6
"""The margin around the words, likewise, as are all that follow."""
_SMALL: Final = 2.7
_LARGEST_NAME, _SMALLEST_NAME, _NAME = 4.2, 3.2, 0.66
_BAR, _BAR_GAP = 0.7, 2.6
_SMALL_GAP, _LINE_GAP, _LOGO_GAP = 4.4, 1.5, 3.0
_NAME_GAP, _NAME_GAP_OF_LETTERS = 1.6, 0.36
"""Between caption and name: so much, and a share of the caption's letters, as between its lines."""
_LOGO: Final = (16, 9)
"""The room that a logo has, across and down."""
_MOST_LINES: Final = 200
"""Of a caption; more than the longest has in the narrowest band."""
_NAME_LINES, _SMALL_LINES = 3, 12
"""What takes more is cut; beneath a photo the second has room for the longest credit in any writing."""
_ROOM_BESIDE: Final = 60
"""A band that is narrower has no room for a logo beside the small lines: it stands above all words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text on a card, by its upper left corner, in pixels."""

    text: Fitted
    left: int
    top: int
    loud: bool = False
    """Whether it is drawn in the accent."""


@dataclass(frozen=True, slots=True)
class Column:
    """The width that words have, and the units by which they are measured there."""

    width: int
    """Pixels, the margins among them."""
    unit: float
    """A hundredth of the card's width, in pixels."""

    def pixels(self, units: float) -> int:
        """So many units in pixels."""
        return round(units * self.unit)

    @property
    def inner(self) -> int:
        """Pixels between the margins."""
        return self.width - 2 * self.pixels(PAD)

    @property
    def indent(self) -> int:
        """Pixels that the line beside the caption takes."""
        return self.pixels(_BAR) + self.pixels(_BAR_GAP)


@dataclass(frozen=True, slots=True)
class Band:
    """A band whose words are fitted."""

    column: Column
    caption: Fitted
    by: Fitted | None
    small: Sequence[Fitted]
    logo: pyvips.Image | None

    @property
    def shortened(self) -> tuple[str, ...]:
        """What is left of the texts that had to be cut."""
        spoken = [self.by] if self.by else []
        return tuple(text.shortened for text in [self.caption, *spoken, *self.small] if text.shortened)

    @property
    def said(self) -> int:
        """Pixels from the caption's top to the name's foot."""
        return self.caption.height + (self.by.height + _name_gap(self.caption.size, self.column) if self.by else 0)

    @property
    def foot(self) -> int:
        """Pixels that the small lines take, with the logo beside them."""
        lines = _stacked(self.small, self.column)
        return max(lines, self.logo.height if self.logo and not self._letterhead else 0)

    @property
    def head(self) -> int:
        """Pixels that a logo takes above all words, and what parts it from them."""
        return self.logo.height + self.column.pixels(_SMALL_GAP) if self.logo and self._letterhead else 0

    @property
    def height(self) -> int:
        """Pixels that all of it needs."""
        return 2 * self.column.pixels(PAD) + self.head + self.said + _parted(self.foot, self.column) + self.foot

    @property
    def _letterhead(self) -> bool:
        return _is_narrow(self.column)

    def placed(self, height: int) -> list[Placed]:
        """The words in a band of that height: the caption in the midst of what the small lines leave."""
        top, start = self.said_top(height), self.column.pixels(PAD)
        spoken = [Placed(self.caption, self._left(self.caption), top)]
        if self.by:
            spoken.append(Placed(self.by, self._left(self.by), top + self.said - self.by.height, loud=True))
        lines, foot = [], height - start
        for text in reversed(self.small):
            lines.append(Placed(text, start, foot - text.height))
            foot -= text.height + self.column.pixels(_LINE_GAP)
        return spoken + lines

    def said_top(self, height: int) -> int:
        """Where the caption begins, in pixels from the band's top."""
        return self.column.pixels(PAD) + self.head + (height - self.height) // 2

    def bar(self, height: int) -> tuple[int, int, int, int]:
        """The line beside caption and name: left, top, width and height in pixels."""
        across, pad = self.column.pixels(_BAR), self.column.pixels(PAD)
        left = self.column.width - pad - across if self.caption.right else pad
        return left, self.said_top(height), across, self.said

    def logo_corner(self, height: int) -> tuple[int, int]:
        """The logo's upper left corner, in pixels."""
        assert self.logo  # noqa: S101 - whoever asks has looked
        pad = self.column.pixels(PAD)
        if self._letterhead:
            return (self.column.width - pad - self.logo.width if self.caption.right else pad), pad
        return self.column.width - pad - self.logo.width, height - pad - self.logo.height

    def _left(self, text: Fitted) -> int:
        edge = self.column.pixels(PAD) + self.column.indent
        return self.column.width - edge - text.width if self.caption.right else edge


def band_of(texts: Texts, column: Column, logo: pyvips.Image | None, roof: int | None) -> Band | None:
    """The band whose caption is as large as ``roof`` (pixels of caption and name) lets it be; None if it can't be.

    Without a roof the caption has the least size and as many lines as it takes.
    """
    hand = Hand(texts.fonts, "Semi-Bold")
    marked = sized(logo, column.pixels(_LOGO[0]), column.pixels(_LOGO[1])) if logo else None
    width = column.inner - column.indent
    sizes = [column.pixels(size) for size in SIZES]
    if roof is None:
        caption = in_lines(texts.caption, hand, sizes[-1], width, _MOST_LINES)
    else:
        fitted = as_large_as_fits(texts.caption, hand, width, roof - _name_room(texts, hand, column), sizes)
        if fitted is None:
            return None
        caption = fitted
    by = in_lines(texts.by, hand, _name_size(caption.size, column), width, _NAME_LINES) if texts.by else None
    beside = marked.width + column.pixels(_LOGO_GAP) if marked and not _is_narrow(column) else 0
    return Band(column, caption, by, _small_lines(texts, column, column.inner - beside), marked)


def _name_size(caption: int, column: Column) -> int:
    return min(max(round(caption * _NAME), column.pixels(_SMALLEST_NAME)), column.pixels(_LARGEST_NAME))


def _name_gap(caption: int, column: Column) -> int:
    return column.pixels(_NAME_GAP) + round(caption * _NAME_GAP_OF_LETTERS)


def _name_room(texts: Texts, hand: Hand, column: Column) -> int:
    if not texts.by:
        return 0
    size = column.pixels(_SMALLEST_NAME)
    return in_lines(texts.by, hand, size, column.inner - column.indent, _NAME_LINES).height + column.pixels(_SMALL_GAP)


def _small_lines(texts: Texts, column: Column, width: int) -> list[Fitted]:
    """Contest and day, credit and organiser: two lines where each pair has room on one, else a line for each."""
    lines: list[Fitted] = []
    for pair, weight in (((texts.contest, texts.day), "Medium"), ((texts.credit, texts.organiser), "")):
        hand, size = Hand(texts.fonts, weight), column.pixels(_SMALL)
        said = [text for text in pair if text]
        joined = in_lines(" · ".join(said), hand, size, width, _SMALL_LINES) if said else None
        if joined and (len(said) == 1 or joined.height < size * hand.pitch):
            lines.append(joined)
        else:
            lines += [in_lines(text, hand, size, width, _SMALL_LINES) for text in said]
    return lines


def _stacked(texts: Sequence[Fitted], column: Column) -> int:
    return sum(text.height for text in texts) + column.pixels(_LINE_GAP) * max(0, len(texts) - 1)


def _parted(foot: int, column: Column) -> int:
    return column.pixels(_SMALL_GAP) if foot else 0


def _is_narrow(column: Column) -> bool:
    return column.width < _ROOM_BESIDE * column.unit
