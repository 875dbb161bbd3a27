"""Run by Alembic: the connection comes from `store.opening`, inside its transaction and under its lock."""

from __future__ import annotations

from alembic import context

from store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
