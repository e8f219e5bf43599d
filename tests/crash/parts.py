"""The parts of the long form: each gives cases until it has none left, and is told what came of them."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from typing import Protocol

from tests.crash.benches import Bench
from tests.crash.cases import BETWEEN, MOMENTS, Case, takeover
from tests.crash.tracing import EVERY
from tests.crash.worker import Told

DOUBLES = 2000
TAKEOVERS = 100
"""On each database."""
FAILING = ("pwrite64", "fdatasync", "fsync", "rename", "ftruncate", "unlink", "mkdir")
"""What a disk may refuse; not write, by which a bot answers its laboratory as well."""


class Part(Protocol):
    """Cases of one kind."""

    name: str
    share: float
    """Of all the time, if it wants so much."""
    times: int
    """How many cases it has heard of, that were what they should be."""

    def take(self, bench: Bench) -> Case | None:
        """The next case; None where there is none now."""

    def heard(self, case: Case, told: Told) -> None:
        """Go on from what a case told."""

    def did(self) -> str:
        """What was done, in one line."""


@dataclass
class EverySyscall:
    """Each syscall of a kind in turn, spoilt in the same way until one week has none so late."""

    name: str
    share: float
    experiment: str
    how: Sequence[tuple[str, str, str]]
    """The kind of database, the call, and how it is spoilt."""
    reached: str
    """What an experiment tells where the call was reached."""
    verb: str
    waiting: deque[tuple[str, str, str, int]] = field(default_factory=deque)
    times: int = 0
    ended: int = 0

    def __post_init__(self) -> None:
        """Begin with the first of each."""
        self.waiting.extend((*one, 1) for one in self.how)

    def take(self, bench: Bench) -> Case | None:
        """The next number of the call that has waited longest."""
        if not self.waiting:
            return None
        database, call, how, number = self.waiting.popleft()
        return Case(database, self.experiment, {"inject": f"{call}:{how}:when={number}"})

    def heard(self, case: Case, told: Told) -> None:
        """Another number where this one was reached, or nobody knows."""
        inject = str(case.words["inject"])
        call, how, when = inject.split(":")
        if told.get(self.reached, True):
            self.times += 1
            self.waiting.append((case.database, call, how, int(when.partition("=")[2]) + 1))
        else:
            self.ended += 1

    def did(self) -> str:
        """How many, and whether that was all."""
        calls = len({call for _, call, _ in self.how})
        databases = " and ".join(dict.fromkeys(_NAMES[database] for database, _, _ in self.how))
        far = "every one" if self.ended == len(self.how) else f"{self.ended} of {len(self.how)} rows to their end"
        return f"{self.times:,} syscalls of {calls} kinds {self.verb} on {databases}: {far}"


_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def every_kill(share: float, databases: Sequence[str]) -> EverySyscall:
    """A bot killed as it enters its first, second, third … call of each kind."""
    how = [(database, call, "signal=KILL") for call, database in product(EVERY, databases)]
    return EverySyscall("kills", share, "a_week", how, "crashes", "killed")


def every_failure(share: float) -> EverySyscall:
    """A disk that refuses the first, second, third … write of the posting tick."""
    how = [("sqlite", call, f"error={error}") for call, error in product(FAILING, ("ENOSPC", "EIO"))]
    return EverySyscall("failures", share, "disk_broken", how, "hit", "failed with ENOSPC or EIO")


@dataclass
class Listed:
    """Cases that are known beforehand, one after another."""

    name: str
    share: float
    cases: Iterator[Case]
    what: str
    wanted: int
    times: int = 0
    crashes: int = 0

    def take(self, bench: Bench) -> Case | None:
        """The next one."""
        return next(self.cases, None)

    def heard(self, case: Case, told: Told) -> None:
        """Count it."""
        self.times += 1
        self.crashes += int(told.get("crashes", 0))

    def did(self) -> str:
        """How many of how many."""
        crashes = f" ({self.crashes:,} crashes)" if self.crashes else ""
        return f"{self.times:,} of {self.wanted:,} {self.what}{crashes}"


def takeovers(share: float, databases: Sequence[str]) -> Listed:
    """Leases taken from stopped holders; on PostgreSQL after every round its server is started anew four times."""
    rounds = range(TAKEOVERS // len(MOMENTS))
    stopped = [takeover(database, moment) for _, moment, database in product(rounds, MOMENTS, databases)]
    anew = [takeover("postgres", moment, restart=True) for _, moment in product(rounds, BETWEEN)]
    cases = stopped if "postgres" not in databases else list(chain(stopped, anew))
    return Listed("takeovers", share, iter(cases), "leases taken from a stopped holder", len(cases))


@dataclass
class Doubles:
    """Crashes inside recovery, by seed, on one database after the other."""

    name: str
    share: float
    databases: Sequence[str]
    seed: int
    """The first one."""
    given: int = 0
    times: int = 0
    double: int = 0
    crashes: int = 0

    def take(self, bench: Bench) -> Case | None:
        """The next seed."""
        if self.given == DOUBLES:
            return None
        seed, self.given = self.seed + self.given, self.given + 1
        database = self.databases[seed // 4 % len(self.databases)]  # in fours, for each fourth plan is another kind
        return bench.laboratory(database).doubly_struck(seed)

    def heard(self, case: Case, told: Told) -> None:
        """Count it."""
        crashes = int(told.get("crashes", 0))
        self.times, self.crashes, self.double = self.times + 1, self.crashes + crashes, self.double + (crashes > 1)

    def did(self) -> str:
        """How many, and how many of them crashed in the recovery."""
        return (
            f"{self.times:,} of {DOUBLES:,} weeks by seed from {self.seed}, {self.double:,} of them "
            f"with a crash inside the recovery, {self.crashes:,} crashes"
        )
