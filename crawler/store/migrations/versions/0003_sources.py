"""Named sources, claims of feeds, and what conditional requests need."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("crawl", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("claims", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("capture", sa.Column("claims", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "visit",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_visit_capture_id")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_identity", "visit", ["identity"], unique=False)


def downgrade() -> None:
    op.drop_table("visit")
    op.drop_column("capture", "claims")
    op.drop_column("request", "claims")
    op.drop_column("crawl", "source")
