"""Comments that are no captions: a friend's name, a remark, a question to the Page.

None of it is certain, so nothing is left out for it: a caption can be one word, and a title can look like a name.
"""

import re
from functools import cache

import regex

from captionbot.contest.screens.lexicon import ALSO_WORDS, COMMON, GIVEN_NAMES, REMARKS

_MENTION = regex.compile(r"(?<![\w.@])@(?=[\w.]*\p{L})[\w.]{2,}")
_BETWEEN_NAMES = regex.compile(r"\s*[,;&/+\n]\s*|\s+(?:and|y)\s+|\s{2,}")
_NAME_PART = regex.compile(r"\p{Lu}(?:[\p{L}\p{M}]|(?<=\p{L})['’-](?=\p{L}))*\.?|[dD][aeiu]l?|la|van|von|bin|[jJs]r\.?")
_SENTENCE_END = (".", "!", "?", "…", '"', "”")
_FIRST_QUOTE = ('"', "“", "'", "\u2018", "-", "\u2013", "—", "#")
_MOST_NAMES, _MOST_PARTS = 8, 4
_NEVER_IN_NAMES = COMMON - GIVEN_NAMES - {"and"}
"""Words that are no name alone and make none together with others; "and" stands between two."""
_LONGEST_REMARK = 120
_NO_WORD = regex.compile(r"[^\p{L}\p{N}]+")
_ASCII_WORDS = {point: chr(point).lower() if chr(point).isalnum() else " " for point in range(128)}
_QUESTION = re.compile(
    r"""\b(?:
        (?:are|r)\ (?:you|u|y'?all)\ (?:guys\ )?(?:hiring|open|still|going|doing|having|accepting|there)
      | (?:when|where|what\ time|what\ day)\ (?:is|are|does|do|did|will|can|was)\ (?:the|this|it|that|you|we|i|they)
      | how\ (?:do|can|would|could)\ (?:i|we|people|someone|you\ (?:enter|win|apply|sign))
      | who\ (?:won|wins|is\ the\ winner|do\ (?:i|we)|can\ (?:i|we)|took)
      | (?:can|could|may)\ (?:i|we|someone|somebody)\ (?:get|have|apply|enter|buy|come|report|call|talk|bring|submit)
      | what\ (?:year|happened|breed|kind\ of|station|do\ (?:i|we)\ win|is\ (?:the\ )?(?:prize|deadline|number|address))
      | is\ (?:this|that|it)\ (?:the|a|an|still|real|true|your|from|in|at|near|photoshopped)
      | (?:do|does|did|will)\ (?:you|u|y'?all|anyone|anybody|someone)\ (?:know|have|still|ever|plan|offer|get|guys)
      | (?:anyone|anybody|someone)\ know
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def has_mention(text: str) -> bool:
    """Whether somebody is addressed with an @, tagged or not."""
    return "@" in text and bool(_MENTION.search(text))


def is_only_names(words: str) -> bool:
    """Whether the text is, by its shape, nothing but the names of people."""
    if not _NEVER_IN_NAMES.isdisjoint(words.casefold().split()):
        return False
    names = [name for name in _BETWEEN_NAMES.split(words.strip(" ,")) if name]
    return 0 < len(names) <= _MOST_NAMES and not words.startswith(_FIRST_QUOTE) and all(map(_is_name, names))


def is_remark(words: str) -> bool:
    """Whether the text is nothing but remarks, after a friend's name or without one."""
    if len(words) > _LONGEST_REMARK:
        return False
    return bool(_remarks().fullmatch(_words_alone(_after_name(words))))


def is_question_to_us(words: str) -> bool:
    """Whether it asks what only the Page can answer; many captions are questions, so this is only a mark."""
    return "?" in words and bool(_QUESTION.search(words.replace("’", "'")))


def _is_name(text: str) -> bool:
    parts = text.rstrip("!").split()
    if not parts:
        return False
    first, *rest = parts
    known = _is_given(first)
    if len(parts) == 1:
        return known
    if len(parts) > _MOST_PARTS or any(part.casefold().rstrip(".") in COMMON for part in parts):
        return False
    if all(map(_NAME_PART.fullmatch, parts)):
        return known or not text.endswith(_SENTENCE_END)
    return known and len(rest) == 1 and first.islower() and rest[0].isalpha()


def _is_given(word: str) -> bool:
    lower = word.casefold().rstrip(".,")
    return lower in GIVEN_NAMES and (word[0].isupper() or lower not in ALSO_WORDS)


def _after_name(words: str) -> str:
    """The words after the name of the friend to whom they are said, where they begin with one."""
    first, _, rest = words.partition(" ")
    if not rest or not _is_given(first.rstrip(",:")):
        return words
    second, _, more = rest.partition(" ")
    is_surname = bool(_NAME_PART.fullmatch(second)) and second.casefold() not in COMMON
    return more if is_surname and more else rest


def _words_alone(said: str) -> str:
    """In lower case, one space between two."""
    if said.isascii():
        return " ".join(said.translate(_ASCII_WORDS).split())
    return _NO_WORD.sub(" ", said).strip().casefold()


@cache
def _remarks() -> re.Pattern[str]:
    """One or more remarks; what was taken is never given back, so that no text makes it slow."""
    return re.compile(rf"(?:(?>(?:{'|'.join(REMARKS.split(chr(10))[1:-1])})(?: |$)))++")
