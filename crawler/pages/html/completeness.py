"""Whether a page came whole: markup that stops in the middle, as when a connection or a program's memory ended.

Of 751 saved pages two have neither `</body>` nor `</html>`, which HTML allows; both have closed all their containers. So a page
counts as cut off where it declares itself a document, ends neither, and leaves a container, a tag or a comment open.
"""

from __future__ import annotations

import re

#: The note of a page, and of what was read off it.
CUT_OFF = "page-cut-off"
_DOCUMENT = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*+>", re.IGNORECASE)
_HEAD = 20_000  # characters in which a document says that it is one
# Containers whose end tags HTML does not let an author leave out; scripts, styles and comments swallow what stands in them.
_PARTS = re.compile(
    r"""<!--.*?(?:-->|(?P<comment>\Z))
    |<(?P<raw>script|style|textarea|title)\b[^>]*+>.*?(?:</(?P=raw)\s*+>|(?P<unended>\Z))
    |<(?P<end>/)?(?:div|article|main|section|aside|header|footer|nav|table|ul|ol|span|a)(?=[\s/>])[^>]*+(?:>|(?P<open>\Z))
    |<(?P<tail>[^<>]*+)\Z""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def ends_early(html: str) -> bool:
    """Return whether an HTML document stops in the middle. A fragment that says nothing of being a document never does."""
    if not _DOCUMENT.search(html, 0, _HEAD) or _END.search(html):
        return False
    depth = 0
    for part in _PARTS.finditer(html):
        if any(part[name] is not None for name in ("comment", "unended", "open", "tail")):
            return True
        if not part["raw"] and not part[0].startswith("<!--"):
            depth = max(depth - 1, 0) if part["end"] else depth + 1  # a surplus end tag ends nothing
    return depth > 0
