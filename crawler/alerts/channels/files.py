"""Channels on this machine: a file of JSON lines, and an Atom feed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from crawler.alerts.message import Message
from crawler.tables.instants import iso
from crawler.text.sanitize import sanitize

_FEED = "urn:wiretrace:alerts:"
_MESSAGE = "urn:wiretrace:alert:"


def append_line(path: Path, message: Message) -> None:
    """Append a message as one line of JSON, unless the file has it. Raises OSError.

    A line that a killed process left unfinished is ended first, so that the new one stands by itself.
    """
    line = json.dumps(message.data | {"text": message.text}, ensure_ascii=False, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        file.seek(0)
        last = b"\n"
        for last in file:
            if _has(last, message.id):
                return
        file.write((b"" if last.endswith(b"\n") else b"\n") + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _has(line: bytes, message_id: str) -> bool:
    if message_id.encode() not in line:
        return False
    try:
        return bool(json.loads(line).get("id") == message_id)
    except (ValueError, AttributeError):
        return False


def atom_feed(title: str, name: str, entries: Iterable[Mapping[str, Any]], *, updated: datetime) -> str:
    """Return an Atom feed (RFC 4287). Entries have `id`, `title`, `at` (ISO 8601) and `html`, newest first."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_FEED}{quote(sanitize(name), safe=':')}</id>",
        f"<title>{_xml(title)}</title>",
        f"<updated>{iso(updated)}</updated>",
        "<author><name>Wiretrace</name></author>",
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{_MESSAGE}{_xml(entry['id'])}</id>",
            f"<title>{_xml(entry['title'])}</title>",
            f"<updated>{_xml(entry['at'])}</updated>",
            f'<content type="html">{_xml(entry["html"])}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _xml(text: str) -> str:
    return escape(sanitize(text))
