"""The first schema: workspaces, files, uploads, observations, and what people said about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
IN_FORCE = sa.column("in_force", sa.Boolean) == sa.true()
IS_ACCEPTED = sa.text("state = 'accepted'")
KEY = ["workspace", "indicator", "education_level", "breakdown", "place_code", "period_key"]


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.String, nullable=False)


def reference(name: str, target: str, kind: sa.types.TypeEngine, table: str) -> sa.Column:
    return sa.Column(name, kind, sa.ForeignKey(target, name=f"fk_{table}_{name}"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "workspaces",
        text("id"),
        text("city_code"),
        text("name"),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "uploads",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        reference("workspace", "workspaces.id", sa.String(), "uploads"),
        reference("sha256", "files.sha256", sa.String(64), "uploads"),
        *(text(name) for name in ("filename", "uploader")),
        sa.Column("uploaded_at", sa.DateTime, nullable=False),
        *(text(name) for name in ("city_code", "note", "state", "family")),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime, nullable=True),
        *(text(name) for name in ("withdrawn_by", "withdrawn_reason")),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_uploads_workspace", "uploads", ["workspace"])
    op.create_index(
        "uq_uploads_accepted_file",
        "uploads",
        ["workspace", "sha256"],
        unique=True,
        sqlite_where=IS_ACCEPTED,
        postgresql_where=IS_ACCEPTED,
    )
    op.create_table(
        "observations",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        reference("workspace", "workspaces.id", sa.String(), "observations"),
        reference("upload_id", "uploads.id", BigId, "observations"),
        *(text(name) for name in ("place_code", "place_name", "place_kind")),
        *(text(name) for name in ("indicator", "education_level", "breakdown", "period_key")),
        sa.Column("value", sa.Double, nullable=True),
        *(text(name) for name in ("unit", "stated_unit", "status", "sheet", "cell", "place_text")),
        sa.Column("heading", sa.JSON, nullable=False),
        text("text"),
        sa.Column("in_force", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_observations_in_force", "observations", KEY, unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE
    )
    op.create_index("uq_observations_key", "observations", [*KEY, "upload_id"], unique=True)
    op.create_index("ix_observations_upload", "observations", ["upload_id"])
    op.create_table(
        "explanations",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        reference("upload_id", "uploads.id", BigId, "explanations"),
        *(text(name) for name in ("kind", "sheet", "cell", "text", "author")),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_explanations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_explanations_upload", "explanations", ["upload_id"])
    op.create_table(
        "answers",
        reference("workspace", "workspaces.id", sa.String(), "answers"),
        *(text(name) for name in ("family", "question", "answer", "author")),
        sa.Column("answered_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "family", "question", name="pk_answers"),
    )
    op.create_table(
        "layouts",
        reference("workspace", "workspaces.id", sa.String(), "layouts"),
        text("family"),
        sa.Column("layout", sa.Text, nullable=False),
        text("author"),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "family", name="pk_layouts"),
    )
    op.create_table(
        "settings",
        text("workspace"),
        text("name"),
        sa.Column("value", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "name", name="pk_settings"),
    )
    op.create_table(
        "audit",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *(text(name) for name in ("workspace", "author", "action")),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
