"""The JSON of the store's columns as text: compact, in UTF-8, without halves of surrogate pairs, which PostgreSQL refuses to look into."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from crawler.text.surrogates import without_surrogates


def to_json(value: Any) -> str:
    """Return *value* as JSON; half a surrogate pair becomes U+FFFD, NaN and infinities null."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return to_json(without_surrogates(value))
    except OverflowError:  # an integer beyond 64 bits, which an imported record can carry
        return json.dumps(without_surrogates(value), ensure_ascii=False)


def from_json(text: str | bytes) -> Any:
    """Return the value of JSON. Raises ValueError for text that is not JSON."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:  # NaN and lone surrogates, which older programs stored
        return json.loads(text)
