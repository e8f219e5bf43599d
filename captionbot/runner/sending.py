"""Telling staff: what the week brings becomes notices, and notices go out, each once to each address.

A row is written before the first byte leaves and amended after the last. A tick that was killed in between has sent
it, or not: what is urgent is then sent once more after ten minutes, all else never. Somebody who reads twice that a
contest is stuck loses a minute, and somebody who is never told loses a Friday.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from captionbot.contest.notices import About
from captionbot.contest.timetable import said_when
from captionbot.notify import Sent, told
from captionbot.overview import View
from captionbot.runner.bot import Tick
from captionbot.store.record import Record
from captionbot.store.schema import Notice
from captionbot.telling import Message, digest, message, overtaken, week_letter
from captionbot.telling.due import (
    CRASHED,
    UNHEARD,
    Addresses,
    Parcel,
    Why,
    kind,
    lacking,
    next_try,
    plan,
    stays,
    unheard,
)

log = logging.getLogger(__name__)

OWN_WORD = timedelta(hours=1)
"""Of what they have done themselves so lately, staff are told nothing."""
TRIAL = "captionbot: do notices arrive?"
BROKEN_OFF = "captionbot was stopped while it sent this: ask for another."


@dataclass(frozen=True, slots=True)
class Due:
    """What this tick does about notices."""

    parcels: Sequence[Parcel]
    dropped: Sequence[Notice]
    """Nothing to send, or no more."""
    overtaken: Sequence[Notice]
    """No news any more, for anybody."""


def send(tick: Tick, trials: Sequence[int], due: Due) -> None:
    """Send the trials of these numbers, and what is due."""
    for number in trials:
        _send_trial(tick, number)
    _drop(tick, due)
    for parcel in due.parcels:
        _send(tick, parcel)


def _addresses(tick: Tick) -> Addresses:
    return Addresses(tick.bot.outlets.keys, tick.bot.backup.keys)


def _view(tick: Tick, record: Record) -> View:
    return View(record, tick.bot.settings, tick.bot.photos, tick.now)


def due_of(tick: Tick, record: Record, rows: Sequence[Notice]) -> Due:
    """What is to be done about the notices that wait."""
    view, now, addresses = _view(tick, record), tick.now, _addresses(tick)
    found = plan(rows, addresses, now, weekly=tick.bot.settings.notify_pace == "weekly")
    late = [row for row in unheard(rows, addresses, now) if not _is_seen_to(record, row, now)]
    parcels = [*found.parcels, Parcel(Why.UNHEARD, tuple(late), addresses.backups)]
    over = {row.key for one in parcels for row in one.notices if overtaken(view, row) or _is_own_word(record, row)}
    left = [replace(one, notices=tuple(row for row in one.notices if row.key not in over)) for one in parcels]
    return Due([one for one in left if one.notices], found.dropped, [row for row in rows if row.key in over])


def _is_seen_to(record: Record, row: Notice, now: datetime) -> bool:
    """Whether a person has acted since; where it is so still hours after they did, that was not enough."""
    act = record.notices.acted(row.contest, row.at)
    return act is not None and (stays(row) or now - act < UNHEARD)


def _is_own_word(record: Record, row: Notice) -> bool:
    """Whether a contest waits because staff have just put it on hold themselves."""
    if kind(row) != About.WAITS or row.contest is None:
        return False
    held = record.contests.get(row.contest).held
    since = record.notices.held_since(row.contest, held) if held else None
    return since is not None and (row.sent_at is not None or since >= row.at - OWN_WORD)


def _drop(tick: Tick, due: Due) -> None:
    if not (due.dropped or due.overtaken):
        return
    with tick.writing() as record:
        for row in _again(record, (*due.dropped, *due.overtaken)):
            row.sent_at, row.try_at = row.sent_at or tick.now, None
        for row in _again(record, due.overtaken):
            row.repeated_at = row.repeated_at or tick.now


def _again(record: Record, rows: Sequence[Notice]) -> list[Notice]:
    """The rows themselves, to be written to."""
    found = [record.notices.get(row.key) for row in rows]
    return [row for row in found if row is not None]


def _send(tick: Tick, parcel: Parcel) -> None:
    said = _worded(tick, parcel)
    with tick.writing() as record:
        for row in _again(record, parcel.notices):
            _begin(tick, row, parcel)
    outlets = tick.bot.backup if parcel.unheard else tick.bot.outlets
    # Whoever has not taken it with its picture may take it without.
    picture = None if parcel.why == Why.AGAIN else said.picture
    sent = outlets.send(said.title, said.text, picture=picture, only=parcel.places)
    failed = {place for place, one in zip(parcel.places, sent, strict=True) if not one.taken}
    with tick.writing() as record:
        for row in _again(record, parcel.notices):
            _end(tick, row, parcel, failed)
    _report(tick, said, sent)


def _begin(tick: Tick, row: Notice, parcel: Parcel) -> None:
    """Write down that it is being sent."""
    row.tries, row.sent_at = row.tries + 1, tick.now
    if parcel.unheard:
        row.repeated_at = tick.now
    rest = [place for place in lacking(row) if place not in parcel.places]
    if kind(row).urgent:
        row.lacking, row.try_at = " ".join([*rest, *parcel.places]), tick.now + CRASHED
    else:
        row.lacking, row.try_at = " ".join(rest), row.try_at if rest else None


def _end(tick: Tick, row: Notice, parcel: Parcel, failed: set[str]) -> None:
    """Write down who has not taken it, and when they are tried again."""
    rest = [place for place in lacking(row) if place not in parcel.places]
    left = [*rest, *(place for place in parcel.places if place in failed)]
    row.lacking, row.try_at = " ".join(sorted(left)), next_try(row, tick.now) if left else None


def _worded(tick: Tick, parcel: Parcel) -> Message:
    """The message; where its words can't be made, the notices as they stand: staff hear in any case."""
    try:
        with tick.bot.store.view() as record:
            return _message(_view(tick, record), parcel)
    except Exception:
        log.exception("A fault of ours in the words of a notice; it goes out as it stands.", extra={"action": "failed"})
        lines = [f"{one.text} {one.do}".strip() for one in parcel.notices]
        return Message(f"captionbot: {tick.bot.settings.contest_name}", "\n\n".join(lines))


