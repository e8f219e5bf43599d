"""The table of winners' cards: which file beside the photo is the card of which decision."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base, of_contest


class CardRow(Base):
    """The card of a decision as it was last kept to be sent; the file itself lies in photos/posted."""

    __tablename__ = "cards"
    __table_args__ = (of_contest(),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    """The file's text name in photos/posted."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file's bytes, in hex digits: what was uploaded."""
    kept_at: Mapped[datetime]
    refused_at: Mapped[datetime | None]
    """When Facebook did not take the picture: the photo itself goes out in its place."""
    erased_at: Mapped[datetime | None]
    """When the file was deleted, because the person whom it names had their words destroyed."""
