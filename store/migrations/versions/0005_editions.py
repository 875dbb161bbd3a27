"""Editions, values corrected by hand, and versioned records: a bureau's own indicators and rounds of reporting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("uploads", sa.Column("upload_kind", sa.String, nullable=False, server_default="file"))
    op.add_column("uploads", sa.Column("withdrawn_revision", sa.Integer, nullable=True))
    op.create_table(
        "corrections",
        sa.Column("upload_id", BigId, sa.ForeignKey("uploads.id", name="fk_corrections_upload_id"), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("original_upload_id", sa.BigInteger, nullable=True),
        sa.Column("original_value", sa.Double, nullable=True),
        sa.Column("original_status", sa.String, nullable=False),
        sa.Column("original_filename", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name="pk_corrections"),
    )
    op.create_table(
        "editions",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspaces.id", name="fk_editions_workspace"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published_at", sa.DateTime, nullable=False),
        sa.Column("published_by", sa.String, nullable=False),
        sa.Column("reviewed_by", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_editions_number", "editions", ["workspace", "number"], unique=True)
    op.create_table(
        "versions",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspaces.id", name="fk_versions_workspace"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_versions_version", "versions", ["workspace", "kind", "name", "version"], unique=True)
