"""What goes wrong on the wire: one call at a time by chance, or for hours."""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from captionbot.errors import (
    Blocked,
    Gone,
    GraphError,
    Incomplete,
    NotSent,
    PermissionLost,
    PhotoNotTaken,
    RateLimited,
    Refused,
    TokenDead,
    Unknown,
)
from tests.simulation.surroundings import Calm, Time


class Fault(StrEnum):
    """What may come of one call."""

    NOT_SENT = "not sent"
    AWAY = "network away"
    """For hours or days."""
    DONE = "unknown, done"
    UNDONE = "unknown, not done"
    INCOMPLETE = "incomplete"
    GONE = "gone, it says"
    REFUSED = "refused"
    PHOTO = "photo not taken"
    PERMISSION = "no permission"
    """For one call."""
    DEMOTED = "permission lost"
    """Until somebody gives it back."""
    LIMITED = "rate limited"
    BLOCKED = "blocked"
    TOKEN = "token dead"


READS: Mapping[Fault, float] = {
    Fault.NOT_SENT: 4,
    Fault.AWAY: 0.15,
    Fault.INCOMPLETE: 5,
    Fault.GONE: 1,
    Fault.REFUSED: 1,
    Fault.PERMISSION: 1,
    Fault.LIMITED: 0.6,
    Fault.TOKEN: 0.3,
}
WRITES: Mapping[Fault, float] = {
    Fault.NOT_SENT: 3,
    Fault.AWAY: 0.15,
    Fault.DONE: 6,
    Fault.UNDONE: 4,
    Fault.REFUSED: 2,
    Fault.PERMISSION: 1,
    Fault.LIMITED: 0.6,
    Fault.BLOCKED: 0.4,
    Fault.TOKEN: 0.3,
    Fault.DEMOTED: 0.3,
}
WRITES_OF_PHOTOS: Mapping[Fault, float] = {**WRITES, Fault.PHOTO: 1}

REFUSALS = ((100, 0), (5, 0), (197, 0), (1500, 0), (2635, 0))
PERMISSIONS = ((200, 0), (10, 0), (283, 0), (3, 0))
LIMITS = (4, 17, 32, 341, 613, 80001)
BLOCKS = ((368, 0), (368, 1390008), (368, 1404006))
TOKENS = ((190, 463), (190, 460), (190, 467), (102, 0))


@dataclass(frozen=True)
class Weather:
    """How much goes wrong, as chances per call, per point and per step."""

    name: str
    reads: float = 0.0
    writes: float = 0.0
    crash: float = 0.0
    lag: float = 0.0
    """That a write is not shown at once."""
    meanwhile: float = 0.0
    """That somebody does something while a call is under way."""
    upheaval: float = 0.0
    """Clock, sleep, second worker, restored backup: per step."""
    clocks: float = 0.0
    """That the host's clock is put right, or wrong by minutes: per step."""
    disk: float = 0.0
    """That a commit fails."""
    weight: float = 1.0


FAIR = Weather("fair", lag=0.1, meanwhile=0.01, weight=2)
WEATHERS = (
    FAIR,
    Weather("showers", 0.03, 0.1, 0.001, 0.3, 0.02, 0.01, weight=3),
    Weather("lies", 0.01, 0.6, 0.002, 0.7, 0.02, 0.01, weight=2),
    Weather("crashes", 0.01, 0.1, 0.02, 0.4, 0.02, 0.02, weight=1.5),
    Weather("storm", 0.25, 0.4, 0.004, 0.5, 0.04, 0.02, disk=0.001, weight=1.5),
    Weather("upheaval", 0.05, 0.3, 0.004, 0.5, 0.05, 0.12, weight=1.5),
    Weather("bad clocks", 0.01, 0.5, 0.002, 0.8, 0.02, 0.01, clocks=0.3, weight=1.5),
    Weather("bad disk", 0.02, 0.2, 0.004, 0.3, 0.02, 0.01, disk=0.02),
)


