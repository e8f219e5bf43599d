"""The signs of a text, made fit to be drawn: what can't be seen goes, what no font has is done without."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

MOST_LINES: Final = 6
"""That a text may have by its own line breaks; with more of them it runs on."""
MOST_MARKS: Final = 8
"""Marks that one letter may carry; the longest that any language writes has fewer."""
MOST_ACCENTS: Final = 3
"""Of them accents above and below, which pile up."""
_ACCENT: Final = 200
"""Canonical combining classes from here on stand above and below (Unicode, table 4-3)."""
_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAGS: Final = range(0xE0020, 0xE0080)
JOINER, BEFORE_MARK, KEYCAP = "\u200d", "\ufe0f", "\u20e3"
"""What joins emoji, what asks that a sign look like one, and what makes a key of a digit."""
UNBROKEN: Final = "\u2060"
"""Word joiner: no line begins or ends here."""
_MAY_BREAK: Final = "\u200b"
_KEPT: Final = frozenset({JOINER, "\u200c", "\u200b", "\u200e", "\u200f", "\u061c", "\u00ad", UNBROKEN})
_SYLLABLES: Final = re.compile(
    "(?<=[ก-ฺๅ-๎])(?=[เ-ไ])"  # Thai: the vowels that stand before their consonant
    "|(?<=[ກ-ຽ່-ໍ])(?=[ເ-ໄ])"  # Lao: likewise
    "|(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u1021](?![\u1039\u103a]))"  # Burmese: a consonant that ends nothing
)
"""Where a syllable surely begins in scripts that put no spaces between words, and of which Pango knows no words."""
_HYPHENED: Final = re.compile(r"(?<!\S)(?=\S{3,24}(?!\S))\S*\w-\w\S*")
"""A word with a hyphen in it, and no longer than a word may be that nothing parts."""
_OPENING, _CLOSING = '“«„「『‘"', '”»“」』’"'  # noqa: RUF001 - these very quotation marks


def tame(text: str) -> str:
    """The text without controls, turns of the writing direction, lone surrogates, and piles of accents."""
    lines = [line for one in _BREAKS.split(text) if (line := " ".join(_lightened(_visible(one)).split()))]
    return ("\n" if len(lines) <= MOST_LINES else " ").join(lines)


def _visible(line: str) -> str:
    whole = line.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", "".join(_seen(char, unicodedata.category(char)) for char in whole))


def _seen(char: str, kind: str) -> str:
    if kind == "Cc" or char == "\ufeff":
        return " "
    return "" if kind == "Cf" and char not in _KEPT and ord(char) not in _TAGS else char


def _lightened(line: str) -> str:
    """The line whose letters carry no more marks than they can."""
    kept: list[str] = []
    marks = accents = 0
    for char in line:
        if is_selector(char) or char in _KEPT:
            pass
        elif unicodedata.category(char)[0] == "M":
            accent = unicodedata.combining(char) >= _ACCENT
            marks, accents = marks + 1, accents + accent
            if marks > MOST_MARKS or (accent and accents > MOST_ACCENTS):
                continue
        else:
            marks = accents = 0
        kept.append(char)
    return "".join(kept)


def is_selector(char: str) -> bool:
    """Whether it only says how the sign before it is to look."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def is_unseen(char: str) -> bool:
    """Whether a font need not have it, because nothing of it is drawn."""
    return char.isspace() or char in _KEPT or is_selector(char) or ord(char) in _TAGS


def is_of_a_word(char: str) -> bool:
    """Whether a word without it is another word: a letter, a digit, a vowel sign or an accent of some script."""
    return unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mn", "Mc"}


def substituted(text: str, has: Callable[[str], bool]) -> str:
    """The text in which a sign without a font is spelled by the plain ones it stands for: a curly H is an ``H``."""
    return "".join(char if is_unseen(char) or has(char) else _plain(char, has) for char in text)


def _plain(char: str, has: Callable[[str], bool]) -> str:
    for form in ("NFD", "NFKC"):
        plain = unicodedata.normalize(form, char)
        if plain != char and all(has(one) or is_unseen(one) for one in plain):
            return plain
    return char


def without(text: str, missing: frozenset[str]) -> str:
    """The text without those signs, and without what hung on them alone."""
    kept = "".join(char for char in text if char not in missing)
    kept = re.sub(f"{JOINER}+(?=[{JOINER}{BEFORE_MARK}\\s]|$)", "", kept)
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()


def says_something(text: str) -> bool:
    """Whether more than punctuation is left to be seen."""
    return any(unicodedata.category(char)[0] in "LNS" for char in text)


def broken_well(text: str) -> str:
    """The text whose lines will break where they may: not between a word and its quotation mark or hyphen."""
    text = _SYLLABLES.sub(_MAY_BREAK, text)
    text = _HYPHENED.sub(lambda word: word[0].replace("-", f"-{UNBROKEN}"), text)
    if text[:1] in _OPENING:
        text = text[:1] + UNBROKEN + text[1:].lstrip()
    return text[:-1].rstrip() + UNBROKEN + text[-1:] if text[-1:] in _CLOSING else text


def leans_right(text: str) -> bool:
    """Whether the text is written from right to left, by its first letter that has a direction."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((direction for direction in directions if direction in {"L", "R", "AL"}), "L") != "L"
