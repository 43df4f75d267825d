"""The documentation's tables of keys, made of the row classes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.tables.record import Row, columns, fields_of

_BLOCK = re.compile(
    r"(?P<open><!-- keys of (?P<name>[\w-]+): [^>]+-->\n)(?P<table>.*?)(?P<close><!-- end -->)", re.DOTALL
)


def key_table(kind: type[Row]) -> str:
    """Return the keys of a row class as a Markdown table: key, type, meaning."""
    kinds = columns(kind)
    lines = [f"| `{field.name}` | {kinds[field.name]} | {field.description} |" for field in fields_of(kind)]
    return "\n".join(["| key | type | meaning |", "|---|---|---|", *lines]) + "\n"


def with_key_tables(page: str, tables: Mapping[str, type[Row]]) -> str:
    """Return *page* with each block between "<!-- keys of NAME: ... -->" and "<!-- end -->" made from its class.

    Raises KeyError for a block of an unknown name.
    """
    return _BLOCK.sub(lambda block: f"{block['open']}{key_table(tables[block['name']])}{block['close']}", page)
