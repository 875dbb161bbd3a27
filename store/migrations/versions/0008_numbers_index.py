"""An index with all that a page's arithmetic asks for of the values in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COLUMNS = ["workspace", "indicator", "education_level", "breakdown", "period_key", "place_code"]
COLUMNS += ["value", "status", "upload_id", "in_force"]


def upgrade() -> None:
    op.create_index(
        "ix_observations_numbers",
        "observations",
        COLUMNS,
        sqlite_where=sa.column("in_force") == sa.true(),
        postgresql_where=sa.column("in_force") == sa.true(),
    )
