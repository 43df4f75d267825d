"""What stories are measured against, where that is not their fullest copy."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rod",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("copy", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_rod")),
    )
    op.create_index("ix_rod_digest", "rod", ["digest"])


def downgrade() -> None:
    op.drop_index("ix_rod_digest", "rod")
    op.drop_table("rod")
