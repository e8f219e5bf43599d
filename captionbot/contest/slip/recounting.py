"""A result is counted again from a slip and the records beside it, by the rules of the game themselves.

The slip states as facts what rules can't find: who was left out by staff, is one of ours or won not long ago, what was
hidden or gone. All else is judged anew. A comment whose record is withheld is taken as the slip says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any, Self

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.entries import BY_STAFF, Case, Entry, Judgement, Reason, Window, judge
from captionbot.contest.quoting import quoted
from captionbot.contest.slip.canonical import Json
from captionbot.contest.tally import Proposed, Tally, outcome, tally
from captionbot.contest.terms import Terms

CAPTION_CUT = 60
"""Characters of a caption in a sentence about it."""
DEPENDS = frozenset({Reason.SAME_CAPTION, Reason.SECOND_ENTRY})
"""Why a comment is left out because of another one."""


@dataclass(frozen=True, slots=True)
class Recount:
    """What counting again has shown."""

    named: int | None
    """The line that the votes name; None where they name nobody."""
    may_have_won: frozenset[int]
    """The first line, and the next for as long as the one before it was gone from Facebook at the end."""
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ballot:
    """The lines of a slip, and the comments whose records are there, both by the line's number."""

    lines: Mapping[int, Json]
    comments: Mapping[int, Comment]
    case: Case

    withheld: Sequence[Json]
    """The lines of the others."""


def recount(slip: Json, records: Mapping[int, Json]) -> Recount:
    """Judge and tally once more; ``records`` by their line, each fitting its digest already."""
    ballot = _ballot(slip, records)
    judgement = _judged(ballot)
    said = {n: (line["verdict"], line["reason"]) for n, line in ballot.lines.items()}
    found: dict[int, tuple[str, str | None]] = {_n(one.comment): ("entry", None) for one in judgement.entries}
    found |= {_n(one.comment): ("left out", str(one.reason)) for one in judgement.left_out}
    problems = [_differs(called(n, records), said[n], found[n]) for n in sorted(found) if found[n] != said[n]]
    counted = tally(_with_withheld(judgement, ballot))
    for one in counted.standings:
        n = _n(one.entry.comment)
        if ballot.lines[n]["rank"] != one.rank:
            places = f"the votes put it {_place(one.rank)}, the slip {_place(ballot.lines[n]['rank'])}"
            problems.append(f"{_first_large(called(n, records))}: {places}.")
    result = outcome(counted, ballot.case.terms)
    named = _n(result.winner.entry.comment) if isinstance(result, Proposed) else None
    return Recount(named, _may_have_won(counted, ballot), tuple(problems))


def called(n: int | None, records: Mapping[int, Json]) -> str:
    """A comment as people know it, by its id and its words; by its line alone where its record is withheld."""
    if n is None:
        return "nobody"
    if n not in records:
        return f"line {n} (withheld)"
    return f"comment {records[n]['comment_id']} {quoted(records[n]['text'], CAPTION_CUT)} (line {n})"


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _place(rank: object) -> str:
    return "nowhere" if rank is None else f"at rank {rank}"


def _differs(who: str, said: tuple[Any, Any], found: tuple[Any, Any]) -> str:
    words = ["an entry" if verdict == "entry" else f"{verdict} ({reason})" for verdict, reason in (found, said)]
    return f"{_first_large(who)}: by the rules it is {words[0]}, by the slip {words[1]}."


def _ballot(slip: Json, records: Mapping[int, Json]) -> _Ballot:
    lines = {line["n"]: line for line in slip["comments"]}
    comments = {n: _comment(lines[n], record) for n, record in records.items()}
    reasons = {n: Reason(line["reason"]) for n, line in lines.items() if line["reason"] is not None}
    window = slip["window"]
    terms: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in slip["terms"].items()}
    case = Case(
        terms=Terms(**terms),
        window=Window(_hour(window["opens_at"]), _hour(window["closes_at"])),
        page_id=slip["page"],
        staff_ids=_authors(comments, reasons, Reason.ONE_OF_OURS),
        recent_winner_ids=_authors(comments, reasons, Reason.RECENT_WINNER),
        withdrawn=frozenset(_id(n) for n, reason in reasons.items() if reason is Reason.WITHDRAWN),
        disqualified={_id(n): reason for n, reason in reasons.items() if reason in BY_STAFF},
    )
    return _Ballot(lines, comments, case, [line for n, line in lines.items() if n not in comments])


