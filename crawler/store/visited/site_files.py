"""Files by which a site rules all its pages (robots.txt and its like), stored for other crawls on the store."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import site_file
from crawler.store.statements import insert_new


def stored(connection: Connection, origin: str, path: str, *, since: datetime) -> bytes | None:
    """Return the file as it came at or after *since*; b"" when there was none then, None when nobody asked."""
    query = sa.select(site_file.c.body).where(site_file.c.origin == origin, site_file.c.path == path)
    body = connection.execute(query.where(site_file.c.fetched_at >= since)).scalar()
    return None if body is None else bytes(body)


def save(connection: Connection, origin: str, path: str, body: bytes, *, fetched_at: datetime) -> None:
    """Keep the file in place of an older one."""
    about = {"origin": origin, "path": path, "fetched_at": fetched_at, "body": body}
    insert_new(connection, site_file, [about])
    same = sa.and_(site_file.c.origin == origin, site_file.c.path == path)
    connection.execute(site_file.update().where(same).values(fetched_at=fetched_at, body=body))
