"""How much a server may say around the body of its answer: Twisted reads headers for as long as they come, and chunks however small."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request
from twisted.web.client import _HTTP11ClientFactory
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.iweb import IResponse

_MOST = 256 * 1024  # bytes, with what of the body comes in the same piece; browsers allow as many
_CHUNKS, _SMALLEST = 100_000, 32  # of a body, and bytes that each has on average with its frame


class HeadersTooLarge(Exception):
    """A server says more before its answer than any needs."""


class TooManyChunks(Exception):
    """A body comes in pieces so small that taking them apart is all that there is to do."""


class _Parser(_LenientHTTPClientParser):
    """Counts what comes before the body, answers that only announce another one included, and the frames of chunks."""

    head = chunks = framed = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's interface
        """Read on. Raises HeadersTooLarge, which ends the connection and fails the request."""
        if self.state in {STATUS, HEADER}:
            self.head += len(data)
            if self.head > _MOST:
                raise HeadersTooLarge
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's interface
        """Read on in the body. Raises TooManyChunks, which ends the connection: the body counts as cut off."""
        if isinstance(getattr(self, "bodyDecoder", None), _ChunkedTransferDecoder):
            self.chunks += data.count(b"\r\n") // 2  # each has one behind its length and one behind itself
            self.framed += len(data)
            if self.chunks > _CHUNKS and self.framed < self.chunks * _SMALLEST:
                raise TooManyChunks
        super().rawDataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Request) -> Deferred[IResponse]:
        """Send a request; its answer is read by a parser that counts."""
        answer = super().request(request)
        self._parser.__class__ = _Parser  # Scrapy puts its own there in the same way
        return answer


class _Factory(_HTTP11ClientFactory):
    noisy = False

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802  # Twisted's interface
        """Make the protocol of a connection."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's


class BoundedAnswers(HTTP11DownloadHandler):
    """Scrapy's download handler, what comes around the bodies of answers bounded."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001  # as Scrapy itself does
