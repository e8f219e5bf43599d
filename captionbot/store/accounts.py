"""Who may sign in to the desk, and where they are signed in. Names come folded, secrets as digests."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from captionbot.store.schema import Account, KnownDevice, SignIn, SignInTry

TRIES_KEPT = timedelta(days=1)
SIGN_INS_KEPT = timedelta(days=30)
"""After it has ended; then nobody needs the address any more."""
DEVICES_KEPT = timedelta(days=400)
"""Without having been signed in from."""
NOBODY = " "
"""Begins what is kept of a name that nobody has; no key begins so."""


class Accounts:
    """The shelf of accounts."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def all(self) -> Sequence[Account]:
        """Everybody who may sign in, by name."""
        query = select(Account).where(Account.page_id == self.page_id, Account.removed_at.is_(None))
        return self._session.scalars(query.order_by(Account.key)).all()

    def get(self, key: str) -> Account | None:
        """The account of that folded name; None where nobody may sign in under it."""
        row = self._session.get(Account, (self.page_id, key))
        return row if row is not None and row.removed_at is None else None

    def by_link(self, digest: str) -> Account | None:
        """Whose one-time link has that digest."""
        query = select(Account).where(Account.page_id == self.page_id, Account.link == digest)
        return self._session.scalars(query.where(Account.removed_at.is_(None))).first()

    def add(self, key: str, name: str, role: str, by: str, now: datetime) -> Account:
        """Somebody may sign in from now on; who had been removed comes back without the old password."""
        row = Account(page_id=self.page_id, key=key, name=name, role=role, added_by=by, added_at=now)
        row.password, row.link, row.link_until, row.removed_at = None, None, None, None
        return self._session.merge(row)

    def sign_in(self, digest: str, account: str, now: datetime, until: datetime, device: str, address: str) -> SignIn:
        """A browser is signed in from now on; what is long over is kept no more."""
        gone = delete(SignIn).where(SignIn.page_id == self.page_id, SignIn.until < now - SIGN_INS_KEPT)
        self._session.execute(gone)
        row = SignIn(page_id=self.page_id, digest=digest, account=account, begun_at=now, seen_at=now, until=until)
        row.device, row.address, row.ended_at, row.ended_by = device, address, None, ""
        self._session.add(row)
        return row

    def signed_in(self, digest: str, now: datetime) -> SignIn | None:
        """The sign-in of that digest, if it is still good."""
        row = self._session.get(SignIn, (self.page_id, digest))
        return row if row is not None and row.ended_at is None and row.until > now else None

    def signed_in_of(self, account: str, now: datetime) -> Sequence[SignIn]:
        """Where somebody is signed in, the browser seen last before the others."""
        query = select(SignIn).where(SignIn.page_id == self.page_id, SignIn.account == account)
        good = query.where(SignIn.ended_at.is_(None), SignIn.until > now)
        return self._session.scalars(good.order_by(SignIn.seen_at.desc(), SignIn.digest)).all()

    def end(self, digest: str, account: str, by: str, now: datetime) -> bool:
        """End one of somebody's sign-ins; False where it isn't theirs, or is over."""
        row = self.signed_in(digest, now)
        if row is None or row.account != account:
            return False
        row.ended_at, row.ended_by = now, by
        return True

    def end_all(self, account: str, why: str, now: datetime, *, but: str = "") -> int:
        """End all of somebody's sign-ins ``but`` that digest; gives how many."""
        rows = [row for row in self.signed_in_of(account, now) if row.digest != but]
        for row in rows:
            row.ended_at, row.ended_by = now, why
        return len(rows)

    def knows(self, digest: str, account: str | None = None) -> bool:
        """Whether somebody, or whoever is asked for, has signed in from that browser before."""
        query = select(KnownDevice.digest).where(KnownDevice.page_id == self.page_id, KnownDevice.digest == digest)
        if account is not None:
            query = query.where(KnownDevice.account == account)
        return self._session.scalars(query).first() is not None

    def know(self, digest: str, account: str, now: datetime) -> None:
        """Somebody has signed in from that browser."""
        old = delete(KnownDevice).where(KnownDevice.page_id == self.page_id, KnownDevice.seen_at < now - DEVICES_KEPT)
        self._session.execute(old)
        self._session.merge(KnownDevice(page_id=self.page_id, digest=digest, account=account, seen_at=now))

    def know_no_more(self, account: str) -> None:
        """Every browser is a strange one for that account."""
        theirs = delete(KnownDevice).where(KnownDevice.page_id == self.page_id, KnownDevice.account == account)
        self._session.execute(theirs)

    def tries(self, account: str, address: str, device: str, now: datetime) -> None:
        """Somebody tries a password, which counts as a wrong one until it is forgiven."""
        old = delete(SignInTry).where(SignInTry.page_id == self.page_id, SignInTry.at < now - TRIES_KEPT)
        self._session.execute(old)
        self._session.add(SignInTry(page_id=self.page_id, account=account, address=address, device=device, at=now))

    def wrong(
        self, since: datetime, *, account: str | None = None, address: str | None = None, device: str | None = None
    ) -> tuple[int, datetime]:
        """How many passwords were wrong after an instant, of those where that is the same, and when the newest was."""
        query = select(func.count(), func.max(SignInTry.at)).where(self._tried(account, address, device))
        count, newest = self._session.execute(query.where(SignInTry.at > since)).one()
        return count, newest if count else since

    def wrong_for_nobody(self, since: datetime) -> int:
        """How many passwords were tried for names that nobody has."""
        query = select(func.count()).select_from(SignInTry).where(self._tried(None, None, None), SignInTry.at > since)
        return self._session.scalar(query.where(SignInTry.account.startswith(NOBODY))) or 0

    def forgive(self, account: str, address: str | None = None, device: str | None = None) -> None:
        """Count wrong passwords for an account no more: those where that is the same."""
        self._session.execute(delete(SignInTry).where(self._tried(account, address, device)))

    def _tried(self, account: str | None, address: str | None, device: str | None) -> ColumnElement[bool]:
        known = {SignInTry.account: account, SignInTry.address: address, SignInTry.device: device}
        return and_(
            SignInTry.page_id == self.page_id, *(column == is_ for column, is_ in known.items() if is_ is not None)
        )
