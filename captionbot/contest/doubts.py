"""Doubts about the closing reading, which stay whichever entry wins: their words, and how they are known again."""

from captionbot.contest.worded import many

_LATE, _OWN_LIST = "the votes were read late", "the Page's own list of words"
_COMMENT, _COUNTS = "a comment with ", "Facebook counts "

GONE = "the winner's comment is gone from Facebook"
UNREAD_LIST = f"{_OWN_LIST} (WORDS_FILE) could not be read, so nothing was held against it"


def read_late(when: str) -> str:
    """The closing reading began long after entries closed."""
    return f"{_LATE}, on {when}"


def vanished(votes: int) -> str:
    """A comment with so many votes was there before, and the closing reading did not show it."""
    return f"{_COMMENT}{many(votes, 'vote')} is gone, or Facebook doesn't show it now"


def unshown(missing: int) -> str:
    """Facebook's own count is above what it showed."""
    return f"{_COUNTS}{missing} comments more than it shows"


def is_of_the_reading(doubt: str) -> bool:
    """Whether a doubt is one of these."""
    return doubt.startswith((_LATE, _OWN_LIST, _COMMENT, _COUNTS))