def _comment(line: Json, record: Json) -> Comment:
    """The comment of a record. Its id here is its line's number, which is in the order of the ids themselves."""
    return Comment(
        comment_id=_id(line["n"]),
        graph_id="",
        created_at=_hour(record["created_at"]),
        text=record["text"],
        votes=record["votes"],
        entrant_id=record["entrant_id"],
        entrant_name=record["name"],
        parent_id=record["parent_id"],
        hidden=line["reason"] == Reason.HIDDEN,
        tags=tuple(Tag(offset, length, name) for offset, length, name in record["tags"]),
        attachment=record["attachment"],
    )


def _id(n: int) -> str:
    return f"{n:09}"


def _n(comment: Comment) -> int:
    return int(comment.comment_id)


def _hour(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _authors(comments: Mapping[int, Comment], reasons: Mapping[int, Reason], why: Reason) -> frozenset[str]:
    out = (comment.entrant_id for n, comment in comments.items() if reasons.get(n) is why)
    return frozenset(author for author in out if author)


def _judged(ballot: _Ballot) -> Judgement:
    """The verdicts; where one rests on a comment that is withheld, it is as the slip says."""
    unseen = _Unseen.of(ballot.withheld)
    granted: set[int] = set()
    while True:
        there = [comment for n, comment in ballot.comments.items() if n not in granted]
        judgement = judge(there, ballot.case, lambda _: ())
        found = {_n(one.comment): str(one.reason) for one in judgement.left_out}
        found |= {_n(one.comment): "" for one in judgement.entries}
        more = {
            n
            for n, reason in found.items()
            if reason != ballot.lines[n]["reason"] and unseen.may_explain(ballot.lines[n])
        }
        if not more:
            return judgement
        granted |= more


@dataclass(frozen=True, slots=True)
class _Unseen:
    """The comments without records, as far as others may be left out because of them."""

    first: float
    """The line of the first that was admitted, if only to be left out as somebody's copy or second entry."""
    best: tuple[float, float]
    """Votes (less than nothing) and line of the best entry."""

    @classmethod
    def of(cls, withheld: Sequence[Json]) -> Self:
        admitted = (one["n"] for one in withheld if one["verdict"] == "entry" or one["reason"] in DEPENDS)
        entries = ((-one["votes"], one["n"]) for one in withheld if one["verdict"] == "entry")
        return cls(min(admitted, default=inf), min(entries, default=(inf, inf)))

    def may_explain(self, line: Json) -> bool:
        """Whether a comment may be left out because of one of them."""
        if line["reason"] == Reason.SAME_CAPTION:
            return bool(self.first < line["n"])
        return line["reason"] == Reason.SECOND_ENTRY and self.best < (-line["votes"], line["n"])


def _with_withheld(judgement: Judgement, ballot: _Ballot) -> Judgement:
    """The judgement with the comments that are withheld in it, without words or names."""
    unseen = [(line, _unseen(line)) for line in ballot.withheld]
    entries = [Entry(comment) for line, comment in unseen if line["verdict"] == "entry"]
    return Judgement((*judgement.entries, *entries), judgement.left_out)


def _unseen(line: Json) -> Comment:
    return Comment(_id(line["n"]), "", _hour(line["created_at"]), "", line["votes"])


def _may_have_won(counted: Tally, ballot: _Ballot) -> frozenset[int]:
    won: set[int] = set()
    for one in counted.standings:
        won.add(_n(one.entry.comment))
        if ballot.lines[_n(one.entry.comment)]["withdrawn_at"] is None:
            break
    return frozenset(won)
