"""Sightings packed, without the text that their copy has: a seventh of the room they took."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from crawler.store.columns.packed_json import pack, unpack

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ROWS = 500  # in memory at once
_PLAIN = ("url", "role", "words", "time_source")
_SIGHTING = sa.table(
    "sighting", sa.column("id", sa.BigInteger), sa.column("copy_id", sa.BigInteger), sa.column("data", sa.JSON)
)
_COPY = sa.table("copy", sa.column("id", sa.BigInteger), sa.column("text", sa.Text))


def upgrade() -> None:
    _rewrite(_packed)


def downgrade() -> None:
    _rewrite(lambda data, copied: {"text": copied, **unpack(data)})


def _packed(data: dict[str, Any], copied: str) -> dict[str, Any]:
    """Return a sighting packed; a text that its copy has, too, is left out. One that is packed stays as it is."""
    if "z" in data:
        return data
    if data.get("text") == copied and not data.get("item"):
        data = {name: value for name, value in data.items() if name != "text"}
    return pack(data, _PLAIN)


def _rewrite(change: Callable[[dict[str, Any], str], dict[str, Any]]) -> None:
    connection, last = op.get_bind(), 0
    mine = _SIGHTING.update().where(_SIGHTING.c.id == sa.bindparam("row")).values(data=sa.bindparam("new"))
    while True:
        query = sa.select(_SIGHTING.c.id, _SIGHTING.c.data, _COPY.c.text).join(_COPY, _COPY.c.id == _SIGHTING.c.copy_id)
        part = connection.execute(query.where(_SIGHTING.c.id > last).order_by(_SIGHTING.c.id).limit(_ROWS)).all()
        if not part:
            return
        connection.execute(mine, [{"row": row, "new": change(data, text)} for row, data, text in part])
        last = part[-1][0]
