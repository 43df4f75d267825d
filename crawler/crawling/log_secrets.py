"""The log of a crawl without secrets: whatever a library logs of a request names its address as the store keeps it."""

from __future__ import annotations

import logging
from typing import Any

from crawler.pages.html.secrets import redacted_text


class _Redacted(logging.LogRecord):
    """A record that names no secret of an address, whoever formats it: neither its message nor its traceback."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:  # every formatter takes the text that is there
            self.exc_text = redacted_text(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802  # logging's interface
        """Return the message, its addresses redacted."""
        return redacted_text(super().getMessage())


def redact_log() -> None:
    """Redact every record that this process logs from now on, at all levels; called again it changes nothing."""
    if logging.getLogRecordFactory() is logging.LogRecord:  # somebody else's own factory is left alone
        logging.setLogRecordFactory(_Redacted)
