"""People: accounts, their sessions, and attempts that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "users",
        *(text(name) for name in ("account", "name", "role", "district", "password_hash")),
        sa.Column("disabled", sa.Boolean, nullable=False),
        moment("created_at"),
        text("created_by"),
        moment("signed_in_at", nullable=True),
        sa.PrimaryKeyConstraint("account", name="pk_users"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        text("token_sha256", 64),
        sa.Column("account", sa.String, sa.ForeignKey("users.account", name="fk_sessions_account"), nullable=False),
        *(moment(name) for name in ("opened_at", "seen_at", "ends_at")),
        *(text(name) for name in ("address", "browser")),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_sessions_token_sha256", "sessions", ["token_sha256"], unique=True)
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "attempts",
        text("subject"),
        sa.Column("failures", sa.Integer, nullable=False),
        *(moment(name) for name in ("last_at", "free_at")),
        sa.PrimaryKeyConstraint("subject", name="pk_attempts"),
    )
