"""The disk that the record lies on: full, failing, or its file locked by another program, for a commit or for hours."""

import random
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy.exc import OperationalError

from tests.simulation.surroundings import Calm, Journal, Time

FULL, FAILS, LOCKED = "database or disk is full", "disk I/O error", "database is locked"
BUSY = timedelta(seconds=60)
"""So long SQLite waits for a lock."""
LASTS = (timedelta(0), timedelta(0), timedelta(minutes=3), timedelta(hours=1), timedelta(hours=9))


@dataclass
class Disk:
    """What comes of a commit, in SQLite's own words."""

    dice: random.Random
    time: Time
    journal: Journal
    calm: Calm
    chance: float = 0.0
    """That a commit fails, and others after it for a while."""
    trouble: str = ""
    until: datetime | None = None

    def commits(self) -> None:
        """Raise what SQLite raises, where there is no room or no way."""
        if self.until and self.time.true < self.until:
            self._fails()
        if self.chance and self.dice.random() < self.chance:
            self.breaks(self.dice.choice((FULL, FAILS, LOCKED)), self.dice.choice(LASTS))
            self._fails()

    def breaks(self, trouble: str, lasts: timedelta) -> None:
        """From now on commits fail."""
        self.trouble, self.until = trouble, self.time.true + lasts
        self.journal.write(f"{trouble} for {lasts}", trouble)
        self.calm.disturb(self.until)

    def mend(self) -> None:
        """Somebody makes room."""
        self.until = None

    def _fails(self) -> NoReturn:
        if self.trouble == LOCKED:
            self.time.goes_by(BUSY)
        self.calm.disturb()
        raise OperationalError("COMMIT", None, sqlite3.OperationalError(self.trouble))
