"""A drawer for tests that look at what becomes of a card, and not at the card: quick, and the same every time."""

from captionbot.contest.card import CardWords
from captionbot.photos.card.drawn import DrawnCard, Style

_START = b"\xff\xd8"
_COMMENT = b"\xff\xfe"


def draw_words(jpeg: bytes, words: CardWords, style: Style) -> DrawnCard:
    """The photo itself, a sound JPEG still, with the words and the style in a comment that no eye sees."""
    said = repr((words, style)).encode()[:60_000]
    length = (len(said) + 2).to_bytes(2)
    return DrawnCard(_START + _COMMENT + length + said + jpeg.removeprefix(_START), width=1200, height=1500)
