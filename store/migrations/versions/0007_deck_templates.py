"""A bureau's own .pptx templates, kept by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "deck_templates",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspaces.id", name="fk_deck_templates_workspace"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deck_templates"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_deck_templates_name", "deck_templates", ["workspace", "name"], unique=True)
