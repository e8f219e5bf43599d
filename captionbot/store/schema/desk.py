"""The desk's tables: who may sign in, who is signed in, forms that were sent, and what is kept to be shown.

Of these a backup carries the accounts alone: whoever signs in does so anew after a restore, and what is shown is found
again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base, BigId, of_contest


class Account(Base):
    """Somebody of the staff who may sign in to the desk."""

    __tablename__ = "accounts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    """The name as it is compared: folded."""
    name: Mapped[str]
    """The name as it stands in the record wherever they decide something."""
    role: Mapped[str]
    """``editor`` or ``admin``."""
    password: Mapped[str | None]
    """An argon2id hash, with its own parameters; None before the first password was set."""
    link: Mapped[str | None]
    """The SHA-256 of a one-time link by which a password may be set."""
    link_until: Mapped[datetime | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class SignIn(Base):
    """A browser in which somebody is, or was, signed in."""

    __tablename__ = "sign_ins"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The SHA-256 of what the cookie holds."""
    account: Mapped[str] = mapped_column(String(120))
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    until: Mapped[datetime]
    device: Mapped[str]
    """What the browser calls itself, in a few words."""
    address: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")


class KnownDevice(Base):
    """A browser from which somebody has signed in before: strangers who guess don't slow it down."""

    __tablename__ = "known_devices"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(120), primary_key=True)
    seen_at: Mapped[datetime]


class SignInTry(Base):
    """A password that was wrong; kept for a day."""

    __tablename__ = "sign_in_tries"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(120))
    """The name that was typed, folded, whether somebody is called so or not."""
    address: Mapped[str]
    device: Mapped[str] = mapped_column(default="")
    """The digest of the known device it came from; empty for a strange one."""
    at: Mapped[datetime]


class DeskKey(Base):
    """What the desk signs its forms and cookies with."""

    __tablename__ = "desk_keys"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    secret: Mapped[str]
    made_at: Mapped[datetime]


class FormDone(Base):
    """A form that was sent and had its effect: sent again, it has none, and says the same."""

    __tablename__ = "forms_done"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    once: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    said: Mapped[str]
    sent: Mapped[str] = mapped_column(String(64))
    """The SHA-256 of what was in it: with anything else in it, it is another form; empty where nobody asks."""


class ShownTally(Base):
    """The tally of a contest as staff are shown it, made by a tick: the desk would need seconds for a viral thread."""

    __tablename__ = "shown_tallies"
    __table_args__ = (of_contest(),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    basis: Mapped[str]
    """A digest of what it was made of; another one means that it is to be made anew."""
    made_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class NoticeTrial(Base):
    """A notice that staff asked for, to see whether notices arrive; the next tick sends it."""

    __tablename__ = "notice_trials"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    by: Mapped[str]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    went: Mapped[str] = mapped_column(default="")
    """How it went, in a sentence; empty before it was tried."""


class TokenRow(Base):
    """What Facebook says of the Page's token, asked once a day; never the token itself."""

    __tablename__ = "token_facts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    asked_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
