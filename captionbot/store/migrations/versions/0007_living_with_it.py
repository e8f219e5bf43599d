"""Notices that are sent, the daily look at everything, and the heartbeat."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns; what staff were told before is nothing to send any more."""
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("about", sa.String(length=20), nullable=False, server_default="note"))
        notices.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        notices.add_column(sa.Column("lacking", sa.Text(), nullable=False, server_default=""))
        for name in ("seen_at", "sent_at", "try_at", "repeated_at"):
            notices.add_column(sa.Column(name, INSTANT, nullable=True))
    op.execute(sa.text("UPDATE notices SET sent_at = at"))
    with op.batch_alter_table("pages") as pages:
        pages.add_column(sa.Column("checked_at", INSTANT, nullable=True))
        pages.add_column(sa.Column("heartbeat_at", INSTANT, nullable=True))
        pages.add_column(sa.Column("heartbeat_tried_at", INSTANT, nullable=True))
        pages.add_column(sa.Column("backed_up_at", INSTANT, nullable=True))
