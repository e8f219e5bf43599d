"""What a tick does for the program itself: it looks how the token is, and once a day at everything."""

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from captionbot.contest.notices import About
from captionbot.errors import GraphError, Incomplete, NotSent, RateLimited, Refused
from captionbot.graph.tokens import TokenFacts
from captionbot.health import GIVE_BOTH, UNASKED, as_kept, as_unsaid, basis, kept, token_troubles, version_troubles
from captionbot.overview import View
from captionbot.runner.bot import Tick
from captionbot.store.record import Record
from captionbot.store.schema import TokenRow

if TYPE_CHECKING:
    from captionbot.check import Found

log = logging.getLogger(__name__)

TOKEN_EVERY = timedelta(days=1)
EVERYTHING_EVERY = timedelta(days=1)
MENDED_AFTER = timedelta(days=3)
"""What several looks did not find for so long had been mended meanwhile."""
AGAIN_AFTER = timedelta(hours=1)
"""Where Facebook didn't say how the token is, it is asked again then."""


def look_at_token(tick: Tick) -> None:
    """Ask once a day how the token is, or at once where it is another, and tell staff what is wrong with it.

    Where the app's secret isn't known, so that nobody can ask, it is tried each hour: between two contests nothing else
    would find it dead.
    """
    of, now = basis(tick.bot.settings), tick.now
    with tick.bot.store.view() as record:
        row = record.health.token()
    if row is not None and not _is_old(row, of, now):
        return
    try:
        facts = tick.bot.page.token()
    except GraphError as error:
        with tick.writing() as record:
            record.health.keep_token(as_unsaid(error, of), now)
        return
    if facts is not None:
        _keep(tick, facts, of, now)
    else:
        _try(tick, of, now)


def _try(tick: Tick, of: str, now: datetime) -> None:
    """One cheap read with the token, where Facebook has not answered one lately."""
    last = tick.bot.page.last_answer
    with tick.writing() as record:
        record.health.keep_token(as_unsaid(GraphError(UNASKED, GIVE_BOTH), of), now)
    if last is not None and abs(now - last.at) < AGAIN_AFTER:
        return
    try:
        tick.bot.page.me()
    except (NotSent, RateLimited, Incomplete):  # which says nothing of the token
        return
    except Refused as error:
        tick.tell_of(error)


def _is_old(row: TokenRow, of: str, now: datetime) -> bool:
    age = abs(now - row.asked_at)
    return row.facts.get("of") != of or age >= (TOKEN_EVERY if isinstance(kept(row.facts), TokenFacts) else AGAIN_AFTER)


def _keep(tick: Tick, facts: TokenFacts, of: str, now: datetime) -> None:
    with tick.writing() as record:
        record.health.keep_token(as_kept(facts, of), now)
    for one in token_troubles(facts, tick.bot.settings, now):
        tick.tell(f"{one.key} {of}", one.what, do=one.do, about=About.STANDS if one.stops else About.ENDING)


def tell_of_version(tick: Tick) -> None:
    """Tell staff once that the version of the Graph API ends, and once that it has ended."""
    for one in version_troubles(tick.bot.settings, tick.now):
        tick.tell(one.key, one.what, do=one.do, about=About.ENDING)


def look_at_everything(tick: Tick) -> None:
    """Look once a day at what comes by itself and nothing else tells, and tell staff of each once while it lasts.

    Facebook is asked nothing for it.
    """
    bot, now = tick.bot, tick.now
    with bot.store.view() as record:
        checked = record.page().checked_at
        if checked is not None and abs(now - checked) < EVERYTHING_EVERY:
            return
        from captionbot.check import Scene, come_by_itself  # noqa: PLC0415 - once a day

        found = come_by_itself(Scene(View(record, bot.settings, bot.photos, now), bot.page, bot.machine))
    with tick.writing() as record:
        record.page().checked_at = now
        new = [one.trouble.what for one in found if _tell_while_it_lasts(record, one, checked, now)]
    for what in new:  # a tick's own report says what the tick met, and cron takes it for trouble
        log.info("%s", what, extra={"action": "checked"})


def _tell_while_it_lasts(record: Record, found: "Found", checked: datetime | None, now: datetime) -> bool:
    """Tell it, or note that it is so still; what had been mended and is wrong again is told again."""
    beginning = f"check {sha256(f'{found.see} {found.trouble.key}'.encode()).hexdigest()[:16]} "
    last = next(reversed(record.notices.under(beginning)), None)
    lasts = last is not None and _lasts(last.seen_at or last.at, checked, now)
    key = last.key if last is not None and lasts else f"{beginning}{now:%Y-%m-%d}"
    do = f"{found.trouble.do} ({found.see})"
    return record.staff.tell(key, found.trouble.what, now, do=do, about=found.about)


def _lasts(seen: datetime, checked: datetime | None, now: datetime) -> bool:
    """Whether what was seen then has been so ever since: the last look saw it, or missed it lately."""
    return checked is None or seen >= checked or now - seen < MENDED_AFTER
