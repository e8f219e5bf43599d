"""What staff see of one contest: where it stands, its first few entries, what was left out, what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from captionbot import overview
from captionbot.contest.links import link_of
from captionbot.contest.stages import Stage
from captionbot.contest.tally import SHORTLIST
from captionbot.decisions.winner import flags_of
from captionbot.desk.contests.acts.ways import Way, ways_on
from captionbot.desk.contests.curve import Curve, curve_of
from captionbot.desk.contests.offering import USUAL, Changed, ways_on_comment
from captionbot.facts import credited, zone_of
from captionbot.overview import Json, View
from captionbot.overview.shown import Shown, shown
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind
from captionbot.telling.captions import with_captions

ASKING = frozenset({Stage.REVIEW, Stage.STUCK})
"""Stages in which a person may be waited for."""


@dataclass(frozen=True, slots=True)
class Winner:
    """The decision in force, as it will be, or was, announced."""

    comment_id: str
    caption: str
    name: str | None
    votes: int
    by: str
    because: str
    written: str
    """The caption as its writer has it, where another is announced; else empty."""
    flags: Sequence[str]
    marks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Public:
    """Where a result stands on the Page, and since when."""

    at: datetime | None
    link: str
    corrects: bool
    """Another winner was named before."""
    before: str
    """The link to what was said first; empty where that is no post of its own."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that is shown of a contest at a glance."""

    row: Contest
    zone: ZoneInfo
    words: str
    """Those beside the photo, as they were posted."""
    alt: str
    next: str
    """What happens to it next, in one sentence; empty where it has ended."""
    doubts: Sequence[str]
    """What a person is to look at before it is announced."""
    waits: bool
    """A person is asked for something."""
    winner: Winner | None
    shown: Shown | None
    shortlist: Sequence[Json]
    curve: Curve | None
    acts: Sequence[Way]
    changed: Changed
    post: str
    """The link to its post; empty where none stands."""
    public: Public | None

    def ways(self, entry: Json) -> list[Way]:
        """What may be done with one of its comments."""
        return ways_on_comment(self.row, self.changed, entry, self.winner.comment_id if self.winner else "")

    def usual_ways(self, entry: Json) -> list[Way]:
        """Those that belong to a weekly round: another winner, or an entry that may not win."""
        return [way for way in self.ways(entry) if way.route in USUAL] if self.row.stage == Stage.REVIEW else []

    @property
    def number(self) -> int:
        """The contest's."""
        return self.row.number

    @property
    def approved(self) -> datetime | None:
        """When a person said yes, if one has."""
        return self.row.approved_at


def panel_of(view: View, row: Contest) -> Panel:
    """What there is to see of a contest."""
    tally = shown(view, row)
    shortlist = tally.body["entries"][:SHORTLIST] if tally else []
    zone, say = zone_of(row), partial(with_captions, view.record, row.number)
    return Panel(
        row=row,
        zone=zone,
        words=row.sidecar.get("words") or "",
        alt=row.sidecar.get("alt") or "",
        next=say(overview.next_of(view, row)),
        doubts=[say(doubt) for doubt in row.doubts],
        waits=row.stage in ASKING and bool(overview.waits_for(view, row)),
        winner=_winner(view, row),
        shown=tally,
        shortlist=shortlist,
        curve=curve_of(shortlist, row.opens_at, row.closes_at, zone),
        acts=ways_on(view.record, row),
        changed=Changed(view.record.staff.disqualified(row.number), view.record.staff.ours()),
        post=link_of(row.post_id) if row.post_id else "",
        public=_public(view, row) if row.stage == Stage.ANNOUNCED else None,
    )


def _public(view: View, row: Contest) -> Public | None:
    results = view.record.utterances.results(row.number)
    new = [one for one in results if one.decision == row.decision]
    old = [one for one in results if one.decision != row.decision]
    if not new:
        return None
    return Public(new[0].said_at, _post_of(new) or link_of(row.post_id), bool(old), _post_of(old))


def _post_of(results: Sequence[Utterance]) -> str:
    return next((link_of(one.said_id) for one in results if one.kind == Kind.ANNOUNCEMENT), "")


def _winner(view: View, row: Contest) -> Winner | None:
    decision = view.record.contests.decision(row)
    if decision is None:
        return None
    comment = view.record.comments.get(row.number, decision.comment_id)
    said = credited(decision)
    written = decision.caption if said.caption != decision.caption else ""
    return Winner(
        decision.comment_id,
        said.caption,
        said.name,
        decision.votes,
        decision.by,
        decision.because,
        written,
        flags=flags_of(comment) if comment else (),
        marks=(comment and comment.marks) or (),
    )
