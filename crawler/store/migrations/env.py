"""Alembic's entry: the connection comes from crawler.store.engine, there is no alembic.ini."""

from alembic import context

from crawler.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
