"""Who asked to be forgotten: known again by digests alone, and how what they wrote is taken out of other words."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

import regex

from captionbot.contest.comment import Comment
from captionbot.contest.folding import INVISIBLE, fold, has_words
from captionbot.contest.quoting import CUT, on_one_line

SALT_BYTES = 16
"""Of what a digest of a person's words or number is salted with."""
DESTROYED = ""
"""The salt of a comment whose words and name were destroyed."""
ERASED = "(erased)"
"""What stands where words or a name stood that were destroyed."""
WITHHELD = "(asked to be forgotten)"
"""What stands where words or a name stood that only the record keeps."""
SHORT = 12
"""A caption of fewer characters is taken out only where it stands between quotation marks."""
PART = 3
"""A part of a name has as many letters at least."""
OPENING, CLOSING = '“"«„「', '”"»“」'
BEGINNING = 24
"""So many characters, and an ellipsis, are enough to know a caption again that was cut."""
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


class What(StrEnum):
    """What an id is the id of."""

    ENTRANT = "entrant"
    COMMENT = "comment"


class Wish(StrEnum):
    """What somebody asked for."""

    SEALED = "sealed"
    """Nothing public names or quotes them; the record keeps it."""
    ERASED = "erased"
    """Words and name are destroyed for good."""


def digest(salt: str, what: What, of: str) -> str:
    """How a person, or one comment, is known again without being named: SHA-256, in hex."""
    return hashlib.sha256(f"{salt}\n{what}\n{of}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whoever asked to be forgotten; false where nobody has."""

    by_salt: Mapping[str, Mapping[str, Wish]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Iterable[tuple[str, str, Wish]]) -> Self:
        """From each salt, its digest, and what was asked for."""
        by_salt: dict[str, dict[str, Wish]] = defaultdict(dict)
        for salt, known, wish in kept:
            by_salt[salt][known] = wish
        return cls(by_salt)

    def __bool__(self) -> bool:
        """Whether anybody has."""
        return bool(self.by_salt)

    def wish(self, comment_id: str, entrant_id: str | None) -> Wish | None:
        """What was asked for a comment, by its id or by its entrant's; the stronger of both."""
        found = {self._wish(What.COMMENT, comment_id)}
        if entrant_id:
            found.add(self._wish(What.ENTRANT, entrant_id))
        return Wish.ERASED if Wish.ERASED in found else next(iter(found - {None}), None)

    def _wish(self, what: What, of: str) -> Wish | None:
        wishes = {known.get(digest(salt, what, of)) for salt, known in self.by_salt.items()}
        return Wish.ERASED if Wish.ERASED in wishes else next(iter(wishes - {None}), None)


def blank(comment: Comment) -> Comment:
    """A comment without its words and without whoever wrote it; its number, hour and votes stay."""
    return replace(
        comment,
        graph_id=comment.comment_id,
        text="",
        entrant_id=None,
        entrant_name=None,
        tags=(),
        attachment=None,
        permalink=None,
    )


def without_words(comments: Sequence[Comment], wishes: Mapping[str, Wish]) -> Sequence[Comment]:
    """Comments, those that are to stay erased without their words; ``wishes`` by comment id."""
    erased = {comment_id for comment_id, wish in wishes.items() if wish is Wish.ERASED}
    return [blank(one) if one.comment_id in erased else one for one in comments] if erased else comments


@dataclass(frozen=True, slots=True)
class Quotes:
    """What somebody wrote and is called, as others may quote it: whole, on one line, or cut."""

    captions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    instead: str = WITHHELD
    parts: tuple[str, ...] = ()
    """First and last names, which count alone as well."""
    spared: tuple[str, ...] = ()
    """Names of others: in these no part is theirs."""

    @classmethod
    def of(cls, captions: Iterable[str | None], names: Iterable[str | None], instead: str) -> Self:
        """Every form in which they may be quoted; what has no words is nobody's."""
        worded = (text for text in captions if text and has_words(text))
        forms = {form for text in worded for form in (text.strip(), on_one_line(text, len(text)))}
        return cls(_longest_first(forms), _longest_first(_on_one_line(names)), instead)

    def with_parts(self, others: Iterable[str | None]) -> Self:
        """The same where a first or last name alone counts as well, but not inside another person's name."""
        parts = {part for name in self.names for part in name.split() if len(part) >= PART} - set(self.names)
        folded = {part.casefold() for part in parts}
        spared = (name for name in _on_one_line(others) if not folded.isdisjoint(name.casefold().split()))
        return replace(self, parts=_longest_first(parts), spared=_longest_first(spared))

    def struck(self, text: str) -> str:
        """A text with other words in the place of theirs."""
        for caption in self.captions:
            text = _without(text, caption, self.instead)
        for name in self.names:
            # A name may be an ordinary word (Will, Grace) where it is not spelt as a name.
            alike = regex.IGNORECASE if " " in name else 0
            text = regex.sub(rf"(?<!\w){regex.escape(name)}(?!\w)", self.instead, text, flags=alike)
        return self._without_parts(text) if self.parts else text

    def _without_parts(self, text: str) -> str:
        """The names of others are found first, and stay."""
        others = "|".join(regex.escape(name) for name in self.spared) or r"(?!)"
        theirs = "|".join(regex.escape(part) for part in self.parts)
        found = regex.compile(rf"(?<!\w)(?:(?P<other>(?i:{others}))|{theirs})(?!\w)")
        return str(found.sub(lambda one: one[0] if one["other"] else self.instead, text))

    def stand_in(self, text: str) -> bool:
        """Whether a text quotes or names them."""
        return self.struck(text) != text


def naming(names: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether a text names one of these people, however it is spelt; a name of one word may be any word.

    Case, accents and what stands between the words make no difference.
    """
    called = [one for one in map(_spoken, names) if " " in one.strip()]

    def found(text: str) -> bool:
        said = _spoken(text) if called else ""
        return any(one in said for one in called)

    return found


def names_any(text: str, names: Iterable[str]) -> bool:
    """Whether a text names one of these people, as ``naming`` finds it."""
    return naming(names)(text)


def _spoken(text: str) -> str:
    """The words of a text as they are folded, each between spaces."""
    words = _WORD.findall(INVISIBLE.sub("", text))
    return f" {' '.join(word.casefold() if word.isascii() else fold(word) for word in words)} "


def _on_one_line(names: Iterable[str | None]) -> set[str]:
    return {" ".join(name.split()) for name in names if name}


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=lambda text: (-len(text), text)))


def _without(text: str, caption: str, instead: str) -> str:
    """A text without a caption, be it whole or cut.

    A short one may be an ordinary word of ours: it counts only between quotation marks, or as the whole text.
    """
    if len(caption) >= SHORT or caption[0] in OPENING:
        return _without_cut(text.replace(caption, instead), caption, instead)
    if text.strip() == caption:
        return instead
    return str(regex.sub(rf"(?<=[{OPENING}]\u2068?){regex.escape(caption)}(?=\u2069?[{CLOSING}])", instead, text))


def _without_cut(text: str, caption: str, instead: str) -> str:
    """A caption that was cut begins as the whole one, goes on as it does, and ends in an ellipsis."""
    beginning, done = caption[:BEGINNING], 0
    while len(beginning) == BEGINNING and (at := text.find(beginning, done)) >= 0:
        done = at + _same(text[at:], caption)
        if text[done : done + 1] == CUT:
            text = text[:at] + instead + text[done + 1 :]
            done = at + len(instead)
    return text


def _same(text: str, caption: str) -> int:
    """By how many characters two texts begin the same way."""
    pairs = enumerate(zip(text, caption, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(text), len(caption)))
