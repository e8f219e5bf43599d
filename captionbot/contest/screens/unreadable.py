"""Texts that were made to be hard to read."""

import re
import unicodedata

import regex

from captionbot.contest.screens.disguise import Seen

# Vietnamese carries two marks on a letter, Greek three, Thai and Hebrew now and then three.
_PILED_UP = regex.compile(r"[\p{Mn}\p{Me}]{4}|\p{Latin}[\p{Mn}\p{Me}]{3}")
_TURNED_AROUND = regex.compile(r"[\u202d\u202e]")
_NO_CHARACTERS = regex.compile(r"[\p{Co}\p{Cs}\ufffd]")
_MIXED = regex.compile(
    r"""(?<!\p{L}) (?=\p{L}*\p{Latin}) (?=\p{L}*[\p{Cyrillic}\p{Armenian}\p{Cherokee}\p{Greek}]) \p{L}{3}""",
    regex.VERBOSE,
)
_SIGN_RUN = regex.compile(r"([^\p{L}\p{N}\p{M}\s])\1*")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_FEW_SIGNS = 8
# Whatever has so many signs has so many characters that are neither ASCII letters or digits nor blanks.
_MAY_BE_SIGNS = re.compile(rf"(?:[a-zA-Z0-9 \t\n]*+[^a-zA-Z0-9 \t\n]){{{_FEW_SIGNS}}}")


def is_unreadable(seen: Seen) -> bool:
    """Whether marks are piled up, the direction is turned, alphabets are mixed in a word, or signs prevail."""
    odd = not seen.original.isascii() and bool(
        _PILED_UP.search(unicodedata.normalize("NFD", seen.original))
        or _TURNED_AROUND.search(seen.original)
        or len(_NO_CHARACTERS.findall(seen.original)) > 1
    )
    return odd or _has_odd_words(seen.words)


def _has_odd_words(words: str) -> bool:
    """By themselves: where a long link was taken out, words stand here that ``original`` no longer reaches."""
    mixed = not words.isascii() and bool(_MIXED.search(words))
    return mixed or (bool(_MAY_BE_SIGNS.match(words)) and _is_mostly_signs(words))


def _is_mostly_signs(words: str) -> bool:
    """A row of one and the same sign (!!!, ......) counts as one."""
    signs = len(_SIGN_RUN.findall(words))
    return signs >= _FEW_SIGNS and signs > len(_LETTER.findall(words))
