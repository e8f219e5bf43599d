"""Facebook's own count of comments may be beyond what 32 bits hold; PostgreSQL keeps a column to its size."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Widen the column. In SQLite a number is as long as it is."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("readings", "total", type_=sa.BigInteger(), existing_nullable=True)
