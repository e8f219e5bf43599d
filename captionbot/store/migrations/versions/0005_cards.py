"""Which file beside the photo is the card of which decision."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a table; what is there stays as it is."""
    op.create_table(
        "cards",
        sa.Column("page_id", sa.String(length=64), nullable=False),
        sa.Column("contest", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.Column("refused_at", INSTANT, nullable=True),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"]),
        sa.PrimaryKeyConstraint("page_id", "contest", "decision"),
    )
