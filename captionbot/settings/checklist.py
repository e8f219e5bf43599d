"""CHECKLIST: what a person confirms of each photo before it may go out."""

import re
from typing import Final

from captionbot.settings.words import NO, YES, shown, words

OURS: Final = (
    "No child in it can be recognised.",
    "It shows neither the uniform nor the memory of somebody who has died in service.",
    "Nothing in it belongs to an open case.",
)
"""What `CHECKLIST=yes` asks: the three that have cost departments an apology."""
MOST: Final = 12
"""Sentences; a longer list is ticked unread."""
LONGEST: Final = 200
"""Characters of one."""


def checklist(text: str) -> tuple[str, ...]:
    """The sentences to be confirmed: none, our own three, or what stands there with semicolons between."""
    written = words(text)
    if written.casefold() in NO | {"none"}:
        return ()
    if written.casefold() in YES:
        return OURS
    sentences = tuple(dict.fromkeys(one.strip() for one in written.split(";") if one.strip()))
    if re.fullmatch(r"[!-~]+", written) or not any(re.search(r"\w", one) for one in sentences):  # one word is none
        raise ValueError(f"is {shown(text)}; write yes, no, or sentences of your own with semicolons between")
    if len(sentences) > MOST:
        raise ValueError(f"has {len(sentences)} sentences; {MOST} are the most, for a longer list is ticked unread")
    if any(len(one) > LONGEST for one in sentences):
        raise ValueError(f"has a sentence of more than {LONGEST} characters; a short one is read")
    return sentences
