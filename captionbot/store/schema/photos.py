"""The tables of photos: what each was found to be, which file was which photo, and what persons said yes to."""

from datetime import datetime
from typing import Any

from sqlalchemy import Double, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base, BigId


class PhotoRow(Base):
    """A photo by its bytes, whatever its file is called: opened once, and known for ever."""

    __tablename__ = "photos"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the file's bytes as found, in hex digits."""
    name: Mapped[str]
    """Its file's text name when it was examined."""
    kind: Mapped[str]
    """JPEG, PNG …; empty where it was refused before it could be read."""
    width: Mapped[int]
    """Pixels as found and as a person sees it, as is ``height``; 0 where it was never read."""
    height: Mapped[int]
    sent_width: Mapped[int]
    """Pixels of what is sent, as is ``sent_height``."""
    sent_height: Mapped[int]
    brightness: Mapped[float] = mapped_column(Double)
    """0 (black) to 1 (white)."""
    likeness: Mapped[str]
    """By which the same picture is known again, after its version; empty where it was never looked at."""
    drafts: Mapped[dict[str, Any]]
    """Words that stand in the photo itself."""
    refused: Mapped[str] = mapped_column(default="")
    """Why it can't be posted; empty: it can. ``refused_do`` is what a person does about it."""
    refused_do: Mapped[str] = mapped_column(default="")
    cut_short: Mapped[bool] = mapped_column(default=False)
    """Whether it was refused for what is missing at its end: the rest may come yet."""
    place: Mapped[float | None] = mapped_column(Double)
    """Its place in staff's own order; NULL: by its name."""
    examined_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    """When its file was in the queue last, to the day."""


class PhotoJpeg(Base):
    """What is sent of a photo, as long as somebody may send it.

    It has megabytes, and whatever is written in a row is written with the whole row: so it stands apart.
    """

    __tablename__ = "photo_jpegs"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class PhotoSmall(Base):
    """The picture as a small JPEG, kept for ever: staff see past contests and long queues by it."""

    __tablename__ = "photo_smalls"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class PhotoFile(Base):
    """A file in the queue as it was seen last, so that one that has not changed is never opened again."""

    __tablename__ = "photo_files"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    """The text name."""
    trace: Mapped[str]
    """``ino:size:mtime_ns:ctime_ns``: what changes when a file changes."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the photo that it is; empty where that is not known yet."""
    tries: Mapped[int]
    """How often this machine has failed to examine it."""
    tried_at: Mapped[datetime | None]
    """When it failed last."""
    seen_at: Mapped[datetime]
    """When this trace was first seen, by our clock."""


class PhotoYes(Base):
    """A person's yes to what a photo waits for; taken back, it stays in the record."""

    __tablename__ = "photo_yes"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    what: Mapped[str]
    """``again of 37``; ``checklist 1f0c…``, by the digest of the list that was asked."""
    by: Mapped[str]
    at: Mapped[datetime]
    because: Mapped[str] = mapped_column(default="")
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str] = mapped_column(default="")
