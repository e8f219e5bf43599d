"""A browser in which somebody is signed in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from captionbot.accounts.person import Person, Role
from captionbot.store.record import Record
from captionbot.store.schema import SignIn

DAYS = 30
"""So long a browser stays signed in."""
SHARED_HOURS = 12
"""So long at most on a computer that others use, too."""
SHARED_IDLE = timedelta(hours=1)
"""And there no longer than this without a look at the desk."""
NOTED_EVERY = timedelta(minutes=10)
"""How exactly the record knows when a browser was seen last: a look should seldom have to write."""


def digest_of(secret: str) -> str:
    """What the record keeps of a secret that is long enough not to be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def sign_in(record: Record, key: str, now: datetime, *, device: str, address: str, shared: bool = False) -> str:
    """Sign a browser in; gives the secret for its cookie, 256 bits."""
    secret = secrets.token_urlsafe(32)
    stays = timedelta(hours=SHARED_HOURS) if shared else timedelta(days=DAYS)
    record.accounts.sign_in(digest_of(secret), key, now, now + stays, device, address)
    return secret


def who(record: Record, secret: str, now: datetime) -> Person | None:
    """Whose browser holds that secret; None where nobody is signed in there any more."""
    row = record.accounts.signed_in(digest_of(secret), now)
    if row is None or (is_shared(row) and now - row.seen_at > SHARED_IDLE):
        return None
    account = record.accounts.get(row.account)
    if account is None:
        return None
    return Person(account.key, account.name, Role(account.role), row.digest, now - row.seen_at >= NOTED_EVERY)


def seen(record: Record, person: Person, now: datetime) -> None:
    """Note that somebody looks at the desk just now."""
    row = record.accounts.signed_in(person.sign_in, now)
    if row is not None:
        row.seen_at = now


def is_shared(row: SignIn) -> bool:
    """Whether others use that computer, too."""
    return row.until - row.begun_at <= timedelta(hours=SHARED_HOURS)
