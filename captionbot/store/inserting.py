"""An INSERT that may say ON CONFLICT, which SQLAlchemy has for each database apart."""

from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from captionbot.store.schema import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_into(session: Session, kind: type[Base]) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT into the table of ``kind``, in the words of this session's database."""
    if session.get_bind().dialect.name != "postgresql":
        return sqlite.insert(kind)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - where the record is a file nothing of it is needed

    return postgresql.insert(kind)
