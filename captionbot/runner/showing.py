"""What staff are shown of large contests, made by a tick: the desk would keep its reader waiting for seconds."""

import logging

from captionbot.errors import LeaseLost
from captionbot.judging import Sieve
from captionbot.overview import View
from captionbot.overview.large import is_kept
from captionbot.overview.shown import basis_of, glance
from captionbot.runner.bot import Tick

log = logging.getLogger(__name__)


def show_reading(tick: Tick, number: int, sieve: Sieve) -> None:
    """Make what is shown of a contest's tally from what a reading has just found, where it is kept at all."""
    try:
        with tick.bot.store.view() as record:
            kept = is_kept(record, record.contests.get(number))
        if kept:
            keep_shown(tick, number, sieve)
    except LeaseLost:
        raise
    except Exception:
        # The end of the tick makes what is missing, meets it again and tells of it.
        log.warning("What is shown of contest no. %s is made again.", number, exc_info=True, extra={"action": "shown"})


def keep_shown(tick: Tick, number: int, sieve: Sieve | None = None) -> None:
    """Make anew what is shown of a contest's tally, where something has happened since it was made.

    ``sieve`` is that of a reading that has just ended.
    """
    bot = tick.bot
    with bot.store.view() as record:  # no writer waits while it is judged
        contest = record.contests.get(number)
        basis, kept = basis_of(record, contest), record.desk.shown(number)
        if kept is not None and kept.basis == basis:
            return
        body = glance(View(record, bot.settings, bot.photos, tick.now), contest, sieve)
    with tick.writing() as record:
        record.desk.show(number, basis, body, tick.now)
