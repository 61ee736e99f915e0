"""Alembic's entry: runs migrations on the connection that `engine.bring_up_to_date` hands over."""

from alembic import context

from caller.adapters.journal.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
