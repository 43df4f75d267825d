"""The fields of a list's rows, found by column: what stands in one place of every row is looked at together.

A label is an outlet's name where it agrees with the host that the row's link leads to, or where the table of outlets knows
it, or where the markup says so. A label that is the same on rows whose links lead to different sites is a word of the page
("submitted", "via"), and one of several in a row a tag.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import regex

from crawler.pages.blocks.columns import Sheet
from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.record_parts import BUTTON, PARTED, SOURCE, Parts, count, is_prose
from crawler.pages.blocks.sites import agrees, is_host, site_of
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import time_in, without_time
from crawler.pages.html.hosts import host_of

_LONGEST_LABEL = 60
_SAYS_SOURCE = regex.compile(
    r"(?:^|[\W_])(?:\w*source|\w*publisher|\w*provider|outlet|\w*press|publication|attribution|\w*media(?:name)?|domain|site(?:str|name|bit)?|comhead|origin|cp|brand)(?:$|[\W_])",
    regex.IGNORECASE,
)
_SAYS_OTHER = regex.compile(
    r"author|byline|user|nick|tags?\b|categor|section|hub|topic|keyword|comment|count|score|points|time|date|reply|share|interest|rank|label|flair|voter",
    regex.IGNORECASE,
)
_BY = regex.compile(r"(?i:by|von|par|por|di|door|av|от)\b\W*+")
_BRACKETS = " \t()[]（）【】·•|–—-:,"
_SPONSORED = regex.compile(
    r"\W*+(?:sponsored|advertisement|advert|ad|ads|adchoices|promoted|anzeige|gesponsert|publicité|sponsorisé|publicidad|patrocinado|pubblicità|advertentie|реклама|广告|廣告|広告|pr|광고|إعلان)(?:\s(?:by|von|par)\b.*)?\W*+",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A short text of a row: its words without brackets and time, and where its own link leads."""

    text: str
    number: int
    url: str | None = None


