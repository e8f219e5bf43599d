"""What people are shown: where each contest stands, what comes next, the queue, the tally. Reads only.

``ahead.py`` says what comes next, ``queued.py`` shows the queue, ``tallied.py`` the tally, ``pausing.py`` a pause.
The shapes are those of `--json`, a contract (design.md § 7); times are ISO 8601 with Z.
"""

from typing import Any

from captionbot.contest.stages import Stage, wants
from captionbot.errors import NotNow
from captionbot.facts import facts_of
from captionbot.overview.ahead import ahead, coming, next_of, slots_ahead, waits_for
from captionbot.overview.pausing import GO_ON, paused, paused_by
from captionbot.overview.queued import queue
from captionbot.overview.view import Json, View, iso
from captionbot.store.schema import Contest, Decision, Slot

__all__ = [
    "GO_ON",
    "Json",
    "View",
    "ahead",
    "coming",
    "entries",
    "iso",
    "next_of",
    "paused",
    "paused_by",
    "queue",
    "slots_ahead",
    "status",
    "waits_for",
]

ASKED = "the winner asked to be forgotten: quote and name nobody in public"


def status(view: View) -> Json:
    """Where everything stands."""
    contests = [_contest(view, row) for row in view.record.contests.all()]
    missed = [_missed(slot) for slot in view.record.contests.slots() if _unbegun(slot)]
    both = sorted(contests + missed, key=lambda row: (row["slot"], row["number"] or 0), reverse=True)
    return {
        "paused": paused(view),
        "contests": both,
        "notices": [_notice(row) for row in view.record.staff.notices()[:20]],
        "last_tick": iso(view.record.page().last_tick_at),
    }


def _unbegun(slot: Slot) -> bool:
    return slot.outcome == "missed" and slot.contest is None


def _missed(slot: Slot) -> Json:
    note = "nothing was posted within the catch-up window; the photo is still in the queue"
    empty = {"closes_at": None, "announces_at": None, "post_id": None, "winner": None}
    shown = {"number": None, "stage": str(Stage.MISSED), "slot": iso(slot.slot_at), "photo": slot.photo}
    return {**shown, **empty, "note": note}


def _contest(view: View, row: Contest) -> Json:
    winner = _winner(view, row)
    asked = [ASKED] if winner and winner["asked_to_be_forgotten"] else []
    return {
        "number": row.number,
        "stage": row.stage,
        "slot": iso(row.slot_at),
        "closes_at": iso(row.closes_at),
        "announces_at": iso(row.announces_at),
        "photo": row.photo,
        "post_id": row.post_id,
        "winner": winner,
        "note": "; ".join(part for part in (_note(view, row), *asked) if part),
        "marker": row.marker,
        "votes_at": iso(row.votes_at),
        "comments": view.record.comments.count(row.number),
    }


def _winner(view: View, row: Contest) -> Json | None:
    decision = view.record.contests.decision(row)
    if decision is None:
        return None
    comment = view.record.comments.get(row.number, decision.comment_id)
    return {
        "comment_id": decision.comment_id,
        "caption": decision.caption,
        "votes": decision.votes,
        "name": decision.winner,
        "by": decision.by,
        "because": decision.because,
        "announced_as": _announced_as(decision),
        "asked_to_be_forgotten": comment is not None and comment.sealed_at is not None,
    }


def _announced_as(decision: Decision) -> Json | None:
    """The words that staff gave for the announcement, where they are not what was written."""
    if decision.said_caption is None and decision.said_name is None:
        return None
    name = decision.winner if decision.said_name is None else decision.said_name
    return {"caption": decision.said_caption or decision.caption, "name": name}


def _note(view: View, row: Contest) -> str:
    if row.stage == Stage.OPEN and not row.held and _cut_short(view, row):
        return "; ".join(part for part in (row.note, "the last reading was cut short") if part)
    if row.stage == Stage.REVIEW:
        asked = wants(facts_of(row), view.now)
        return "; ".join(part for part in (row.note, asked) if part)
    return f"on hold: {row.held}" if row.held and row.stage not in {Stage.ANNOUNCED, Stage.VOID} else row.note


def _cut_short(view: View, row: Contest) -> bool:
    reading = view.record.comments.last_reading(row.number, whole=True)
    return reading is not None and reading.ended_at is not None and not reading.complete


def _notice(row: Any) -> Json:
    return {"at": iso(row.at), "contest": row.contest, "what": row.text, "do": row.do}


def entries(view: View, number: int | None, limit: int | None = None) -> Json:
    """The tally of a contest, and what was left out and why; the newest posted contest if none is named."""
    from captionbot.overview.tallied import tallied  # noqa: PLC0415 - 50 ms of patterns; `status` starts without it

    row = view.record.contests.get(number) if number is not None else view.record.contests.latest()
    if row is None:
        raise NotNow("No contest has been posted yet.", "`captionbot next` says what is coming.")
    about = {"contest": row.number, "stage": row.stage, "winner": _winner(view, row)}
    return about | tallied(view, row, limit)
