"""Finding contests by words: of a winner's caption and name, the photo and what is known of it, number and date."""

import re
import unicodedata
from collections.abc import Callable
from zoneinfo import ZoneInfo

from captionbot.store.contests import Brief

_NUMBERS = re.compile(r"\d+")
_AROUND = re.compile(r"^[^\w#]+|[^\w]+$")
"""Signs around a word, which don't count."""


def finder(question: str, zone: ZoneInfo) -> Callable[[Brief], bool]:
    """Whether every word of a question stands in a contest; ``#7`` is its number and nothing else.

    Case and accents don't count. A number is found whole: 7 is not in 1974.
    """
    words = [_AROUND.sub("", word) for word in question.split()]
    tests = [_test(word) for word in words if word]

    def fits(brief: Brief) -> bool:
        text = _plain(_text(brief, zone)) if tests else ""
        return all(test(brief, text) for test in tests)

    return fits


def _test(word: str) -> Callable[[Brief, str], bool]:
    if word.startswith("#") and word[1:].isdecimal():
        return lambda brief, _text: brief.number == int(word[1:])
    if word.isdecimal():
        return lambda brief, text: brief.number == int(word) or word in _NUMBERS.findall(text)
    plain = _plain(word)
    return lambda _brief, text: plain in text


def _plain(text: str) -> str:
    """Without case and accents. ``fold`` of the captions does more, and takes ten times as long."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _text(brief: Brief, zone: ZoneInfo) -> str:
    """Everything that a contest is found by; the marker has its date in words."""
    known = (str(brief.sidecar.get(name) or "") for name in ("words", "alt", "credit", "fact", "taken"))
    won = (brief.caption, brief.said_caption, brief.winner, brief.said_name)
    date = brief.slot_at.astimezone(zone).date().isoformat()
    return "\n".join([date, brief.marker, brief.photo, *known, *(part for part in won if part)])
