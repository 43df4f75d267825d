"""The first sources file of a desk: a text made of four answers, commented so that its reader can go on from there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.errors import InputError, NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.provenance.outlets.registry import Outlets
from crawler.sources.schedule import Schedule
from crawler.sources.source import Kind, is_contact
from crawler.sources.source_toml import name_from

BY_HAND = "by hand"
_FEED = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)", re.IGNORECASE)
_SITEMAP = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)
_WHAT: dict[Kind, str] = {
    Kind.PAGE: 'a page that shows articles of many outlets; of one outlet\'s own front page say "section"',
    Kind.SECTION: "an outlet's front page or section: the articles that it links to are read",
    Kind.FEED: "a feed: the pages of its entries are read",
    Kind.SITEMAP: "a sitemap: the pages that it lists are read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The four answers. `schedule` is as in the sources file, None for crawls that are started by hand."""

    urls: Sequence[str]
    contact: str | None
    schedule: str | None
    timezone: str | None


def addresses(text: str) -> list[str]:
    """Return the addresses in *text*, set apart by spaces or commas, each once; one without a scheme gets https.

    Raises InputError for one that is no page's, and for none at all.
    """
    urls = [word if "://" in word else f"https://{word}" for word in re.split(r"[\s,]+", text) if word]
    for url in urls:
        try:
            host = urlsplit(canonicalize(url)).hostname or ""
        except NotAPageError:
            host = ""
        if not (host.strip("[").partition(":")[2] or "." in host or host == "localhost"):
            raise InputError(f"{url!r} is no http(s) address; write it like https://www.daily8.com/en/")
    if not urls:
        raise InputError("name at least one page, feed or front page, like https://www.daily8.com/en/")
    return list(dict.fromkeys(urls))


def contact_from(text: str) -> str:
    """Return a contact. Raises InputError for one that no webmaster can use."""
    if not is_contact(text.strip()):
        raise InputError(f"{text!r} must be a URL or a mail address, in plain characters")
    return text.strip()


def schedule_from(text: str) -> str | None:
    """Return a schedule; "6h" means "every 6h", "by hand" is None. Raises InputError."""
    words = " ".join(text.split())
    if words.casefold() in {BY_HAND, "none", "never", ""}:
        return None
    schedule = f"every {words}" if re.fullmatch(r"\d+[mhd]", words) else words
    try:
        return Schedule(schedule).text
    except ValueError as error:
        raise InputError(str(error)) from None


def starter_text(given: Beginning, outlets: Outlets) -> str:
    """Return the sources file: each source under a comment that says what it was taken for, and what else can be said of it."""
    return "\n".join([*_head(given), *_sources(given, outlets)])


def kind_of(url: str, outlets: Outlets) -> Kind:
    """Return what an address seems to be by its looks and by whom its host belongs to; nothing is fetched."""
    path = urlsplit(url).path
    if _SITEMAP.search(path):
        return Kind.SITEMAP
    if _FEED.search(path):
        return Kind.FEED
    outlet = outlets.at(url)
    return Kind.SECTION if outlet is not None and outlet.kind != "aggregator" else Kind.PAGE


def _head(given: Beginning) -> Iterator[str]:
    yield "# What Wiretrace crawls, begun by `wiretrace init`. Every key is described in docs/sources.md."
    yield "#"
    yield "#   wiretrace sources check         what one page of each source would give; stores nothing"
    yield "#   wiretrace crawl --all           crawl them all now"
    yield "#   wiretrace schedule run          crawl each when it is due, until stopped"
    yield "#   wiretrace sources discover URL  add the feeds, sitemaps and sections of an outlet's site"
    yield "#   wiretrace report                who ran whose words"
    yield ""
    yield "# Who crawls: part of the user agent, so that webmasters can write to you. Public hosts are not crawled without."
    yield f"contact = {json.dumps(given.contact)}" if given.contact else '# contact = "desk@news.example"'
    yield ""


def _sources(given: Beginning, outlets: Outlets) -> Iterator[str]:
    names: set[str] = set()
    for url in given.urls:
        kind, outlet = kind_of(url, outlets), outlets.at(url)
        base = name_from(url)
        name = next(
            free for free in (base, *(f"{base}-{n}" for n in range(2, len(given.urls) + 2))) if free not in names
        )
        names.add(name)
        yield f"[source.{name}]"
        yield f'kind = "{kind.value}"  # {_WHAT[kind]}'
        yield f"urls = [{json.dumps(url, ensure_ascii=False)}]"
        if kind is not Kind.PAGE and outlet is not None:
            yield f"outlet = {json.dumps(outlet.name, ensure_ascii=False)}"
        yield (
            f'schedule = "{given.schedule}"'
            if given.schedule
            else '# schedule = "every 6h"  # for `wiretrace schedule run`'
        )
        if given.timezone:
            yield f'timezone = "{given.timezone}"  # of printed times that name no zone'
        else:
            yield '# timezone = "Europe/London"  # of printed times that name no zone'
        yield "# limits = { max_pages = 50 }  # fetch at most so many pages in a run"
        if kind is Kind.PAGE:
            yield "# follow = { outlets = 5 }  # read so many articles of a page at their outlets, too"
        yield ""
