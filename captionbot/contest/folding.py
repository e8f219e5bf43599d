"""What is left of a text once everything that makes no caption of its own is taken away.

Two captions are the same when ``fold`` makes them equal; a comment is worth judging when
``bare_text`` leaves words in it. The text itself is never changed, only looked at.
"""

import unicodedata
from collections.abc import Iterable

import regex

from captionbot.contest.comment import Comment, Tag

# Everything that shows nothing: zero-width characters, variation selectors, and blank "letters" such as
# U+3164, with which people send empty comments.
INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")

# A bare domain counts as a link where a path follows it or its last part is a common one: "Stop.in the
# name of the law" is no link.
LINK = regex.compile(
    r"""https?://\S+
    | \bwww\.\S+
    | (?<![@\w.-]) (?:[\w-]+\.)+
      (?: (?:com|org|net|gov|edu|info|biz|shop|store|online|site|app|xyz)\b (?!\.\w) | \p{L}{2,}(?=/) )
      (?:[/?:]\S*)?""",
    regex.IGNORECASE | regex.VERBOSE,
)

# Combining classes of the marks that may be left off without changing the word: overlays, Hebrew and Arabic
# points, accents. Vowel signs, viramas, tone marks and the voicing of kana are marks too, and stay: without
# them different captions in Hindi, Thai or Japanese would be the same.
_LEFT_OFF_FREELY = frozenset({1, *range(10, 37), *range(200, 256)})

_KEYCAP = regex.compile(r"[0-9#*]\ufe0f?\u20e3")
_EMOJI = regex.compile(r"[\p{Emoji}--[0-9#*]]", regex.VERSION1)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_SPACE_NOT_BETWEEN_DIGITS = regex.compile(r"(?<!\p{N})\ | \ (?!\p{N})", regex.VERBOSE)


def fold(text: str) -> str:
    """What two texts must share to be the same caption.

    Case, accents, width, punctuation, spaces and emoji are folded away; digits stay as they are, and stay
    apart where something stood between them ($1.50 is not $150).
    """
    shown = unicodedata.normalize("NFKD", _EMOJI.sub(" ", INVISIBLE.sub("", text)))
    letters = unicodedata.normalize("NFKD", shown.casefold())
    if not letters.isascii():
        letters = "".join(char for char in letters if not _is_accent(char))
    # Once more, for marks that now stand side by side have an order of their own.
    return unicodedata.normalize("NFKD", _SPACE_NOT_BETWEEN_DIGITS.sub("", _BETWEEN_WORDS.sub(" ", letters)))


def has_words(text: str) -> bool:
    """Whether a letter or a digit is in it, be it a fancy one (Ⓗⓔⓨ)."""
    return bool(_WORD.search(unicodedata.normalize("NFKD", INVISIBLE.sub("", text))))


def bare_text(comment: Comment) -> str:
    """The comment's text without the names it tags, its links and its emoji."""
    text = LINK.sub(" ", _without_tags(comment.text, comment.tags))
    return " ".join(_EMOJI.sub(" ", _KEYCAP.sub(" ", text)).split())


def _without_tags(text: str, tags: Iterable[Tag]) -> str:
    tagged = {place for tag in tags for place in range(max(tag.offset, 0), min(tag.offset + tag.length, len(text)))}
    return "".join(" " if place in tagged else char for place, char in enumerate(text)) if tagged else text


def _is_accent(char: str) -> bool:
    return unicodedata.combining(char) in _LEFT_OFF_FREELY or unicodedata.category(char) == "Me"
