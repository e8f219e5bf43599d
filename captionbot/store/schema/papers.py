"""The tables of the papers: result slips, and who asked to be forgotten."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base, of_contest


class Slip(Base):
    """A result slip as it was made; never changed, and the next one carries its digest."""

    __tablename__ = "slips"
    __table_args__ = (of_contest(),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Its place in the Page's chain, from 1."""
    contest: Mapped[int]
    why: Mapped[str]
    """announced, corrected, void or retracted."""
    decision: Mapped[int | None]
    """The decision in force then; before ``body``, so that SQLite reads it without the body's pages."""
    body: Mapped[str]
    """Canonical JSON: the very bytes, in UTF-8, of which ``digest`` is the SHA-256."""
    digest: Mapped[str]
    before: Mapped[str]
    """The digest of the slip before it; empty for the first."""
    made_at: Mapped[datetime]


class Forgotten(Base):
    """Somebody who asked to be forgotten, known again only by a digest."""

    __tablename__ = "forgotten"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256, in hex, of ``salt`` and the id of the entrant or of the comment."""
    salt: Mapped[str]
    what: Mapped[str]
    """entrant or comment."""
    by: Mapped[str]
    at: Mapped[datetime]
    because: Mapped[str] = mapped_column(default="")
    erased_at: Mapped[datetime | None]
    """When words and name were destroyed; None: they are sealed."""
