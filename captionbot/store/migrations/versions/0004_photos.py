"""What photos were found to be, staff's yes to what they wait for, and a holiday's week posted all the same."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True)
PAGE, SHA256 = sa.String(length=64), sa.String(length=64)
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add tables and a column; what is there stays as it is."""
    _add_photos()
    _add_jpegs()
    _add_files()
    _add_staffs_word()


def _add_photos() -> None:
    op.create_table(
        "photos",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sent_width", sa.Integer(), nullable=False),
        sa.Column("sent_height", sa.Integer(), nullable=False),
        sa.Column("brightness", sa.Double(), nullable=False),
        sa.Column("likeness", sa.Text(), nullable=False),
        sa.Column("drafts", sa.JSON(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("refused_do", sa.Text(), nullable=False),
        sa.Column("cut_short", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Double(), nullable=True),
        sa.Column("examined_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "sha256"),
    )


def _add_jpegs() -> None:
    op.create_table(
        "photo_jpegs",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "sha256"),
    )


def _add_files() -> None:
    op.create_table(
        "photo_files",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "name"),
    )


def _add_staffs_word() -> None:
    op.create_table(
        "photo_yes",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("taken_back_at", INSTANT, nullable=True),
        sa.Column("taken_back_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("skips", sa.Column("post_anyway", sa.Boolean(), nullable=False, server_default=sa.false()))