def _message(view: View, parcel: Parcel) -> Message:
    again = parcel.unheard and any(row.tries for row in parcel.notices)
    if parcel.why == Why.WEEK:
        return week_letter(view, parcel.notices)
    if len(parcel.notices) > 1:
        return digest(view, parcel.notices, again=again)
    return message(view, parcel.notices[0], again=again)


def _report(tick: Tick, said: Message, sent: Sequence[Sent]) -> None:
    taken = [one.outlet for one in sent if one.taken]
    lost = [one.outlet for one in sent if not one.taken]
    if taken:
        tick.report.did(f"Staff were told, by {', '.join(taken)}: {said.title}.", "notified")
    if lost:
        tick.report.did(f"Not taken by {', '.join(lost)}, and tried again: {said.title}.", "not notified")


def _send_trial(tick: Tick, number: int) -> None:
    """Send the notice by which staff see whether notices arrive; once, whatever comes between."""
    with tick.writing() as record:
        row = record.health.trial(number)
        row.ended_at, row.went = tick.now, BROKEN_OFF
        asked = said_when(row.asked_at, tick.bot.settings.zone)
        text = f"{row.by} asked on {asked} whether notices arrive. This one did. Nothing needs to be done."
    went = told([*tick.bot.outlets.send(TRIAL, text), *tick.bot.backup.send(TRIAL, text)])
    with tick.writing() as record:
        row = record.health.trial(number)
        row.ended_at, row.went = tick.now, went
    tick.report.did(f"A trial of the notices: {went}", "notice tried")
