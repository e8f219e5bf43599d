"""Comments called by their words: the rooms name them by their ids, and on a phone those say nothing."""

import re
from typing import Final

from captionbot.contest.doubts import GONE
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.quoting import for_staff
from captionbot.store.record import Record

SHOWN = 80
"""Characters of a caption in a sentence."""
_COMMENT: Final = re.compile(r"(?:\b[Cc]omment |(?<=before: ))(?P<id>[0-9]+)\b")


def with_captions(record: Record, number: int | None, text: str) -> str:
    """A sentence about a contest, with each caption in the place of its comment's id."""
    named = _COMMENT.sub(lambda found: caption_of(record, number, found["id"]) or found[0], text)
    return _with_who_led(record, number, named) if GONE in named else named


def caption_of(record: Record, number: int | None, comment_id: str) -> str:
    """A comment's words between quotation marks; empty where there are none, or none any more."""
    row = record.comments.get(number, comment_id) if number is not None else None
    if row is None or row.salt == DESTROYED or not row.text.strip():
        return ""
    return for_staff(row.text, SHOWN)


def _with_who_led(record: Record, number: int | None, text: str) -> str:
    """Below it stands whoever leads now: it must not read as if that one were gone."""
    decisions = record.papers.decisions(number) if number is not None else ()
    for decision in reversed(decisions):
        comment = record.comments.get(decision.contest, decision.comment_id)
        caption = caption_of(record, number, decision.comment_id)
        if comment and comment.withdrawn_at and caption:
            return text.replace(GONE, f"{caption} led, and is gone from Facebook")
    return text
