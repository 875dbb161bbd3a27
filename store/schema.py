"""The tables, as SQLAlchemy Core sees them. The migrations create them; a test holds both together.

An observation's key is (workspace, indicator, education_level, breakdown, place_code, period_key). Each upload keeps all
its rows for ever; `in_force` marks the one row of a key which counts now, and a partial unique index lets no key have two.
Times are UTC without a zone, so that SQLite and PostgreSQL answer alike.
"""

from __future__ import annotations

import sqlalchemy as sa

# The newest migration. Comparing one text at open spares the import of Alembic (a test compares it with Alembic's head).
SCHEMA_VERSION = "0008"

# In this order, because pages ask for a few indicators of a workspace: the index of the key answers that, too
KEY_COLUMNS = ("indicator", "education_level", "breakdown", "place_code", "period_key")

ACCEPTED = "accepted"
WITHDRAWN = "withdrawn"

# An upload is a file that was accepted, or one value that somebody corrected by hand
FILE = "file"
CORRECTION = "correction"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up by itself only for a column declared INTEGER
BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")

workspaces = sa.Table(
    "workspaces",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("city_code", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("simulated", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
)

# Original files are rows in the database: one backup holds everything, and accept is one transaction. `sha256` is that of the
# file as it came; `cleared` = cells about persons that `content` holds no more (0: byte for byte as it came).
files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("cleared", sa.Integer, nullable=False, server_default="0"),
)

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("sha256", sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("filename", sa.String, nullable=False),
    sa.Column("uploader", sa.String, nullable=False),
    sa.Column("uploaded_at", sa.DateTime, nullable=False),
    sa.Column("city_code", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("family", sa.String, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("withdrawn_at", sa.DateTime, nullable=True),
    sa.Column("withdrawn_by", sa.String, nullable=False),
    sa.Column("withdrawn_reason", sa.String, nullable=False),
    sa.Column("upload_kind", sa.String, nullable=False, server_default=FILE),
    # The revision with which it stepped back: an edition of before still holds its values
    sa.Column("withdrawn_revision", sa.Integer, nullable=True),
    sqlite_autoincrement=True,
)
sa.Index("ix_uploads_workspace", uploads.c.workspace)
# The same file twice in a workspace is one upload; after a withdrawal it may come again.
sa.Index(
    "uq_uploads_accepted_file",
    uploads.c.workspace,
    uploads.c.sha256,
    unique=True,
    sqlite_where=uploads.c.state == sa.literal_column("'accepted'"),
    postgresql_where=uploads.c.state == sa.literal_column("'accepted'"),
)

observations = sa.Table(
    "observations",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("upload_id", sa.ForeignKey("uploads.id"), nullable=False),
    sa.Column("place_code", sa.String, nullable=False),
    sa.Column("place_name", sa.String, nullable=False),
    sa.Column("place_kind", sa.String, nullable=False),
    sa.Column("indicator", sa.String, nullable=False),
    sa.Column("education_level", sa.String, nullable=False),
    sa.Column("breakdown", sa.String, nullable=False),
    sa.Column("period_key", sa.String, nullable=False),
    sa.Column("value", sa.Double, nullable=True),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("stated_unit", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("cell", sa.String, nullable=False),
    sa.Column("place_text", sa.String, nullable=False),
    sa.Column("heading", sa.JSON, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("in_force", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)
_key = [observations.c[name] for name in ("workspace", *KEY_COLUMNS)]
sa.Index(
    "uq_observations_in_force",
    *_key,
    unique=True,
    sqlite_where=observations.c.in_force == sa.true(),
    postgresql_where=observations.c.in_force == sa.true(),
)
# All that the arithmetic of a page asks for, in the order it asks, so that a page of thousands of places reads no wide rows:
# sheet, cell, heading and text of a value are looked up only where somebody asks where it came from (`store.numbers`).
# `in_force` is among its columns although the index holds no other rows: SQLite would look into each wide row for it.
sa.Index(
    "ix_observations_numbers",
    *(observations.c[name] for name in ("workspace", "indicator", "education_level", "breakdown", "period_key", "place_code")),
    *(observations.c[name] for name in ("value", "status", "upload_id", "in_force")),
    sqlite_where=observations.c.in_force == sa.true(),
    postgresql_where=observations.c.in_force == sa.true(),
)
# The history of a key, and: one upload says each key once
sa.Index("uq_observations_key", *_key, observations.c.upload_id, unique=True)
sa.Index("ix_observations_upload", observations.c.upload_id)

# Why a value was corrected by hand, and what stood there then; the corrected value is the upload's only observation
corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("upload_id", sa.ForeignKey("uploads.id"), primary_key=True),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("original_upload_id", sa.BigInteger, nullable=True),
    sa.Column("original_value", sa.Double, nullable=True),
    sa.Column("original_status", sa.String, nullable=False),
    sa.Column("original_filename", sa.String, nullable=False),
)

# 说明: why a doubtful value (经验校验) is right after all, in the words of the person who accepted it
explanations = sa.Table(
    "explanations",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("upload_id", sa.ForeignKey("uploads.id"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("cell", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_explanations_upload", explanations.c.upload_id)

# What a person answered (this name is that district …), kept as asked; family '' = holds for every file of the workspace
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), primary_key=True),
    sa.Column("family", sa.String, primary_key=True),
    sa.Column("question", sa.String, primary_key=True),
    sa.Column("answer", sa.String, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("answered_at", sa.DateTime, nullable=False),
)

# A declared layout (YAML, as `loaders` reads it) by the family of workbooks it is for
layouts = sa.Table(
    "layouts",
    metadata,
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), primary_key=True),
    sa.Column("family", sa.String, primary_key=True),
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
)

# workspace '' = for the whole installation
settings = sa.Table(
    "settings",
    metadata,
    sa.Column("workspace", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("workspace", sa.String, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

# A bureau's own targets: every version is a row and stays, the newest of a target counts; `retired` = it counts no more
targets = sa.Table(
    "targets",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_targets_version", targets.c.workspace, targets.c.target, targets.c.version, unique=True)
