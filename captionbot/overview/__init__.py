"""What people are shown: where each contest stands, what comes next, the queue, the tally. Reads only.

The shapes are those of `--json`, a contract (design.md § 7); times are ISO 8601 with Z.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from captionbot.contest.stages import Due, Stage, Step, next_step, wants
from captionbot.contest.timetable import said_when, week_of
from captionbot.contest.worded import sentence
from captionbot.errors import NotNow, PhotosFolderError
from captionbot.facts import facts_of, zone_of
from captionbot.overview.view import Json, View, iso
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.queueing import candidates, coming_slots, due_slots, forecast, post_until, waiting
from captionbot.store.schema import Contest, Decision, Slot

__all__ = [
    "GO_ON",
    "Json",
    "View",
    "coming",
    "entries",
    "iso",
    "paused",
    "paused_by",
    "queue",
    "slots_ahead",
    "status",
]

GO_ON = {"staff": "`captionbot resume`", "file": "Take the file away", "folder": "Mend the folder"}
"""What ends a pause, by its source."""

ASKED = "the winner asked to be forgotten: quote and name nobody in public"

AT_ONCE = {
    Step.SAY_POST: "contest no. {} is posted at the next tick",
    Step.READ: "the captions of contest no. {} are read at the next tick",
    Step.CLOSE: "the captions of contest no. {} are read at the next tick",
    Step.ANNOUNCE: "the winner of contest no. {} is announced at the next tick",
    Step.VOID: "contest no. {} ends without a winner",
}
"""What the next tick does, by the step that is due."""


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


def paused(view: View) -> Json | None:
    """The pause in force, if there is one; a PAUSE file counts before any tick has seen it."""
    rows = view.record.staff.pauses()
    if rows:
        row = rows[0]
        since, until = iso(row.since), iso(row.until)
        return {"because": row.because, "by": row.by, "since": since, "until": until, "source": row.source}
    try:
        word = view.photos.pause_word()
    except PhotosFolderError as error:
        return _unsaid(error.message, "the photos folder", "folder")
    return None if word is None else _unsaid(word, "PAUSE file", "file")


def paused_by(stop: Json) -> str:
    """Who or what pauses, as a sentence names it."""
    return "a PAUSE file" if stop["source"] == "file" else str(stop["by"])


def _unsaid(because: str, by: str, source: str) -> Json:
    """A pause that nobody has written down."""
    return {"because": because, "by": by, "since": None, "until": None, "source": source}


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


def coming(view: View) -> str:
    """What will happen next, in one sentence."""
    stop = paused(view)
    if stop:
        return f"Nothing is said: paused by {paused_by(stop)} ({stop['because']}). {GO_ON[stop['source']]} to go on."
    dues = [(row, next_step(facts_of(row), view.now)) for row in view.record.contests.going()]
    asks = [f"contest no. {row.number} waits for a person: {due.why}" for row, due in dues if due.step == Step.ASK]
    timed = [(due.at, _sentence(view, row, due)) for row, due in dues if due.at is not None and due.step != Step.ASK]
    timed += [(slot, words) for slot, words in [_next_post(view)] if slot is not None]
    first = min(timed)[1] if timed else _nothing(view)
    return " ".join(sentence(words) for words in [*asks, first] if words)


def _nothing(view: View) -> str:
    waits = [one for photo in waiting(view.record, view.photos, view.settings, view.now) for one in photo.problems]
    stops = next((one for one in waits if one.waits), None)
    if stops:
        return f"no photo in the queue is ready: {stops.what} {stops.do}".rstrip(".")
    return "the queue is empty: drop photos into " + str(view.photos.root / "queue")


def _sentence(view: View, row: Contest, due: Due) -> str:
    zone, n = zone_of(row), row.number
    at = said_when(max(due.at or view.now, view.now), zone)
    if due.step in {Step.SAY_POST, Step.ANNOUNCE} and due.why:
        return f"contest no. {n} is on hold: {due.why}"
    if due.step in AT_ONCE:
        return AT_ONCE[due.step].format(n)
    if row.stage == Stage.OPEN:
        return f"contest no. {n} reads captions next on {at}; entries close on {said_when(row.closes_at, zone)}"
    if row.held:
        return f"contest no. {n} is on hold ({row.held}); its winner is due on {at}"
    return f"contest no. {n} announces the winner on {at}" + (f" ({due.why})" if due.why else "")


def _next_post(view: View) -> tuple[datetime | None, str]:
    queue = waiting(view.record, view.photos, view.settings, view.now)
    due = _due_post(view, queue)
    if due:
        return view.now, f"the photo {shown_name(due)} is posted at the next tick"
    taken = forecast(queue, coming_slots(view.record, view.settings, view.now))
    if not taken:
        return None, ""
    name = min(taken, key=lambda photo: taken[photo])
    return taken[name], f"the photo {shown_name(name)} is posted on {said_when(taken[name], view.settings.zone)}"


def _due_post(view: View, queue: Sequence[QueuedPhoto]) -> str:
    """The photo that the next tick posts, if a slot has come and is not over."""
    for key, slot in due_slots(view.record, view.settings, view.now):
        chosen = candidates(queue, week_of(slot, view.settings.zone))
        asked = view.record.contests.slot(key)
        skipped = key in view.record.staff.skips() or view.now >= post_until(view.settings, slot)
        if chosen and not skipped:
            return (asked and asked.photo) or chosen[0].name
    return ""


def queue(view: View) -> Json:
    """The photos in order, each with its slot and its problems."""
    photos = waiting(view.record, view.photos, view.settings, view.now)
    taken = forecast(photos, coming_slots(view.record, view.settings, view.now))
    ordered = sorted(photos, key=lambda photo: (photo.name not in taken, taken.get(photo.name, view.now)))
    return {"photos": [_queued(photo, taken.get(photo.name)) for photo in ordered]}


def _queued(photo: QueuedPhoto, slot: datetime | None) -> Json:
    problems = [{"what": one.what, "do": one.do} for one in photo.problems]
    return {"name": photo.name, "slot": iso(slot), "problems": problems, "shown": shown_name(photo.name)}


def slots_ahead(view: View, count: int = 5) -> Sequence[datetime]:
    """The next few slots."""
    return [slot for _, slot in islice(coming_slots(view.record, view.settings, view.now), count)]


def entries(view: View, number: int | None, limit: int | None = None) -> Json:
    """The tally of a contest, and what was left out and why; the newest posted contest if none is named."""
    from captionbot.overview.tallied import tallied  # noqa: PLC0415 - 50 ms of patterns; `status` starts without it

    row = view.record.contests.get(number) if number is not None else view.record.contests.latest()
    if row is None:
        raise NotNow("No contest has been posted yet.", "`captionbot next` says what is coming.")
    about = {"contest": row.number, "stage": row.stage, "winner": _winner(view, row)}
    return about | tallied(view, row, limit)
