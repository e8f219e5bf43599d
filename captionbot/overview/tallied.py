"""The tally of a contest as staff see it: entries, what was left out, and what the readings really showed."""

from collections.abc import Iterable, Sequence

from captionbot.contest.entries import Reason
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.quoting import for_staff
from captionbot.contest.screens import Flag, Mark
from captionbot.contest.surge import Counted, drawn, late_surge
from captionbot.contest.tally import SHORTLIST
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import sentence
from captionbot.facts import zone_of
from captionbot.judging import Sieve, name_flags
from captionbot.overview.counting import Counting, Ranked, Unplaced, counting
from captionbot.overview.view import Json, View, entrant, iso
from captionbot.store.schema import CommentRow, Contest, Reading

SHOWN = 80
"""Characters of another caption that a note quotes."""
ASKED, ERASED, WITHDRAWN = "asked to be forgotten", "erased", "withdrawn"


def tallied(view: View, contest: Contest, limit: int | None) -> Json:
    """Everything about a contest's entries; ``limit`` cuts both lists."""
    reading = view.record.comments.last_reading(contest.number, whole=True)
    with counting(view.record, contest) as found:
        return {
            **_of_reading(contest, reading),
            "entries": _entries(view, contest, found, limit),
            "left_out": [_left_out(one) for one in found.left_out(limit)],
            "said": _said_of_readings(view, contest, reading),
        }


def at_a_glance(view: View, contest: Contest, *, listed: int, examples: int, sieve: Sieve | None = None) -> Json:
    """The first few entries, and of what was left out for each reason the most-voted, so many of each."""
    reading = view.record.comments.last_reading(contest.number, whole=True)
    with counting(view.record, contest, sieve) as found:
        return {
            **_of_reading(contest, reading),
            "said": _said_of_readings(view, contest, reading),
            "number": found.number,
            "left_out_number": found.left_out_number,
            "entries": _entries(view, contest, found, listed),
            "left_out": list(_by_reason(found, examples)),
        }


def _of_reading(contest: Contest, reading: Reading | None) -> Json:
    complete = contest.votes_at is not None or bool(reading and reading.complete)
    return {"complete": complete, "votes_at": iso(contest.votes_at)}


def _entries(view: View, contest: Contest, found: Counting, most: int | None) -> list[Json]:
    shown = found.ranked(most)
    notes = _Notes(view, contest, found, shown)
    return [_entry(one, notes.of(one), found.curves.get(one.row.comment_id, [])) for one in shown]


def _by_reason(found: Counting, examples: int) -> Iterable[Json]:
    """Each reason in the order of the published list; what was left out for it comes by votes."""
    for reason in sorted(map(Reason, found.reasons), key=list(Reason).index):
        most = [_left_out(one) for one in found.left_out_for(reason, examples)]
        yield {"reason": str(reason), "sentence": reason.sentence, "number": found.reasons[reason], "most": most}


class _Notes:
    """What is said of an entry in whole sentences, beside its flags and marks."""

    def __init__(self, view: View, contest: Contest, found: Counting, shown: Sequence[Ranked]) -> None:
        twins = {one.same_joke for one in shown if one.same_joke}
        self._twins = view.record.comments.verdicts(contest).numbered(sorted(twins))
        self._curves, self._reworded, self._zone = found.curves, found.reworded, zone_of(contest)
        decision = view.record.contests.decision(contest)
        won = view.record.comments.get(contest.number, decision.comment_id) if decision else None
        self._won = (won.rank or 0) if won else 1

    def of(self, one: Ranked) -> list[str]:
        """The sentences about an entry; about the shortlist more is said."""
        return [*self._twin(one), *self._change(one), *self._surge(one), *self._unnamed(one)]

    def _twin(self, one: Ranked) -> Iterable[str]:
        twin = self._twins.get(one.same_joke or "")
        if twin is not None:
            yield f"Nearly the same as the earlier {for_staff(twin.text, SHOWN)} (comment {twin.comment_id})."

    def _change(self, one: Ranked) -> Iterable[str]:
        change = self._reworded.get(one.row.comment_id)
        if change is not None and Flag.EDITED in one.flags:
            yield f"It had votes as {for_staff(change.before, SHOWN)}, and reads {for_staff(change.now, SHOWN)} now."

    def _surge(self, one: Ranked) -> Iterable[str]:
        surge = late_surge(self._curves.get(one.row.comment_id, [])) if Mark.LATE_SURGE in one.marks else None
        if surge is not None:
            yield surge.said(self._zone)

    def _unnamed(self, one: Ranked) -> Iterable[str]:
        if one.rank > SHORTLIST:
            return
        of_name = [f"its name: {flag}" for flag in name_flags(one.row)]
        if one.rank <= self._won and of_name:
            yield f"A person must say yes to {'; '.join(of_name)}."
        elif one.rank > self._won and (one.flags or of_name):
            yield f"It is not named among the runners-up ({'; '.join([*one.flags, *of_name])})."


