"""Slips and records made for the tests, out of comments judged by the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Case, earlier, judge
from captionbot.contest.slip import (
    TIE_BREAK,
    Beside,
    Filed,
    Json,
    Verdict,
    about,
    canonical,
    instant,
    line,
    salted,
    sha256_of,
    slip_of,
    terms_by_rule,
    verify,
)
from captionbot.contest.tally import Proposed, outcome, tally
from tests.contest.made import CLOSES, OPENS, PAGE, TERMS, case


def salt(what: object) -> str:
    """A salt that is the same every time."""
    return sha256(repr(what).encode()).hexdigest()[:32]


def record_of(n: int, comment: Comment) -> Json:
    """A comment's record."""
    return {
        "n": n,
        "comment_id": comment.comment_id,
        "created_at": instant(comment.created_at),
        "entrant_id": comment.entrant_id,
        "name": comment.entrant_name,
        "text": comment.text,
        "votes": comment.votes,
        "parent_id": comment.parent_id,
        "tags": [[tag.offset, tag.length, tag.name] for tag in comment.tags],
        "attachment": comment.attachment,
        "withdrawn_at": None,
        "salt": salt(n),
    }


@dataclass
class Paper:
    """A slip and the records beside it."""

    slip: bytes
    comments: list[Json]
    decisions: list[Json] = field(default_factory=list)
    announced: list[Json] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of the slip."""
        return sha256_of(self.slip)

    def verified(self, comments: Iterable[Any] | None = None, before: str | None = None) -> Verdict:
        """What checking it shows, with these records of comments or all."""
        there = self.comments if comments is None else comments
        return verify(self.slip, self.digest, Beside(there, self.decisions, self.announced), before)

    def filed(self, *out: int) -> Filed:
        """As a file holds it, without the records of some lines."""
        shown = [one for one in self.comments if one["n"] not in out]
        return Filed(1, self.slip, self.digest, (), self.announced, self.decisions, shown)


def paper_of(comments: Sequence[Comment], of: Case | None = None, **changes: Any) -> Paper:
    """An announced contest with these comments; ``changes`` go into its slip."""
    judged_by = of or case()
    counted = tally(judge(comments, judged_by))
    verdicts = {one.comment.comment_id: _verdict("left out", str(one.reason), None) for one in counted.left_out}
    verdicts |= {one.entry.comment.comment_id: _verdict("entry", None, one.rank) for one in counted.standings}
    in_order = sorted(comments, key=earlier)
    records = [record_of(n, comment) for n, comment in enumerate(in_order, start=1)]
    lines = [line(one["n"], one, verdicts[one["comment_id"]], salted(one)) for one in records]
    result = outcome(counted, judged_by.terms)
    won = result.winner.entry.comment.comment_id if isinstance(result, Proposed) else None
    n = next((one["n"] for one in records if one["comment_id"] == won), None)
    words = {"number": 1, "comment_id": won, "by": "captionbot", "because": "most votes", "salt": salt("decided")}
    decided = [words] if n else []
    announced = [{"n": n, "caption": "Announced", "name": "Ottilie F.", "salt": salt("said")}] if n else []
    votes = next((one["votes"] for one in records if one["n"] == n), 0)
    rest = _rest(n, votes, decided, announced) | {"terms": terms_by_rule(judged_by.terms)}
    return Paper(slip_of(rest | changes, map(canonical, lines)), records, decided, announced)


def _verdict(verdict: str, reason: str | None, rank: int | None) -> Json:
    return {"verdict": verdict, "reason": reason, "rank": rank}


def _rest(n: int | None, votes: int, decided: list[Json], announced: list[Json]) -> Json:
    decision = {"number": 1, "kind": "tally", "n": n, "votes": votes, "at": instant(CLOSES)}
    return {
        "about": about(1, "announced" if n else "void", 1 if n else None),
        "page": PAGE,
        "number": 1,
        "before": "",
        "made_at": instant(CLOSES),
        "stage": "announced" if n else "void",
        "window": {"opens_at": instant(OPENS), "closes_at": instant(CLOSES)},
        "votes_at": instant(CLOSES),
        "approved_at": None,
        "terms": terms_by_rule(TERMS),
        "tie_break": TIE_BREAK,
        "readings": [],
        "decisions": [decision | {"digest": salted(one)} for one in decided],
        "announced": [{"n": one["n"], "digest": salted(one)} for one in announced],
        "said": [],
    }
