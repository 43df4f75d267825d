"""Statements and who printed them, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from crawler.findings.statements import Printed
from crawler.tables.record import Count, From, Row


def _outlets(printed: Iterable[Printed]) -> list[str]:
    return sorted({copy.outlet for copy in printed})


class StatementRow(Row, frozen=True):
    """Words of somebody else, and the copies that print them."""

    text: Annotated[str, "the words, as one of the copies prints them"]
    words: Annotated[Count, "how many words these are", From(via=len)]
    outlets: Annotated[list[str], "the outlets that print them, by name", From("printed", _outlets)]
    copies: Annotated[list[str], "the keys of their copies", From(via=list)]
