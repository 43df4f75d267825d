"""What the page that led to another said of it: the source that a feed names for an item."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("declared", sa.JSON(), nullable=True))
    op.add_column("capture", sa.Column("declared", sa.JSON(), nullable=True))
