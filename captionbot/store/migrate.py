"""Running the migrations that ship inside the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from captionbot.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str | None:
    """The newest revision in the folder of migrations."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def bring_to(connection: Connection, revision: str) -> None:
    """Make the schema of an older revision in an empty database, inside the caller's transaction."""
    command.upgrade(_config(connection), revision)


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision, inside the caller's transaction.

    Raises StoreError where the database was made by a newer program.
    """
    try:
        command.upgrade(_config(connection), "head")
    except CommandError as error:
        raise StoreError(
            "The database was made by a newer captionbot than this one.",
            "Install the newer version again, or restore the backup that was made before it was upgraded.",
        ) from error
