"""Signing in by name and password, in three steps: the try is written down, the password compared, the try judged.

It is written down first, so that a hundred tries at once are counted as a hundred, and the password is compared with no
transaction open, for that takes its time.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from captionbot.accounts.names import key_of
from captionbot.accounts.passwords import hashed, is_dated, is_right
from captionbot.accounts.person import Person
from captionbot.accounts.sign_ins import digest_of, sign_in
from captionbot.accounts.slowing import WITHIN, Tried, counted_address, refuse_too_many
from captionbot.contest.notices import About
from captionbot.errors import NotNow
from captionbot.store.accounts import NOBODY
from captionbot.store.record import Record
from captionbot.store.schema import Account

ALARM = 100
"""So many wrong passwords for a name within the hour, and staff are told."""
A_STRANGER = "a stranger"
"""Who the record says it was where nobody has signed in."""


class WrongPassword(NotNow):
    """The name and the password don't belong together; which of them is wrong is not said."""

    def __init__(self) -> None:
        """Say the same to everybody."""
        super().__init__(
            "That name and that password don't belong together.",
            "Try once more. If you have forgotten it, let an admin give you a new link to sign in with.",
        )


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody knocks."""

    device: str
    """What the browser calls itself, in a few words."""
    address: str
    known_by: str = ""
    """The secret by which it is known again; empty for a strange one."""


@dataclass(frozen=True, slots=True)
class Knock:
    """A try that is written down and not judged yet."""

    tried: Tried
    kept: str | None
    """The hash of the password; None where there is none."""
    count: int
    """So many were wrong for that name within the hour, this one included; names that nobody has are counted as one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a browser keeps once somebody has signed in with it."""

    secret: str
    known_by: str
    name: str


def refuse_early(record: Record, name: str, browser: Browser, now: datetime) -> None:
    """Raise SlowDown where whoever knocks must wait, so that a storm of tries writes nothing and delays nobody."""
    refuse_too_many(record, _tried(record, name, browser), now)


def knock(record: Record, name: str, browser: Browser, now: datetime) -> Knock:
    """Write a try down. Raises SlowDown where it must wait."""
    tried = _tried(record, name, browser)
    refuse_too_many(record, tried, now)
    record.accounts.tries(tried.account, tried.address, tried.device, now)
    account = record.accounts.get(tried.account)
    return Knock(tried, account.password if account else None, _count(record, tried, now - WITHIN))


def _count(record: Record, tried: Tried, since: datetime) -> int:
    if tried.account.startswith(NOBODY):
        return record.accounts.wrong_for_nobody(since)
    return record.accounts.wrong(since, account=tried.account)[0]


def _tried(record: Record, name: str, browser: Browser) -> Tried:
    key, address = key_of(name), counted_address(browser.address)
    if record.accounts.get(key) is None:
        return Tried(NOBODY + digest_of(key), address)
    device = digest_of(browser.known_by) if browser.known_by else ""
    return Tried(key, address, device if device and record.accounts.knows(device, key) else "")


def compare(knocked: Knock, password: str) -> str | None:
    """The hash to keep if the password is right; None if it is wrong. Takes its time, so hold no transaction."""
    if not is_right(password, knocked.kept) or knocked.kept is None:
        return None
    return hashed(password) if is_dated(knocked.kept) else knocked.kept


def judge(record: Record, knocked: Knock, right: str | None, now: datetime) -> Account | None:
    """Whose password it was, by what ``compare`` gave; None, and it is noted, where it was wrong."""
    account = record.accounts.get(knocked.tried.account)
    if right is None or account is None or account.password != knocked.kept:  # changed, or removed, this very moment
        _tell_of_wrong(record, knocked, now)
        return None
    account.password = right
    known = knocked.tried.device
    record.accounts.forgive(account.key, None if known else knocked.tried.address, known)
    return account


def open_for(
    record: Record, account: Account, browser: Browser, now: datetime, *, shared: bool, before: Person | None = None
) -> Opened:
    """Sign somebody in who has shown who they are; ``shared``: on a computer that others use, too.

    It ends for whoever was signed in there ``before``, the same person or another.
    """
    if before is not None:
        record.accounts.end(before.sign_in, before.key, account.name, now)
    secret = sign_in(record, account.key, now, device=browser.device, address=browser.address, shared=shared)
    known = browser.known_by and record.accounts.knows(digest_of(browser.known_by))
    known_by = browser.known_by if known else secrets.token_urlsafe(32)  # none that somebody else may have chosen
    if not shared:  # a computer that others use is nobody's own
        record.accounts.know(digest_of(known_by), account.key, now)
    record.staff.note(now, account.name, "sign-in", detail=browser.device)
    return Opened(secret, "" if shared else known_by, account.name)


def _tell_of_wrong(record: Record, knocked: Knock, now: datetime) -> None:
    """A line at the first, the tenth, the hundredth of the hour: a storm must not fill the audit."""
    account, count = record.accounts.get(knocked.tried.account), knocked.count
    if str(count).rstrip("0") != "1":
        return
    whose = f"for {account.name}" if account else "for names that nobody has"
    which = "a wrong password" if count == 1 else f"{count} wrong passwords within the hour"
    record.staff.note(now, A_STRANGER, "wrong-password", detail=f"{which} {whose}")
    if account and count >= ALARM:
        record.staff.tell(
            f"guessing {account.key} {now:%Y-%m-%d}",
            f"Somebody is guessing the password of {account.name}: {count} were wrong within the hour.",
            now,
            do="Sign-in is slowed for strangers, not for them. See that the desk is reached only from where it should.",
            about=About.STANDS,
        )
