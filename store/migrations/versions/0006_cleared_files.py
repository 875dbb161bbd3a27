"""Of a kept file: how many cells about persons were emptied before it was stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("files", sa.Column("cleared", sa.Integer, nullable=False, server_default="0"))
