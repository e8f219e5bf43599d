"""A slip and the records beside it are checked: every byte, the link to the slip before, and the result itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from captionbot.contest.slip.agreeing import about_another, contradictions
from captionbot.contest.slip.canonical import Json, canonical, read_json, salted, sha256_of
from captionbot.contest.slip.making import FORM, TIE_BREAK
from captionbot.contest.slip.recounting import Recount, called, recount

SAME = ("created_at", "votes", "withdrawn_at")
"""What stands in a comment's line and in its record."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The salted records that are shown with a slip."""

    comments: Iterable[Any] = ()
    decisions: Iterable[Any] = ()
    """Who decided and why, and the words that were announced."""
    announced: Iterable[Any] = ()
    """What a public copy prints: a caption that was announced, and its name shortened."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a slip has shown."""

    contest: int
    why: str
    problems: tuple[str, ...] = ()
    comments: int = 0
    withheld: int = 0
    """Comments whose records are not there; each is taken as the slip says."""
    beside_withheld: int = 0
    """Decisions and announced captions whose records are not there."""
    recounted: bool = False
    """Whether there was a result to count again; a contest may be called off before its votes are read."""
    named: int | None = None
    """The line that the votes name."""
    won: int | None = None
    """The line of the decision in force."""
    named_as: str = ""
    """The one that the votes name, in words for people."""
    won_as: str = ""
    """The one of the decision in force, in words for people."""
    by_staff: bool = False
    """Whether staff made that decision."""

    @property
    def ok(self) -> bool:
        """Whether everything is as it was, and the result follows from it."""
        return not self.problems

    @property
    def overridden(self) -> bool:
        """Whether staff chose another than the one that the votes name."""
        return self.by_staff and self.won != self.named


@dataclass(slots=True)
class _Check:
    """A check under way."""

    slip: Json
    problems: list[str] = field(default_factory=list)

    def that(self, true: object, problem: str) -> None:
        if not true:
            self.problems.append(problem)


def verify(raw: bytes, digest: str, beside: Beside, before: str | None = None) -> Verdict:
    """Check a slip: its bytes against its digest, its records against its lines, its result against the rules.

    ``before`` is the digest of the slip before it in the chain (empty for the first), or None where it isn't known.
    """
    if sha256_of(raw) != digest:
        return Verdict(0, "", ("The slip is not what it was: its digest is another.",))
    try:
        slip = read_json(raw)
        return _verified(_Check(slip), raw, beside, before)
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
        return Verdict(0, "", ("That is no slip as captionbot makes them.",))


def _verified(check: _Check, raw: bytes, beside: Beside, before: str | None) -> Verdict:
    slip, about = check.slip, check.slip["about"]
    check.that(canonical(slip) == raw, "The slip is written in another way than captionbot writes it.")
    check.that(about["form"] == FORM, "The slip is of a form that this captionbot doesn't know; use a newer one.")
    check.that(slip["tie_break"] == TIE_BREAK, "The slip breaks ties in another way than the rules do.")
    check.that(before in {None, slip["before"]}, "The slip doesn't follow the one before it in the chain.")
    lines = slip["comments"]
    _check_order(check, lines)
    records = _fitting(check, "comment", "n", beside.comments, {line["n"]: line for line in lines})
    decided = {one["number"]: one for one in slip["decisions"]}
    decisions = _fitting(check, "decision", "number", beside.decisions, decided)
    printed = {one["n"]: one for one in slip["announced"]}
    announced = _fitting(check, "announced caption", "n", beside.announced, printed)
    for n, (line, record) in records.items():
        check.that(all(line[name] == record[name] for name in SAME), f"Line {n} and its record differ.")
    there = {n: record for n, (_, record) in records.items()}
    count = _recounted(check, there, decided)
    check.problems += [*contradictions(slip, decided), *about_another(decisions, there)]
    chosen = decided.get(about["decision"])
    named, won = count.named if count else None, chosen["n"] if chosen else None
    return Verdict(
        contest=about["contest"],
        why=about["why"],
        problems=tuple(check.problems),
        comments=len(lines),
        withheld=len(lines) - len(records),
        beside_withheld=len(decided) - len(decisions) + len(printed) - len(announced),
        recounted=count is not None,
        named=named,
        won=won,
        named_as=called(named, there),
        won_as=called(won, there),
        by_staff=chosen is not None and chosen["kind"] != "tally",
    )


def _check_order(check: _Check, lines: list[Json]) -> None:
    in_order = [line["n"] for line in lines] == list(range(1, len(lines) + 1))
    hours = [datetime.fromisoformat(line["created_at"]) for line in lines]
    check.that(in_order and hours == sorted(hours), "The lines of the slip are not in their order.")


def _fitting(
    check: _Check, what: str, key: str, records: Iterable[Any], known: Mapping[Any, Json]
) -> dict[Any, tuple[Json, Json]]:
    """The records that fit their digest in the slip, with what the slip says of each."""
    fitting: dict[Any, tuple[Json, Json]] = {}
    places = {number: place for place, number in enumerate(known)}
    last = -1
    for record in records:
        number = record[key]
        line = known.get(number)
        check.that(places.get(number, last) >= last, f"The record of {what} {number} is not in its place.")
        last = places.get(number, last)
        check.that(line is not None and number not in fitting, f"The record of {what} {number} is one too many.")
        if line is not None:
            right = salted(record) == line["digest"]
            check.that(right, f"The record of {what} {number} is not what it was: its digest is another.")
            if right:
                fitting[number] = (line, record)
    return fitting


def _recounted(check: _Check, records: dict[int, Json], decided: Mapping[int, Json]) -> Recount | None:
    """The result counted again, where votes were counted and nothing is wrong so far."""
    slip = check.slip
    if slip["votes_at"] is None or check.problems:
        return None
    count = recount(slip, records)
    check.problems += count.problems
    _check_earlier(check, records)
    chosen = decided.get(slip["about"]["decision"])
    if chosen is not None and chosen["kind"] == "tally":
        # Where too few entries or votes are left for a winner by itself, one stays only by somebody's yes.
        may_win = count.named is not None or slip["approved_at"] is not None
        right = may_win and chosen["n"] in count.may_have_won
        check.that(right, f"The votes name {called(count.named, records)}, the slip {called(chosen['n'], records)}.")
    return count


def _check_earlier(check: _Check, records: dict[int, Json]) -> None:
    """Of comments written at the same instant, the one with the lower id stands first."""
    keys = [_earlier(records[n]) for n in sorted(records)]
    check.that(keys == sorted(keys), "The comments are not in the order in which they were written.")


def _earlier(record: Json) -> tuple[datetime, int, str]:
    return datetime.fromisoformat(record["created_at"]), len(record["comment_id"]), record["comment_id"]
