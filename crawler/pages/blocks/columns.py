"""Columns: the links of a page that stand in one place of one pattern, as the titles of a list do.

Two links belong to one column when they and the three elements around them have the same tags and classes; what is left over
is grouped by the link and its parent alone. A column whose texts read like headlines is a candidate list. The idea is that of
tag paths (Miao et al., "Extracting data records from the Web using tag path clustering", WWW 2009), with classes in the path.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

import regex
from lxml import etree

from crawler.pages.blocks.record_parts import count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import ARCHIVED, is_host
from crawler.pages.blocks.story_links import has_slug, is_story
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import time_in
from crawler.pages.html.addresses import unwrapped
from crawler.pages.html.redirectors import wrapped_in
from crawler.provenance.times.printed import looks_like_time

FEWEST = 3  # links of a column; fewer are no pattern
_LEVELS = 3  # elements around a link whose tags and classes are part of its place
_MOST = 6_000  # links that are looked at; no list that people read is longer
_MOST_COLUMNS = 150  # the largest; a real page of many boxes has some sixty
_MOST_KINDS = 4  # kinds of rows that one list has
_MOST_IN_A_ROW = 4  # links of one parent that are told apart by their number; more are a list without rows
_TITLE_WORDS = 3
_FEWEST_ALIKE, _NEARLY_ALL = 4, 0.8  # links, and the share of them whose parts are alike
_PART_WORDS = 5  # of an outlet, an author or a label inside a link
_CARD = 40  # texts of a card that a link without text covers
_LONGEST = 300  # characters of a headline
_PROSE = 30  # words of a text inside a link that is a teaser, not a headline
_MENUS = frozenset({"navigation", "contentinfo", "menu", "menubar"})
_ADVERTISING = regex.compile(
    r"(?<![a-z])(?:taboola|outbrain|adsby|native-?ad|ad-?(?:slot|unit)|sponsor|advert|promoted|dianomi|revcontent|zergnet)",
    regex.IGNORECASE,
)
_OPENED = regex.compile(r"javascript:\s*+(?:void\s*+)?(?:window\.)?open\(\s*+['\"](?P<url>[^'\"]++)", regex.IGNORECASE)
_CRUMBS = regex.compile(r"(?:https?://)?(?:[\w-]++\.)+[a-z]{2,24}\b\S*+(?:\s*+[›»>/].*)?+\Z", regex.IGNORECASE)
_MANY_WORDS, _SOME_WORDS = 8, 4
_BADGE = regex.compile(
    r"\W*+(?:live|video|photos?|opinion|exclusive|breaking|new|updated?|watch|listen|podcast|premium|analysis|gallery|\d++[.)]?|"
    r"专题|视频|图集|直播|独家|영상|단독|速報|動画|独自)\W*+",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that could be a title: its element, its headline, the numbers of the headline's texts, its absolute target."""

    element: etree._Element
    headline: str
    numbers: frozenset[int]
    first: int
    url: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Column:
    """Links in one place of one pattern, in page order; `beside` is whether their titles stand beside them."""

    links: Sequence[Link]
    beside: bool = False

    @property
    def words(self) -> float:
        """The median number of words of its headlines."""
        return median(count(link.headline) for link in self.links)

    @property
    def distinct(self) -> float:
        """The share of its headlines that differ."""
        return len({link.headline for link in self.links}) / len(self.links)


def columns_of(sheet: Sheet) -> Sequence[Column]:
    """Return the columns of FEWEST and more links that could be titles, in page order."""
    anchors = anchors_of(sheet)
    fine: dict[tuple[str, ...], list[etree._Element]] = defaultdict(list)
    for anchor in anchors:
        near = _place(sheet, anchor, _LEVELS - 1)
        marked = any(not place.endswith(".") for place in near[:-1])
        fine[near if marked else _place(sheet, anchor, _LEVELS)].append(anchor)
    coarse: dict[tuple[str, ...], list[etree._Element]] = defaultdict(list)
    groups = []
    for group in fine.values():
        if len(group) >= FEWEST:
            groups.append(group)
        else:
            for anchor in group:
                coarse[_place(sheet, anchor, 1)].append(anchor)
    groups += [group for group in coarse.values() if len(group) >= FEWEST]
    order = {anchor: at for at, anchor in enumerate(anchors)}
    groups = [part for group in _joined(sheet, groups, order) for part in _parted(group)]
    groups = sorted(groups, key=len, reverse=True)[:_MOST_COLUMNS]
    columns = (Column(links_of(sheet, group, anchors)) for group in groups)
    return sorted((each for each in columns if len(each.links) >= FEWEST), key=lambda column: column.links[0].first)


