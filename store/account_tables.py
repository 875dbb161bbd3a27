"""The tables of people: accounts, sessions, failed attempts. Beside `store.schema`, on the same metadata."""

from __future__ import annotations

import sqlalchemy as sa

from store.schema import BigId, metadata

# `account` is the name as it is compared (width and case folded), `name` as it is shown and kept with what the person does
users = sa.Table(
    "users",
    metadata,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("district", sa.String, nullable=False),
    sa.Column("password_hash", sa.String, nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.String, nullable=False),
    sa.Column("signed_in_at", sa.DateTime, nullable=True),
)

# The token itself is in the browser's cookie only; a copy of the database signs nobody in
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("token_sha256", sa.String(64), nullable=False),
    sa.Column("account", sa.ForeignKey("users.account"), nullable=False),
    sa.Column("opened_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.Column("ends_at", sa.DateTime, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("browser", sa.String, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_sessions_token_sha256", sessions.c.token_sha256, unique=True)
sa.Index("ix_sessions_account", sessions.c.account)

# Tries that have not succeeded, by what is slowed down ("account:…", "address:…"); gone with the next success or after a day
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", sa.DateTime, nullable=False),
    sa.Column("free_at", sa.DateTime, nullable=False),
)

# What a backup carries, but nobody gets back: whoever was signed in then signs in anew
NOT_RESTORED = frozenset({"sessions", "attempts"})
