"""Sets of pinned views that staff share by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "pin_sets",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspaces.id", name="fk_pin_sets_workspace"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pin_sets"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_pin_sets_name", "pin_sets", ["workspace", "name"], unique=True)
