"""One short hash over what decides which pages a crawl fetches and how they are read: equal for runs that can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from crawler.sources.source import Source

#: Settings that change what is crawled. Politeness (delays, user agent, proxy) change when and how, not what.
TELLING = (
    "WIRETRACE_MAX_PAGES", "WIRETRACE_LAYOUT", "WIRETRACE_BROWSER", "WIRETRACE_AGAIN", "DEPTH_LIMIT", "URLLENGTH_LIMIT",
    "DOWNLOAD_MAXSIZE", "REDIRECT_MAX_TIMES", "ROBOTSTXT_OBEY",
)  # fmt: skip
_NOT_TELLING = ("name", "schedule", "contact", "delay", "page_seconds")


def fingerprint(source: Source, settings: Mapping[str, Any]) -> str:
    """Return 16 hexadecimal digits, the same on every machine for the same source and settings."""
    fields = {name: value for name, value in asdict(source).items() if name not in _NOT_TELLING}
    fields["own_layouts"] = fields.pop("custom_layouts")  # the name that earlier runs were hashed with
    if not source.steps:  # as before there were any: earlier runs can still be compared
        del fields["steps"]
    if source.follow is not None and not source.follow.outlets:  # likewise
        del fields["follow"]["outlets"]
    if not source.cookies:
        del fields["cookies"]
    fields["limits"] = {name: value for name, value in fields["limits"].items() if name not in _NOT_TELLING}
    fields["urls"] = sorted(source.urls)
    hashed = {"source": fields, "settings": {name: str(settings.get(name)) for name in TELLING}}
    return hashlib.sha256(json.dumps(hashed, sort_keys=True, default=str).encode()).hexdigest()[:16]