@dataclass(slots=True)
class Place:
    """The labels that rows have in one place of their pattern, by the number of the row."""

    name: str
    labels: dict[int, list[Label]] = field(default_factory=lambda: defaultdict(list))
    after_by: int = 0
    timed: int = 0  # labels in whose text a time is printed, too

    def first(self, row: int) -> Label | None:
        """Return the row's label in this place, if there is one."""
        return next(iter(self.labels.get(row, ())), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What was read of a list: the parts of each row, and the evidence that its labels are outlets' names.

    `agreeing` and `known` are shares of the labels: those that are the name of the host their row links to, and those that the
    table of outlets has. `marked` is whether the markup calls them sources.
    """

    parts: Sequence[Parts]
    rows: Sequence[Row]
    agreeing: float = 0.0
    known: float = 0.0
    marked: bool = False


def fields_of(
    sheet: Sheet, rows: Sequence[Row], without: Set[int] = frozenset(), *, vouched: Set[str] = frozenset()
) -> Fields:
    """Return the parts of *rows*; the texts numbered in *without* belong to other lists inside them.

    *vouched* are names, case folded, that count as known: other lists of the page print them as outlets.
    """
    around = [[at for at in row.numbers if at not in without] for row in rows]
    rows, numbers = _unsponsored(sheet, rows, around)
    times = _times(sheet, numbers)
    places = _places(sheet, numbers)
    best = _outlet_place(sheet, rows, places, vouched)
    parts = []
    for at, row in enumerate(rows):
        label = _outlet_of(sheet, row, best.place.first(at)) if best else None
        taken = {label.number} if label else set()
        parts.append(
            Parts(
                headline=row.link.headline,
                headed=True,
                outlet=label.text if label else None,
                time=times[at],
                declared=_declared(sheet, numbers[at]),
                href=row.link.url,
                text=_text(sheet, [n for n in numbers[at] if n not in taken]),
            )
        )
    if best is None:
        return Fields(parts=parts, rows=rows)
    return Fields(parts=parts, rows=rows, agreeing=best.agreeing, known=best.known, marked=best.marked)


def _unsponsored(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[list[int]]
) -> tuple[Sequence[Row], Sequence[list[int]]]:
    """Leave out the rows that say that they are advertisements; where all do it is a word of the page."""
    plain = [at for at, own in enumerate(numbers) if not any(_is_sponsored(sheet.texts[n].text) for n in own)]
    chosen = plain or range(len(rows))
    return [rows[at] for at in chosen], [numbers[at] for at in chosen]


def _is_sponsored(text: str) -> bool:
    """Return whether a text says that its row is an advertisement; AD is a newspaper."""
    return len(text) <= _LONGEST_LABEL and text != "AD" and _SPONSORED.fullmatch(text) is not None


def _times(sheet: Sheet, numbers: Sequence[Sequence[int]]) -> list[str | None]:
    """Return the printed time of each row, from the place where most rows have one."""
    found: list[list[tuple[str, str]]] = []
    for own in numbers:
        texts = (sheet.texts[at] for at in own)
        found.append([(_place_of(sheet, text), time) for text in texts if (time := _time_of(text))])
    often = Counter(place for row in found for place, _ in dict(row).items())
    return [max(row, key=lambda each: often[each[0]])[1] if row else None for row in found]


def _time_of(text: Text) -> str | None:
    """Return the time that a text prints, or that it is called by where it only abbreviates it ("5u": "5 uur geleden")."""
    found = time_in(text.text)
    if found or len(text.text) > _LONGEST_LABEL:
        return found
    called = text.owner.get("aria-label") or text.owner.get("title") or ""
    return time_in(called) if any(map(str.isdigit, text.text)) else None


def _declared(sheet: Sheet, numbers: Sequence[int]) -> str | None:
    """Return the first time that a time element of the row declares."""
    for at in numbers:
        owner = sheet.texts[at].owner
        stated = (owner.get("datetime") or "").strip() if owner.tag == "time" else ""
        if stated[:4].isdigit():
            return stated
    return None


def _places(sheet: Sheet, numbers: Sequence[Sequence[int]]) -> Mapping[str, Place]:
    places: dict[str, Place] = {}
    for row, own in enumerate(numbers):
        before = ""
        for at in own:
            text = sheet.texts[at]
            label = _label(sheet, text, at)
            if label is not None:
                name = _place_of(sheet, text)
                place = places.setdefault(name, Place(name))
                place.labels[row].append(label)
                place.after_by += _BY.fullmatch(before) is not None
                place.timed += time_in(text.text) is not None
            before = text.text[-12:]
    return places


def _label(sheet: Sheet, text: Text, at: int) -> Label | None:
    if len(text.text) > _LONGEST_LABEL + 30:
        return None
    bare = without_time(text.text.strip(_BRACKETS))
    bare = bare[said.end() :] if (said := SOURCE.match(bare)) else bare
    bare = PARTED.split(bare)[0].strip(_BRACKETS)
    if not bare or not is_label(bare) or count(bare) > 6 or BUTTON.fullmatch(bare) or _BY.match(bare + " "):
        return None
    url = sheet.page.resolve(text.anchor.get("href")) if text.anchor is not None else None
    return Label(bare, at, url)


def _place_of(sheet: Sheet, text: Text) -> str:
    own, parent = sheet.signature(text.owner), text.owner.getparent()
    return own if parent is None or not own.endswith(".") else f"{own}<{sheet.signature(parent)}"


@dataclass(frozen=True, slots=True)
class _Judged:
    place: Place
    score: float
    agreeing: float
    known: float
    marked: bool


def _outlet_place(sheet: Sheet, rows: Sequence[Row], places: Mapping[str, Place], vouched: Set[str]) -> _Judged | None:
    judged = [found for place in places.values() if (found := _judge(sheet, rows, place, vouched)) is not None]
    return max(judged, key=lambda each: each.score, default=None)


def _judge(sheet: Sheet, rows: Sequence[Row], place: Place, vouched: Set[str]) -> _Judged | None:
    """Return how well the labels of a place name outlets, or None where they do not."""
    own = site_of(sheet.page.host)
    firsts = {row: labels[0] for row, labels in place.labels.items()}
    sites = {row: site for row in firsts if (site := site_of(host_of(rows[row].link.url))) and site != own}
    agreeing = sum(agrees(firsts[row].text, host_of(rows[row].link.url)) for row in sites) / max(1, len(sites))
    known = sum(_is_known(sheet, label.text, vouched) for label in firsts.values()) / len(firsts)
    several = sum(len(labels) > 1 for labels in place.labels.values()) / len(firsts)
    marked = _SAYS_SOURCE.search(place.name) is not None
    other = _SAYS_OTHER.search(place.name) is not None and not marked
    conflict = _conflict(firsts, sites)
    by = place.after_by >= len(firsts) / 2
    abroad = len(sites) >= len(firsts) / 2
    distinct = len({label.text for label in firsts.values()}) > 1
    timed = 2 * place.timed >= len(firsts) and _is_steady(firsts, sites)
    if by or (several > 0.3 and agreeing < 0.5) or (conflict > 0.3 and agreeing < 0.5):
        return None
    likely = distinct and conflict < 0.2 and (marked or timed)
    if abroad and not (agreeing >= 0.3 or (not other and (known >= 0.3 or likely))):
        return None
    if not abroad and (other or not (known >= 0.15 or (marked and distinct))):
        return None
    score = 3 * agreeing + 2 * known + marked - other - 2 * conflict + len(firsts) / len(rows)
    return _Judged(place, score, agreeing, known, marked)


def _conflict(firsts: Mapping[int, Label], sites: Mapping[int, str]) -> float:
    """Return the share of rows whose label stands on rows that lead to other sites, too."""
    by_label: dict[str, set[str]] = defaultdict(set)
    for row, site in sites.items():
        by_label[firsts[row].text.casefold()].add(site)
    return sum(len(by_label[firsts[row].text.casefold()]) > 2 for row in sites) / max(1, len(sites))


def _is_steady(firsts: Mapping[int, Label], sites: Mapping[int, str]) -> bool:
    """Return whether rows that lead to one site have one label, as far as any site comes twice: users' names vary."""
    by_site: dict[str, list[str]] = defaultdict(list)
    for row, site in sites.items():
        by_site[site].append(firsts[row].text.casefold())
    repeated = [labels for labels in by_site.values() if len(labels) > 1]
    same = sum(Counter(labels).most_common(1)[0][1] for labels in repeated)
    return not repeated or same >= 0.7 * sum(map(len, repeated))


def _is_known(sheet: Sheet, label: str, vouched: Set[str]) -> bool:
    if label.casefold() in vouched:
        return True
    outlets = sheet.page.outlets
    if outlets is None:
        return False
    outlet, own = outlets.named(label), outlets.at(sheet.page.url)
    return outlet is not None and outlet.kind != "aggregator" and outlet != own


def _outlet_of(sheet: Sheet, row: Row, label: Label | None) -> Label | None:
    """Return the label of a row if it names its outlet: not where its own link leads back to the page, or it names another host."""
    if label is None or (label.url is not None and _is_here(sheet, label.url)):
        return None
    site = site_of(host_of(row.link.url))
    if is_host(label.text) and site != site_of(sheet.page.host) and not agrees(label.text, host_of(row.link.url)):
        return None
    return label


def _is_here(sheet: Sheet, url: str) -> bool:
    here = sheet.page.resolve(sheet.page.url) or ""
    return url.partition("?")[0].rstrip("/") == here.partition("?")[0].rstrip("/") and "?" not in url


def _text(sheet: Sheet, numbers: Sequence[int]) -> str:
    """Return the sentences of a row, one block a line; a line with a time in it says where and when, not what."""
    blocks: dict[int, list[str]] = {}
    for at in numbers:
        blocks.setdefault(sheet.texts[at].block, []).append(sheet.texts[at].text)
    lines = (" ".join(parts) for parts in blocks.values() if not any(map(time_in, parts)))
    return "\n".join(line for line in lines if is_prose(line))
