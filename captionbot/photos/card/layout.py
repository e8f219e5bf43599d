"""Where photo and band stand on a card: the band beneath the photo, or beside one that stands upright."""

from dataclasses import dataclass
from typing import Final

import pyvips

from captionbot.photos.card.band import PAD, Band, Column, band_of
from captionbot.photos.card.drawn import LONG_SIDE
from captionbot.photos.card.texts import Texts

LEAST_WIDTH: Final = 1200
"""Pixels; on fewer the small lines would be coarse where Facebook shows them large."""
MOST_ENLARGED: Final = 2.0
"""A photo grows so much and no more; a tiny one stands on a calm ground instead."""
UPRIGHT: Final = 0.9
"""Width to height: a photo that is narrower has its words beside it, …"""
_SHARES: Final = (0.44, 0.5, 0.56)
"""… in a band with such a share of the card's width, the first in which the caption stands well."""
_WIDEST, _TALLEST = 1.91, 0.8
"""Width to height of what Facebook shows whole in the feed (facebook.com/business/help/103816146375741)."""
_COMFORTABLE: Final = 4.6
"""The caption's letters, in hundredths of the card's width, above which nobody has to look twice, and …"""
_STATELY: Final = 5.6
"""… with which they stand well beside a photo."""
_WORTH_IT: Final = 1.1
"""Letters so much larger are worth a broader band, and a smaller photo."""
_ROOMS: Final = (28, 44)
"""Hundredths of the width that caption and name have beneath a photo before the letters become smaller: the second
where they would become small in the first."""
_FOOT: Final = 22
"""What else stands in the band, about."""
_USUAL: Final = 0.5
"""A usual band's height, in widths of the card."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the card, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A card, but for its pixels."""

    width: int
    height: int
    ground: Box
    """What belongs to the photo: it fills it, or stands in the midst of it."""
    photo: Box
    beside: Box
    """Where the band is."""
    band: Band


def layout_of(width: int, height: int, texts: Texts, logo: pyvips.Image | None) -> Layout:
    """The layout for a photo of that size."""
    return (width / height < UPRIGHT and _beside(width, height, texts, logo)) or _beneath(width, height, texts, logo)


def _beside(width: int, height: int, texts: Texts, logo: pyvips.Image | None) -> Layout | None:
    """The band at the photo's right, or none where the photo is too small or the caption too long."""
    kept: Layout | None = None
    for share in _SHARES:
        shape = max(width / height / (1 - share), _TALLEST)
        tall = round(min(LONG_SIDE, LONG_SIDE / shape, height * MOST_ENLARGED))
        wide = round(tall * shape)
        across = round(tall * width / height)
        if wide < LEAST_WIDTH:
            return None
        column = Column(wide - across, wide / 100)
        roof = tall - column.pixels(2 * PAD + _FOOT)
        band = band_of(texts, column, logo, roof)
        if band and band.height > tall:  # as with a long credit
            band = band_of(texts, column, logo, roof - (band.height - tall))
        if band is None or band.height > tall or band.shortened:
            continue
        photo = Box(0, 0, across, tall)
        if kept is None or band.caption.size / wide > kept.band.caption.size / kept.width * _WORTH_IT:
            kept = Layout(wide, tall, photo, photo, Box(across, 0, wide - across, tall), band)
        if band.caption.size >= column.pixels(_STATELY):
            break
    return kept


def _beneath(width: int, height: int, texts: Texts, logo: pyvips.Image | None) -> Layout:
    """The band beneath the photo; it grows with the caption."""
    shown = min(height / width, 1 / UPRIGHT)
    wide = round(min(max(width, LEAST_WIDTH), LONG_SIDE / (shown + _USUAL), LONG_SIDE))
    scale = min(wide / width, MOST_ENLARGED, wide * shown / height)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    column = Column(wide, wide / 100)
    margin = column.pixels(PAD) if across < wide and down < wide else 0
    ground = Box(0, 0, wide, down + 2 * margin)
    band = _roomy(texts, column, logo)
    tall = max(band.height, round(wide / _WIDEST) - ground.height)
    photo = Box((wide - across) // 2, margin, across, down)
    return Layout(wide, ground.height + tall, ground, photo, Box(0, ground.height, wide, tall), band)


def _roomy(texts: Texts, column: Column, logo: pyvips.Image | None) -> Band:
    """A band as tall as the caption needs it to be."""
    for units in _ROOMS:
        band = band_of(texts, column, logo, column.pixels(units))
        if band and band.caption.size >= column.pixels(_COMFORTABLE):
            return band
    least = band or band_of(texts, column, logo, None)
    assert least  # noqa: S101 - without a roof there is always one
    return least
