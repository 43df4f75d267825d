"""Halves of surrogate pairs: Python keeps them in a text, no other program can read them."""

from __future__ import annotations

import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def without_surrogates(value: Any) -> Any:
    """Return *value*, a text or lists and dicts of texts at any depth, their keys too, with U+FFFD for each half of a surrogate pair."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {without_surrogates(name): without_surrogates(part) for name, part in value.items()}
    return [without_surrogates(part) for part in value] if isinstance(value, list | tuple) else value
