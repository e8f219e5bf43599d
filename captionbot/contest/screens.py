"""What wants a person to look before a caption may be announced.

A flag holds a leading caption until a person says yes; a mark is only shown. Neither leaves anything
out, and neither ever hides or changes a comment.
"""

import unicodedata
from collections.abc import Callable

import regex

from captionbot.contest.comment import Comment
from captionbot.contest.folding import INVISIBLE, LINK
from captionbot.contest.worded import Worded


class Flag(Worded):
    """Why a person must look before a caption is announced."""

    LINK = "link", "It has a link in it."
    EMAIL = "e-mail address", "It has an e-mail address in it."
    PHONE = "phone number", "It has what may be a phone number in it."
    TAGGED = "tagged person", "Someone is tagged in it."
    EDITED = "edited since it was tallied", "Its words are no longer those that were tallied."
    COPY = "a copy has more votes", "A left-out copy of an earlier caption has more votes than the first entry."


class Mark(Worded):
    """What staff are shown beside an entry; it holds nothing."""

    AUTHOR_WITHHELD = (
        "author withheld",
        "Facebook doesn't say who wrote it, so the rules about one person's entries can't be applied to it.",
    )


_EMAIL = regex.compile(r"[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_PHONE = regex.compile(
    r"""(?<![\w.,/-])(?:
        \+\d(?:[ ().-]{0,2}\d){6,14}                         # +32 475 12 34 56
      | (?:1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}    # (713) 555-0123, 7135550123
      | \d{3}[.-]\d{4}                                       # 555-0123
      | 0\d{1,3}(?:[ ./-]{1,2}\d{2,4}){2,4}                  # 0475 12 34 56
    )(?![\w,/-]*\d)""",
    regex.VERBOSE,
)
_ENCLOSING_KEYCAP = "\u20e3"

# What the words themselves say (profanity, slurs, addresses) is a row here too, once there is a screen for it.
_SCREENS: tuple[tuple[Flag, Callable[[Comment, str], bool]], ...] = (
    (Flag.LINK, lambda comment, text: bool(LINK.search(text)) or comment.attachment == "share"),
    (Flag.EMAIL, lambda _, text: bool(_EMAIL.search(text))),
    (Flag.PHONE, lambda _, text: bool(_PHONE.search(text))),
    (Flag.TAGGED, lambda comment, _: bool(comment.tags)),
)


def screen(comment: Comment) -> tuple[Flag, ...]:
    """The flags that a comment bears by itself, in the order of ``Flag``."""
    text = _undisguised(comment.text)
    return tuple(flag for flag, bears in _SCREENS if bears(comment, text))


def is_edited(tallied: str, now: str) -> bool:
    """Whether the words changed since they were tallied; spaces and the spelling of accents don't count."""
    return _spelled(tallied) != _spelled(now)


def _undisguised(text: str) -> str:
    """Full-width, keycap and invisible characters taken out of the way of the patterns."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).replace(_ENCLOSING_KEYCAP, "")


def _spelled(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
