"""The manifest: every file of a bundle with its SHA-256, every record of its archive, and the versions and settings that judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from crawler.evidence.wacz import Record
from crawler.tables.instants import iso

MANIFEST: Final = "manifest.json"
WACZ: Final = "captures.wacz"
FORMAT: Final = "wiretrace-evidence-1"


def manifest_of(files: Mapping[str, bytes], records: Sequence[Record], about: Mapping[str, Any]) -> bytes:
    """Return the manifest of *files*: its own digest is what one keeps elsewhere."""
    return (
        json.dumps(
            {
                "format": FORMAT,
                **about,
                "files": {
                    name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                    for name, data in sorted(files.items())
                },
                "records": [
                    {
                        "id": record.id,
                        "capture": record.capture,
                        "url": record.url,
                        "fetched_at": iso(record.fetched_at),
                        "media_type": record.media_type,
                        "sha256": record.sha256,
                        "offset": record.offset,
                        "length": record.length,
                        "packed_sha256": record.digest,
                    }
                    for record in records
                ],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    ).encode("utf-8", "backslashreplace")
