"""Lines: a page as the lines a reader sees, from its tree or from captured text. What they mean is for layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.text.disguises.parted import as_seen, seen_in_markup
from crawler.text.sanitize import sanitize


class Kind(StrEnum):
    """How a line looks."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"  # begins with a list marker that the browser draws
    CELL = "cell"
    ALT = "alt"  # the alternative text of an image


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text on one line, never empty.

    `href` is the first link on it, as written. `pieces` are its stretches between inline tags where there are several:
    in markup an outlet and a time may stand side by side without a space. `blanks` counts the empty lines before it
    (captured text only).
    """

    text: str
    kind: Kind = Kind.TEXT
    href: str | None = None
    pieces: tuple[str, ...] = ()
    blanks: int = 0

    @property
    def is_alt(self) -> bool:
        """Whether the line is an image's alternative text."""
        return self.kind is Kind.ALT


def lines_of_text(text: str) -> Sequence[Line]:
    """Return the lines of captured page text; blank ones are counted on the line that follows them."""
    return tuple(_counted(sanitize(as_seen(text)).split("\n")))


def _counted(rows: Sequence[str]) -> Iterator[Line]:
    blanks = 0
    for row in rows:
        if text := " ".join(row.split()):
            yield Line(text, blanks=blanks)
            blanks = 0
        else:
            blanks += 1


@dataclass(slots=True)
class LineBuilder:
    """Gathers inline text into lines: `add` a stretch of text, `flush` where a block begins or ends.

    `stretches` are those of the line that has begun.
    """

    lines: list[Line] = field(default_factory=list)
    stretches: list[str] = field(default_factory=list)
    _href: str | None = None

    def add(self, text: str, href: str | None) -> None:
        """Add a stretch of inline text, inside the link *href* if there is one."""
        self.stretches.append(text)
        if href is not None and self._href is None and not text.isspace():
            self._href = href

    def flush(self, kind: Kind) -> bool:
        """End the line; return whether it held anything."""
        if not self.stretches:
            return False
        text = _one_line("".join(self.stretches))
        if text:
            pieces: tuple[str, ...] = ()
            if len(self.stretches) > 1 and len(text) <= _LABEL_LENGTH:
                pieces = tuple(piece for piece in map(_one_line, self.stretches) if piece)
            self.lines.append(Line(text, kind, self._href, pieces if len(pieces) > 1 else ()))
        self.stretches.clear()
        self._href = None
        return bool(text)

    def image(self, alt: str, href: str | None, kind: Kind) -> None:
        """Add an image's alternative text: a line of its own, but an emoji stays where it stands in the sentence."""
        alt = _one_line(alt)
        if not alt:
            return
        if any(map(str.isalnum, alt)):
            self.flush(kind)
            self.lines.append(Line(alt, Kind.ALT, href))
        else:
            self.add(alt, href)


# Labels (outlet, time, category) are short; only there do the borders of inline tags tell something.
_LABEL_LENGTH = 200


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if line.isascii() and line.isprintable() else " ".join(sanitize(seen_in_markup(text)).split())
