"""Which contests have ended without a slip of it, and that each is made one."""

import logging
from collections.abc import Callable, MutableMapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from captionbot.contest.stages import Stage
from captionbot.errors import CaptionbotError
from captionbot.store.papers import Ending
from captionbot.store.record import Record

log = logging.getLogger(__name__)

WHY = {
    Stage.ANNOUNCED: ("announced", "corrected"),
    Stage.VOID: ("void",),
    Stage.RETRACTED: ("retracted",),
}
"""What a slip is made for, by the stage that a contest has ended in."""
RETRY_AFTER = timedelta(hours=1)
"""A slip that could not be made is a whole contest's work: it is not tried again sooner."""

Opening = Callable[[], AbstractContextManager[Record]]


def make_due(
    looking: Opening, writing: Opening, now: Callable[[], datetime], failed: MutableMapping[int, datetime]
) -> list[int]:
    """Make every slip that is due, each in a transaction of its own; gives the contests whose slip could not be made.

    A fault of ours here is logged and stops nothing else. ``failed`` is the caller's memory of when a contest's slip
    was tried last: its fault is logged once, and it is tried again an hour later.
    """
    with looking() as record:
        due = endings_without_slip(record)
    for number in due:
        if number in failed and abs(now() - failed[number]) < RETRY_AFTER:
            continue
        try:
            from captionbot.records.slips import make_slip  # noqa: PLC0415 - a few a month

            with writing() as record:
                if number in endings_without_slip(record):
                    make_slip(record, number, now())
            failed.pop(number, None)
        except CaptionbotError:
            raise
        except Exception:
            if number not in failed:
                log.exception("The slip of contest no. %s could not be made; please report these lines.", number)
            failed[number] = now()
    return [number for number in due if number in failed]


def endings_without_slip(record: Record) -> list[int]:
    """Contests that have ended and have no slip of that ending, oldest first."""
    return [one.contest for one in record.papers.endings(WHY) if not _has_slip(one)]


def _has_slip(ending: Ending) -> bool:
    whys = WHY[Stage(ending.stage)]
    return ending.newest in {(why, ending.decision) for why in whys}
