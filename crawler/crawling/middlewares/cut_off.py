"""Bodies whose packing ends before its time: the page comes with a good status, and only its beginning."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.sightings.claims import CUT_OFF
from crawler.sightings.unpacking import is_whole

_MOST = 16 * 1024 * 1024  # unpacked bytes that are looked at: more than a page may have


class CutOffBodies:
    """Notes on the request that its answer is cut off. It stands before decompression, which takes what there is."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Look at the packing of an answer."""
        encoding = response.headers.get("Content-Encoding")
        if encoding and not is_whole(response.body, encoding.decode("latin-1"), most=_MOST):
            request.meta[CUT_OFF] = True
        return response
