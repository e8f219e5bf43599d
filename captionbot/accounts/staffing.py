"""Who may sign in, and as what: added, removed, given a link; each leaves its line in the audit."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from captionbot.accounts.names import checked, key_of
from captionbot.accounts.person import Role
from captionbot.accounts.sign_ins import SHARED_IDLE, digest_of, is_shared
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Account, SignIn

LINK_HOURS = 24
"""So long a one-time link is good."""
REMOVED, RENEWED, EVERYWHERE = "removed", "another password", "signed out everywhere"
"""Why a browser is signed in no more."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may sign in, as others see them."""

    key: str
    name: str
    role: Role
    has_password: bool
    link_until: datetime | None
    """Until when a one-time link waits for them; None where none does."""
    browsers: int
    """In so many they are signed in."""
    seen_at: datetime | None
    """When they were last seen in one of those."""
    added_by: str
    added_at: datetime


def members(record: Record, now: datetime) -> Sequence[Member]:
    """Everybody who may sign in, by name."""
    return [member(record, account, now) for account in record.accounts.all()]


def member(record: Record, account: Account, now: datetime) -> Member:
    """One of them."""
    browsers = signed_in_of(record, account.key, now)
    waits = account.link_until if account.link and account.link_until and account.link_until > now else None
    return Member(
        account.key,
        account.name,
        Role(account.role),
        account.password is not None,
        waits,
        len(browsers),
        max((row.seen_at for row in browsers), default=None),
        account.added_by,
        account.added_at,
    )


def signed_in_of(record: Record, key: str, now: datetime) -> Sequence[SignIn]:
    """The browsers in which somebody is signed in, the one seen last before the others."""
    rows = record.accounts.signed_in_of(key, now)
    return [row for row in rows if not is_shared(row) or now - row.seen_at <= SHARED_IDLE]


def named(record: Record, name: str) -> Account:
    """Somebody's account. Raises NotNow where nobody of that name may sign in."""
    found = record.accounts.get(key_of(name))
    if found is None:
        raise NotNow(f"Nobody called {name.strip()} may sign in.", "`captionbot staff list` names everybody who may.")
    return found


def add(record: Record, name: str, role: Role, word: Word) -> Account:
    """Let somebody sign in from now on; they need a password or a link yet. Raises NotNow."""
    shown = refuse_known(record, name)
    record.staff.note(word.at, word.by, "staff-add", because=word.because, detail=f"{shown}, {role}")
    return record.accounts.add(key_of(shown), shown, role, word.by, word.at)


def refuse_known(record: Record, name: str) -> str:
    """The name as it will stand in the record. Raises NotNow where it can't be one, or is somebody's already."""
    shown = checked(name)
    before = record.accounts.get(key_of(shown))
    if before is not None:
        known = f"{before.name} may sign in already, as {in_words(Role(before.role))}."
        raise NotNow(known, "Give them a new link to sign in with, if they need one.")
    return shown


def remove(record: Record, account: Account, word: Word) -> None:
    """Let somebody sign in no more, and end it where they are signed in. Raises NotNow for the only admin."""
    _refuse_last_admin(record, account, "remove")
    account.removed_at, account.password, account.link, account.link_until = word.at, None, None, None
    record.accounts.end_all(account.key, REMOVED, word.at)
    record.accounts.know_no_more(account.key)
    record.staff.note(word.at, word.by, "staff-remove", because=word.because, detail=f"{account.name}, {account.role}")


def give_role(record: Record, account: Account, role: Role, word: Word) -> None:
    """Let somebody do more, or less, from their next click on. Raises NotNow."""
    if account.role == role:
        raise NotNow(f"{account.name} is {in_words(role)} already.", "There is nothing to change.")
    if role != Role.ADMIN:
        _refuse_last_admin(record, account, "change")
    detail = f"{account.name}, {account.role} → {role}"
    record.staff.note(word.at, word.by, "staff-role", because=word.because, detail=detail)
    account.role = role


def _refuse_last_admin(record: Record, account: Account, what: str) -> None:
    others = [row for row in record.accounts.all() if row.key != account.key]
    if account.role == Role.ADMIN and others and all(row.role != Role.ADMIN for row in others):
        do = f"Make somebody else an admin first; then {what} {account.name}."
        raise NotNow(f"{account.name} is the only admin.", do)


def in_words(role: Role) -> str:
    """Such as "an admin"."""
    return "an admin" if role == Role.ADMIN else "an editor"


def make_link(record: Record, account: Account, word: Word, seed: str = "") -> str:
    """A secret by which somebody may set a password, once; one that was made before is good no more.

    Whoever keeps the ``seed``, which nobody else can guess, finds it again with ``linked_by``.
    """
    account.link_until = until = word.at + timedelta(hours=LINK_HOURS)
    secret = _secret(seed or secrets.token_urlsafe(32), account.key, until)
    account.link = digest_of(secret)
    record.staff.note(word.at, word.by, "staff-link", because=word.because, detail=account.name)
    return secret


def linked_by(record: Record, seed: str, now: datetime) -> tuple[str, str] | None:
    """Whom the link of that seed is for, and its secret; None where it is good no more."""
    for account in record.accounts.all():
        secret = _secret(seed, account.key, account.link_until) if account.link_until else ""
        if secret and account.link == digest_of(secret) and invited(record, secret, now):
            return account.name, secret
    return None


def _secret(seed: str, key: str, until: datetime) -> str:
    """Another one for each person and each time, also where a form is sent again after days."""
    made = hmac.digest(seed.encode(), f"{key} {until.timestamp()}".encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


def invited(record: Record, secret: str, now: datetime) -> Account | None:
    """Whose link that is; None where it was used, is too old, or never was one."""
    found = record.accounts.by_link(digest_of(secret))
    return found if found and found.link_until and found.link_until > now else None


def set_password(record: Record, account: Account, kept: str, word: Word, *, but: str = "") -> None:
    """Keep another password (its hash); it ends the link, and wherever they are signed in, ``but`` in one browser."""
    account.password, account.link, account.link_until = kept, None, None
    record.accounts.end_all(account.key, RENEWED, word.at, but=but)
    record.accounts.forgive(account.key)
    record.staff.note(word.at, word.by, "password", because=word.because, detail=account.name)


def sign_out(record: Record, account: Account, digest: str, word: Word) -> bool:
    """End it in one browser; False where nobody is signed in there."""
    ended = record.accounts.end(digest, account.key, word.by, word.at)
    if ended:
        record.staff.note(word.at, word.by, "sign-out", because=word.because, detail=account.name)
    return ended


def sign_out_everywhere(record: Record, account: Account, word: Word, *, but: str = "") -> int:
    """End it in every browser, ``but`` in one; gives in how many. No browser of theirs is known any more."""
    ended = record.accounts.end_all(account.key, EVERYWHERE, word.at, but=but)
    record.accounts.know_no_more(account.key)
    detail = f"{account.name}, everywhere"
    record.staff.note(word.at, word.by, "sign-out", because=word.because, detail=detail)
    return ended
