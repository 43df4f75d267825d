"""JSON as it arrives in responses: told from other text and decoded. What it means is for layouts."""

from __future__ import annotations

import json
from typing import Any

# What some servers print before JSON so that no other site's script can read it.
_GUARDS = (")]}',", ")]}'", "for(;;);", "while(1);")
_ENDS = {"{": "}", "[": "]"}


def json_in(text: str) -> Any:
    """Return the object or list that *text* is, all of it, or None where it is no JSON; a JSON Feed is no exception.

    NaN and Infinity, which JSON has not, are null. Raises RecursionError for a value nested thousands deep.
    """
    text = text.strip()
    for guard in _GUARDS:
        text = text.removeprefix(guard).lstrip()
    if not text or _ENDS.get(text[0]) != text[-1]:
        return None
    try:
        return json.loads(text, parse_constant=lambda _name: None, strict=False)
    except ValueError:
        return None
