"""Date orders that pages prove, and the sightings whose dates wait for one.

Sightings stored before have none of their other claims: `wiretrace track --rebuild` reads them again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "date_order",
        sa.Column("printed_by", sa.Text(), nullable=False),
        sa.Column("date_order", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("printed_by", "date_order", name=op.f("pk_date_order")),
    )
    op.add_column("sighting", sa.Column("open_date", sa.Text(), nullable=True))
    op.create_index(op.f("ix_sighting_open_date"), "sighting", ["open_date"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_sighting_open_date"), table_name="sighting")
    op.drop_column("sighting", "open_date")
    op.drop_table("date_order")
