"""The extractor: an article's text as trafilatura finds it, given no more of the page than may hold it."""

from __future__ import annotations

from html import escape
from itertools import islice

from lxml import etree, html

from crawler.pages.html.content_root import UNSEEN, is_link
from crawler.text.disguises.parted import as_seen
from crawler.text.sanitize import sanitize

_ANCESTORS = frozenset({"article", "div", "main", "section"})
_NAMED = ("class", "id", "role", "itemprop")  # attributes that the extractor goes by
_LARGEST = 2_000_000  # characters of markup; the longest live blog seen has 900,000
_MOST_ELEMENTS = 20_000  # the extractor's time grows with their square: 1.6 MB of "<p>a</p>" kept it busy for minutes
_LEAST, _MOST = 0.5, 1.5  # share of the content's prose
_SENTENCE = 40  # characters of running text around a word that is marked up
_DEEPEST = 400  # levels; the extractor is recursive


def extract_text(content: etree._Element, prose: int) -> str:
    """Return the text of the article in *content*, a paragraph a line; "" where there is none or it is too large to look at.

    trafilatura in favor of precision (its best setting on both labelled sets), on *content* inside its ancestors' names. Its
    comparison with other extractors, a third of its time, is asked for only where what it found is not about the *prose*
    (words) that *content* holds: one page in eight, and the 235 labelled pages together read no worse for it (from .7 on, one in
    six, they read no better).
    """
    markup = etree.tostring(content, encoding="unicode", method="html", with_tail=False)
    if len(markup) > _LARGEST or _has_more_elements(content) or _depth(content) > _DEEPEST:
        return ""
    framed = _within_ancestors(content, markup)
    found = _extract(framed, fast=True)
    if _LEAST <= len(found.split()) / max(1, prose) <= _MOST:
        return found
    found = _extract(framed, fast=False)
    # What surrounds the content may be called what the extractor throws away, with all that is in it.
    return found or _extract(f"<html><body>{markup}</body></html>", fast=False)


def _extract(markup: str, *, fast: bool) -> str:
    from trafilatura.core import extract  # noqa: PLC0415  # a third of a second that commands which read no page do not wait
    from trafilatura.settings import Extractor  # noqa: PLC0415

    tree = html.document_fromstring(markup)
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    etree.strip_tags(tree, "ruby", "rb", "rt", "rp", "rtc")
    for word in list(tree.iter("time", "label", "output", "q", "data")):
        if _is_within_sentence(word):
            word.tag = "span"  # the extractor drops the first three and breaks the line at the fourth
    for anchor in list(tree.iter("a")):
        if not is_link(anchor):
            anchor.tag = "span"  # what leads nowhere is text
    return sanitize(as_seen(extract(tree, options=Extractor(precision=True, fast=fast, comments=False)) or ""))


def _is_within_sentence(element: etree._Element) -> bool:
    """Return whether an inline element stands inside running text."""
    parent = element.getparent()
    if parent is None or parent.tag not in {"p", "li", "blockquote", "span", "em", "strong"}:
        return False
    beside = len("".join(parent.itertext())) - len("".join(element.itertext()))
    return len(element) == 0 and beside >= _SENTENCE


def _within_ancestors(content: etree._Element, markup: str) -> str:
    if content.tag in {"html", "body"}:
        return markup
    before, after = "", ""
    for ancestor in content.iterancestors():
        if ancestor.tag in {"html", "body"}:
            break
        tag = ancestor.tag if ancestor.tag in _ANCESTORS else "div"
        names = "".join(f' {name}="{escape(ancestor.get(name) or "")}"' for name in _NAMED if ancestor.get(name))
        before, after = f"<{tag}{names}>{before}", f"{after}</{tag}>"
    return f"<html><body>{before}{markup}{after}</body></html>"


def _has_more_elements(content: etree._Element) -> bool:
    return next(islice(content.iter(), _MOST_ELEMENTS, None), None) is not None


def _depth(content: etree._Element) -> int:
    """Return how many levels there are below *content*, or one more than is looked at."""
    depth, level = 0, [content]
    while level and depth <= _DEEPEST:
        level = [child for element in level for child in element]
        depth += 1
    return depth + sum(1 for _ in content.iterancestors())
