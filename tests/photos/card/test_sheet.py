"""The contact sheet can be drawn, and the one in docs is of this kind."""

from pathlib import Path

from PIL import Image

from captionbot.contest.card import CardWords
from captionbot.photos.card.drawn import DrawnCard, Style
from captionbot.photos.card.here import draw_here
from tests.photos.card.cases import CASES
from tests.photos.card.sheet import ACROSS, GAP, WIDTH, sheet

KEPT = Path(__file__).parents[3] / "docs" / "cards.jpg"


def test_every_case_can_be_drawn() -> None:
    """At least 24 cards, and none but the one in cuneiform lacks a font."""
    missing: list[str] = []

    def noting(photo: bytes, words: CardWords, style: Style) -> DrawnCard:
        card = draw_here(photo, words, style)
        missing.append(card.missing)
        return card

    drawn = sheet(CASES, noting)

    assert drawn.width == GAP + ACROSS * (WIDTH + GAP)
    assert len(CASES) >= 24
    assert {case.name for case, signs in zip(CASES, missing, strict=True) if signs} == {"no font"}


def test_the_kept_sheet_is_no_burden() -> None:
    """Everyone who clones the house has it."""
    with Image.open(KEPT) as image:
        assert image.width == GAP + ACROSS * (WIDTH + GAP)
    assert KEPT.stat().st_size < 1_500_000
