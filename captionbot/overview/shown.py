"""A tally at a glance: the first few with their curves, and what was left out, by reason, the most-voted of each.

To judge a viral thread takes seconds, so a tick keeps what came of it (``large.py``); a small contest is judged while
somebody looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from captionbot.judging import Sieve, grounds_of
from captionbot.overview.tallied import at_a_glance
from captionbot.overview.view import Json, View
from captionbot.store.record import Record
from captionbot.store.schema import Contest

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


def glance(view: View, contest: Contest, sieve: Sieve | None = None) -> Json:
    """What there is to see of a contest's tally, judged now; ``sieve`` is that of a reading that has just ended."""
    found = at_a_glance(view, contest, listed=LISTED, examples=EXAMPLES, sieve=sieve)
    return {**found, "entries": [{**one, "curve": _thinned(one["curve"])} for one in found["entries"]]}


def basis_of(record: Record, contest: Contest) -> str:
    """All that a contest's tally comes of, as a digest: what was read, and what staff and entrants have said."""
    facts, forgotten, others = grounds_of(record, contest)
    return sha256(repr(((_SHAPE, *facts), forgotten, others)).encode()).hexdigest()


def _thinned(curve: Sequence[Json]) -> list[Json]:
    step = max(1, -(-len(curve) // POINTS))
    return [*curve[:-1:step], *curve[-1:]]
