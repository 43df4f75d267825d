"""What the libraries log, for a person: warnings in one line each, without the tracebacks that are counted as reasons."""

from __future__ import annotations

import logging

from crawler.cli.console import note
from crawler.faults import PROGRAM_ERROR

#: Loggers whose every message is an outcome that the crawl counts with its reason, and says at its end.
_COUNTED = (
    "scrapy.downloadermiddlewares.robotstxt",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.core.scraper",
    "scrapy-playwright",
)


class OneLine(logging.Handler):
    """Prints a message as one line; an exception is shown by its message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print *record*."""
        message = " ".join(record.getMessage().split("\n")[0].split())
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and PROGRAM_ERROR not in message and str(error) not in message:
            message = f"{message}: {error}"
        note(f"{record.levelname.lower()}: {message}")


def quiet_logs() -> None:
    """Show warnings and errors in one line each. Leaves logging alone that somebody has set up already."""
    if logging.root.handlers:
        return
    handler = OneLine(level=logging.WARNING)
    handler.addFilter(lambda record: record.name not in _COUNTED)
    logging.root.addHandler(handler)
