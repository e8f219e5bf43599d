"""The tally of a contest, from all that was read of it and all that staff said.

Of a viral thread no more than a few entries are in memory: what leaves is a handle, which is asked for the rest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from sys import maxsize
from typing import Any

from captionbot.contest.edits import Reworded
from captionbot.contest.entries import Entry, Reason
from captionbot.contest.same_joke import twins
from captionbot.contest.screening import Kept
from captionbot.contest.screens import Flag, Mark, WordList
from captionbot.contest.surge import Counted, late_surge
from captionbot.contest.tally import SHORTLIST, Standing
from captionbot.judging.evidence import curves_of, reworded_of
from captionbot.judging.grounds import Grounds, grounds_of
from captionbot.judging.remembering import with_joke
from captionbot.judging.sieve import AT_A_LOOK, Sieve
from captionbot.judging.sifting import sorted_out
from captionbot.judging.singly import verdict_in
from captionbot.store.comments import as_comment
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.scratch import Found, Scratch

_AT_A_TIME = 1_000
"""Comments of which is asked at once what is kept of them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a tally: all that a winner is proposed from (contest/tally.py, ``Counted``)."""

    number: int
    """How many entries there are."""
    left_out_number: int
    shortlist: tuple[Standing, ...]
    best_copy: int | None
    """The votes of the most-voted copy of an earlier caption, where there is one."""
    decided: Found | None
    """What became of the comment that the decision in force names."""

    @property
    def leader(self) -> Standing | None:
        """The first."""
        return self.shortlist[0] if self.shortlist else None

    @property
    def level(self) -> list[Standing]:
        """Others of the shortlist with as many votes as the first."""
        return [one for one in self.shortlist[1:] if one.votes == self.shortlist[0].votes]


class Judged:
    """A tally as a handle; it holds as long as its ``judged`` does."""

    def __init__(
        self,
        record: Record,
        contest: Contest,
        scratch: Scratch,
        reworded: Mapping[str, Reworded],
        grounds: Grounds | None,
    ) -> None:
        """Look at the head of what was sorted out and compared.

        ``grounds`` is what it was judged by, where somebody will ask whether that still holds.
        """
        self._scratch, self.reworded, self.grounds = scratch, reworded, grounds
        first = list(scratch.best(SHORTLIST))
        self.curves: Mapping[str, list[Counted]] = curves_of(record, contest, [one.comment_id for one in first])
        """What the readings counted on the shortlist."""
        self._surging = {comment_id for comment_id, curve in self.curves.items() if late_surge(curve)}
        decision = record.contests.decision(contest) if contest.decision else None
        self.head = Head(
            number=scratch.number(),
            left_out_number=scratch.left_out_number(),
            shortlist=tuple(self._standings(record, contest, first)),
            best_copy=scratch.most_votes(Reason.SAME_CAPTION),
            decided=scratch.get(decision.comment_id) if decision else None,
        )

    def best(self, most: int | None = None) -> Iterator[Found]:
        """The entries, the best first."""
        return self._scratch.best(most)

    def left_out(self, most: int | None = None) -> Iterator[Found]:
        """What takes no part, most votes first, then the earlier."""
        return self._scratch.left_out(most)

    def left_out_for(self, reason: str, most: int) -> Iterator[Found]:
        """Some of what was left out for a reason, most votes first, then the earlier."""
        return self._scratch.left_out_for(reason, most)

    @cached_property
    def reasons(self) -> dict[str, int]:
        """For how many comments each reason holds."""
        return self._scratch.reasons()

    def flags_of(self, one: Found) -> tuple[Flag, ...]:
        """The flags of an entry."""
        return tuple(map(Flag, _list(one.flags)))

    def marks_of(self, one: Found) -> tuple[Mark, ...]:
        """The marks of an entry, with those that show only when entries are seen together."""
        more = [Mark.SAME_JOKE] * (one.same_joke is not None) + [Mark.LATE_SURGE] * (one.comment_id in self._surging)
        return (*map(Mark, _list(one.marks)), *more)

    def shown_marks_of(self, one: Found) -> list[str]:
        """The marks of an entry as staff read them, and that it is tied."""
        return [*map(str, self.marks_of(one)), *(["tie"] if one.tied else [])]

    def verdicts(self) -> Iterator[dict[str, Any]]:
        """Every verdict that is not what it was, as the record keeps them."""
        for one in self._scratch.all():
            # Every row names every column: a bulk update sets the same columns on all of its rows.
            rank, reason, flags, marks = one.rank, one.reason, list[str](), list[str]()
            verdict = "left out" if rank is None else "entry"
            if rank is not None:
                flags, marks = _list(one.flags), self.shown_marks_of(one)
            if one.verdict is None or one.verdict != verdict_in(verdict, reason, rank, one.votes, flags, marks):
                yield {
                    "comment_id": one.comment_id,
                    "counted_votes": one.votes,
                    "verdict": verdict,
                    "reason": reason,
                    "rank": rank,
                    "flags": flags,
                    "marks": marks,
                }

    def to_keep(self, record: Record, contest: Contest) -> Iterator[tuple[str, Kept]]:
        """What is to be kept of the screens beside each comment, by its id, where that has changed."""
        rest = self._scratch.to_keep()
        while some := list(islice(rest, _AT_A_TIME)):
            kept = record.comments.verdicts(contest).screened([key for key, looked, _ in some if looked is None])
            for comment_id, looked, twin in some:
                yield comment_id, with_joke(looked or kept[comment_id], twin)

    def _standings(self, record: Record, contest: Contest, first: Iterable[Found]) -> Iterator[Standing]:
        some = list(first)
        rows = record.comments.verdicts(contest).numbered([one.comment_id for one in some])
        closed = contest.votes_at is not None
        tallied = record.comments.ledger.as_tallied(contest.number) if closed else {}
        for one in some:
            comment = as_comment(rows[one.comment_id])
            comment = replace(comment, votes=one.votes, text=tallied.get(one.comment_id, comment.text))
            entry = Entry(comment, self.flags_of(one), self.marks_of(one), one.same_joke)
            yield Standing(one.rank or 0, entry, tied=bool(one.tied))


@contextmanager
def judged(
    record: Record,
    contest: Contest,
    words: WordList | None = None,
    *,
    whole: bool = False,
    sieve: Sieve | None = None,
) -> Iterator[Judged]:
    """The tally of a contest: so far, or of its closing reading once there has been one.

    With ``words``, the Page's own list, what was held against another one is screened again; without, nothing is
    that was screened at all. ``whole``: jokes are compared however many entries there are. ``sieve``: that of the
    reading that has just ended.
    """
    # First of all, for a server shows each question what is newest: what is said meanwhile must not be in them.
    grounds = grounds_of(record, contest) if whole else None
    changed = reworded_of(record, contest)
    with sorted_out(record, contest, words, changed, sieve) as scratch:
        if scratch.number() <= (maxsize if whole else AT_A_LOOK):
            scratch.add_jokes(twins(scratch.entries(), scratch.firsts()))
        else:
            scratch.jokes_as_before()
        yield Judged(record, contest, scratch, changed, grounds)


def still_holds(found: Judged, record: Record, contest: Contest) -> bool:
    """Whether nothing has changed that the tally of a closing came of."""
    return grounds_of(record, contest) == found.grounds


def _list(found: str | None) -> list[str]:
    return json.loads(found) if found else []
