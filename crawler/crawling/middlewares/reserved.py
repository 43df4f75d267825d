"""Reservations of mining that a response or its page carries: noted, and obeyed unless the user says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

from crawler.crawling.session.reasons import Refused
from crawler.pages.html.markup import decode
from crawler.permissions.reservations import of_page


class ReservedPages:
    """Sits behind decompression; a page that is reserved is neither read nor stored."""

    def __init__(self, *, obeys: bool) -> None:
        self.obeys = obeys

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawler."""
        return cls(obeys=crawler.settings.getbool("WIRETRACE_RESPECT_RESERVATIONS"))

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what is reserved in the request's meta. Raises Refused for a page that is not to be read."""
        if request.meta.get("dont_obey_robotstxt") or not 200 <= response.status < 300:
            return response
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        html = decode(response.body, content_type) if isinstance(response, TextResponse) else None
        reservations = of_page(request.meta.get("site_reservations", ()), header_pairs(response), html)
        request.meta["reservations"] = tuple(map(str, reservations))
        if self.obeys and any(reservation.stops_us for reservation in reservations):
            raise Refused("reserved")
        return response


def header_pairs(response: Response) -> Iterator[tuple[str, str]]:
    """Give names and values of the headers of *response*, each value by itself."""
    for name, values in response.headers.items():
        for value in values:
            yield name.decode("latin-1"), value.decode("latin-1")
