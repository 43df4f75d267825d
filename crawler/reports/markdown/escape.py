"""Page text made safe for Markdown: nothing in it is taken for markup, HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crawler.tables.safe_links import safe_url
from crawler.text.sanitize import sanitize

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&@!=$^])")
_AUTOLINK = re.compile(r"(?i)(https?|ftp)(:)(?=//)|\b(www)(\.)|\b(mailto|xmpp|javascript|data)(:)")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def escaped(text: str) -> str:
    """Return *text* on one line, with every character that Markdown or HTML could act on escaped."""
    line = " ".join(sanitize(text).split())
    line = _MARKUP.sub(r"\\\1", line)
    line = _AUTOLINK.sub(
        lambda found: "".join(part for part in (found[1], found[3], found[5]) if part) + "\\" + _last(found), line
    )
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)


def _last(found: re.Match[str]) -> str:
    return found[2] or found[4] or found[6]


def linked(name: str, url: str | None) -> str:
    """Return a link where *url* may be clicked, else the name alone."""
    address = safe_url(url)
    if address is None:
        return escaped(name)
    return f"[{escaped(name)}](<{address}>)"


def table(header: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Iterable[int] = ()) -> str:
    """Return a pipe table; cells are Markdown already, *numbers* are the columns set to the right."""
    right = set(numbers)
    rule = ["---:" if at in right else "---" for at in range(len(header))]
    lines = [list(header), rule, *rows]
    return "\n".join("| " + " | ".join(str(value) for value in line) + " |" for line in lines) + "\n"


def left_out(number: int, file: str) -> Iterator[str]:
    """Yield where the rest is, if there is any."""
    if number > 0:
        yield f"And {number:,} more in {file}.\n"
