"""What the process that draws cards is asked, and what it answers: one line of JSON, then pictures.

Whoever reads the answer trusts nothing in it: the process has just had anyone's words and pictures in its libraries.
"""

import json
from dataclasses import asdict, fields
from typing import Any, Final

from captionbot.contest.card import CardWords
from captionbot.photos.card.drawn import MOST_BYTES, SMALL_WIDTH, DrawnCard, NotDrawn, Style
from captionbot.photos.picture.answering import LONGEST_LINE, LONGEST_WORDS, facts_and_rest, pixels_in, said

MOST_SMALL: Final = 1_000_000
"""Bytes of the small picture."""
LONGEST: Final = MOST_BYTES + MOST_SMALL + LONGEST_LINE
"""Bytes of an answer; more is none."""
_TALLEST: Final = 20_000
"""Pixels of a card, whatever its caption."""


def request_of(photo_jpeg: bytes, words: CardWords, style: Style) -> bytes:
    """What the process is handed."""
    looks = {field.name: getattr(style, field.name) for field in fields(style) if field.name != "logo"}
    asked = {"photo": len(photo_jpeg), "words": asdict(words), "style": looks}
    return json.dumps(asked).encode() + b"\n" + photo_jpeg + style.logo


def request_from(request: bytes) -> tuple[bytes, CardWords, Style]:
    """What ``request_of`` was given."""
    line, _, pictures = request.partition(b"\n")
    asked = json.loads(line)
    end = asked["photo"]
    return pictures[:end], CardWords(**asked["words"]), Style(**asked["style"], logo=pictures[end:])


def answer_of(card: DrawnCard) -> bytes:
    """The answer for a card that was drawn."""
    facts = {field.name: getattr(card, field.name) for field in fields(card) if field.name not in {"jpeg", "small"}}
    return json.dumps(facts | {"bytes": len(card.jpeg)}).encode() + b"\n" + card.jpeg + card.small


def answer_of_error(error: NotDrawn) -> bytes:
    """The answer for a card that could not be drawn."""
    return json.dumps({"not drawn": error.message, "do": error.do}).encode() + b"\n"


def card_from(answer: bytes) -> DrawnCard:
    """What was answered. Raises NotDrawn if that is it, Fault for one of ours, ValueError or TypeError for nonsense."""
    facts, pictures = facts_and_rest(answer)
    if "not drawn" in facts:
        raise NotDrawn(said(facts["not drawn"]), said(facts.get("do", "")))
    end = pixels_in(facts, "bytes", MOST_BYTES - 1)
    jpeg, small = pictures[:end], pictures[end:]
    if not (jpeg.startswith(b"\xff\xd8\xff") and small.startswith(b"\xff\xd8\xff") and len(jpeg) == end):
        raise ValueError("no JPEG")
    return DrawnCard(
        jpeg=jpeg,
        width=pixels_in(facts, "width", _TALLEST),
        height=pixels_in(facts, "height", _TALLEST),
        missing=_words(facts, "missing"),
        without_caption=facts.get("without_caption") is True,
        without_logo=facts.get("without_logo") is True,
        shortened=_words(facts, "shortened"),
        small=small,
        small_width=pixels_in(facts, "small_width", SMALL_WIDTH),
        small_height=pixels_in(facts, "small_height", _TALLEST),
    )


def _words(facts: dict[str, Any], name: str) -> str:
    words = facts.get(name)
    if not isinstance(words, str):
        raise TypeError("no words")
    return words[:LONGEST_WORDS].encode("utf-8", "ignore").decode()
