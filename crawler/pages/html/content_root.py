"""The content root: the smallest element of a page that holds nearly all of its prose. Cheap, and no layout is known here.

Finding it first leaves the extractor a tenth of the page to look at, and nothing of what surrounds the article.
"""

from __future__ import annotations

import regex
from lxml import etree

#: Elements that never hold an article's prose.
UNSEEN = frozenset({
    "audio", "canvas", "embed", "iframe", "link", "math", "meta", "nav", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video",
})  # fmt: skip
_BESIDE = frozenset({"aside", "footer", "form", *UNSEEN})
# Names that page makers give to readers' comments, as whole words of class or id.
_COMMENTS = regex.compile(
    r"(?<![^\s_-])(?:comments?(?:[_-]?(?:list|area|section|wrap(?:per)?|container|thread|box|body|content|text|block|item|holder))?|comment-\d++|commentlist|commentary-list|disqus(?:_thread)?"
    r"|respond|responses|replies|discussion|reader-?(?:comments|replies)|kommentare?|leserkommentare?|komentare|komentarze|comentarios?|commentaires?|commenti|reacties|yorumlar"
    r"|kommentarer|kommentit|livefyre|spot-?im\w*+|coral-?talk|fb-comments|viafoura|vuukle|hyvor\w*+)(?![^\s_-])",
    regex.IGNORECASE,
)
_INLINE = frozenset({"a", "abbr", "b", "bdi", "br", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"})  # fmt: skip
_HOLDERS = frozenset({"article", "div", "main", "section", "span", "td"})
_SHARE = 0.85  # of the page's prose; .7 cut articles in two on 3 % of pages, .95 took in comments and teasers
_LEAST = 10  # words of a paragraph of prose; shorter ones are labels, captions and headlines as often as not
_NO_ADDRESS = ("#", "javascript:")
_ITEMS = frozenset({"li", "div", "article", "section", "tr", "dd", "a"})
_ITEM_LEVELS, _FEWEST_ITEMS, _LABEL_WORDS = 4, 4, 40
_CHARACTERS_A_WORD = 6  # of scripts that put no spaces between words


def is_link(element: etree._Element) -> bool:
    """Return whether an element leads to another page: an <a> with an address, and not one for scripts or of a place in the page."""
    href = (element.get("href") or "").strip().lower() if element.tag == "a" else ""
    return bool(href) and not href.startswith(_NO_ADDRESS)


def is_beside(element: etree._Element, tag: str) -> bool:
    """Return whether an element by its tag holds nothing of an article; a form around a whole page does (ASP.NET has them)."""
    return tag in _BESIDE and not (tag == "form" and element.find(".//h1") is not None)


def is_comments(element: etree._Element, tag: str) -> bool:
    """Return whether an element holds what readers wrote below the article: by its name, unless the headline is inside, too."""
    if tag in {"html", "body", "p", "span", "a"} or element.get("itemprop") == "articleBody":
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    said = len(named) > 1 and _COMMENTS.search(named) is not None
    return (said or element.get("itemprop") == "comment") and element.find(".//h1") is None


def content_root(root: etree._Element) -> tuple[etree._Element, int]:
    """Return the smallest element with nearly all of the page's prose, and how many words of prose it holds."""
    prose = _prose(root)
    total = sum(prose.values())
    below: dict[etree._Element, int] = {}
    for element, words in prose.items():
        holder: etree._Element | None = element
        while holder is not None:
            below[holder] = below.get(holder, 0) + words
            holder = holder.getparent()
    chosen = root
    while total:
        narrower = next((child for child in chosen if below.get(child, 0) >= _SHARE * total), None)
        if narrower is None or narrower.tag in {"p", "span"}:
            break
        chosen = narrower
    return chosen, below.get(chosen, 0)


def repeated_words(root: etree._Element) -> tuple[int, int]:
    """Return how many words of a page's prose stand in repeated items (comments, slides), and how many in all."""
    found = _all_prose(root)
    return sum(found[text] for text in _repeated(found)), sum(found.values())


def densest_prose(root: etree._Element) -> int:
    """Return how many words of prose the fullest container holds by itself: an article's; teasers have one each."""
    by_container: dict[etree._Element, int] = {}
    for element, words in _prose(root).items():
        parent = element.getparent()
        container = parent if parent is not None and (element.tag == "p" or _is_paragraph(element)) else element
        by_container[container] = by_container.get(container, 0) + words
    return max(by_container.values(), default=0)


def _is_paragraph(element: etree._Element) -> bool:
    """Return whether a container holds a stretch of text and nothing that breaks a line: a paragraph by another name."""
    return all(child.tag in _INLINE for child in element.iter() if child is not element)


def count_prose(text: str) -> int:
    """Return how many words *text* has, about: characters count where a script puts no spaces between words."""
    words = len(text.split())
    if words >= _LEAST or text.isascii():
        return words
    return max(words, len(text.strip()) // _CHARACTERS_A_WORD)


def _prose(root: etree._Element) -> dict[etree._Element, int]:
    """Return the words of each paragraph, and of each element that holds text without one, without repeated items where an article is left."""
    found = _all_prose(root)
    repeated = _repeated(found)
    if not repeated or sum(words for text, words in found.items() if text not in repeated) < _LEAST * 3:
        return found
    return {text: words for text, words in found.items() if text not in repeated}


def _all_prose(root: etree._Element) -> dict[etree._Element, int]:
    found: dict[etree._Element, int] = {}
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        tag = element.tag
        if not isinstance(tag, str) or is_beside(element, tag) or is_comments(element, tag):
            walker.skip_subtree()
        elif tag == "p":
            walker.skip_subtree()
            _count(found, element, "".join(element.itertext()))
        elif tag in _HOLDERS:
            _count(found, element, " ".join((element.text or "", *(child.tail or "" for child in element))))
    return found


def _repeated(found: dict[etree._Element, int]) -> set[etree._Element]:
    """Return the prose of repeated items, each of which sets a name, a time or a headline of its own beside one text or two."""
    items: dict[tuple[etree._Element, str], dict[etree._Element, list[etree._Element]]] = {}
    for element in found:
        item = element
        for _ in range(_ITEM_LEVELS):
            parent = item.getparent()
            if parent is None or parent.tag in {"body", "html"}:
                break
            if item.tag in _ITEMS and item is not element:
                items.setdefault((parent, f"{item.tag}.{item.get('class') or ''}"), {}).setdefault(item, []).append(
                    element
                )
            item = parent
    dropped: set[etree._Element] = set()
    for rows in items.values():
        labeled = [row for row, texts in rows.items() if len(texts) <= 2 and _has_label(row, texts)]
        if len(labeled) >= _FEWEST_ITEMS and 5 * len(labeled) >= 4 * len(rows):
            dropped.update(text for row in rows for text in rows[row])
    return dropped


def _has_label(row: etree._Element, texts: list[etree._Element]) -> bool:
    """Return whether an item prints a short line beside its texts: a commentator, a time, a teaser's headline."""
    inside = {each for text in texts for each in text.iter()}
    said = [
        text
        for each in row.iter()
        if each not in inside and isinstance(each.tag, str) and (text := (each.text or "").strip())
    ]
    return len(said) >= 1 and sum(len(text.split()) for text in said) <= _LABEL_WORDS


def _count(found: dict[etree._Element, int], element: etree._Element, text: str) -> None:
    words = count_prose(text)
    if words >= _LEAST and 2 * sum(len("".join(link.itertext())) for link in element.iter("a") if is_link(link)) < len(
        text
    ):
        found[element] = words
