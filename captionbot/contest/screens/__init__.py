"""What wants a person to look before a caption may be announced.

A flag holds a leading caption until a person says yes; a mark is only shown. Neither leaves anything
out, and neither ever hides or changes a comment. docs/screens.md says how often each is right.
"""

import unicodedata
from collections.abc import Callable, Collection

from captionbot.contest.comment import Comment
from captionbot.contest.screens.addresses import has_email, has_link, has_phone, has_street
from captionbot.contest.screens.chatter import has_mention, is_only_names, is_question_to_us, is_remark
from captionbot.contest.screens.crude import is_crude, is_rough
from captionbot.contest.screens.disguise import SCREENED, Seen, seen, seen_text
from captionbot.contest.screens.flags import Flag, Mark
from captionbot.contest.screens.unreadable import is_unreadable
from captionbot.contest.screens.wordlist import NO_WORDS, UNREAD, WordList, read_words

__all__ = [
    "NO_WORDS", "SCREENED", "UNREAD", "Flag", "Mark", "WordList", "in_order", "is_edited", "marks", "read_words",
    "screen", "screen_text", "screen_with_marks",
]  # fmt: skip

# What a text says by itself, whoever wrote it and wherever it is to stand.
_OF_THE_TEXT: tuple[tuple[Flag, Callable[[Seen], bool]], ...] = (
    (Flag.CRUDE, is_crude),
    (Flag.LINK, lambda text: has_link(text.text)),
    (Flag.EMAIL, lambda text: has_email(text.text)),
    (Flag.PHONE, lambda text: has_phone(text.text)),
    (Flag.STREET, lambda text: has_street(text.text)),
    (Flag.TAGGED, lambda text: has_mention(text.text)),
    (Flag.LONG, lambda text: text.cut),
    (Flag.UNREADABLE, is_unreadable),
)
# What only a caption can be.
_OF_A_CAPTION: tuple[tuple[Flag, Callable[[Comment, Seen], bool]], ...] = (
    (Flag.LINK, lambda comment, _: comment.attachment == "share"),
    (Flag.TAGGED, lambda comment, _: bool(comment.tags)),
    (Flag.NAME, lambda _, text: is_only_names(text.words)),
    (Flag.CHATTER, lambda _, text: is_remark(text.words)),
)
_MARKS: tuple[tuple[Mark, Callable[[Comment, Seen], bool]], ...] = (
    (Mark.AUTHOR_WITHHELD, lambda comment, _: comment.entrant_id is None),
    (Mark.ROUGH, lambda _, text: is_rough(text)),
    (Mark.QUESTION, lambda _, text: is_question_to_us(text.words)),
)


def screen(comment: Comment, words: WordList = NO_WORDS) -> tuple[Flag, ...]:
    """The flags that a comment bears by itself, in the order of ``Flag``; ``words`` is the Page's own list."""
    return _screened(comment, seen(comment), words)


def screen_with_marks(comment: Comment, words: WordList) -> tuple[tuple[Flag, ...], tuple[Mark, ...]]:
    """What ``screen`` and ``marks`` say, with one look at the text for both."""
    looked_at = seen(comment)
    return _screened(comment, looked_at, words), _marked(comment, looked_at)


def screen_text(text: str, words: WordList = NO_WORDS) -> tuple[Flag, ...]:
    """The flags of anything else that is to stand in public: a name, a caption as staff spelled it."""
    return in_order(_flags(seen_text(text), words))


def marks(comment: Comment) -> tuple[Mark, ...]:
    """The marks that a comment bears by itself, in the order of ``Mark``."""
    return _marked(comment, seen(comment))


def is_edited(tallied: str, now: str) -> bool:
    """Whether the words changed since they were tallied; spaces and the spelling of accents don't count."""
    return _spelled(tallied) != _spelled(now)


def _screened(comment: Comment, text: Seen, words: WordList) -> tuple[Flag, ...]:
    return in_order(_flags(text, words) | {flag for flag, bears in _OF_A_CAPTION if bears(comment, text)})


def _marked(comment: Comment, text: Seen) -> tuple[Mark, ...]:
    return tuple([mark for mark, bears in _MARKS if bears(comment, text)])


def _flags(text: Seen, words: WordList) -> set[Flag]:
    found = {flag for flag, bears in _OF_THE_TEXT if bears(text)}
    if words.holds(text.unmasked):
        found.add(Flag.LISTED)
    return found


def in_order(found: Collection[Flag]) -> tuple[Flag, ...]:
    """Flags, each once, in the order of ``Flag``."""
    return tuple(flag for flag in Flag if flag in found) if found else ()


def _spelled(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
