"""Which notices go out now, in which message, and to which addresses; from rows and ``now`` alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from captionbot.contest.notices import About
from captionbot.notify import BACKUP
from captionbot.store.schema import Notice
from captionbot.store.staff import LAPSES

LASTS: Final = timedelta(minutes=15)
"""What mostly ends by itself is told once it has lasted so long."""
STILL: Final = timedelta(hours=2)
"""What was found to be so within that time is so still: some things are tried again every hour and a half."""
NEWS: Final = timedelta(days=2)
"""Nothing older is sent, but for what is urgent and so still."""
SHORT_NEWS: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
ECHO: Final = timedelta(hours=20)
"""The same words go out no sooner again: a trouble that lasts has a notice for each day, whenever the day begins."""
UNHEARD: Final = timedelta(hours=4)
"""Whatever is urgent goes to others as well, when nobody has acted for so long."""
VAIN: Final = 3
"""Or when it was sent so often and nobody's address took it."""
AGAIN: Final = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 240))
"""How long after each vain try it is tried again, by and by."""
CRASHED: Final = timedelta(minutes=10)
"""A tick that began to send and has not said since how that went was killed."""

_SHORT = frozenset({About.COMING, About.POSTED})
_STAYS = frozenset({About.MISSED, About.STANDS})
_ASKS = frozenset({About.WAITS, About.STUCK})
"""What was answered is no news any more (`overtaken`): whether it is so still, the contest itself says."""


class Why(StrEnum):
    """Why a parcel is sent."""

    NEW = "new"
    WEEK = "week"
    """The week's letter."""
    AGAIN = "again"
    """Some addresses have not taken it."""
    UNHEARD = "unheard"
    """Nobody has acted."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Notices that go out in one message, oldest first."""

    why: Why
    notices: tuple[Notice, ...]
    places: tuple[str, ...]
    """Which addresses they go to, by their keys."""

    @property
    def unheard(self) -> bool:
        """Whether it goes to those who are told when nobody has acted."""
        return all(place.startswith(BACKUP) for place in self.places)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a tick does about notices."""

    parcels: tuple[Parcel, ...]
    dropped: tuple[Notice, ...]
    """Those that are nothing to send, or no more."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Which addresses there are."""

    places: tuple[str, ...] = ()
    """Those that every notice goes to, by their keys."""
    backups: tuple[str, ...] = ()
    """Those that what nobody acts on goes to."""


def plan(rows: Sequence[Notice], addresses: Addresses, now: datetime, *, weekly: bool) -> Plan:
    """What goes out now. ``rows`` are all that wait and all of the last days, oldest first."""
    new = [row for row in rows if row.sent_at is None or _comes_back(row, addresses, now)]
    gone = [row for row in new if not addresses.places or _over(row, now) or _old(row, now, weekly=weekly)]
    gone += [row for row in new if row not in gone and _is_told_later(row, new)]
    ready = [row for row in new if row not in gone and ripe(row, now) and not _echo(row, rows, now)]
    now_or_weekly = [row for row in ready if kind(row).urgent or not weekly]
    letter = [row for row in ready if row not in now_or_weekly]
    parcels = [Parcel(Why.NEW, tuple(now_or_weekly), addresses.places)]
    if _week_is_over(letter, now):
        parcels.append(Parcel(Why.WEEK, tuple(letter), addresses.places))
    given_up = [row for row in rows if row.try_at is not None and (_over(row, now) or _old(row, now, weekly=weekly))]
    parcels += _again([row for row in rows if row.try_at is not None and row not in given_up], addresses, now)
    return Plan(tuple(one for one in parcels if one.notices), (*gone, *given_up))


def unheard(rows: Iterable[Notice], addresses: Addresses, now: datetime) -> list[Notice]:
    """What is urgent, so still, and was told in vain: where nobody has acted, it goes to others."""
    return [row for row in rows if addresses.backups and _wants_others(row, addresses, now)]


def kind(row: Notice) -> About:
    """Of which kind it is; a record from a later program may know others."""
    return About(row.about) if row.about in set(About) else About.NOTE


