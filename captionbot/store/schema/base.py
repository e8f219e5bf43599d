"""What every table is made of: aware instants, numbers that count up, JSON with one kind of nothing."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKeyConstraint, Integer, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

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


def of_contest() -> ForeignKeyConstraint:
    """A row belongs to a contest."""
    return ForeignKeyConstraint(["page_id", "contest"], ["contests.page_id", "contests.number"])
