"""Alerts: the outbox of messages, and which causes were told on which channel."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alert_message",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", _INSTANT),
        sa.Column("delivered_at", _INSTANT),
        sa.Column("given_up_at", _INSTANT),
        sa.Column("error", sa.Text()),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert_message"),
    )
    op.create_index("ix_alert_message_channel", "alert_message", ["channel"])
    op.create_index("ix_alert_message_due_at", "alert_message", ["due_at"])
    op.create_table(
        "alert_told",
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("told_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("cause", "channel", name="pk_alert_told"),
        sa.ForeignKeyConstraint(["message"], ["alert_message.id"], name="fk_alert_told_message"),
    )


def downgrade() -> None:
    op.drop_table("alert_told")
    op.drop_table("alert_message")
