"""The lines between an article's headline and its text, where a standfirst may stand."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from crawler.pages.metadata.article_frame import Frame, is_inside

_LABEL = 60  # characters of a credit beside a caption
_FARTHEST = 14  # lines below the headline
_NO_STANDFIRST = {
    "figure",
    "figcaption",
    "aside",
    "button",
    "label",
    "form",
    "nav",
    "footer",
    "time",
    "address",
    "td",
    "li",
}


def standfirst_lines(frame: Frame) -> Sequence[str]:
    """Return the lines between the headline and the first line of the text that are no links, captions or boxes."""
    if frame.head is None or frame.text is None:
        return []
    within = set(frame.content.iter())
    return [
        line.text
        for number, (line, owner) in enumerate(frame.lines[: frame.text[0]])
        if frame.head < number <= frame.head + _FARTHEST
        and line.href is None
        and not line.is_alt
        and owner not in within
        and not is_inside(owner, _NO_STANDFIRST)
        and frame.has(owner, place=4)
        and not _is_caption(owner)
    ]


def _is_caption(owner: etree._Element) -> bool:
    """Return whether a line shares the container that holds nothing else with an image."""
    length = len("".join(owner.itertext()))
    for holder in (owner, *owner.iterancestors()):
        if len(" ".join("".join(holder.itertext()).split())) > length + _LABEL:
            return False
        if holder.find(".//img") is not None or holder.find(".//picture") is not None:
            return True
    return False
