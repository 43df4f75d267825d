"""Where learned boilerplate was cut out of each copy's text; tracking fills it in as copies get their wordings."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("copy", sa.Column("cuts", sa.Text()))


def downgrade() -> None:
    op.drop_column("copy", "cuts")