def _entry(one: Ranked, notes: list[str], curve: list[Counted]) -> Json:
    withdrawn = [WITHDRAWN] if one.row.withdrawn_at else []
    return {
        "comment_id": one.row.comment_id,
        "entrant": entrant(one.row),
        "caption": one.row.text,
        "votes": one.votes,
        "rank": one.rank,
        "flags": one.flags,
        "marks": one.marks + withdrawn + _forgotten(one.row),
        "same_joke": one.same_joke,
        "notes": notes,
        "curve": [{"at": iso(point.at), "votes": point.votes} for point in curve],
        "drawn": drawn([point.votes for point in curve]),
        "created_at": iso(one.row.created_at),
    }


def _left_out(one: Unplaced) -> Json:
    return {
        "comment_id": one.row.comment_id,
        "entrant": entrant(one.row),
        "caption": one.row.text,
        "votes": one.votes,
        "reason": one.reason,
        "marks": _forgotten(one.row),
    }


def _forgotten(row: CommentRow) -> list[str]:
    return [ASKED] * (row.sealed_at is not None) + [ERASED] * (row.salt == DESTROYED)


def _said_of_readings(view: View, contest: Contest, reading: Reading | None) -> list[str]:
    """What the readings really showed, where that is not everything."""
    return [*_said_of(reading, contest), *_said_of_authors(view, contest), *_said_of_changes(view, contest)]


def _said_of(reading: Reading | None, contest: Contest) -> Iterable[str]:
    if reading is None:
        return
    when = said_when(reading.begun_at, zone_of(contest))
    if not reading.complete and reading.ended_at is not None and contest.votes_at is None:
        yield f"The reading of {when} was cut short: {reading.note or 'nobody knows why.'}"
    elif reading.note:
        yield sentence(f"at the reading of {when} {reading.note}")
    missing = (reading.total or 0) - reading.rows
    if missing > 0:
        yield (
            f"Facebook counts {reading.total:,} comments and shows {reading.rows:,}; "
            "it counts some that it shows nobody."
        )


def _said_of_authors(view: View, contest: Contest) -> Iterable[str]:
    withheld, _ = view.record.comments.ledger.withheld(contest.number)
    there = view.record.comments.count_standing(contest.number)  # with those whose words were destroyed
    if withheld:
        yield (
            f"Facebook doesn't say who wrote {withheld:,} of the {there:,} comments; "
            "the rules about one person's entries can't be applied to them."
        )


def _said_of_changes(view: View, contest: Contest) -> Iterable[str]:
    ledger = view.record.comments.ledger
    fallen = ledger.fallen(contest.number)
    if fallen:
        yield (
            f"{_comments(fallen)} fewer votes at a reading than at the one before: "
            "reactions were taken back, or Facebook removed them."
        )
    became = [f"{number:,} {what}" for what, number in sorted(ledger.became(contest.number).items())]
    if became:
        yield f"Between the readings comments changed: {', '.join(became)}."


def _comments(number: int) -> str:
    return "1 comment had" if number == 1 else f"{number:,} comments had"
