"""How alembic reaches the database: by the connection, and in the transaction, that store/migrate.py has."""

from alembic import context

from captionbot.store.schema import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
