"""Custom outlets and layouts as the store keeps them, so that every later run on it knows the same ones."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.registries import Registries, registries_with
from crawler.store.schema import capture
from crawler.store.settings import get_setting, put_setting

_OUTLETS = "outlets"  # the text of the user's file
_LAYOUTS = "layouts"  # the layout files, as one text
_READ_WITH = "outlets_read_with"  # the digest of the registries that every sighting was read with; "" when of several
_MIXED = ""


def stored_registries(connection: Connection) -> Registries:
    """Return the registries with the user's files that the store keeps, if it keeps any."""
    return registries_chosen(connection)


def registries_chosen(
    connection: Connection, custom_outlets: str | None = None, custom_layouts: str | None = None
) -> Registries:
    """Return the registries with the texts of the user's files; where one is None, with what the store keeps of it.

    Raises ValueError.
    """
    return registries_with(
        (get_setting(connection, _OUTLETS) or "") if custom_outlets is None else custom_outlets,
        (get_setting(connection, _LAYOUTS) or "") if custom_layouts is None else custom_layouts,
    )


def keep_registries(connection: Connection, registries: Registries) -> None:
    """Keep the user's files of *registries*, with which pages are about to be read.

    Pages that were read with others stay as they are until tracking reads them again: see `is_stale`.
    """
    for name, text in ((_OUTLETS, registries.custom_outlets), (_LAYOUTS, registries.custom_layouts)):
        if get_setting(connection, name) != text:
            put_setting(connection, name, text)
    if get_setting(connection, _READ_WITH) != registries.digest:
        empty = connection.execute(sa.select(capture.c.id).limit(1)).first() is None
        put_setting(connection, _READ_WITH, registries.digest if empty else _MIXED)


def is_stale(connection: Connection, registries: Registries) -> bool:
    """Whether a sighting of the store may have been read with other registries than these."""
    return get_setting(connection, _READ_WITH) != registries.digest


def mark_read(connection: Connection, registries: Registries) -> None:
    """Remember that every sighting of the store was read with *registries*."""
    put_setting(connection, _OUTLETS, registries.custom_outlets)
    put_setting(connection, _LAYOUTS, registries.custom_layouts)
    put_setting(connection, _READ_WITH, registries.digest)
