"""A slip is put together: every number of a result, and not one word or name of a person.

What a person wrote stands in records of their own, which the slip knows by salted digests alone; each can be withheld,
or destroyed for good, and the chain of slips still holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from captionbot.contest.slip.canonical import Json, canonical
from captionbot.contest.terms import Terms

FORM = 1
"""The form of slips that this program makes and reads."""

TIE_BREAK = "more votes, then the earlier comment, then the lower comment id"
BY_RULE = (
    "timezone",
    "close_at",
    "announce_at",
    "review",
    "one_entry_each",
    "caption_max",
    "min_entries",
    "min_votes",
    "cooldown_weeks",
    "counted_reactions",
    "announce_by",
)
"""The terms that a result depends on; the others are words and names."""


def terms_by_rule(terms: Terms) -> Json:
    """The terms that a result depends on, as a slip keeps them."""
    kept = asdict(terms)
    return {name: list(kept[name]) if isinstance(kept[name], tuple) else kept[name] for name in BY_RULE}


def about(contest: int, why: str, decision: int | None) -> Json:
    """What a slip is of: the first of its keys."""
    return {"contest": contest, "decision": decision, "form": FORM, "why": why}


def line(n: int, record: Mapping[str, Any], verdict: Mapping[str, Any], digest: str) -> Json:
    """A comment's line: the numbers of ``record``, its verdict, and the digest of the whole."""
    return {
        "n": n,
        "created_at": record["created_at"],
        "votes": record["votes"],
        "withdrawn_at": record["withdrawn_at"],
        "verdict": verdict["verdict"],
        "reason": verdict["reason"],
        "rank": verdict["rank"],
        "digest": digest,
    }


def slip_of(rest: Json, lines: Iterable[bytes]) -> bytes:
    """The slip's bytes: ``rest`` with the comments' lines in it, each canonical already, in the order of their n."""
    before, mark, after = canonical(rest | {"comments": []}).partition(b'"comments":[')
    return before + mark + b",".join(lines) + after
