"""A page of the past, and what proves a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from captionbot.desk.acting import Seen
from captionbot.desk.past.searching import finder
from captionbot.overview import View
from captionbot.records.checking import told
from captionbot.records.proving import check_contest
from captionbot.store.contests import Brief

A_PAGE = 20
COUNTED_HERE = 20_000
"""Comments up to which a result is counted again while somebody waits; more take longer than a page may."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the contests that were asked for."""

    contests: Sequence[Brief]
    page: int
    pages: int
    many: int
    """How many were found in all."""
    inside: frozenset[int] = frozenset()
    """Those that were found by a comment's words alone."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What counting a result again has shown."""

    ok: bool
    sentences: Sequence[str]


def search(view: View, question: str, page: int, *, comments: bool) -> Found:
    """The contests in which the words stand, newest first; with ``comments`` in anybody's caption or name too."""
    rows = view.record.contests.briefly()
    fits = finder(question, view.settings.zone)
    first = {row.number for row in rows if fits(row)}
    more = view.record.contests.written_in(question) - first if comments and question else set()
    found = [row for row in rows if row.number in first | more]
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(1, page), pages)
    return Found(found[(page - 1) * A_PAGE : page * A_PAGE], page, pages, len(found), frozenset(more))


def seen_kept(number: int) -> Seen:
    """Whether a contest is kept for good, and by whom."""

    def facts(view: View) -> object:
        row = view.record.contests.get(number)
        return row.kept_by, row.kept_because

    return Seen(facts, number)


def prove(view: View, number: int) -> Proof | None:
    """A contest's result, counted again from its slip; None where that takes longer than a page may."""
    if view.record.comments.count(number) > COUNTED_HERE:
        return None
    found = check_contest(view.record, number, view.now)
    return Proof(found.ok, [*map(told, found.verdicts), *found.problems])
