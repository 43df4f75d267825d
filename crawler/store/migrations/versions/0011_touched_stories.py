"""What lets tracking write only the stories that it touched: an order that others' stories do not shift, and counts of links."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wording", sa.Column("links", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("story", sa.Column("opening", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_story_order", "story", ["opening", "position"])


def downgrade() -> None:
    op.drop_index("ix_story_order", table_name="story")
    op.drop_column("story", "opening")
    op.drop_column("wording", "links")
