"""Items of wires' own feeds: the kind and status of a copy, and whose feed a capture is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("capture", sa.Column("wire", sa.Text(), nullable=True))
    op.add_column("copy", sa.Column("kind", sa.Text(), nullable=False, server_default="outlet"))
    op.add_column("copy", sa.Column("status", sa.Text(), nullable=True))
    op.create_index(op.f("ix_copy_kind"), "copy", ["kind"], unique=False)
