"""The desk: accounts, sign-ins, forms that were sent, and what is kept to be shown."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.DateTime(timezone=True)
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def page() -> sa.Column[str]:
    """Every table is keyed by Page."""
    return sa.Column("page_id", sa.String(length=64), nullable=False)


def upgrade() -> None:
    """Add tables; what is there stays as it is."""
    op.create_table(
        "accounts",
        page(),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("link_until", INSTANT, nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("page_id", "key"),
    )
    op.create_table(
        "sign_ins",
        page(),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=120), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "digest"),
    )
    op.create_table(
        "known_devices",
        page(),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=120), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "digest", "account"),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        page(),
        sa.Column("account", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "desk_keys",
        page(),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id"),
    )
    op.create_table(
        "forms_done",
        page(),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("sent", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "once"),
    )
    shown()


def shown() -> None:
    """What a tick keeps for the desk to show."""
    op.create_table(
        "shown_tallies",
        page(),
        sa.Column("contest", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"]),
        sa.PrimaryKeyConstraint("page_id", "contest"),
    )
    op.create_index("comments_by_rank", "comments", ["page_id", "contest", "rank"])
    op.create_table(
        "photo_smalls",
        page(),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "sha256"),
    )
    op.create_table(
        "notice_trials",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        page(),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("went", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "token_facts",
        page(),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("page_id"),
    )
