"""What came of trying to say something, and what goes out with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from captionbot.errors import GraphError


class State(StrEnum):
    """How it stands with an utterance after a tick's work on it."""

    SAID = "said"
    SETTLING = "settling"
    """Sent, and nobody knows yet whether it stands; looked for until it is known."""
    LATER = "later"
    """Surely not on the Page; the next attempt has its hour."""
    PAUSED = "paused"
    REFUSED = "refused"
    STUCK = "stuck"
    """The time for attempts is over and one of them had no known outcome: a person looks."""
    MISSED = "missed"
    """The time is over, and it is certain that nothing was said."""
    NEEDLESS = "needless"
    """What it was to be added to is gone from the Page."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of trying to say something."""

    state: State
    said_id: str = ""
    why: GraphError | None = None
    note: str = ""
    """Why it is paused or was refused, in words that stand alone."""
    adopted: bool = False
    """It stood on the Page already and was not said now."""
    at: datetime | None = None
    """Until when it is looked for, or when the next attempt is made; None: at the next tick."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What goes out with a post: the upload, and its alternative text."""

    jpeg: bytes
    alt: str
