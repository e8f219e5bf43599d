"""A tally at a glance: the first few with their curves, and what was left out, by reason, the most-voted of each.

To judge a viral thread takes seconds, so a tick keeps what came of it; a small contest is judged while somebody looks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby

from captionbot.contest.entries import Reason
from captionbot.contest.stages import ENDED
from captionbot.facts import terms_of
from captionbot.overview.tallied import tallied
from captionbot.overview.view import Json, View
from captionbot.store.record import Record
from captionbot.store.schema import Contest

KEPT_FROM = 100
"""A contest of more comments has its tally kept by the tick."""
AT_ONCE = 2_000
"""So many comments are judged while somebody waits, where something has happened since the last tick."""
LISTED = 200
"""Entries at a glance; the others are found by looking for them."""
EXAMPLES = 5
"""Of what was left out for one reason."""
POINTS = 60
"""Of a curve: a picture as wide as a phone shows no more."""

_SHAPE = 1
"""To be counted up where what is kept is made otherwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A tally at a glance."""

    body: Json
    made_at: datetime | None = None
    """When a tick made it; None: just now."""
    stale: bool = False
    """Something has happened since: the next tick makes it anew."""


def shown(view: View, contest: Contest) -> Shown | None:
    """A contest's tally at a glance; None where it is a large one that no tick has looked through yet."""
    kept = view.record.desk.shown(contest.number)
    if kept is not None and kept.basis == basis_of(view.record, contest):
        return Shown(kept.body, kept.made_at)
    if not view.record.desk.more_than(AT_ONCE, contest.number):
        return Shown(glance(view, contest))
    return Shown(kept.body, kept.made_at, stale=True) if kept is not None else None


def is_kept(record: Record, contest: Contest) -> bool:
    """Whether the tick keeps a contest's tally to be shown."""
    return record.desk.more_than(KEPT_FROM, contest.number)


def glance(view: View, contest: Contest) -> Json:
    """What there is to see of a contest's tally, judged now."""
    found = tallied(view, contest, None)
    entries, left_out = found.pop("entries"), found.pop("left_out")
    return {
        **found,
        "number": len(entries),
        "left_out_number": len(left_out),
        "entries": [{**one, "curve": _thinned(one["curve"])} for one in entries[:LISTED]],
        "left_out": list(_by_reason(left_out)),
    }


def basis_of(record: Record, contest: Contest) -> str:
    """All that a contest's tally comes of, as a digest: what was read, and what staff and entrants have said."""
    number = contest.number
    said = {key: row.reason for key, row in record.staff.disqualified(number).items()}
    forgotten = [(one.digest, one.erased_at) for one in record.papers.forgotten()]
    facts = _SHAPE, record.desk.newest_reading(number), contest.votes_at, contest.decision, sorted(said.items())
    return sha256(repr((facts, sorted(map(repr, forgotten)), _of_others(record, contest))).encode()).hexdigest()


def _of_others(record: Record, contest: Contest) -> object:
    """What other contests and the whole Page bring to it, as long as its verdicts can change."""
    if contest.stage in ENDED:
        return None
    ours = sorted(record.staff.ours())
    weeks = terms_of(contest).cooldown_weeks if contest.votes_at is None else 0
    winners = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks)) if weeks else ()
    return ours, sorted(winners)


def _thinned(curve: Sequence[Json]) -> list[Json]:
    step = max(1, -(-len(curve) // POINTS))
    return [*curve[:-1:step], *curve[-1:]]


def _by_reason(left_out: Iterable[Json]) -> Iterable[Json]:
    """Each reason in the order of the published list; what was left out for it comes by votes already."""
    order = list(Reason)
    grouped = groupby(sorted(left_out, key=lambda one: order.index(one["reason"])), key=lambda one: one["reason"])
    for reason, these in grouped:
        found = list(these)
        sentence = Reason(reason).sentence
        yield {"reason": reason, "sentence": sentence, "number": len(found), "most": found[:EXAMPLES]}