def _joined(
    sheet: Sheet, groups: Sequence[list[etree._Element]], order: Mapping[etree._Element, int]
) -> list[list[etree._Element]]:
    """Join groups whose places differ in the classes of one element only, where those stand side by side: rows of several kinds."""
    families: dict[tuple[str, ...], list[list[etree._Element]]] = defaultdict(list)
    for group in groups:
        tags = [str(element.tag) for element in islice(group[0].iterancestors(), _LEVELS)]
        families[sheet.signature(group[0]), *tags].append(group)
    joined = []
    for family in families.values():
        lists: list[list[etree._Element]] = []
        for group in family:
            other = next((known for known in lists[-_MOST_KINDS:] if _are_kinds(sheet, known, group)), None)
            if other is None:
                lists.append(list(group))
            else:
                other.extend(group)
        joined += [sorted(each, key=order.__getitem__) for each in lists]
    return joined


def _are_kinds(sheet: Sheet, one: Sequence[etree._Element], other: Sequence[etree._Element]) -> bool:
    """Return whether two groups are rows of two kinds: siblings of one tag, each around one link, with other classes."""
    around = zip(islice(one[0].iterancestors(), _LEVELS), islice(other[0].iterancestors(), _LEVELS), strict=False)
    differing = [level for level, (a, b) in enumerate(around) if sheet.signature(a) != sheet.signature(b)]
    if len(differing) != 1:
        return False
    rows = [_ancestor(anchor, differing[0]) for anchor in (*one, *other)]
    parents = {row.getparent() for row in rows}
    return len(parents) == 1 and len(set(rows)) == len(rows)


def _ancestor(anchor: etree._Element, level: int) -> etree._Element:
    return next(islice(anchor.iterancestors(), level, None))


