"""The tables of what was read: readings, comments, and what became of them from one reading to the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import KEPT_JSON, Base, BigId, of_contest


class Reading(Base):
    """One pass over the comments of a contest."""

    __tablename__ = "readings"
    __table_args__ = (of_contest(), Index("readings_of_contest", "page_id", "contest"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    contest: Mapped[int]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    complete: Mapped[bool] = mapped_column(default=False)
    closing: Mapped[bool] = mapped_column(default=False)
    rows: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None] = mapped_column(BigId)
    """Facebook's own count; it may exceed the rows that it returns."""
    note: Mapped[str] = mapped_column(default="")


class CommentRow(Base):
    """A comment as last read, and its verdict. Never deleted: what vanishes on Facebook is marked withdrawn."""

    __tablename__ = "comments"
    __table_args__ = (of_contest(), Index("comments_by_rank", "page_id", "contest", "rank"))
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    graph_id: Mapped[str]
    created_at: Mapped[datetime]
    text: Mapped[str]
    votes: Mapped[int] = mapped_column(BigInteger)
    entrant_id: Mapped[str | None]
    entrant_name: Mapped[str | None]
    parent_id: Mapped[str | None]
    hidden: Mapped[bool]
    tags: Mapped[list[Any]] = mapped_column(KEPT_JSON)
    attachment: Mapped[str | None]
    permalink: Mapped[str | None]
    first_seen_at: Mapped[datetime]
    last_reading: Mapped[int] = mapped_column(BigInteger)
    withdrawn_at: Mapped[datetime | None]
    verdict: Mapped[str | None]
    """``entry`` or ``left out`` once entries have closed."""
    reason: Mapped[str | None]
    rank: Mapped[int | None]
    counted_votes: Mapped[int | None] = mapped_column(BigInteger)
    flags: Mapped[list[str] | None]
    marks: Mapped[list[str] | None]
    screened: Mapped[dict[str, Any] | None]
    """What the screens found in the words as they stand now; None: not looked at yet."""
    salt: Mapped[str | None]
    """What the slip's digest of this comment is salted with; destroyed where a person's words are."""
    sealed_at: Mapped[datetime | None]
    """Since then nothing public names or quotes it: the person asked to be forgotten."""


class CommentText(Base):
    """Every text that a comment has had."""

    __tablename__ = "comment_texts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reading: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    text: Mapped[str]
    seen_at: Mapped[datetime]


class CommentChange(Base):
    """What became of a comment between two readings: edited, withdrawn, back, hidden or shown."""

    __tablename__ = "comment_changes"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reading: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]


class VoteCount(Base):
    """Votes on a comment at a reading, kept only where they changed."""

    __tablename__ = "vote_counts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reading: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    votes: Mapped[int] = mapped_column(BigInteger)
