"""Settings a store keeps for itself, so that every later run on it decides alike."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.store.schema import setting
from crawler.store.statements import upsert


def get_setting(connection: Connection, name: str) -> str | None:
    """Return a setting, or None when it was never set."""
    return connection.execute(sa.select(setting.c.value).where(setting.c.name == name)).scalar()


def stored_window(connection: Connection) -> float | None:
    """Return how far apart two copies may be, in hours; None when the store keeps no window."""
    stored = get_setting(connection, "window_hours") or "72"
    return None if stored == "none" else float(stored)


def drop_setting(connection: Connection, name: str) -> None:
    """Forget a setting, if it was set."""
    connection.execute(setting.delete().where(setting.c.name == name))


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Set or change a setting."""
    upsert(connection, setting, {"name": name, "value": value})
