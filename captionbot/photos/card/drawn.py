"""What drawing a card needs besides its words, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from captionbot.contest.card import CardWords
from captionbot.errors import CaptionbotError

MOST_BYTES: Final = 4_000_000
"""Of a card's JPEG; Facebook takes no more (developers.facebook.com/docs/graph-api/reference/page/photos)."""
LONG_SIDE: Final = 2048
"""Pixels of a card along its longer side, but for words that are so long that their band grows."""
SMALL_WIDTH: Final = 640
"""Pixels, at most, of the same card for a list of cards."""


@dataclass(frozen=True, slots=True)
class Style:
    """How an organiser's cards look; colours are ``#rrggbb``."""

    band: str = "#14213d"
    """What the words stand on."""
    ink: str = "#ffffff"
    """The caption and the small words; at least 4.5:1 on the band."""
    accent: str = "#fcbf49"
    """The name and the line beside the caption; at least 4.5:1 on the band."""
    logo: bytes = b""
    """A picture file's bytes, PNG with transparency at best; empty for none."""


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card, ready to be sent."""

    jpeg: bytes
    """Baseline JPEG, sRGB, no metadata, under 4 MB."""
    width: int
    height: int
    missing: str = ""
    """The signs that no font here has, in order, each once; how the card does without them ``signs`` says."""
    without_caption: bool = False
    """A letter of the caption is missing: one sentence stands in its place, which says that it stands in the post."""
    without_logo: bool = False
    """The logo could not be read, and is not on it."""
    small: bytes = b""
    """The same card at most 640 pixels wide, as JPEG too: for a page of many cards."""
    small_width: int = 0
    small_height: int = 0
    shortened: str = ""
    """What is left of texts that had too little room and end in ``…``, each on a line."""


TRY_AGAIN: Final = (
    "See that this machine has memory and processes to spare; `captionbot card CONTEST --out FILE` tries it again."
)
"""What a person does where this machine could draw no card."""


class NotDrawn(CaptionbotError):
    """A card could not be drawn on this machine; whoever asked can do without."""


Drawer = Callable[[bytes, CardWords, Style], DrawnCard]
"""Draws a card from a photo's JPEG (what is sent of it). Raises NotDrawn."""
