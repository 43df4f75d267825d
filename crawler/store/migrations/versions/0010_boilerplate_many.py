"""Whether learned boilerplate is on so many stories that whole paragraphs of it are boilerplate."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("furniture", sa.Column("many", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE furniture SET many = true"))  # what was cut stays cut until it is learned again


def downgrade() -> None:
    op.drop_column("furniture", "many")
