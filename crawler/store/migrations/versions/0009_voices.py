"""How many of the words that two texts share are somebody else's. What was compared before is compared again."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("likeness", "comparison"):
        op.add_column(table, sa.Column("others_words", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for table in ("likeness", "comparison"):
        op.drop_column(table, "others_words")
