"""Profanity and slurs with their disguises: a kept library, masked words, our own list and the Page's.

The library is pyobscenity (docs/screens.md says how it was chosen). Its matcher costs as much as everything else
together; so its own patterns are first asked in one expression, and the matcher only where that finds something.
"""

import re
from collections.abc import Callable
from functools import cache, reduce

from captionbot.contest.screens.crude_words import CRUDE, CRUDE_SIGNS, ROUGH
from captionbot.contest.screens.disguise import Seen
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
# Signs in the place of a word, as comics swear: @#$%!
_GRAWLIX = re.compile(r"[@#$%&*!?^+~<>=-]{3,}")
_SWEARING = frozenset("@#$%&*^")
_KINDS_OF_SIGNS = 2


def is_crude(seen: Seen) -> bool:
    """Whether a person should look because of a word that no city would print."""
    return bool(
        CRUDE_SIGNS.intersection(seen.text)
        or _MASKED.search(seen.text)
        or _has_grawlix(seen.text)
        or _has_crude_word(seen)
    )


def is_rough(seen: Seen) -> bool:
    """Whether there is a word that some would not print."""
    return read_words(ROUGH).holds(seen.unmasked)


def _has_grawlix(text: str) -> bool:
    return any(len(_SWEARING.intersection(run[0])) >= _KINDS_OF_SIGNS for run in _GRAWLIX.finditer(text))


def _has_crude_word(seen: Seen) -> bool:
    """As it stands and unmasked: the library undoes some disguises by itself, and others than we do."""
    ours = read_words(CRUDE)
    readings = {ours.without_harmless(reading) for reading in (*seen.unmasked, seen.text.casefold())}
    return any(ours.held.search(reading) or _library()(reading) for reading in readings)


class _Read(dict[int, str]):
    """What the library reads a character as, asked once for each."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, point: int) -> str:
        return self.setdefault(point, self._read(chr(point)))


@cache
def _library() -> Callable[[str], bool]:
    """The kept library's word on a text; loaded with the first one, for most commands screen nothing."""
    # Loaded here because most commands screen nothing, and the program runs all year on a small machine.
    from pyobscenity import check  # noqa: PLC0415 - see above
    from pyobscenity.english_preset import english_dataset  # noqa: PLC0415
    from pyobscenity.english_preset import english_recommended_blacklist_transformers as steps  # noqa: PLC0415

    patterns = [term["pattern"].as_regex() for term in english_dataset.build()["blacklisted_terms"]]
    # Those that begin a word are asked together, at the beginnings of words only: ten times as fast.
    begin = "|".join(one.removeprefix(r"\b") for one in patterns if one.startswith(r"\b"))
    anywhere = "|".join(one for one in patterns if not one.startswith(r"\b"))
    may_be = re.compile(rf"\b(?:{begin})|{anywhere}")
    table = _Read(lambda char: reduce(lambda text, step: step.transform_text(text), steps, char))
    return lambda text: bool(may_be.search(text.translate(table))) and check(text)
