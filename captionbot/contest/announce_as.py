"""What may be announced instead of a caption as it was written: cuts and spelling, and nothing more.

A friend's tag before it and "– Bob, Springfield" after it may go, quotation marks may come off, and spelling may be
mended. Whatever reads as another caption is refused: the votes were given to the words that stand under the photo.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from math import inf

import regex

from captionbot.contest.folding import INVISIBLE, fold, has_words
from captionbot.contest.quoting import quoted
from captionbot.contest.wording import CAPTION_CUT, NAME_CUT, NOBODY_KNOWN
from captionbot.errors import NotNow

LEAST_KEPT = 1 / 6
"""Of the caption's letters. A name and a place may outweigh a short joke; a smaller rest is hardly what was voted."""
MOST_MENDED = 0.18
"""Of the letters announced: "Teh end" is mended at 1 in 6; "Horse" made "House", 1 in 5, is another word."""
A_FEW = 10
"""Characters by which mended spelling and its punctuation may be longer than what was written."""

_LETTERS_PER_SLIP = 4
"""A word of 4 letters may have one of them mended, of 8 two; what is shorter may only have two letters swapped."""
# What people mix up or write short, and what is too short or too far apart to be told by its letters.
_MIXED_UP = (
    frozenset({"to", "too"}),
    frozenset({"of", "off"}),
    frozenset({"a", "an"}),
    frozenset({"there", "their", "theyre"}),
    frozenset({"u", "you"}),
    frozenset({"r", "are"}),
    frozenset({"ur", "your", "youre"}),
)
# Scripts that put no space between words: each of their letters stands for itself.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*|[\p{L}\p{M}\p{N}'’]+"
)
_DIGIT = regex.compile(r"\p{N}")
_LEAVE_OUT = "Leave --caption out to announce it as it was written, or pick another caption."
_NAME_AS = "Leave --name out to announce the name that Facebook gives, or say “a fan”."


def caption_instead(caption: str, said: str) -> str:
    """The words to announce instead of ``caption``; raises NotNow where they are another caption."""
    words = " ".join(said.split())
    if not has_words(words):
        raise NotNow("There is no word left in it.", _LEAVE_OUT)
    if len(words) > min(len(" ".join(caption.split())) + A_FEW, CAPTION_CUT):
        raise NotNow(f"{quoted(words, 80)} is longer than what was written.", _LEAVE_OUT)
    if _signs(words) - _signs(caption):
        raise NotNow(f"{quoted(words, 80)} has a sign in it that the caption has not.", _LEAVE_OUT)
    if not _is_piece_of(list(_words(caption)), list(_words(words))):
        what = "may be cut at its beginning and end, and its spelling mended; digits stay as they are"
        raise NotNow(f"{quoted(words, 80)} is another caption: {quoted(caption, 80)} {what}.", _LEAVE_OUT)
    return words


def name_instead(name: str | None, said: str) -> str:
    """The name to announce instead of ``name``; typed in freely only where Facebook gives none (None)."""
    words = " ".join(said.split())
    if not has_words(words) or len(words) > NAME_CUT:
        raise NotNow(f"A name has a letter in it, and at most {NAME_CUT} characters.", _NAME_AS)
    if name is None or words.casefold() == NOBODY_KNOWN:
        return words.casefold() if words.casefold() == NOBODY_KNOWN else words
    if _signs(words) - _signs(name) or not _shortens(list(_words(name)), list(_words(words))):
        what = f"Facebook says {quoted(name, NAME_CUT)}, and {quoted(words, NAME_CUT)} is no shorter form of it"
        raise NotNow(f"{what}, nor its spelling mended.", _NAME_AS)
    return words


def _words(text: str) -> Iterator[str]:
    """The words, folded; apostrophes fall away (don't, dont), and what shows nothing is no word."""
    return (folded for word in _WORD.findall(INVISIBLE.sub("", text)) if (folded := fold(word).replace(" ", "")))


def _signs(text: str) -> set[str]:
    """Emoji and whatever else is neither letter, digit nor punctuation: none may come in that was not there."""
    return {char for char in text if unicodedata.category(char).startswith("S")}


def _is_piece_of(caption: Sequence[str], said: Sequence[str]) -> bool:
    """Whether ``said`` is a piece of the caption, near enough in its spelling and long enough."""
    letters, announced = sum(map(len, caption)), sum(map(len, said))
    return announced >= LEAST_KEPT * letters and _slips(caption, said) <= MOST_MENDED * announced


def _slips(caption: Sequence[str], said: Sequence[str]) -> float:
    """Letters mended where ``said`` is held against that piece of the caption which is most like it.

    Word by word, each in its place: what stands before and after the piece is cut, and within it only a word
    written twice in a row may go. Infinite where it is like no piece.
    """
    rows = [[0.0] + [inf] * len(said)]
    for here in range(1, len(caption) + 1):
        begun = [0.0]  # the piece may begin after any word
        rows.append(begun + [_best(rows, caption[:here], said[:there]) for there in range(1, len(said) + 1)])
    return min(row[-1] for row in rows)  # and end after any


def _best(rows: Sequence[Sequence[float]], written: Sequence[str], said: Sequence[str]) -> float:
    """The least slips with which ``said`` ends where ``written`` ends; ``rows`` are those of fewer words written."""
    there = len(said)
    ways = [rows[-1][there - 1] + _mended(written[-1], said[-1])]
    if len(written) > 1:
        ways.append(rows[-2][there - 1] + _mended(written[-2] + written[-1], said[-1]))
        ways.append(rows[-1][there] if written[-2] == written[-1] else inf)
    if there > 1:
        ways.append(rows[-1][there - 2] + _mended(written[-1], said[-2] + said[-1]))
    return min(ways)


def _mended(written: str, said: str) -> float:
    """How many letters of a word were mended; infinite where it is another word."""
    if written == said:
        return 0
    if any({written, said} <= group for group in _MIXED_UP):
        return 1
    if _DIGIT.findall(written) != _DIGIT.findall(said):
        return inf
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 4 MB of libraries, which a daemon that waits goes without

    allowed = min(len(written), len(said)) // _LETTERS_PER_SLIP
    slips = OSA.distance(written, said, score_cutoff=max(allowed, 1))
    return slips if slips <= allowed or (slips == 1 and sorted(written) == sorted(said)) else inf


def _shortens(name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether each word said is a word of the name, in the same order: whole, its beginning, or its spelling mended."""
    rest = iter(name)
    return all(any(word.startswith(one) or _mended(word, one) < inf for word in rest) for one in said)
