"""How well the labels of one place name outlets, over all rows.

A place names outlets where its labels agree with the hosts that the rows, or the labels themselves, link to; where they are
hosts; where the table of outlets knows them or they sound like outlets; where the markup says so; or where they stand at the
time of every row. A label that is the same on rows whose links lead to different sites is a word of the page ("submitted",
"via"), one of several in a row a tag, and what follows "by" a user.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import regex

from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.accounts import are_sections, publish, recur
from crawler.pages.blocks.outlets.known import is_known, is_known_in_part, names_outlet
from crawler.pages.blocks.outlets.labels import Label
from crawler.pages.blocks.outlets.places import EVERYWHERE, FEWEST_NAMES, Place
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.sites import agrees, is_host, is_platform, is_relay, own_site, site_of
from crawler.pages.blocks.story_links import leads_out
from crawler.pages.html.hosts import host_of

_SAYS_SOURCE = regex.compile(
    r"(?:^|[\W_])(?:\w*source(?:name|title|text|label|wrap)?s?|src|\w*publisher|\w*provider|outlet|\w*press|publication|attribution|\w*media(?:name)?|domain|site(?:str|name|bit)?|comhead|origin|cp|quelle|fuente|fonte|来源|來源|출처|媒体|источник)(?:$|[\W_])",
    regex.IGNORECASE,
)
_SAYS_OTHER = regex.compile(
    r"author|byline|user|nick|tags?\b|categor|section|hub|topic|keyword|comment|count|score|points|time|date|reply|share|interest|rank|label|flair|voter",
    regex.IGNORECASE,
)
_SAYS_WHO = regex.compile(r"author|user|nick|account", regex.IGNORECASE)
_ACCOUNTS = 0.4  # what names that could be anybody's are worth
_FEW_TAGS = 0.3
_ENOUGH = 0.45  # what several known names are worth, whatever their share


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


def judge(sheet: Sheet, rows: Sequence[Row], place: Place, vouched: Set[str]) -> Judged | None:
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
            is_known(sheet, label.text, vouched) or is_known_in_part(sheet, label.text) for label in firsts.values()
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
    several_known = _ENOUGH if _known_names(sheet, firsts, vouched) >= max(FEWEST_NAMES, 0.15 * len(firsts)) else 0.0
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
    if not 2 * place.beside >= len(firsts) and not (relay and len(firsts) >= EVERYWHERE * len(rows)):
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
    return sum(is_known(sheet, name, vouched) or names_outlet(sheet, name) for name in names)


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
    return abroad or names_outlet(sheet, label.text) or is_known(sheet, label.text, frozenset())


def _named(sheet: Sheet, firsts: Mapping[int, Label]) -> float:
    """Return the share of labels that sound like outlets, 0 where hardly any differ."""
    names = [label.text for label in firsts.values() if names_outlet(sheet, label.text)]
    return len(names) / len(firsts) if len(set(names)) >= min(FEWEST_NAMES, len(firsts)) else 0.0


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
