"""Files that hold no text: pictures, PDF, packed files."""

from __future__ import annotations

import re
from typing import Final

from crawler.pages.html.markup import decode

_CONTROL: Final = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE: Final = 65_536  # bytes; a PDF begins with a page of text
_SHARE: Final = 0.01  # of its characters; compressed data has a tenth, broken text a few


def is_binary(raw: bytes) -> bool:
    """Return whether bytes are no text of any charset: control characters, which no text has, are all over them."""
    text = decode(raw[:_SAMPLE])
    return len(_CONTROL.findall(text)) > _SHARE * len(text)
