"""What comes next, in one sentence."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, takewhile

from captionbot.contest.stages import Due, Stage, Step, next_step, wants
from captionbot.contest.timetable import said_day, said_when, week_of
from captionbot.contest.worded import many, sentence
from captionbot.facts import facts_of, zone_of
from captionbot.overview.pausing import GO_ON, paused, paused_by
from captionbot.overview.view import View
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.queueing import (
    candidates,
    coming_slots,
    due_slots,
    forecast,
    left_out,
    post_until,
    weeks_ahead,
)
from captionbot.store.schema import Contest

WEEKS_NAMED = 2
"""As many weeks that are left out are named."""

HOLDABLE = frozenset({Stage.POSTING, Stage.REVIEW, Stage.ANNOUNCING})
"""Stages in which a contest on hold has nothing else to come."""

A_PERSON = "a person must"
"""How what a person is asked for begins, where it is nothing but that."""

AT_ONCE = {
    Step.SAY_POST: "contest no. {} is posted at the next tick",
    Step.READ: "the captions of contest no. {} are read at the next tick",
    Step.CLOSE: "the captions of contest no. {} are read at the next tick",
    Step.ANNOUNCE: "the winner of contest no. {} is announced at the next tick",
    Step.VOID: "contest no. {} ends without a winner",
}
"""What the next tick does, by the step that is due."""


def coming(view: View) -> str:
    """What will happen next, in one sentence."""
    stop = paused(view)
    if stop:
        return f"Nothing is said: paused by {paused_by(stop)} ({stop['because']}). {GO_ON[stop['source']]} to go on."
    return ahead(view)


def ahead(view: View) -> str:
    """What would happen next if nothing were paused, in one sentence; before it, what waits for a person."""
    dues = [(row, next_step(facts_of(row), view.now)) for row in view.record.contests.going()]
    asks = [f"contest no. {row.number} waits for a person: {due.why}" for row, due in dues if due.step == Step.ASK]
    timed = [(due.at, _sentence(view, row, due)) for row, due in dues if due.at is not None and due.step != Step.ASK]
    timed += [(slot, words) for slot, words in [_next_post(view)] if slot is not None]
    first = min(timed)[1] if timed else _nothing(view)
    wrong = [f"no photo goes out until this is mended: {line}" for line in view.settings.wrong_days[:1]]
    return " ".join(sentence(words) for words in [*wrong, *asks, first] if words)


def next_of(view: View, contest: Contest) -> str:
    """What happens to a contest next and when, in one sentence; empty where it has ended."""
    due = next_step(facts_of(contest), view.now)
    if due.step is Step.NOTHING:
        return ""
    if contest.held and contest.stage in HOLDABLE:  # the reason stands beside it
        waits = due.step is Step.WAIT
        return "It is on hold" + (f"; its winner is due on {_hour(view, contest, due)}." if waits else ".")
    if due.step is Step.ASK and due.why.startswith(A_PERSON):
        return sentence(f"nothing is announced yet; {due.why}")
    if due.step is Step.ASK:
        return sentence(f"it waits for a person: {due.why}")
    if contest.stage == Stage.REVIEW and due.why:
        return sentence(f"nothing is announced by itself on {_hour(view, contest, due)}; {due.why}")
    words = _sentence(view, contest, due).replace(f"contest no. {contest.number}", "it", 1)
    return sentence(words)


def waits_for(view: View, contest: Contest) -> str:
    """What a person must say before a contest goes on; empty where it goes on by itself."""
    due = next_step(facts_of(contest), view.now)
    if contest.stage == Stage.REVIEW:
        return wants(facts_of(contest), view.now)
    return due.why if due.step is Step.ASK else ""


def _nothing(view: View) -> str:
    waits = [one for photo in view.waiting for one in photo.problems]
    stops = next((one for one in waits if one.waits), None)
    if stops:
        return f"no photo in the queue is ready: {stops.what} {stops.do}".rstrip(".")
    return "the queue is empty: drop photos into " + str(view.photos.root / "queue")


def _sentence(view: View, row: Contest, due: Due) -> str:
    zone, n, at = zone_of(row), row.number, _hour(view, row, due)
    if due.step in {Step.SAY_POST, Step.ANNOUNCE} and due.why:
        return f"contest no. {n} is on hold: {due.why}"
    if due.step in AT_ONCE:
        return AT_ONCE[due.step].format(n)
    if row.stage == Stage.OPEN:
        return f"contest no. {n} reads captions next on {at}; entries close on {said_when(row.closes_at, zone)}"
    if row.held:
        return f"contest no. {n} is on hold ({row.held}); its winner is due on {at}"
    if row.decision is None and not due.why:
        return f"contest no. {n} has no winner; unless a person picks one, it ends without on {at}"
    return f"contest no. {n} announces the winner on {at}" + (f" ({due.why})" if due.why else "")


def _hour(view: View, row: Contest, due: Due) -> str:
    return said_when(max(due.at or view.now, view.now), zone_of(row))


def _next_post(view: View) -> tuple[datetime | None, str]:
    queue = view.waiting
    due = _due_post(view, queue)
    if due:
        return view.now, f"the photo {shown_name(due)} is posted at the next tick"
    taken = forecast(queue, coming_slots(view.record, view.settings, view.now))
    if not taken:
        return None, ""
    name = min(taken, key=lambda photo: taken[photo])
    posted = f"the photo {shown_name(name)} is posted on {said_when(taken[name], view.settings.zone)}"
    return taken[name], f"{_left_out_before(view, taken[name])}{posted}"


def _left_out_before(view: View, slot: datetime) -> str:
    """The weeks until a slot that are left out, and why; the beginning of a sentence, or nothing."""
    weeks = weeks_ahead(view.record, view.settings, view.now)
    out = [one for one in takewhile(lambda one: one.slot < slot, weeks) if one.left_out]
    if not out:
        return ""
    named = [f"{said_day(one.slot, view.settings.zone)} is left out ({one.left_out})" for one in out[:WEEKS_NAMED]]
    more = f", and {many(len(out) - len(named), 'week')} more" if len(out) > len(named) else ""
    return f"{', '.join(named)}{more}; "


def _due_post(view: View, queue: Sequence[QueuedPhoto]) -> str:
    """The photo that the next tick posts, if a slot has come and is not over."""
    for key, slot in due_slots(view.record, view.settings, view.now):
        week = week_of(slot, view.settings.zone)
        chosen = candidates(queue, week if key == str(week) else None)  # `post-now` asks for a slot of no week
        asked = view.record.contests.slot(key)
        out = left_out(view.record, view.settings, key, slot) or view.now >= post_until(view.settings, slot)
        if chosen and not out:
            return (asked and asked.photo) or chosen[0].name
    return ""


def slots_ahead(view: View, count: int = 5) -> Sequence[datetime]:
    """The next few slots."""
    return [slot for _, slot in islice(coming_slots(view.record, view.settings, view.now), count)]
