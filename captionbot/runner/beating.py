"""The dead man's switch: a service elsewhere is called while all is well, and alarms somebody when the calls stay away.

What can't be told by mail (no machine, no network, no `run`) is told so. The calls stay away as well while the next
act that falls due could not succeed, for then nobody may wait until it fails.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from captionbot.contest.notices import About
from captionbot.errors import ClockWrong, GraphError, PhotosFolderError
from captionbot.graph.tokens import TokenFacts
from captionbot.health import against_token, last_said
from captionbot.judging import US
from captionbot.queueing import coming_slots
from captionbot.runner.bot import Tick
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Notice
from captionbot.telling.due import kind, ripe

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
UNTAKEN = timedelta(days=1)
NOT_TAKEN = "HEARTBEAT_URL is called, and nobody takes the call: if this machine stops, nobody is alarmed."
SEE_TO_IT = "Compare it with the address that the service shows; the log says what it answers."
HEARD = timedelta(minutes=15)
"""Facebook has answered so lately, or it is asked."""
LATELY = timedelta(minutes=20)
"""What staff were told of so lately is so still: longer than until Facebook is asked again."""
STOPS = frozenset({About.TOKEN, About.TROUBLE, About.PASSING})
"""Kinds of notices about what keeps the next act from succeeding; a contest that waits for a person is not one."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is to know of whether the next act could succeed."""

    troubles: Sequence[str] = ()
    """What staff were told of and is so still."""
    token: str = ""
    """What Facebook said against the token."""
    settings_wrong: bool = False
    folder: str = ""
    """Why the photos folder can't be read."""
    blocked: bool = False
    """Facebook has blocked the Page, and nobody has said since that it may go on."""
    quiet: bool = False
    """Facebook has told us to wait."""


def ails(signs: Signs) -> str:
    """Why the next act that falls due could not succeed, in words; empty: it could, for all that is known."""
    if signs.settings_wrong:
        return "the settings were changed and are wrong"
    if signs.folder:
        return signs.folder
    if signs.blocked:
        return "Facebook blocks the Page"
    if signs.quiet:
        return "Facebook has told us to wait"
    return signs.token or next(iter(signs.troubles), "")


def beat(tick: Tick, url: str) -> None:
    """Call this HEARTBEAT_URL, every five minutes at the most and only while all is well."""
    with tick.bot.store.view() as record:
        last = record.page().heartbeat_at
        tried = record.page().heartbeat_tried_at
        if tried is not None and abs(tick.now - tried) < EVERY:
            return
        why = ails(_signs(tick, record))
    why = why or _unreachable(tick)
    if why:
        log.debug("HEARTBEAT_URL is not called: %s", why)
        return
    with tick.writing() as record:
        record.page().heartbeat_tried_at = tick.now
    taken, now = tick.bot.switch.call(url), tick.now
    with tick.writing() as record:
        if taken:
            record.page().heartbeat_at = now
        elif last is None or abs(now - last) >= UNTAKEN:
            record.staff.tell(f"switch {now:%G-W%V}", NOT_TAKEN, now, do=SEE_TO_IT, about=About.CHECK)


def _signs(tick: Tick, record: Record) -> Signs:
    now, page = tick.now, record.page()
    return Signs(
        troubles=[row.text for row in record.notices.to_send(now) if kind(row) in STOPS and _is_so(row, now)],
        token=_against_token(tick, record),
        settings_wrong=tick.bot.settings.changed(),
        folder=_against_folder(tick),
        blocked=any(row.by == US for row in record.staff.pauses()),
        quiet=page.quiet_until is not None and page.quiet_until > now,
    )


def _is_so(row: Notice, now: datetime) -> bool:
    return ripe(row, now) and abs(now - (row.seen_at or row.at)) <= LATELY


def _against_token(tick: Tick, record: Record) -> str:
    settings, now = tick.bot.settings, tick.now
    said = last_said(record, settings)
    facts = said[1] if said else None
    ends = [facts.expires_at, facts.reads_until] if isinstance(facts, TokenFacts) else []
    if any(ends) and min(filter(None, ends)) <= _next_act(record, settings, now):
        return "the token ends before it is needed next"
    return against_token(record, settings, now)


def _next_act(record: Record, settings: Settings, now: datetime) -> datetime:
    """When something is due next that needs the token; now, where nothing is planned."""
    hours = [hour for one in record.contests.going() for hour in (one.closes_at, one.announces_at) if hour > now]
    slot = next((slot for _, slot in coming_slots(record, settings, now)), None)
    return min([*hours, *([slot] if slot else [])], default=now)


def _against_folder(tick: Tick) -> str:
    try:
        tick.bot.photos.pause_word()
    except PhotosFolderError as error:
        return error.message
    return ""


def _unreachable(tick: Tick) -> str:
    """Why Facebook can't be spoken to now; asked only where it has not answered lately. Staff hear of it."""
    last = tick.bot.page.last_answer
    try:
        if last is None or abs(tick.now - last.at) >= HEARD:
            tick.bot.page.me()
        tick.compare_clocks()
    except (GraphError, ClockWrong) as error:
        tick.tell_of(error)
        return error.message
    return ""
