"""Custom outlets and layouts as the store keeps them, so that every later run on it knows the same ones."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.registries import Registries, registries_with
from crawler.sightings.version import READING_VERSION
from crawler.store.decisions.outlets import outlet_merges
from crawler.store.schema import capture
from crawler.store.settings import get_setting, put_setting

_OUTLETS = "outlets"  # the text of the user's file
_LAYOUTS = "layouts"  # the layout files, as one text
_READ_WITH = "outlets_read_with"  # the digest of the registries that every sighting was read with; "" when of several
_MIXED = ""
_VERSION = (
    "reading_version"  # the oldest reading version that a sighting may have been made by; unset before it was kept
)


def stored_registries(connection: Connection) -> Registries:
    """Return the registries with the user's files that the store keeps, if it keeps any."""
    return registries_chosen(connection)


def registries_chosen(
    connection: Connection, custom_outlets: str | None = None, custom_layouts: str | None = None
) -> Registries:
    """Return the registries with the texts of the user's files; where one is None, with what the store keeps of it.

    Outlets that a person made one in this store are one in either case.

    Raises ValueError.
    """
    return registries_with(
        (get_setting(connection, _OUTLETS) or "") if custom_outlets is None else custom_outlets,
        (get_setting(connection, _LAYOUTS) or "") if custom_layouts is None else custom_layouts,
        outlet_merges(connection),
    )


def keep_registries(connection: Connection, registries: Registries) -> None:
    """Keep the user's files of *registries*, with which pages are about to be read.

    Pages that were read with others stay as they are until tracking reads them again: see `is_stale`.
    """
    for name, text in ((_OUTLETS, registries.custom_outlets), (_LAYOUTS, registries.custom_layouts)):
        if get_setting(connection, name) != text:
            put_setting(connection, name, text)
    empty = _is_empty(connection)
    if empty:
        put_setting(connection, _VERSION, str(READING_VERSION))
    if get_setting(connection, _READ_WITH) != registries.digest:
        put_setting(connection, _READ_WITH, registries.digest if empty else _MIXED)


def is_stale(connection: Connection, registries: Registries) -> bool:
    """Whether a sighting of the store may have been read with other registries than these."""
    return get_setting(connection, _READ_WITH) != registries.digest


def _is_empty(connection: Connection) -> bool:
    return connection.execute(sa.select(capture.c.id).limit(1)).first() is None


def reading_version(connection: Connection) -> str | None:
    """Return the oldest version of the program's reading that a sighting may have been made by, None where none was kept."""
    return get_setting(connection, _VERSION)


def is_outdated(connection: Connection) -> bool:
    """Whether a sighting of the store may have been made by another version of the program's reading."""
    return reading_version(connection) != str(READING_VERSION) and not _is_empty(connection)


def mark_read(connection: Connection, registries: Registries) -> None:
    """Remember that every sighting of the store was read by this version, with *registries*."""
    put_setting(connection, _VERSION, str(READING_VERSION))
    put_setting(connection, _OUTLETS, registries.custom_outlets)
    put_setting(connection, _LAYOUTS, registries.custom_layouts)
    put_setting(connection, _READ_WITH, registries.digest)
