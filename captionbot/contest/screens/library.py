"""The kept library of crude words, pyobscenity (docs/screens.md says how it was chosen).

Its matcher costs many times as much as everything else together; so its own patterns are first asked in one
expression, and the matcher only where that finds something that its exceptions may excuse.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING

from captionbot.contest.screens.wordlist import as_tree

if TYPE_CHECKING:
    from pyobscenity.transformers import Transformer

_BEGINS_A_WORD = r"\b"
# Letters, letters that may be left out, and the edge of a word: what can be found in one word only.
_OF_ONE_WORD = re.compile(r"(?:[a-z]|\(\?:[a-z]+\)\?|\\b)+")


class Read(dict[int, str]):
    """What the library reads a character as after its steps, asked once for each."""

    def __init__(self, steps: "Sequence[Transformer]") -> None:
        """With the library's steps, in their order."""
        super().__init__()
        self._steps = steps

    def __missing__(self, point: int) -> str:
        """Ask the library for a character that was not met yet."""
        return self.setdefault(point, reduce(lambda text, step: step.transform_text(text), self._steps, chr(point)))


@dataclass(frozen=True, slots=True)
class Library:
    """The library, ready to be asked."""

    read: Read
    anything: re.Pattern[str]
    """Found in a text as ``read`` wherever one of the library's patterns is, be it excused or not."""
    across: re.Pattern[str]
    """Those of the patterns that may reach from one word into the next."""
    excuses: Read
    excused: re.Pattern[str]
    """Found in a text as ``excuses`` wherever one of the library's exceptions is."""
    check: Callable[[str], bool]

    def holds(self, text: str) -> bool:
        """Whether the library finds a crude word that it does not excuse."""
        if not self.anything.search(text.translate(self.read)):
            return False
        # Where there is no exception, what was found stands; ASCII is what both kinds of expression read alike.
        return (text.isascii() and not self.excused.search(text.translate(self.excuses))) or self.check(text)


@cache
def library() -> Library:
    """The library; loaded with the first text, for most commands screen nothing."""
    # Loaded here because most commands screen nothing, and the program runs all year on a small machine.
    from pyobscenity import check  # noqa: PLC0415 - see above
    from pyobscenity.english_preset import english_dataset  # noqa: PLC0415
    from pyobscenity.english_preset import english_recommended_blacklist_transformers as steps  # noqa: PLC0415
    from pyobscenity.english_preset import english_recommended_whitelist_transformers as excusing  # noqa: PLC0415

    terms = english_dataset.build()
    patterns = [_spelled(term["pattern"].as_regex()) for term in terms["blacklisted_terms"]]
    return Library(
        read=Read(steps),
        anything=_any_of(patterns),
        across=_any_of([one for one in patterns if not _OF_ONE_WORD.fullmatch(one)]),
        excuses=Read(excusing),
        excused=re.compile(as_tree(re.escape(term["pattern"]) for term in terms["whitelisted_terms"])),
        check=check,
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """All in one; those that begin a word are asked at the beginnings of words only: ten times as fast."""
    begin = as_tree(one.removeprefix(_BEGINS_A_WORD) for one in patterns if one.startswith(_BEGINS_A_WORD))
    anywhere = as_tree(one for one in patterns if not one.startswith(_BEGINS_A_WORD))
    return re.compile(rf"\b(?:{begin})|{anywhere}")


def _spelled(pattern: str) -> str:
    r"""The library's pattern with its letters as letters, where it has them as ``\x61``."""
    return re.sub(r"\\x([46][1-9a-f]|[57][0-9a])", lambda point: chr(int(point[1], 16)), pattern)
