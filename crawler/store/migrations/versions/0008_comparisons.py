"""Comparisons of texts that are no likeness of two wordings: with a story's fullest copy, of versions, of wires' older versions."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comparison",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("coverage_a", sa.Float(), nullable=False),
        sa.Column("coverage_b", sa.Float(), nullable=False),
        sa.Column("resemblance", sa.Float(), nullable=False),
        sa.Column("containment_a", sa.Float(), nullable=False),
        sa.Column("containment_b", sa.Float(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("longest_run", sa.Integer(), nullable=False),
        sa.Column("words_a", sa.Integer(), nullable=False),
        sa.Column("words_b", sa.Integer(), nullable=False),
        sa.Column("numbers_changed", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "a", "b", name=op.f("pk_comparison")),
    )


def downgrade() -> None:
    op.drop_table("comparison")
