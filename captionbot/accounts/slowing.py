"""How sign-in is slowed where passwords are wrong, without locking out whoever knows theirs.

Wrong passwords of the last hour are counted. A browser that nobody has signed in from waits by three counts: of that
name from that address, of that address, and of that name from anywhere. A browser from which this person has signed in
before waits by its own mistakes alone, so no stranger can keep them out. Whoever is made to wait does nothing by trying
meanwhile: the password isn't looked at, and the try isn't counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from captionbot.errors import NotNow
from captionbot.store.record import Record

WITHIN = timedelta(hours=1)
"""Wrong passwords that count."""
LONGEST = timedelta(minutes=5)
"""The longest wait; so at most about a dozen tries an hour."""
OF_A_KNOWN_BROWSER = 10
"""So many may be wrong before anybody waits; then 2 seconds, 4, 8, … ."""
OF_A_NAME_FROM_AN_ADDRESS = 5
OF_AN_ADDRESS = 20
OF_A_NAME = 50
BROAD = 64
"""Bits of an IPv6 address that are one household's."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Whose password is tried, and from where."""

    account: str
    """The key of an account; where nobody is called so, a digest of what was typed: it may be a password."""
    address: str
    """As ``counted_address`` gives it."""
    device: str = ""
    """The digest of a browser from which that person has signed in before; empty for a strange one."""


class SlowDown(NotNow):
    """Too many passwords were wrong; the next one may be tried ``at``."""

    def __init__(self, at: datetime, now: datetime) -> None:
        """Keep when it may be tried again."""
        self.at = at
        self.seconds = ceil((at - now).total_seconds())
        super().__init__(
            f"Too many passwords were wrong. The next may be tried in {self._wait()}.",
            "Nobody is locked out for good. If you can't wait, let an admin give you a new link to sign in with.",
        )

    def _wait(self) -> str:
        if self.seconds < 100:  # noqa: PLR2004 - nobody counts further than that in seconds
            return "1 second" if self.seconds == 1 else f"{self.seconds} seconds"
        return f"{round(self.seconds / 60)} minutes"


def refuse_too_many(record: Record, tried: Tried, now: datetime) -> None:
    """Raise SlowDown where whoever tries must wait."""
    wrong, name, since = record.accounts.wrong, tried.account, now - WITHIN
    if tried.device:
        counts = [(wrong(since, account=name, device=tried.device), OF_A_KNOWN_BROWSER)]
    else:
        counts = [
            (wrong(since, account=name, address=tried.address, device=""), OF_A_NAME_FROM_AN_ADDRESS),
            (wrong(since, address=tried.address, device=""), OF_AN_ADDRESS),
            (wrong(since, account=name, device=""), OF_A_NAME),
        ]
    at = max(newest + wait(count, free) for (count, newest), free in counts)
    if at > now:
        raise SlowDown(at, now)


def wait(wrong: int, free: int) -> timedelta:
    """How long after the newest of so many wrong passwords the next may be tried."""
    if wrong < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong - free + 1, 30)), LONGEST)


def counted_address(address: str) -> str:
    """An address as wrong passwords are counted by it: who has one IPv6 address has 2^64 of them."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> BROAD << BROAD)}/{BROAD}"
