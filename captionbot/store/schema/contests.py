"""The tables of the game: a Page, its slots, and the contests that came of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from captionbot.store.schema.base import Base


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
    checked_at: Mapped[datetime | None]
    """When everything was looked at last, as `check` does; once a day."""
    heartbeat_at: Mapped[datetime | None]
    """When a call of HEARTBEAT_URL was taken last."""
    heartbeat_tried_at: Mapped[datetime | None]
    """When it was called last, taken or not."""
    backed_up_at: Mapped[datetime | None]
    """When `captionbot backup` copied this Page's record last."""


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
    kept_by: Mapped[str] = mapped_column(default="")
    """Who asked that nothing of it is ever pruned; empty: nobody."""
    kept_because: Mapped[str] = mapped_column(default="")
    never_again: Mapped[bool] = mapped_column(default=False)
    """Its result was retracted: its photo takes no slot any more."""
