"""Who ran each wire's words, as rows: one for each wire and outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from crawler.findings.stories.wire_use import WireUse
from crawler.tables.record import Count, From, Row, Share, row_of
from crawler.tables.syndication_rows import rounded, seconds


class WireRow(Row, frozen=True):
    """What one outlet ran of one wire."""

    wire: Annotated[str, "whose words they are"]
    outlet: Annotated[str, "the outlet's name"]
    outlet_key: Annotated[str, "its key; empty for copies whose outlet nobody named"]
    stories: Annotated[Count, "stories of the wire that it ran"]
    copies: Annotated[Count, "copies of them"]
    credited: Annotated[Count, "how many of these name the wire in the rendering seen"]
    words: Annotated[Count, "words of the texts that the stories are measured against that its copies hold"]
    median_ran: Annotated[
        Share | None,
        "the middle share of such a text that a copy holds; null where none was compared",
        From(via=rounded),
    ]
    timed: Annotated[Count, "runs whose lag behind the first copy is known, within bounds"]
    median_lag_shortest_seconds: Annotated[
        float | None, "the median of these lags is at least so long", From("median_lag.shortest", seconds)
    ]
    median_lag_longest_seconds: Annotated[float | None, "and at most so long", From("median_lag.longest", seconds)]


def wire_rows(uses: Iterable[WireUse]) -> Iterator[WireRow]:
    """Give the rows of some wires, in their order."""
    return (row_of(WireRow, outlet, wire=use.wire) for use in uses for outlet in use.outlets)
