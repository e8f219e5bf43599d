"""The contact sheet: ``python -m tests.photos.card.sheet OUT.jpg`` draws every case, as wide as on a telephone."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from captionbot.photos.card.apart import draw_apart
from captionbot.photos.card.drawn import Drawer
from tests.photos.card.cases import CASES, Case, photo_of

ACROSS: Final = 6
"""Cards beside each other."""
WIDTH: Final = 400
"""Pixels of a card: what a telephone shows."""
GAP: Final = 24
GROUND: Final = "#d9dce1"


def sheet(cases: Sequence[Case], draw: Drawer) -> Image.Image:
    """All the cards, each put where its column is shortest."""
    cards = [_card(case, draw) for case in cases]
    heights = [GAP] * ACROSS
    places = []
    for card in cards:
        column = min(range(ACROSS), key=heights.__getitem__)
        places.append((GAP + column * (WIDTH + GAP), heights[column]))
        heights[column] += card.height + GAP
    whole = Image.new("RGB", (GAP + ACROSS * (WIDTH + GAP), max(heights)), GROUND)
    for card, place in zip(cards, places, strict=True):
        whole.paste(card, place)
    return whole


def _card(case: Case, draw: Drawer) -> Image.Image:
    drawn = draw(photo_of(case.sample, case.shape), case.words, case.style)
    with Image.open(io.BytesIO(drawn.jpeg)) as card:
        return card.resize((WIDTH, round(card.height * WIDTH / card.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sheet(CASES, draw_apart).save(Path(sys.argv[1]), "JPEG", quality=84, optimize=True)
