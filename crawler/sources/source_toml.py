"""New sources as text of a sources file, each under a comment that says what it is. What stands in the file is never changed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import regex

from crawler.errors import NotAPageError, SourceError, SourcesError
from crawler.pages.html.addresses import canonicalize
from crawler.sources.source import Kind, Source
from crawler.text.sanitize import sanitize

_NOT_NAME = regex.compile(r"[^a-z0-9]+")
_LONGEST_NAME, _LONGEST_COMMENT = 56, 160
_WORDS_OF_NAME = 3
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "or", "ne"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source to add: `name` as wished, `comments` what a reader should know of it."""

    name: str
    kind: Kind
    url: str
    outlet: str | None = None
    comments: tuple[str, ...] = ()


def with_sources(text: str, proposals: Iterable[Proposal], *, heading: str = "") -> tuple[str, list[Proposal]]:
    """Return *text*, a sources file, with what is new of *proposals* at its end under *heading*, and what that is, named as written.

    A source whose address the file has already, in whatever spelling, is left out. Raises SourcesError where the text is no TOML
    or has its sources in a form that nothing can be added to.
    """
    tables = _tables(text)
    names = set(tables)
    known = {_identity(url) for table in tables.values() for url in _urls(table)}
    added: list[Proposal] = []
    for proposal in proposals:
        if (identity := _identity(proposal.url)) in known:
            continue
        known.add(identity)
        name = _free(proposal.name, names)
        names.add(name)
        added.append(
            Proposal(
                name=name, kind=proposal.kind, url=proposal.url, outlet=proposal.outlet, comments=proposal.comments
            )
        )
    if not added:
        return text, []
    written = "\n".join(_written(added, heading))
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    whole = text + (gap + written).replace("\n", "\r\n" if "\r\n" in text else "\n")
    if not set(names) <= set(_tables(whole)):
        raise SourcesError(("the sources of this file are written in one line, nothing can be added to them",))
    return whole, added


def name_from(url: str, *more: str) -> str:
    """Return a name for a source at *url*: the telling part of its host, and *more* words."""
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    labels = host.split(".")
    if not host.replace(".", "").isdigit() and len(labels) > 1:
        labels = labels[:-1]
        labels = labels[:-1] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels
    host_words = [word for label in labels for word in _words(label)]
    others = dict.fromkeys(word for text in more for word in _words(text) if word not in host_words)
    return "-".join((*host_words, *others))[:_LONGEST_NAME].strip("-") or "source"


def _words(text: str) -> list[str]:
    return _NOT_NAME.sub(" ", text.lower()).split()


def _tables(text: str) -> dict[str, object]:
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff")).get("source", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourcesError((f"is no TOML: {error}",)) from None
    if not isinstance(tables, dict):
        raise SourcesError(("source: must be tables, [source.NAME]",))
    return tables


def _urls(table: object) -> Sequence[str]:
    urls = table.get("urls", ()) if isinstance(table, dict) else ()
    return [url for url in urls if isinstance(url, str)] if isinstance(urls, list) else ()


def _identity(url: str) -> str:
    try:
        return canonicalize(url)
    except NotAPageError:
        return url


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _written(added: Sequence[Proposal], heading: str) -> Iterator[str]:
    if heading:
        yield f"# {_line(heading)}"
        yield ""
    for proposal in added:
        Source(
            name=proposal.name, kind=proposal.kind, urls=(proposal.url,), outlet=proposal.outlet
        )  # raises SourceError
        yield f"[source.{proposal.name}]"
        yield from (f"# {_line(comment)}" for comment in proposal.comments if comment)
        yield f'kind = "{proposal.kind.value}"'
        yield f"urls = [{_quoted(proposal.url)}]"
        if proposal.outlet:
            yield f"outlet = {_quoted(proposal.outlet)}"
        yield ""


def _line(text: str) -> str:
    """Return *text* as one line that no page's title can break out of."""
    clean = " ".join(sanitize(text).split())
    return clean if len(clean) <= _LONGEST_COMMENT else clean[: _LONGEST_COMMENT - 3] + "..."


def _quoted(text: str) -> str:
    return json.dumps(_line(text) if len(text) <= _LONGEST_COMMENT else sanitize(text), ensure_ascii=False)


def is_usable(proposal: Proposal) -> bool:
    """Return whether a proposal makes a source: its address is a page's."""
    try:
        Source(name=proposal.name, kind=proposal.kind, urls=(proposal.url,), outlet=proposal.outlet)
    except SourceError:
        return False
    return True


def proposal_of_feed(url: str, title: str = "", folders: Sequence[str] = ()) -> Proposal:
    """Return the source of a feed that a list names: called by its host and title, under its title and folders."""
    place = " / ".join((*folders, title)) if title else " / ".join(folders)
    return Proposal(
        name=name_from(url, *_words(title)[:_WORDS_OF_NAME]),
        kind=Kind.FEED,
        url=url,
        comments=(place,),
    )
