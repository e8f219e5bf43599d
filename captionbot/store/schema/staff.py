"""The tables of staff's word: decisions, whom and what they left out, pauses, skipped weeks, notices, the audit."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.contest.notices import About
from captionbot.store.schema.base import Base, BigId, of_contest


class Decision(Base):
    """Who won, by the tally or by staff; the newest is in force, none is ever overwritten."""

    __tablename__ = "decisions"
    __table_args__ = (of_contest(),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``tally`` or ``pick``."""
    comment_id: Mapped[str]
    caption: Mapped[str]
    winner: Mapped[str | None]
    """The entrant's name as Facebook gives it, or none."""
    votes: Mapped[int] = mapped_column(BigInteger)
    by: Mapped[str]
    because: Mapped[str] = mapped_column(default="")
    said_caption: Mapped[str | None]
    """The caption as staff have it announced: a cut, or its spelling mended; None: as it was written."""
    said_name: Mapped[str | None]
    """The winner's name as staff have it announced; None: as Facebook gives it."""
    at: Mapped[datetime]


class Disqualified(Base):
    """An entry that staff left out, for a reason of the published list."""

    __tablename__ = "disqualified"
    __table_args__ = (of_contest(),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reason: Mapped[str]
    because: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]


class OneOfOurs(Base):
    """Somebody of the staff who plays along, and can't win."""

    __tablename__ = "ours"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    entrant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]


class Pause(Base):
    """A time in which nothing is said in public."""

    __tablename__ = "pauses"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """When staff are asked whether to go on; it does not end by itself."""
    by: Mapped[str]
    because: Mapped[str]
    source: Mapped[str] = mapped_column(default="staff")
    """``staff``, or ``file`` for a PAUSE file."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")


class Skip(Base):
    """A week that staff leave out, or a holiday's that they don't."""

    __tablename__ = "skips"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    by: Mapped[str]
    at: Mapped[datetime]
    post_anyway: Mapped[bool] = mapped_column(default=False)
    """The week is a holiday's, and staff want it posted all the same."""


class Notice(Base):
    """Something staff were told; each key once, until what it tells of is over."""

    __tablename__ = "notices"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime]
    contest: Mapped[int | None]
    text: Mapped[str]
    do: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(String(20), default=About.NOTE)
    """Of which kind it is (`contest.notices.About`)."""
    seen_at: Mapped[datetime | None]
    """When it was last found to be so still; None: not since ``at``."""
    sent_at: Mapped[datetime | None]
    """When it was sent, or found to be nothing to send; None: it waits."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often that was tried; 0 once ``sent_at`` is there: it was nothing to send."""
    lacking: Mapped[str] = mapped_column(default="")
    """Which addresses have not taken it yet: their keys, such as "1f0c +9ab2" (+: of NOTIFY_BACKUP)."""
    try_at: Mapped[datetime | None]
    """When these are tried again; None: never."""
    repeated_at: Mapped[datetime | None]
    """When it went to NOTIFY_BACKUP as well, because nobody had acted."""


class Audit(Base):
    """Everything that staff did, and what the program did in their name; only ever added to."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    by: Mapped[str]
    action: Mapped[str]
    contest: Mapped[int | None]
    comment_id: Mapped[str | None]
    because: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
