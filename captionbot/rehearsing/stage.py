"""Where a rehearsal happens: the Page, the notebook, the clock, and the person who looks where captionbot can't."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from captionbot.errors import Gone
from captionbot.graph.page import Page
from captionbot.rehearsing.notebook import Notebook
from captionbot.rehearsing.questions import ASKED, Question

T = TypeVar("T")

STEP: Final = 1.0
"""Seconds between two looks."""


class Person(Protocol):
    """Whoever sits at the terminal."""

    def hears(self, line: str) -> None:
        """A line that is told as it happens."""

    def answers(self, question: str) -> bool | None:
        """Yes, no, or None: they don't know, or nobody is there to be asked."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The clock, in real seconds but for ``now``."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Stage:
    """All that the acts work with."""

    page: Page
    book: Notebook
    person: Person
    hours: Hours
    draw: Callable[[str], bytes]
    """A JPEG to post: as the ``post``'s photo, or as the ``announcement``'s card."""
    zone: ZoneInfo
    settle: float
    """SETTLE_MINUTES, in seconds: so long something is looked for before it counts as absent."""
    patience: float
    """Seconds for which a person's comment is waited for."""
    refuse_pause: Callable[[], None]
    """Raises where the Page is paused by now."""

    def know(self, question: Question, answer: str, how: str, *, fine: bool = True) -> None:
        """Tell an answer, and write it down."""
        self.book.know(question, answer, how, self.hours.now(), fine=fine)
        self.person.hears(f"  {ASKED[question]} {answer}")

    def looked_for(self, look: Callable[[], T | None], seconds: float, *, step: float = STEP) -> tuple[T | None, float]:
        """Look again and again until there is something or the time is over; with the seconds that this took."""
        begun = self.hours.monotonic()
        while True:
            found: T | None = None
            with suppress(Gone):  # it may only be slow to show
                found = look()
            spent = self.hours.monotonic() - begun
            if found is not None or spent >= seconds:
                return found, spent
            self.hours.sleep(step)
