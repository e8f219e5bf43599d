"""Judging that can be defended: what staff left out, what became of comments, announce as, slips, the forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)
PAGE, CONTEST = sa.String(length=64), sa.Integer()
COMMENT = sa.String(length=80)


def upgrade() -> None:
    """Add tables and columns; what is there stays as it is."""
    _add_columns()
    _add_staffs_word()
    _add_what_became_of_comments()
    _add_papers()


def _add_columns() -> None:
    for name in ("kept_by", "kept_because"):
        op.add_column("contests", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("contests", sa.Column("never_again", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("decisions", sa.Column("said_caption", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("said_name", sa.Text(), nullable=True))
    op.add_column("comments", sa.Column("screened", sa.JSON(), nullable=True))
    op.add_column("comments", sa.Column("salt", sa.Text(), nullable=True))
    op.add_column("comments", sa.Column("sealed_at", INSTANT, nullable=True))


def _add_staffs_word() -> None:
    op.create_table(
        "disqualified",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("contest", CONTEST, nullable=False),
        sa.Column("comment_id", COMMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"]),
        sa.PrimaryKeyConstraint("page_id", "contest", "comment_id"),
    )
    op.create_table(
        "ours",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("entrant_id", COMMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "entrant_id"),
    )


def _add_what_became_of_comments() -> None:
    op.create_table(
        "comment_changes",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("contest", CONTEST, nullable=False),
        sa.Column("comment_id", COMMENT, nullable=False),
        sa.Column("reading", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "contest", "comment_id", "reading", "what"),
    )


def _add_papers() -> None:
    op.create_table(
        "slips",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contest", CONTEST, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"]),
        sa.PrimaryKeyConstraint("page_id", "number"),
    )
    op.create_table(
        "forgotten",
        sa.Column("page_id", PAGE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("page_id", "digest"),
    )
