"""The tables. Every one is keyed by Page, every instant is UTC, and the names are those of the glossary."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

HEAD = "0002"
"""The newest migration; a test holds it against the folder of migrations."""

BigId = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER key counts up by itself in SQLite

KEPT_JSON = JSON(none_as_null=True)  # or there would be two kinds of nothing, NULL and JSON's null


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite would hand back naive ones. A naive one is our fault."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was about to be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What the tables have in common."""

    type_annotation_map: ClassVar = {
        datetime: Instant(),
        str: Text(),
        list[str]: KEPT_JSON,
        dict[str, Any]: KEPT_JSON,
    }


class Page(Base):
    """A Page that `init` was run for."""

    __tablename__ = "pages"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    initialised_at: Mapped[datetime]
    post_at: Mapped[str]
    """POST_AT and the zone as last seen; slots of before it was set so do not exist."""
    slots_since: Mapped[datetime]
    quiet_until: Mapped[datetime | None]
    """Facebook is asked nothing until then: it told us to wait, or a backup has just been restored."""
    last_tick_at: Mapped[datetime | None]


class LeaseRow(Base):
    """Who works for a Page now. Only the database's clock decides about ``expires_at``."""

    __tablename__ = "leases"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[int]
    holder: Mapped[str]
    expires_at: Mapped[datetime]


class Slot(Base):
    """What became of one week's slot, or of a contest that staff asked for outside it."""

    __tablename__ = "slots"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The ISO week, such as 2026-W48; ``extra 1``, ``extra 2`` … for `post-now`."""
    slot_at: Mapped[datetime]
    outcome: Mapped[str]
    """begun, asked, empty, missed, skipped or paused."""
    contest: Mapped[int | None]
    photo: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]


class Contest(Base):
    """One photo's run."""

    __tablename__ = "contests"
    __table_args__ = (UniqueConstraint("page_id", "slot_key"),)
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    slot_key: Mapped[str] = mapped_column(String(40))
    slot_at: Mapped[datetime]
    stage: Mapped[str]
    photo: Mapped[str]
    """Its file's name; in photos/posted once the post is live."""
    photo_sha256: Mapped[str]
    photo_in: Mapped[str] = mapped_column(default="queue")
    sidecar: Mapped[dict[str, Any]]
    """The words beside the photo as they stood when the contest began."""
    terms: Mapped[dict[str, Any]]
    marker: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    announces_at: Mapped[datetime]
    post_until: Mapped[datetime]
    """End of the catch-up window."""
    post_id: Mapped[str | None]
    last_reading_at: Mapped[datetime | None]
    next_reading_at: Mapped[datetime]
    votes_at: Mapped[datetime | None]
    """When the votes that count were read: the first complete reading begun at or after ``closes_at``."""
    decision: Mapped[int | None]
    """The decision in force."""
    held: Mapped[str] = mapped_column(default="")
    doubts: Mapped[list[str]] = mapped_column(default=list)
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")
    released_at: Mapped[datetime | None]
    gone_since: Mapped[datetime | None]
    """The Page's own list lacked the post, first seen then."""
    note: Mapped[str] = mapped_column(default="")


def _of_contest() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"])


class Reading(Base):
    """One pass over the comments of a contest."""

    __tablename__ = "readings"
    __table_args__ = (_of_contest(), Index("readings_of_contest", "page_id", "contest"))
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
    __table_args__ = (_of_contest(),)
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


class CommentText(Base):
    """Every text that a comment has had."""

    __tablename__ = "comment_texts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reading: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    text: Mapped[str]
    seen_at: Mapped[datetime]


class VoteCount(Base):
    """Votes on a comment at a reading, kept only where they changed."""

    __tablename__ = "vote_counts"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    contest: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    reading: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    votes: Mapped[int] = mapped_column(BigInteger)


class Decision(Base):
    """Who won, by the tally or by staff; the newest is in force, none is ever overwritten."""

    __tablename__ = "decisions"
    __table_args__ = (_of_contest(),)
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
    at: Mapped[datetime]


class Utterance(Base):
    """One thing said in public, committed before its first byte is sent."""

    __tablename__ = "utterances"
    __table_args__ = (_of_contest(), UniqueConstraint("page_id", "contest", "kind", "decision"))
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
    """A week that staff leave out."""

    __tablename__ = "skips"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    by: Mapped[str]
    at: Mapped[datetime]


class Notice(Base):
    """Something staff were told; each key once, until what it tells of is over."""

    __tablename__ = "notices"
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime]
    contest: Mapped[int | None]
    text: Mapped[str]
    do: Mapped[str] = mapped_column(default="")


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
