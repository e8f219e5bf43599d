"""The answer of the process that examines a photo: one line of JSON, then the JPEG that is sent.

Whoever reads it trusts nothing in it: the process has just had anyone's bytes in its decoders.
"""

import binascii
import json
import re
import traceback
from dataclasses import asdict, fields
from pathlib import PurePath
from typing import Any, Final

from captionbot.errors import CaptionbotError, CutShort, PhotoRefused
from captionbot.photos.names import shown_name
from captionbot.photos.picture.examined import (
    LONG_SIDE,
    MOST_BYTES,
    MOST_SMALL_BYTES,
    Examined,
    NotExamined,
)
from captionbot.photos.picture.kinds import Kind
from captionbot.photos.words.drafts import Drafts

LONGEST_WORDS: Final = 10_000
"""Characters of one draft; what is longer is cut."""
LONGEST_LIKENESS: Final = 4_000
LONGEST_FAULT: Final = 200
"""Characters of what is told of a fault of ours."""
LONGEST_LINE: Final = 1_000_000
LONGEST: Final = MOST_BYTES + LONGEST_LINE
"""Bytes of an answer; more is none."""
_JPEG: Final = b"\xff\xd8\xff"
_MOST_PIXELS: Final = 1_000_000_000
_ERRORS: Final[dict[str, type[CaptionbotError]]] = {
    "cut short": CutShort,  # before its own kind: the first that fits is answered
    "refused": PhotoRefused,
    "not examined": NotExamined,
}


class Fault(Exception):
    """Captionbot itself failed in the process that examines photos; the words say how and where."""


def answer_of(examined: Examined) -> bytes:
    """The answer for a photo that can be posted."""
    drafts = {name: words[:LONGEST_WORDS] for name, words in asdict(examined.drafts).items()}
    facts = {field.name: getattr(examined, field.name) for field in fields(examined) if field.name != "jpeg"}
    small = binascii.b2a_base64(examined.small, newline=False).decode("ascii")
    return json.dumps(facts | {"drafts": drafts, "small": small}).encode() + b"\n" + examined.jpeg


def answer_of_error(error: CaptionbotError) -> bytes:
    """The answer for a photo that is refused or could not be examined."""
    word = next((word for word, kind in _ERRORS.items() if isinstance(error, kind)), "not examined")
    return json.dumps({word: error.message, "do": error.do}).encode() + b"\n"


def answer_of_fault(error: Exception) -> bytes:
    """The answer where captionbot itself is at fault: of what kind and where, and nothing that stands in a photo."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{PurePath(place.filename).name}:{place.lineno}" for place in reversed(places))
    return json.dumps({"fault": f"{type(error).__name__} in {where}"}).encode() + b"\n"


def examined_from(answer: bytes) -> Examined:
    """What was answered.

    Raises the error that was, Fault for one of captionbot's own, or ValueError or TypeError where the answer is none.
    """
    facts, jpeg = facts_and_rest(answer)
    for word, kind in _ERRORS.items():
        if word in facts:
            raise kind(said(facts[word]), said(facts.get("do", "")))
    return _examined(facts, jpeg)


def facts_and_rest(answer: bytes) -> tuple[dict[str, Any], bytes]:
    """The line of facts, and the bytes behind it. Raises Fault where it tells of one; else as ``examined_from``."""
    line, newline, rest = answer.partition(b"\n")
    if not newline or len(line) > LONGEST_LINE:
        raise ValueError("no line of facts")
    facts = json.loads(line)
    if not isinstance(facts, dict):
        raise TypeError("no facts in the line")
    if "fault" in facts:
        raise Fault(said(facts["fault"])[:LONGEST_FAULT])
    return facts, rest


def said(value: object) -> str:
    """A sentence for people; line breaks and control characters in it are spelled out."""
    return shown_name(str(value)[:LONGEST_WORDS])


def _examined(facts: dict[str, Any], jpeg: bytes) -> Examined:
    if not jpeg.startswith(_JPEG) or len(jpeg) >= MOST_BYTES:
        raise ValueError("no JPEG")
    drafts = facts.get("drafts")
    if not isinstance(drafts, dict):
        raise TypeError("no drafts")
    return Examined(
        sha256=_matching(facts, "sha256", "[0-9a-f]{64}"),
        kind=Kind(str(facts.get("kind"))),
        width=pixels_in(facts, "width", _MOST_PIXELS),
        height=pixels_in(facts, "height", _MOST_PIXELS),
        jpeg=jpeg,
        sent_width=pixels_in(facts, "sent_width", LONG_SIDE),
        sent_height=pixels_in(facts, "sent_height", LONG_SIDE),
        brightness=_share(facts, "brightness"),
        likeness=_matching(facts, "likeness", f"[ -~]{{1,{LONGEST_LIKENESS}}}"),
        drafts=Drafts(**{field.name: _words(drafts, field.name) for field in fields(Drafts)}),
        small=_small(facts),
    )


def _small(facts: dict[str, Any]) -> bytes:
    small = binascii.a2b_base64(_matching(facts, "small", "[A-Za-z0-9+/]*={0,2}"), strict_mode=True)
    if (small and not small.startswith(_JPEG)) or len(small) > MOST_SMALL_BYTES:
        raise ValueError("no small JPEG")
    return small


def _matching(facts: dict[str, Any], name: str, pattern: str) -> str:
    value = facts.get(name)
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise ValueError(f"no {name}")
    return value


def _words(drafts: dict[str, Any], name: str) -> str:
    value = drafts.get(name)
    if not isinstance(value, str) or len(value) > LONGEST_WORDS:
        raise ValueError(f"no {name}")
    return value.encode("utf-8", "ignore").decode()  # a lone surrogate can't be stored


def pixels_in(facts: dict[str, Any], name: str, most: int) -> int:
    """A side's length that stands in the facts. Raises ValueError where none does."""
    value = facts.get(name)
    if type(value) is not int or not 0 < value <= most:
        raise ValueError(f"no {name}")
    return value


def _share(facts: dict[str, Any], name: str) -> float:
    value = facts.get(name)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"no {name}")
    return float(value)
