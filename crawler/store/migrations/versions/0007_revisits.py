"""Revisits: when a page is due again, until when a text was seen to stand, and pages that are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("capture", sa.Column("confirmed_at", _AT, nullable=True))
    op.add_column("visit", sa.Column("page", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("revisit", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index("ix_request_queue", "request")
    op.create_index("ix_request_queue", "request", ["crawl_id", "state", "revisit", "depth", "id"], unique=False)
    op.create_table(
        "page",
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_seen_at", _AT, nullable=False),
        sa.Column("seen_at", _AT, nullable=False),
        sa.Column("looked_at", _AT, nullable=False),
        sa.Column("published_by", _AT, nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("stopped", sa.Text(), nullable=True),
        sa.Column("led_to", sa.Text(), nullable=True),
        sa.Column("led_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_page")),
    )
    op.create_index("ix_page_due_at", "page", ["due_at"], unique=False)
    op.create_index("ix_page_led_to", "page", ["led_to"], unique=False)
    op.create_table(
        "page_source",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["identity"], ["page.identity"], name=op.f("fk_page_source_identity")),
        sa.PrimaryKeyConstraint("key", "identity", name=op.f("pk_page_source")),
    )
    op.create_table(
        "vanished",
        sa.Column("id", _ID, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("last_seen_at", _AT, nullable=False),
        sa.Column("gone_at", _AT, nullable=False),
        sa.Column("looked_at", _AT, nullable=False),
        sa.Column("led_to", sa.Text(), nullable=True),
        sa.Column("back_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vanished")),
    )
    op.create_index("ix_vanished_identity", "vanished", ["identity"], unique=False)


def downgrade() -> None:
    for table in ("vanished", "page_source", "page"):
        op.drop_table(table)
    op.drop_index("ix_request_queue", "request")
    op.create_index("ix_request_queue", "request", ["crawl_id", "state", "depth", "id"], unique=False)
    op.drop_column("request", "revisit")
    op.drop_column("visit", "page")
    op.drop_column("capture", "confirmed_at")
