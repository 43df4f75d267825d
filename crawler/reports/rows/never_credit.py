"""Outlets that never credit a wire, as rows."""

from __future__ import annotations

from typing import Annotated

from crawler.tables.record import Count, Row


class NeverCreditsRow(Row, frozen=True):
    """One outlet that credits no wire."""

    outlet: Annotated[str, "its name"]
    outlet_key: Annotated[str, "its key in the registry"]
    copies: Annotated[Count, "copies of known wires that it ran, none of which names the wire in the renderings seen"]
    words: Annotated[Count, "words of those"]
    wires: Annotated[list[str], "whose words they are, most copies first"]
    on_own_page: Annotated[Count, "how many of them were seen on the outlet's own page, not on an aggregator's alone"]
