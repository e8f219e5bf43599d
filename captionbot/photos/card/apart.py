"""A card drawn in a process of its own, with limits on memory and time, so that no caption brings us down."""

import logging
import os
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO, Final

from captionbot.contest.card import CardWords
from captionbot.photos import child as child_process
from captionbot.photos.card.answering import LONGEST, card_from, request_of
from captionbot.photos.card.drawn import TRY_AGAIN, DrawnCard, NotDrawn, Style
from captionbot.photos.picture.answering import Fault

CHILD: Final = (*child_process.PYTHON, "captionbot.photos.card")
SECONDS: Final = 30.0
"""By the wall's clock; a slow small machine needs two."""
_REPORT: Final = "Please report it with this sentence."

log = logging.getLogger(__name__)


def draw_apart(
    photo_jpeg: bytes, words: CardWords, style: Style, *, child: Sequence[str] = CHILD, seconds: float = SECONDS
) -> DrawnCard:
    """A ``Drawer`` that no words and no picture can bring down: the default one.

    ``child`` is what is run, ``seconds`` how long it may take; both are for tests.
    """
    try:
        with _file() as file:
            file.write(request_of(photo_jpeg, words, style))
            file.flush()
            handed = file.fileno()
            ended = child_process.ask([*child, str(handed)], handed, seconds=seconds, longest=LONGEST)
    except (child_process.NotStarted, OSError) as error:
        raise NotDrawn(f"The card can't be drawn: no process can be started ({error}).", TRY_AGAIN) from error
    try:
        return card_from(ended.answer)
    except Fault as fault:
        # Its own lines ended with the process, so that a trace of these would lead nowhere.
        log.error("A fault of ours in drawing a card: %s", fault, extra={"action": "failed"})  # noqa: TRY400
        raise NotDrawn(f"The card can't be drawn: a fault of captionbot's own ({fault}).", _REPORT) from fault
    except (ValueError, TypeError, RecursionError) as error:
        raise NotDrawn(f"The card can't be drawn: {ended.why('whatever draws it')}.", TRY_AGAIN) from error


def _file() -> IO[bytes]:
    """A file without a name, in memory where there is such a thing."""
    return os.fdopen(os.memfd_create("card"), "w+b") if hasattr(os, "memfd_create") else TemporaryFile()
