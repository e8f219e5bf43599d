"""A photo examined in a process of its own, with limits on memory and time, so that no file brings us down."""

import logging
import os
from collections.abc import Mapping, Sequence
from typing import Final

from captionbot.photos import child as child_process
from captionbot.photos.picture.answering import LONGEST, Fault, examined_from
from captionbot.photos.picture.examined import Examined, NotExamined

CHILD: Final = (*child_process.PYTHON, "captionbot.photos.picture")
ENVIRONMENT: Final[Mapping[str, str]] = child_process.ENVIRONMENT
SECONDS: Final = 60.0
"""That any photo may take by the wall's clock, and …"""
BYTES_A_SECOND: Final = 5_000_000
"""… more where many bytes come over a slow network."""
_AGAIN: Final = (
    "It is tried again by itself. If that goes on, save it anew as a JPEG (2048 pixels on the long side are enough)."
)
_REPORT: Final = "The photo stays, and it is tried again; please report it with this sentence."

log = logging.getLogger(__name__)


def examine_apart(descriptor: int, shown: str, *, child: Sequence[str] = CHILD, seconds: float = SECONDS) -> Examined:
    """An ``Examiner`` that no file can bring down: the default one.

    ``child`` is what is run, ``seconds`` how long at least it may take; both are for tests.
    """
    patience = seconds + os.fstat(descriptor).st_size / BYTES_A_SECOND
    command: list[str | bytes] = [*child, str(descriptor), shown.encode("utf-8", "replace")]
    try:
        ended = child_process.ask(command, descriptor, seconds=patience, longest=LONGEST)
    except child_process.NotStarted as error:
        raise NotExamined(f"{shown} could not be looked at: no process can be started ({error}).", _AGAIN) from error
    try:
        return examined_from(ended.answer)
    except Fault as fault:
        # Its own lines ended with the process, so that a trace of these would lead nowhere.
        log.error("A fault of ours in looking at %s: %s", shown, fault, extra={"action": "failed"})  # noqa: TRY400
        what = f"{shown} could not be looked at: a fault of captionbot's own ({fault})."
        raise NotExamined(what, _REPORT, ours=True) from fault
    except (ValueError, TypeError, RecursionError) as error:
        raise NotExamined(f"{shown} could not be looked at: {ended.why('its reader')}.", _AGAIN) from error
