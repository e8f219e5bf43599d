"""The tables of what is said in public, and of every attempt at saying it."""

from datetime import datetime

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base, BigId, of_contest


class Utterance(Base):
    """One thing said in public, committed before its first byte is sent."""

    __tablename__ = "utterances"
    __table_args__ = (of_contest(), UniqueConstraint("page_id", "contest", "kind", "decision"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    contest: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    decision: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    marker: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    """The comment that a reply answers, by Facebook's id."""
    not_before: Mapped[datetime]
    """A post older than this can't be ours."""
    photo_id: Mapped[str | None]
    photo_uploaded_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="intended")
    said_id: Mapped[str | None]
    said_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    first_attempt_at: Mapped[datetime | None]
    last_attempt_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class Attempt(Base):
    """One try at saying an utterance; those that certainly never left use up none of its chances."""

    __tablename__ = "attempts"
    utterance: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[str] = mapped_column(String(64))
    lease_token: Mapped[int]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="unknown")
    """unknown, said, refused, not sent, absent, not live, found or withheld."""
    detail: Mapped[str] = mapped_column(default="")
