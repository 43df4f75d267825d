"""What people decided about pairs and stories."""

import sqlalchemy as sa
from alembic import op

from crawler.store.schema import UtcInstant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("a", sa.JSON(), nullable=False),
        sa.Column("b", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcInstant(), nullable=False),
        sa.Column("undone_at", UtcInstant()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )


def downgrade() -> None:
    op.drop_table("decision")
