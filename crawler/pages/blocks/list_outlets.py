"""Which of the words in a list's rows is the outlet: told by place, over all rows.

A place names outlets where its labels agree with the hosts that the rows, or the labels themselves, link to; where they are
hosts; where the table of outlets knows them or they sound like outlets; where the markup says so; or where they stand at the
time of every row. A label that is the same on rows whose links lead to different sites is a word of the page ("submitted",
"via"), one of several in a row a tag, and what follows "by" a user.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice

import regex

from crawler.pages.blocks.account_names import PERSON, are_sections, publish, recur
from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.list_logos import headings_above, logos_of
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.record_parts import BUTTON, PARTED, SOURCE, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees, is_host, is_platform, is_relay, own_site, site_of
from crawler.pages.blocks.story_links import leads_out
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import opening_of, time_in, without_time
from crawler.pages.html.hosts import host_of
from crawler.provenance.outlets.press_words import sounds_like_outlet

LONGEST_LABEL = 60
_SAYS_SOURCE = regex.compile(
    r"(?:^|[\W_])(?:\w*source(?:name|title|text|label|wrap)?s?|src|\w*publisher|\w*provider|outlet|\w*press|publication|attribution|\w*media(?:name)?|domain|site(?:str|name|bit)?|comhead|origin|cp|quelle|fuente|fonte|来源|來源|출처|媒体|источник)(?:$|[\W_])",
    regex.IGNORECASE,
)
_SAYS_OTHER = regex.compile(
    r"author|byline|user|nick|tags?\b|categor|section|hub|topic|keyword|comment|count|score|points|time|date|reply|share|interest|rank|label|flair|voter",
    regex.IGNORECASE,
)
_BY = regex.compile(r"(?i:by|von|par|por|di|door|av|от)\b\W*+")
_BRACKETS = ' \t()[]（）【】·•|–—-:,/“”„«»→›"'
_URL = regex.compile(r"https?://(?:www\.)?(?P<host>[^/\s?#]++)\S*+", regex.IGNORECASE)
_SOURCED = regex.compile(
    r"(?:^|[|·•]\s*+)(?:source|quelle|fuente|fonte|来源|來源|출처|المصدر|источник)\s?[:：]", regex.IGNORECASE
)
_SAYS_WHO = regex.compile(r"author|user|nick|account", regex.IGNORECASE)
_ACCOUNTS = 0.4  # what names that could be anybody's are worth
_FEW_TAGS = 0.3
_EVERYWHERE = 0.8  # share of the rows with a label in one place
_ENOUGH = 0.45  # what several known names are worth, whatever their share
_BRAND = regex.compile(r"(?:[A-Z][a-z]{3,}){2,}")  # two words in one, as no topic is written
_BY_FEED = regex.compile(r"\s++(?:from|via)\s++(?:RSS|Atom|feed)\W*+\Z", regex.IGNORECASE)  # "Tide Post from RSS"
#: "Tide Post and 3 others", "Tide Post +3 more": outlets that are counted, not named.
_OTHERS = regex.compile(
    r"\s++(?:and|und|et|y|e|en|og|och|i|&|\+)\s*+\d++(?:\s(?:more|others?|other\s\w+|weitere|andere|autres?|más|otros|altri|altre|anderen?|andra|innych))?\Z",
    regex.IGNORECASE,
)
_AUTHOR_AT = regex.compile(
    rf"(?i:by|von|par|por|di)\s++{PERSON}(?:,\s++|\s++(?:at|for|of|in|/|\||–|—|-)\s++)(?P<outlet>\p{{Lu}}[^,]{{1,50}})"
)
_CRUMB = regex.compile(r"\s*+[›»]")  # behind a host: "tidepost.example › news"
_BEHIND = regex.compile(r"[.!?…”\"»]\s*+\((?P<name>[^()]{2,50})\)\W*+\Z")  # behind a teaser, as newsletters name it
_NEAR = 2  # texts between a label and the time beside it
_NO_TEXT = -1  # the number of a label that is an image's
_FEWEST_NAMES = 3  # different names of a place that nothing but its look speaks for


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
    timed: int = 0  # labels in whose text a time is printed, too, or right beside it
    beside: int = 0  # the same, with no headline between label and time
    sourced: int = 0  # labels that say "Source:" before the name
    printed: bool = True  # in the row itself
    unnumbered: Place | None = None  # of a numbered place the one of all that are alike

    @property
    def several(self) -> float:
        """The share of rows that have more than one label here, buttons that every row has aside: tags."""
        rows = [{label.text for label in labels} for labels in self.labels.values()]
        often = Counter(text for texts in rows for text in texts)
        buttons = {text for text, times in often.items() if times >= max(3, _EVERYWHERE * len(rows))}
        return sum(len(texts - buttons) > 1 for texts in rows) / max(1, len(rows))

    def first(self, row: int) -> Label | None:
        """Return the row's label in this place, if there is one."""
        return next(iter(self.labels.get(row, ())), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A place whose labels name outlets, and the shares of them that say so (see `Fields`).

    `mixed` is whether names stand among topics, `hosts` whether they are the hosts of the links.
    """

    place: Place
    score: float
    agreeing: float
    known: float
    marked: bool
    mixed: bool
    hosts: bool


def place_of(sheet: Sheet, text: Text) -> str:
    """Return the name of a text's place in its row: the tag and classes of what holds it, and of what is around one without classes.

    What a table's head calls its column is part of it.
    """
    own, parent = sheet.signature(text.owner), text.owner.getparent()
    name = own if parent is None or not own.endswith(".") else f"{own}<{sheet.signature(parent)}"
    return f"{name}|{head}" if (head := sheet.column_head(text.owner)) else name


def outlet_place(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], times: Sequence[str | None], vouched: Set[str]
) -> Judged | None:
    """Return the place whose labels name the rows' outlets best, or None where none does.

    *numbers* are those of the texts around each title, *times* the rows' times as printed, *vouched* names that count as known.
    """
    places = {**_places(sheet, rows, numbers, times), **_unprinted(sheet, rows, numbers, times)}
    judged = [found for place in places.values() if (found := _judge(sheet, rows, place, vouched)) is not None]
    return max(judged, key=lambda each: each.score, default=None)


def outlet_of(sheet: Sheet, row: Row, judged: Judged, at: int, vouched: Set[str]) -> Label | None:
    """Return the label of row *at* if it names its outlet.

    Not where its own link leads back to the page, nor where it names another host, nor a strange word where names stand among topics.
    """
    label = judged.place.first(at)
    if label is None or (label.url is not None and _is_here(sheet, label.url)):
        return None
    site = site_of(host_of(row.link.url))
    hosts = (host_of(row.link.url), host_of(label.url))
    if is_host(label.text) and site != own_site(sheet.page) and not any(agrees(label.text, host) for host in hosts):
        return None
    if judged.hosts and not is_host(label.text) and site == own_site(sheet.page):
        return None
    if judged.mixed and not (
        is_known(sheet, label.text, vouched)
        or _is_known_in_part(sheet, label.text)
        or _names(sheet, label.text)
        or _BRAND.fullmatch(label.text)
    ):
        return None
    return label


def _places(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], printed: Sequence[str | None]
) -> Mapping[str, Place]:
    """Return the places of the labels, each under two names: with the number of its element among those that are alike, and without."""
    places: dict[str, Place] = {}
    for row, own in enumerate(numbers):
        times = {at for at in own if _is_time(sheet.texts[at].text, printed[row])}
        around = set(islice(rows[row].link.element.iterancestors(), _NEAR))
        before = ""
        for at in own:
            text = sheet.texts[at]
            label = label_of(sheet, text, at)
            behind = _BEHIND.search(text.text[-60:])
            if behind is not None and is_label(behind["name"]):
                places.setdefault("behind", Place("behind")).labels[row].append(Label(behind["name"], at))
            if label is not None:
                beside = any(near in times for near in range(at - _NEAR, at + _NEAR + 1))
                name = place_of(sheet, text)
                if (
                    text.owner in around
                ):  # what stands before the title in one sentence with it is not what stands behind
                    name += "|before" if at < rows[row].link.first else "|behind"
                nth = _nth(text)
                for each in (name, f"{nth}#{name}") if nth else (name,):
                    place = places.setdefault(each, Place(name))
                    place.unnumbered = places.setdefault(name, Place(name)) if each != name else None
                    place.labels[row].append(label)
                    place.after_by += _BY.fullmatch(before) is not None
                    place.timed += beside
                    place.beside += beside and _is_undivided(at, own, times)
                    place.sourced += _SOURCED.search(text.text) is not None
            before = text.text[-12:]
    return _without_common_ends(places)


def _unprinted(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], printed: Sequence[str | None]
) -> Mapping[str, Place]:
    """Return the places of the rows' images, and that of the headings above several rows."""
    places: dict[str, Place] = {}
    for logo in logos_of(sheet, rows):
        label = Label(without_time(logo.text), _NO_TEXT, sheet.resolve(logo.href))
        place = places.setdefault(f"image {logo.place}", Place(logo.place, printed=False))
        place.labels[logo.row].append(label)
        near = (at for at in numbers[logo.row] if abs(at - logo.before) <= 1)
        beside = any(_is_time(sheet.texts[at].text, printed[logo.row]) for at in near)
        place.timed += beside
        place.beside += beside
    for row, at in headings_above(sheet, rows).items():
        if (heading := label_of(sheet, sheet.texts[at], at)) is not None:
            places.setdefault("above", Place("above", printed=False)).labels[row].append(heading)
    return places


def _is_time(text: str, printed: str | None) -> bool:
    return time_in(text) is not None or (printed is not None and text.strip(_BRACKETS) == printed)


def _is_undivided(at: int, own: Sequence[int], times: Set[int]) -> bool:
    """Return whether nothing of a title, whose texts are not among *own*, stands between a label and a time near it."""
    near = (time for time in times if abs(time - at) <= _NEAR)
    return any(all(between in own for between in range(min(at, time), max(at, time))) for time in near)


def _nth(text: Text) -> int:
    """Return which of its like an element without classes is among its siblings, from 1 on; 0 for one with classes."""
    if text.owner.get("class"):
        return 0
    return 1 + sum(each.tag == text.owner.tag for each in text.owner.itersiblings(preceding=True))


def _without_common_ends(places: Mapping[str, Place]) -> Mapping[str, Place]:
    """Take away what a page sets behind the names of a place: words of another script that end several different labels."""
    for place in places.values():
        names = {label.text for labels in place.labels.values() for label in labels if " " in label.text}
        names = {name for name in names if not name.isascii()}
        if len(names) < _FEWEST_NAMES:
            continue
        ends = Counter(name[-length:] for name in names for length in range(4, min(12, len(name))))
        common = (end for end, often in ends.items() if often >= _FEWEST_NAMES)
        end = max((end for end in common if " " in end.strip() and not end.isascii()), key=len, default=None)
        if end is not None:
            for row, labels in place.labels.items():
                place.labels[row] = [replace(each, text=each.text.removesuffix(end) or each.text) for each in labels]
    return places


def label_of(sheet: Sheet, text: Text, at: int) -> Label | None:
    """Return the name that a text could be, without brackets, time and what introduces it, or None."""
    bare = text.text.strip(_BRACKETS)
    if address := _URL.fullmatch(bare):
        bare = address["host"]
    if len(bare) > LONGEST_LABEL + 30:
        bare = (opening_of(bare) or "").strip(_BRACKETS)
    bare = without_time(bare)
    bare = bare[said.end() :] if (said := SOURCE.match(bare)) else bare
    bare = (author["outlet"] if (author := _AUTHOR_AT.fullmatch(bare)) else _OTHERS.sub("", bare)).strip()
    bare = _BY_FEED.sub("", PARTED.split(_CRUMB.split(bare)[0])[0]).strip(_BRACKETS)
    if not bare or not is_label(bare) or count(bare) > 6 or BUTTON.fullmatch(bare) or _BY.match(bare + " "):
        return None
    url = sheet.resolve(text.anchor.get("href")) if text.anchor is not None else None
    return Label(bare, at, url)


def _judge(sheet: Sheet, rows: Sequence[Row], place: Place, vouched: Set[str]) -> Judged | None:
    """Return how well the labels of a place name outlets, or None where they do not."""
    own = own_site(sheet.page)
    firsts = {row: labels[0] for row, labels in place.labels.items()}
    sites = {row: site for row in firsts if (site := site_of(host_of(rows[row].link.url))) and site != own}
    agreeing = sum(agrees(firsts[row].text, host_of(rows[row].link.url)) for row in sites) / max(1, len(sites))
    stated = sum(_states_host(sheet, label, abroad=row in sites) for row, label in firsts.items()) / len(firsts)
    known = sum(is_known(sheet, label.text, vouched) for label in firsts.values()) / len(firsts)
    named = _named(sheet, firsts)
    hosts = sum(is_host(label.text) for label in firsts.values()) / len(firsts)
    marked = _SAYS_SOURCE.search(place.name) is not None or 2 * place.sourced >= len(firsts)
    other = _SAYS_OTHER.search(place.name) is not None and not marked
    conflict = _conflict(firsts, sites)
    by = place.after_by >= len(firsts) / 2
    abroad = len(sites) >= len(firsts) / 2
    distinct = len({label.text for label in firsts.values()}) > 1
    timed = 2 * place.timed >= len(firsts) and _is_steady(firsts, sites)
    sure = max(agreeing, stated)
    ours = sum(agrees(label.text, sheet.page.host) for label in firsts.values()) > len(firsts) / 2
    if by or ours or (place.several > 0.3 and sure < 0.5) or (conflict > 0.3 and sure < 0.5):
        return None
    likely = distinct and conflict < 0.2 and (marked or timed)
    silent = abroad and _all_wrapped(sheet, rows, firsts)
    if silent:
        known = sum(
            is_known(sheet, label.text, vouched) or _is_known_in_part(sheet, label.text) for label in firsts.values()
        ) / len(firsts)
    named = named if named >= (0.6 if other else 0.3) else 0.0
    accounts = (silent or not abroad) and _are_accounts(sheet, rows, place, firsts)
    marked = marked and (abroad or not _are_sections(sheet, rows, firsts))
    if abroad and not silent and not (max(sure, named) >= 0.3 or (not other and (known >= 0.3 or likely))):
        return None
    if (silent or not abroad) and not (
        accounts or max(stated, named) >= 0.3 or (not other and (known >= 0.15 or (marked and distinct)))
    ):
        return None
    if accounts and not abroad:
        known = max(known, _ACCOUNTS)
    score = 3 * sure + 2 * max(known, named) + marked - other - 2 * conflict + len(firsts) / len(rows) + place.printed
    mixed = silent and not accounts and max(known, named, stated) < 0.8
    several_known = _ENOUGH if _known_names(sheet, firsts, vouched) >= max(_FEWEST_NAMES, 0.15 * len(firsts)) else 0.0
    return Judged(
        place,
        score,
        agreeing,
        max(known, stated, 0.9 * named, several_known),
        marked,
        mixed,
        min(hosts, agreeing) >= 0.5,
    )


def _are_accounts(sheet: Sheet, rows: Sequence[Row], place: Place, firsts: Mapping[int, Label]) -> bool:
    """Return whether labels of no known kind can be those who publish the rows: they stand at their times, or on a known aggregator in every row."""
    names, urls = [label.text for label in firsts.values()], [rows[row].link.url for row in firsts]
    relay = place.printed and (is_relay(sheet.page, sheet.page.url) or all(map(leads_out, urls)))
    if not 2 * place.beside >= len(firsts) and not (relay and len(firsts) >= _EVERYWHERE * len(rows)):
        return False
    if is_platform(sheet.page) or (place.unnumbered is not None and place.unnumbered.several > _FEW_TAGS):
        return False
    other = _SAYS_OTHER.search(place.name)
    if other is not None and not (relay and _SAYS_WHO.fullmatch(other[0])) and not _SAYS_SOURCE.search(place.name):
        return False
    return publish(names, urls, sheet.menu) and (relay or recur(names))


def _are_sections(sheet: Sheet, rows: Sequence[Row], firsts: Mapping[int, Label]) -> bool:
    return are_sections([label.text for label in firsts.values()], [rows[row].link.url for row in firsts], sheet.menu)


def _known_names(sheet: Sheet, firsts: Mapping[int, Label], vouched: Set[str]) -> int:
    """Return how many different outlets a place names: on a page of one outlet's own hardly ever several."""
    names = {label.text for label in firsts.values()}
    return sum(is_known(sheet, name, vouched) or _names(sheet, name) for name in names)


def _all_wrapped(sheet: Sheet, rows: Sequence[Row], firsts: Mapping[int, Label]) -> bool:
    """Return whether the rows lead to one site that relays others', so that its host says nothing of the outlets."""
    hosts = {host_of(rows[row].link.url) for row in firsts}
    return len(hosts) == 1 or all(is_relay(sheet.page, rows[row].link.url) for row in firsts)


def _states_host(sheet: Sheet, label: Label, *, abroad: bool) -> bool:
    """Return whether a label is another site's host, or its own link leads to the site that it names.

    Where the row stays at home that could be a reader's own page: then the name has to sound like an outlet's.
    """
    own = own_site(sheet.page)
    if is_host(label.text):
        return site_of(label.text.partition("/")[0].casefold().removeprefix("www.")) != own
    host, outlets = host_of(label.url), sheet.page.outlets
    if host is None or site_of(host) == own or not agrees(label.text, host):
        return False
    if outlets is not None and outlets.relay_for(label.url) is not None:
        return False
    return abroad or _names(sheet, label.text) or is_known(sheet, label.text, frozenset())


def _named(sheet: Sheet, firsts: Mapping[int, Label]) -> float:
    """Return the share of labels that sound like outlets, 0 where hardly any differ."""
    names = [label.text for label in firsts.values() if _names(sheet, label.text)]
    return len(names) / len(firsts) if len(set(names)) >= min(_FEWEST_NAMES, len(firsts)) else 0.0


def _names(sheet: Sheet, label: str) -> bool:
    return sounds_like_outlet(label) and not agrees(label, sheet.page.host)


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


def is_known(sheet: Sheet, label: str, vouched: Set[str]) -> bool:
    """Return whether *label* names an outlet that the table knows, not the page's own, or that is *vouched* for."""
    if label.casefold() in vouched:
        return True
    outlets = sheet.page.outlets
    if outlets is None:
        return False
    outlet, own = outlets.named(label), outlets.at(sheet.page.url)
    return outlet is not None and outlet.kind != "aggregator" and outlet != own


def _is_known_in_part(sheet: Sheet, label: str) -> bool:
    """Return whether a label is a known outlet's name and one word more: its section ("Tide Post Culture")."""
    name, _, section = label.rpartition(" ")
    return bool(name and section) and is_known(sheet, name, frozenset())


def _is_here(sheet: Sheet, url: str) -> bool:
    here = sheet.page.resolve(sheet.page.url) or ""
    return url.partition("?")[0].rstrip("/") == here.partition("?")[0].rstrip("/") and "?" not in url
