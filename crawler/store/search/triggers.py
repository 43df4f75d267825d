"""The triggers by which SQLite keeps the index of words. A migration that makes the table of copies again takes them with it, so they are made after each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.engine import Connection

_ENTER: Final = "INSERT INTO copy_search (rowid, words) VALUES (new.id, wiretrace_words(new.headline, new.text));"
_STRIKE: Final = (
    "INSERT INTO copy_search (copy_search, rowid, words)"
    " VALUES ('delete', old.id, wiretrace_words(old.headline, old.text));"
)
TRIGGERS: Final[Mapping[str, str]] = {
    "copy_search_insert": f"AFTER INSERT ON copy BEGIN {_ENTER} END",
    "copy_search_delete": f"AFTER DELETE ON copy BEGIN {_STRIKE} END",
    "copy_search_update": "AFTER UPDATE OF headline, text ON copy"
    f" WHEN old.headline IS NOT new.headline OR old.text IS NOT new.text BEGIN {_STRIKE} {_ENTER} END",
}


def make_triggers(connection: Connection) -> None:
    """Make those that are not there. PostgreSQL needs none."""
    if connection.dialect.name == "sqlite":
        for name, what in TRIGGERS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
