"""Profanity and slurs with their disguises: a kept library, masked words, our own list and the Page's."""

import re
from functools import lru_cache

from captionbot.contest.screens.crude_words import CRUDE, CRUDE_SIGNS, ROUGH
from captionbot.contest.screens.disguise import Seen
from captionbot.contest.screens.library import library
from captionbot.contest.screens.plain import plain_words
from captionbot.contest.screens.wordlist import read_words

_M = r"[*#@$%!&^~_.\-–—•·]"
# Words of which some letters are left out and all know which: f**k, sh#t, a$$, f-ing.
_S = r"[*#@$%]"
_MASKED = re.compile(
    rf"""(?<![\w'’])(?:
        f{_M}{{1,4}}(?:c?k\w*|u?c?king?|ing?\b|n\b|ed\b|er\b) | f['’](?:ing?|in|ed|er)\b
      | fu{_M}{{1,3}}(?:k\w*|\W|$) | f{_S}{{2,4}}
      | s{_M}{{1,3}}t(?:s|ty|ting|show|head)?\b | sh{_M}{{1,2}}t\w* | sh{_S}{{1,3}} | s{_S}{{2,4}} | \w+s{_S}{{2,3}}t?
      | b{_M}{{1,4}}t?ch\w* | b{_S}{{2,4}}h\w* | b{_S}{{3,5}}(?!\w) | bi{_S}+\w* | bull{_M}{{2,4}}(?!\w)
      | a{_S}{{2,3}}(?:h{_M}*ole\w*|es)?(?!\w) | a{_S}+s?h{_M}?[o*]?le\w* | \w+a[$*]{{2}}\w*
      | c{_S}{{2,3}}(?:t\w*|k\w*)? | c{_M}nts? | d{_S}{{1,3}}c?k\w* | d{_S}{{1,2}}mn\w*
      | p{_S}{{3,4}}y? | n{_S}{{3,6}}s? | wh{_S}re\w* | m{_M}+f{_M}+\w*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What no masked word is without: one of the strong signs, or a weaker one behind the letters that may stand before it.
_SIGN_OF_MASKED = re.compile(r"[*#@$%!&^~_.–—•·'’-](?:(?<=[*#@$%])|(?<=[bcfhlmsuBCFHLMSU\u017f].))", re.DOTALL)
# Signs in the place of a word, as comics swear: @#$%!
_GRAWLIX = re.compile(r"[@#$%&*!?^+~<>=-]{3,}")
_SWEARING = frozenset("@#$%&*^")
_KINDS_OF_SIGNS = 2


def is_crude(seen: Seen) -> bool:
    """Whether a person should look because of a word that no city would print."""
    text = seen.text
    return bool(
        (not text.isascii() and CRUDE_SIGNS.intersection(text))
        or (_SIGN_OF_MASKED.search(text) and _MASKED.search(text))
        or _has_grawlix(text)
        or _has_crude_word(seen)
    )


def is_rough(seen: Seen) -> bool:
    """Whether there is a word that some would not print."""
    return not _is_plain(seen) and read_words(ROUGH).holds(seen.unmasked)


def _has_grawlix(text: str) -> bool:
    return any(len(_SWEARING.intersection(run[0])) >= _KINDS_OF_SIGNS for run in _GRAWLIX.finditer(text))


def _has_crude_word(seen: Seen) -> bool:
    """As it stands and unmasked: the library undoes some disguises by itself, and others than we do."""
    if _is_plain(seen):
        return False
    ours = read_words(CRUDE)
    readings = {ours.without_harmless(reading) for reading in {*seen.unmasked, seen.text.casefold()}}
    return any(ours.held.search(reading) or library().holds(reading) for reading in readings)


@lru_cache(maxsize=1)
def _is_plain(seen: Seen) -> bool:
    """Whether there is one way to read it, and nothing of any list in that; asked twice with each comment."""
    readings = {*seen.unmasked, seen.text.casefold()}
    return len(readings) == 1 and plain_words().are_all_of(*readings)
