"""The words of a row of a diff as markup: what came, went, changed or moved. A large report has a million of them, too many for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup, escape

from crawler.findings.word_diff import Change
from crawler.reports.html.side_by_side import Mark
from crawler.reports.wording.words import count
from crawler.text.sanitize import sanitize

#: What opens and closes a stretch; one that is the same is written as it is, and a changed phrase by its side.
_TAGS: Final[Mapping[Change, tuple[str, str]]] = {
    Change.CUT: ("<del{long}>", "</del>"),
    Change.ADDED: ("<ins{long}>", "</ins>"),
    Change.MOVED: ('<span class="mov">', "</span>"),
    Change.SPELLING: ('<span class="spell">', "</span>"),
}


def marked(marks: Iterable[Mark], *, here: bool) -> Markup:
    """Return the *marks* of one side of a row; *here* is the copy's side."""
    return Markup("".join(_markup(each, here=here) for each in marks))  # noqa: S704  # every text in it is escaped


def _markup(mark: Mark, *, here: bool) -> str:
    inner = _text(mark.text)
    if mark.folded:
        kind = " the same" if mark.change is Change.SAME else " more"
        inner += f' <span class="fold">\u2026 {count(mark.folded, "word")}{kind} \u2026</span> {_text(mark.tail)}'
    if mark.change is Change.SAME:
        return inner
    if mark.change is Change.CHANGED:
        tag = "ins" if here else "del"
        return f'<{tag} class="chg">{inner}</{tag}>'
    opening, closing = _TAGS[mark.change]
    return opening.replace("{long}", ' class="long"' if mark.passage else "") + inner + closing


def _text(text: str) -> str:
    return str(escape(sanitize(text)))
