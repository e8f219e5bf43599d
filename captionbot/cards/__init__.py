"""Winners' cards: what stands on the card of a decision, how it looks, and what becomes of the file that was kept."""

from captionbot.cards.drawing import Card, alt_of, draw_card, lacks, logo_trouble, style_of, try_logo, words_of
from captionbot.cards.erasing import Beside, beside, cards_of, erase_due

__all__ = [
    "Beside",
    "Card",
    "alt_of",
    "beside",
    "cards_of",
    "draw_card",
    "erase_due",
    "lacks",
    "logo_trouble",
    "style_of",
    "try_logo",
    "words_of",
]