@dataclass
class Faults:
    """The wire's state, and what is drawn for the next call."""

    dice: random.Random
    time: Time
    calm: Calm
    weather: Weather = FAIR
    forced: dict[str, deque[Fault | None]] = field(default_factory=lambda: defaultdict(deque))
    """By the name of the call: what comes of the next ones; None is what should."""
    token_dead: tuple[int, int] | None = None
    met: "Counter[str]" = field(default_factory=Counter)
    """How many calls went wrong, by kind."""
    limited_until: datetime | None = None
    blocked_until: datetime | None = None
    away_until: datetime | None = None
    demoted: bool = False
    """The token may read, and may not write."""

    @property
    def bars(self) -> bool:
        """Whether a person must do something on Facebook before anything can be said."""
        return self.demoted or self.token_dead is not None

    def renew_token(self) -> None:
        """A person puts a new token in."""
        self.token_dead, self.demoted = None, False

    def standing(self, *, writes: bool) -> GraphError | None:
        """What refuses every call, or every write, for now."""
        now = self.time.true
        if self.away_until and now < self.away_until:
            return self._error(Fault.NOT_SENT)
        if self.token_dead:
            return self._error(Fault.TOKEN)
        if writes and self.demoted:
            return self._error(Fault.PERMISSION)
        if self.limited_until and now < self.limited_until:
            return self._limited(self.limited_until - now)
        if writes and self.blocked_until and now < self.blocked_until:
            return self._error(Fault.BLOCKED)
        return None

    def draw(self, name: str, *, writes: bool) -> Fault | None:
        """What comes of this call, if not what should."""
        if self.forced[name]:
            fault = self.forced[name].popleft()
        else:
            chance = self.weather.writes if writes else self.weather.reads
            fault = self._any(name, writes=writes) if chance and self.dice.random() < chance else None
        if fault is not None:
            self.met[str(fault)] += 1
            self.calm.disturb()
        return fault

    def _any(self, name: str, *, writes: bool) -> Fault:
        table = READS
        if writes:
            table = WRITES_OF_PHOTOS if name in {"upload", "publish"} else WRITES
        return self.dice.choices(list(table), list(table.values()))[0]

    def happens(self, fault: Fault) -> GraphError:
        """The error for a fault, which may stay for a while."""
        now = self.time.true
        if fault is Fault.TOKEN:
            self.token_dead = self.dice.choice(TOKENS)
        if fault is Fault.DEMOTED:
            self.demoted = True
        if fault is Fault.AWAY:
            self.away_until = now + self.dice.choice((timedelta(hours=1), timedelta(hours=7), timedelta(days=3)))
            self.calm.disturb(self.away_until)
        if fault is Fault.BLOCKED:
            self.blocked_until = now + timedelta(minutes=self.dice.randint(5, 600))
        if fault is Fault.LIMITED:
            self.limited_until = now + timedelta(minutes=self.dice.choice((1, 4, 12, 45, 180)))
            self.calm.disturb(self.limited_until)
            return self._limited(self.limited_until - now)
        return self._error(fault)

    def _limited(self, wait: timedelta) -> GraphError:
        told = self.dice.random() < 0.8
        self.calm.disturb(self.time.true + max(wait, timedelta(minutes=5)))
        return RateLimited(
            "Limit reached.", code=self.dice.choice(LIMITS), wait_seconds=wait.total_seconds() if told else None
        )

    def _error(self, fault: Fault) -> GraphError:
        code, subcode = self._code(fault)
        match fault:
            case Fault.NOT_SENT | Fault.AWAY:
                return NotSent("No connection.")
            case Fault.DONE | Fault.UNDONE:
                return Unknown("No clear answer.")
            case Fault.INCOMPLETE:
                return Incomplete("The reading was cut short.")
            case _:
                return KINDS[fault](f"Refused ({code}/{subcode}).", code=code, subcode=subcode)

    def _code(self, fault: Fault) -> tuple[int, int]:
        codes = {
            Fault.GONE: ((100, 33),),
            Fault.PHOTO: ((324, 0), (1366046, 0)),
            Fault.PERMISSION: PERMISSIONS,
            Fault.DEMOTED: PERMISSIONS,
            Fault.BLOCKED: BLOCKS,
            Fault.TOKEN: (self.token_dead,) if self.token_dead else TOKENS,
        }.get(fault, REFUSALS)
        return self.dice.choice(codes)


KINDS: Mapping[Fault, type[Refused]] = {
    Fault.GONE: Gone,
    Fault.PHOTO: PhotoNotTaken,
    Fault.PERMISSION: PermissionLost,
    Fault.DEMOTED: PermissionLost,
    Fault.BLOCKED: Blocked,
    Fault.TOKEN: TokenDead,
    Fault.REFUSED: Refused,
}