def still(row: Notice, now: datetime) -> bool:
    """Whether it is so still, for all that is known: what nobody looks at again stays so."""
    seen = row.seen_at is not None and abs(now - row.seen_at) <= STILL
    return seen or kind(row) in _STAYS or (kind(row) in _ASKS and row.contest is not None)


def ripe(row: Notice, now: datetime) -> bool:
    """Whether it has lasted a while, where it may end by itself; all else is ripe at once."""
    seen = row.seen_at or row.at
    return kind(row) != About.PASSING or seen - row.at >= LASTS or row.at > now


def stays(row: Notice) -> bool:
    """Whether nobody looks again whether it is so still: an act of anybody's is all that is known."""
    return kind(row) in _STAYS


def lacking(row: Notice) -> tuple[str, ...]:
    """Which addresses have not taken it yet."""
    return tuple(row.lacking.split())


def reached(row: Notice, places: Collection[str]) -> bool:
    """Whether any of these addresses has taken it."""
    return row.tries > 0 and not set(places) <= set(lacking(row))


def next_try(row: Notice, now: datetime) -> datetime:
    """When it is tried again, after so many vain tries."""
    return now + AGAIN[min(row.tries, len(AGAIN)) - 1]


def _over(row: Notice, now: datetime) -> bool:
    return kind(row) == About.PASSING and abs(now - (row.seen_at or row.at)) > LAPSES


def _old(row: Notice, now: datetime, *, weekly: bool) -> bool:
    if kind(row).urgent:
        seen = row.seen_at or row.at
        return now - row.at > NEWS and now - seen > STILL
    longest = SHORT_NEWS if kind(row) in _SHORT else NEWS
    return now - row.at > longest + (WEEK if weekly else timedelta(0))


def _echo(row: Notice, rows: Iterable[Notice], now: datetime) -> bool:
    """Whether the very same went out a while ago; of what is urgent alone, for only that is told anew each day."""
    return kind(row).urgent and any(
        one.tries and one.sent_at is not None and abs(now - one.sent_at) < ECHO and _same(one, row) for one in rows
    )


def _comes_back(row: Notice, addresses: Addresses, now: datetime) -> bool:
    """Whether it was nothing to send, as there was nobody to send it to, and is so still now that there is."""
    if row.tries or row.sent_at is None or not (addresses.places and kind(row).urgent):
        return False
    return row.seen_at is not None and row.seen_at > row.sent_at and abs(now - row.seen_at) <= STILL


def _is_told_later(row: Notice, new: Iterable[Notice]) -> bool:
    """Whether a newer one that waits says the very same: of a week's letter it would be read twice."""
    return any(_same(one, row) and one.at > row.at for one in new)


def _same(one: Notice, other: Notice) -> bool:
    return (one.text, one.contest) == (other.text, other.contest)


def _week_is_over(letter: Sequence[Notice], now: datetime) -> bool:
    """Entries have closed, or the oldest has waited for a week."""
    return any(kind(row) == About.SHORTLIST or now - row.at >= WEEK for row in letter)


def _again(rows: Sequence[Notice], addresses: Addresses, now: datetime) -> list[Parcel]:
    """What some addresses have not taken: all that the same ones lack goes together once any of it is due."""
    found = []
    for group in (addresses.places, addresses.backups):
        wanted = {row.key: tuple(place for place in group if place in lacking(row)) for row in rows}
        for places in dict.fromkeys(wanted.values()):
            these = tuple(row for row in rows if wanted[row.key] == places)
            if places and any(_is_due(row, now) for row in these):
                found.append(Parcel(Why.AGAIN, these, places))
    return found


def _is_due(row: Notice, now: datetime) -> bool:
    """An hour far ahead was written by a clock that was wrong."""
    return row.try_at is not None and not now < row.try_at <= now + AGAIN[-1]


def _wants_others(row: Notice, addresses: Addresses, now: datetime) -> bool:
    if not kind(row).urgent or row.repeated_at is not None or row.sent_at is None or not still(row, now):
        return False
    return abs(now - row.at) >= UNHEARD or _in_vain(row, addresses.places)


def _in_vain(row: Notice, places: Collection[str]) -> bool:
    return row.tries >= VAIN and bool(places) and set(places) <= set(lacking(row))
