"""What a copy's sightings and story say together, as columns for the views; the next tracking fills it."""

import sqlalchemy as sa
from alembic import op

from crawler.store.schema import UtcInstant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_fact",
        sa.Column("copy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("wire", sa.Text()),
        sa.Column("wire_kind", sa.Text()),
        sa.Column("wire_confidence", sa.Float()),
        sa.Column("wire_evidence", sa.Text()),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("page_url", sa.Text()),
        sa.Column("first_fetched_at", UtcInstant()),
        sa.Column("last_fetched_at", UtcInstant()),
        sa.PrimaryKeyConstraint("copy_id", name=op.f("pk_copy_fact")),
    )
    op.create_index("ix_copy_fact_wire", "copy_fact", ["wire"])


def downgrade() -> None:
    op.drop_index("ix_copy_fact_wire", "copy_fact")
    op.drop_table("copy_fact")
