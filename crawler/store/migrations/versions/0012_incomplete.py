"""Which copies were only seen on pages that ended early."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("copy", sa.Column("incomplete", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_copy_incomplete", "copy", ["incomplete"])


def downgrade() -> None:
    op.drop_index("ix_copy_incomplete", "copy")
    op.drop_column("copy", "incomplete")
