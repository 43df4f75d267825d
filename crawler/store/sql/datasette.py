"""What datasette (https://datasette.io) should know of a store: descriptions, facets, full-text search, and which tables are ours."""

from __future__ import annotations

from typing import Any

from crawler.store.schema import metadata
from crawler.store.sql.views import VIEWS

_SORTED = {
    "copies": "published_earliest",
    "stories": "outlets",
    "outlets": "wire_words",
    "wires": "copies",
    "runs": "id",
}


def datasette_metadata(database: str) -> dict[str, Any]:
    """Return the metadata for the SQLite file whose name without its suffix is *database*."""
    shown = {name: _view(name) for name in VIEWS}
    hidden = {table.name: {"hidden": True} for table in metadata.sorted_tables} | {"alembic_version": {"hidden": True}}
    return {
        "title": "Wiretrace",
        "description": "Which outlets ran whose words, when, and what each of them changed. Times are UTC.",
        "databases": {database: {"tables": {**shown, **hidden}}},
    }


def _view(name: str) -> dict[str, Any]:
    view = VIEWS[name]
    about: dict[str, Any] = {"description": view.description, "columns": dict(view.columns)}
    if view.facets:
        about["facets"] = list(view.facets)
    if name in _SORTED:
        about["sort_desc"] = _SORTED[name]
    if name == "copies":
        about |= {"fts_table": "copy_search", "fts_pk": "id", "label_column": "headline"}
    return about
