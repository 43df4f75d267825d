"""Which host a page of the queue is on, so that hosts can be asked in turn."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_request = sa.table("request", *map(sa.column, ("id", "url", "state", "host")))


def upgrade() -> None:
    op.add_column("request", sa.Column("host", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    # What has its outcome is never asked for again: only pages that wait need to know.
    pending = connection.execute(sa.select(_request.c.id, _request.c.url).where(_request.c.state == "pending")).all()
    for number, url in pending:
        connection.execute(_request.update().where(_request.c.id == number).values(host=_host(url)))
    op.drop_index("ix_request_queue", "request")
    op.create_index("ix_request_queue", "request", ["crawl_id", "state", "host", "revisit", "depth", "id"])


def downgrade() -> None:
    op.drop_index("ix_request_queue", "request")
    op.create_index("ix_request_queue", "request", ["crawl_id", "state", "revisit", "depth", "id"])
    op.drop_column("request", "host")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a bracket that is no IPv6 address
        return ""
