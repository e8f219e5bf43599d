"""What is left of a text once everything that makes no caption of its own is taken away.

Two captions are the same when ``fold`` makes them equal; a comment is worth judging when
``bare_text`` leaves words in it. The text itself is never changed, only looked at.
"""

import re
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
# What no link is without; most texts have none of it and are not searched any further.
SIGN_OF_A_LINK = re.compile(r"\.(?<=[^\s.].)[^\s.]|[wW]\.|://")

# Combining classes of the marks that may be left off without changing the word: overlays, Hebrew and Arabic
# points, accents. Vowel signs, viramas, tone marks and the voicing of kana are marks too, and stay: without
# them different captions in Hindi, Thai or Japanese would be the same.
_LEFT_OFF_FREELY = frozenset({1, *range(10, 37), *range(200, 256)})

_KEYCAP = regex.compile(r"[0-9#*]\ufe0f?\u20e3")
_EMOJI = regex.compile(r"[\p{Emoji}--[0-9#*]]", regex.VERSION1)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_SPACE_NOT_BETWEEN_DIGITS = regex.compile(r"(?<!\p{N})\ | \ (?!\p{N})", regex.VERBOSE)

# Most texts are ASCII, where nothing is hidden, wide or accented: the same rules, ten times as fast.
_ASCII_WORD = re.compile(r"[a-zA-Z0-9]")
_ASCII_DIGIT = re.compile(r"[0-9]")
_ASCII_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_ASCII_SPACE_NOT_BETWEEN_DIGITS = re.compile(r"(?<![0-9]) | (?![0-9])")
_NO_LETTERS = dict.fromkeys(point for point in range(128) if not chr(point).isalpha())


def fold(text: str) -> str:
    """What two texts must share to be the same caption.

    Case, accents, width, punctuation, spaces and emoji are folded away; digits stay as they are, and stay
    apart where something stood between them ($1.50 is not $150).
    """
    if text.isascii():
        return _fold_ascii(text.lower())
    shown = unicodedata.normalize("NFKD", _EMOJI.sub(" ", INVISIBLE.sub("", text)))
    letters = unicodedata.normalize("NFKD", shown.casefold())
    if not letters.isascii():
        letters = "".join(char for char in letters if not _is_accent(char))
    # Once more, for marks that now stand side by side have an order of their own.
    return unicodedata.normalize("NFKD", _SPACE_NOT_BETWEEN_DIGITS.sub("", _BETWEEN_WORDS.sub(" ", letters)))


def has_words(text: str) -> bool:
    """Whether a letter or a digit is in it, be it a fancy one (Ⓗⓔⓨ)."""
    if text.isascii():
        return bool(_ASCII_WORD.search(text))
    return bool(_WORD.search(unicodedata.normalize("NFKD", INVISIBLE.sub("", text))))


def bare_text(comment: Comment) -> str:
    """The comment's text without the names it tags, its links and its emoji."""
    text = _without_tags(comment.text, comment.tags)
    if SIGN_OF_A_LINK.search(text):
        text = LINK.sub(" ", text)
    if not text.isascii():
        text = _EMOJI.sub(" ", _KEYCAP.sub(" ", text))
    return " ".join(text.split())


def _fold_ascii(lower: str) -> str:
    if not _ASCII_DIGIT.search(lower):
        return lower.translate(_NO_LETTERS)
    return _ASCII_SPACE_NOT_BETWEEN_DIGITS.sub("", _ASCII_BETWEEN_WORDS.sub(" ", lower))


def _without_tags(text: str, tags: Iterable[Tag]) -> str:
    tagged = {place for tag in tags for place in range(max(tag.offset, 0), min(tag.offset + tag.length, len(text)))}
    return "".join(" " if place in tagged else char for place, char in enumerate(text)) if tagged else text


def _is_accent(char: str) -> bool:
    return unicodedata.combining(char) in _LEFT_OFF_FREELY or unicodedata.category(char) == "Me"