def _parted(group: list[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield the links of a group by the number of their parents among siblings alike, where those have no class to tell them apart."""
    numbered: dict[int, list[etree._Element]] = defaultdict(list)
    for anchor in group:
        parent = anchor.getparent()
        numbered[0 if parent is None or parent.get("class") else _number(parent)].append(anchor)
    several = 1 < len(numbered) <= _MOST_IN_A_ROW and min(map(len, numbered.values())) >= FEWEST
    if several:
        lengths = [median(count("".join(anchor.itertext())) for anchor in part) for part in numbered.values()]
        several = min(lengths) < _TITLE_WORDS <= max(lengths)  # titles and tags, not titles of several rows
    for part in numbered.values() if several else (group,):
        yield from _numbered(part)


def _number(element: etree._Element) -> int:
    """Return which of its like an element is among its siblings, as far as rows are told from parts of rows."""
    alike = (each for each in element.itersiblings(preceding=True) if each.tag == element.tag)
    return 1 + sum(1 for _ in islice(alike, _MOST_IN_A_ROW))


def _numbered(group: list[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield the links of a group, by their number among the links of one parent where each parent has a few: title, comments, source."""
    parents = Counter(anchor.getparent() for anchor in group)
    usual = max(parents.values())
    if usual > _MOST_IN_A_ROW or usual * len(parents) > 1.5 * len(group) or len(parents) < FEWEST or usual == 1:
        yield group
        return
    numbered: dict[int, list[etree._Element]] = defaultdict(list)
    seen: Counter[etree._Element | None] = Counter()
    for anchor in group:
        parent = anchor.getparent()
        numbered[seen[parent]].append(anchor)
        seen[parent] += 1
    yield from (part for part in numbered.values() if len(part) >= FEWEST)


def stories_among(column: Column) -> Column:
    """Return what a column of bare links holds of stories: links site directories and headlines have in common fall away."""
    return Column([link for link in column.links if is_headline(link.headline, link.url)])


def is_headline(text: str, url: str) -> bool:
    """Return whether a bare link reads like a headline: an address of a story below words that could be one, or many words."""
    words = count(text)
    return words >= _MANY_WORDS or (words >= _SOME_WORDS and is_story(url)) or (words > 1 and has_slug(url))


def anchors_of(sheet: Sheet) -> dict[etree._Element, list[int]]:
    """Return the links with text, outside of menus and footers, with the numbers of their texts."""
    anchors: dict[etree._Element, list[int]] = {}
    for at, text in enumerate(sheet.texts):
        if text.anchor is not None and text.anchor.get("href"):
            anchors.setdefault(text.anchor, []).append(at)
    listed = list((anchors | _covers(sheet, anchors)).items())[:_MOST]
    beside: dict[etree._Element, bool] = {}
    return {anchor: numbers for anchor, numbers in listed if not _is_within(anchor, beside)}


def _covers(sheet: Sheet, anchors: Container[etree._Element]) -> dict[etree._Element, list[int]]:
    """Return the links without text that cover a card, with the numbers of the texts of its only heading, which leads nowhere itself."""
    tree = sheet.page.tree
    found: dict[etree._Element, list[int]] = {}
    taken: set[int] = set()
    empty = (each for each in tree.iter("a") if each.get("href") and each not in anchors) if tree is not None else ()
    for anchor in islice(empty, _MOST):
        card = next((each for each in islice(anchor.iterancestors(), _LEVELS) if each in sheet.spans), None)
        first, end = sheet.spans[card] if card is not None else (0, 0)
        headings = [at for at in range(first, min(end, first + _CARD)) if sheet.texts[at].heading]
        plain = taken.isdisjoint(headings) and all(sheet.texts[at].anchor is None for at in headings)
        if plain and len({sheet.texts[at].block for at in headings}) == 1:
            found[anchor] = headings
            taken.update(headings)
    return found


def _is_within(element: etree._Element | None, beside: dict[etree._Element, bool]) -> bool:
    """Return whether an element is one of a menu, a footer or an advertisement, or inside one; *beside* remembers the answers."""
    chain = []
    while element is not None and element not in beside:
        chain.append(element)
        element = element.getparent()
    answer = element is not None and beside[element]
    for each in reversed(chain):
        answer = beside[each] = answer or _is_beside(each)
    return answer


def _is_beside(element: etree._Element) -> bool:
    if element.tag in {"nav", "footer"} or element.get("role") in _MENUS:
        return True
    names = f"{str(element.get('class') or '')[:100]} {str(element.get('id') or '')[:100]}"
    return _ADVERTISING.search(names) is not None


def _place(sheet: Sheet, anchor: etree._Element, levels: int) -> tuple[str, ...]:
    place = [sheet.signature(anchor)]
    for level, element in enumerate(anchor.iterancestors()):
        if level == levels:
            break
        place.append(sheet.signature(element))
    return tuple(place)


def links_of(
    sheet: Sheet, anchors: Iterable[etree._Element], numbers: Mapping[etree._Element, list[int]]
) -> Sequence[Link]:
    """Return the links of one column with their headlines; what leads nowhere is left out."""
    rows = [(anchor, [sheet.texts[at] for at in numbers[anchor]]) for anchor in anchors]
    lines = {anchor: _lines(texts) for anchor, texts in rows}
    place = _headline_place(sheet, list(lines.values()))
    chosen = {anchor: _headline_line(sheet, lines[anchor], place) for anchor, _ in rows}
    inner = _inner_place(list(chosen.values()))
    often = Counter(text.text for _, texts in rows for text in texts)
    links = []
    for anchor, _ in rows:
        url = _target(sheet, anchor)
        line = [text for text in chosen[anchor] if inner is None or _owner_place(text) == inner] or chosen[anchor]
        headline = _without_badges(line, often)
        if url is None or not headline or len(headline) > _LONGEST:
            continue
        own = frozenset(
            at
            for at in numbers[anchor]
            if any(sheet.texts[at] is text for text in line) and not _is_particular(sheet.texts[at], line)
        )
        heading = any(text.heading for text in line) or _within_heading(anchor)
        element = anchor if anchor in sheet.spans else sheet.texts[numbers[anchor][0]].owner  # one that covers a card
        links.append(Link(element, headline, own, numbers[anchor][0], url, heading))
    return links


def _target(sheet: Sheet, anchor: etree._Element) -> str | None:
    """Return where a link leads, absolute: what it is wrapped in by a redirector, an archive or a script is looked through."""
    href = str(anchor.get("href") or "")
    if opened := _OPENED.match(href):
        href = opened["url"]
    url = sheet.resolve(href)
    if url is None:
        return None
    archived = ARCHIVED.match(url)
    return unwrapped(archived["url"] if archived else wrapped_in(url, sheet.page.host, sheet.counters) or url)


def _within_heading(anchor: etree._Element) -> bool:
    parent = anchor.getparent()
    return parent is not None and str(parent.tag) in {"h1", "h2", "h3", "h4", "h5", "h6"}


def _lines(texts: Iterable[Text]) -> list[list[Text]]:
    """Return the texts of a link by the block that holds them."""
    lines: dict[int, list[Text]] = {}
    for text in texts:
        lines.setdefault(text.block, []).append(text)
    return list(lines.values())


def _headline_place(sheet: Sheet, rows: Sequence[Sequence[Sequence[Text]]]) -> str | None:
    """Return the place, inside links of several lines, where their headlines are: the first that has as many words."""
    if all(len(lines) == 1 for lines in rows):
        return None
    places: dict[str, list[str]] = defaultdict(list)
    for lines in rows:
        for line in lines:
            places[_line_place(sheet, line)].append(" ".join(text.text for text in line))
    common = {place: texts for place, texts in places.items() if 2 * len(texts) >= len(rows)}
    likely = (
        place
        for place, texts in common.items()
        if 3 <= median(map(count, texts)) <= _PROSE
        and sum(_CRUMBS.match(text) is not None for text in texts) * 2 < len(texts)
        and sum(time_in(text) is not None for text in texts) * 2 < len(texts)
    )
    return next(likely, None)


def _inner_place(lines: Sequence[Sequence[Text]]) -> str | None:
    """Return the place of the headline where links say several things on one line: outlet, headline and author, an element each, in nearly all rows."""
    several = [{_owner_place(text) for text in line} for line in lines]
    if len(lines) < _FEWEST_ALIKE or sum(len(places) > 1 for places in several) < _NEARLY_ALL * len(lines):
        return None
    words: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for text in line:
            words[_owner_place(text)].append(count(text.text))
    main = max(words, key=lambda place: median(words[place]))
    short = (median(counts) <= _PART_WORDS for place, counts in words.items() if place != main)
    usual = all(len(counts) >= _NEARLY_ALL * len(lines) for counts in words.values())
    return main if usual and all(short) else None


def _owner_place(text: Text) -> str:
    return f"{text.owner.tag!s}.{text.owner.get('class') or ''}"


def _line_place(sheet: Sheet, line: Sequence[Text]) -> str:
    owner = line[0].owner
    parent = owner.getparent()
    return sheet.signature(owner) + ("<" + sheet.signature(parent) if parent is not None else "")


def _headline_line(sheet: Sheet, lines: Sequence[Sequence[Text]], place: str | None) -> Sequence[Text]:
    headings = [line for line in lines if any(text.heading for text in line)]
    if len(lines) > 1 and len(headings) == 1:
        return headings[0]
    placed = [line for line in lines if place is not None and _line_place(sheet, line) == place]
    if placed:
        return placed[0]
    return max(lines, key=lambda line: min(_PROSE, sum(count(text.text) for text in line)))


def _without_badges(line: Sequence[Text], often: Mapping[str, int]) -> str:
    """Return a headline without what is set before or behind it: "Live", a section's name, a number."""
    texts = list(line)
    main = max(texts, key=lambda text: len(text.text), default=None)
    if main is None:
        return ""
    while len(texts) > 1 and (
        _is_particular(texts[0], texts) or (texts[0] is not main and _is_badge(texts[0], main, often))
    ):
        texts.pop(0)
    while len(texts) > 1 and (
        _is_particular(texts[-1], texts) or (texts[-1] is not main and _is_badge(texts[-1], main, often))
    ):
        texts.pop()
    return " ".join(text.text for text in texts).strip(" \u200b•·|")


def _is_particular(text: Text, line: Sequence[Text]) -> bool:
    """Return whether a text at an end of a title is its time, or the host that it leads to, in an element of its own."""
    if len(line) < 2 or text not in {line[0], line[-1]} or all(text.owner is other.owner for other in line):
        return False
    return is_host(text.text.strip(" ()")) or looks_like_time(text.text.strip(" ()|·•,"))


def _is_badge(text: Text, main: Text, often: Mapping[str, int]) -> bool:
    if text.owner is main.owner:
        return False
    return _BADGE.fullmatch(text.text) is not None or (count(text.text) <= 2 and often[text.text] > 1)
