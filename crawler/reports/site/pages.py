"""The pages of a site: which there are, what each is called, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from crawler.reports.section import Section
from crawler.reports.sections import SECTIONS
from crawler.reports.site.address import path_of
from crawler.reports.site.model import SiteModel

PER_PAGE = 100  # stories of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its kind, what it is about ("" where its kind says all), and its number among those that continue each other."""

    kind: str
    key: str = ""
    number: int = 1

    @property
    def path(self) -> str:
        """Its path below the site's folder."""
        return path_of(self.kind, self.key, self.number)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the contents: its kind, its name there, its heading, and what it answers."""

    kind: str
    name: str
    title: str
    answers: str


#: In the contents' order. A kind that is not a list of its own is made of the sections whose `page` it is.
CONTENTS = (
    Entry("index", "Overview", "Overview", ""),
    Entry("stories", "Stories", "The stories that travelled", "Every text that two outlets ran, most outlets first."),
    Entry("days", "By day", "Stories by day", "The same stories by the day on which they may first have appeared."),
    Entry("outlets", "Outlets", "Outlets", "How much agency copy each ran, how often it was first, whom it credits."),
    Entry(
        "wires", "Wires", "Wires, and who ran them", "Who ran each wire's words, how much, how fast, credited or not."
    ),
    Entry(
        "ours", "Our stories", "What became of our items", "What became of the items that the wires' own feeds brought."
    ),
    Entry("flow", "Flow", "Flow of wire copy", "Whose words went where, directly or through an aggregator."),
    Entry("lags", "Lags", "Who was first, and how long after", "Order where times allow it, and lags between bounds."),
    Entry("uncredited", "Uncredited", "Uncredited", "Copies of known wires that name none in the rendering seen."),
    Entry(
        "quotations", "Quotations", "Who printed this statement", "Words of somebody else that several outlets print."
    ),
    Entry(
        "stale",
        "Stale copies",
        "Corrected, killed, and still out",
        "What wires corrected or killed, and who still carries it.",
    ),
    Entry("versions", "Versions", "Versions", "What was changed after publication, and texts of one outlet alone."),
    Entry("once", "Ran once", "Copies that ran once", "Copies that no other outlet was seen with."),
    Entry("run", "Run health", "Run health", "What became of every request, how the sources are, what was cut."),
    Entry("method", "Method", "Method", "How to read this, the rules and their numbers, and what cannot be seen."),
)
_LISTS = frozenset({"index", "stories", "days"})


def sections_of(kind: str, model: SiteModel) -> list[tuple[Section, Any]]:
    """Return the sections that a page is made of, those that have something to say, with their values."""
    values = model.report.parts
    return [(each, values[each.key]) for each in SECTIONS if each.page == kind and values[each.key] is not None]


def slices_of(kind: str, model: SiteModel) -> list[list[tuple[Section, Any, Any]]]:
    """Return, page by page, the sections of a kind with a slice of their value and the whole of it."""
    cut = [
        [(section, part, value) for part in (section.slices(value) if section.slices else [value])]
        for section, value in sections_of(kind, model)
    ]
    return [[each for each in row if each is not None] for row in zip_longest(*cut)]


def contents(model: SiteModel) -> list[Entry]:
    """Return the entries of the contents that have something to show."""
    return [entry for entry in CONTENTS if entry.kind in _LISTS or sections_of(entry.kind, model)]


def pages(model: SiteModel) -> Iterator[Page]:
    """Yield every page of the site, the overview first."""
    yield Page(kind="index")
    yield from _numbered("stories", "", model.travelled)
    yield Page(kind="days")
    for day, stories in model.days.items():
        yield from _numbered("day", day, stories)
    for entry in contents(model):
        if entry.kind not in _LISTS:
            yield from (Page(kind=entry.kind, number=at) for at in range(1, len(slices_of(entry.kind, model)) + 1))
    yield from (Page(kind="story", key=key) for key in model.by_key)
    for outlet in model.outlets:
        yield from _numbered("outlet", outlet, model.ran_by.get(outlet, ()))
    for wire, use in model.wires.items():
        yield from _numbered("wire", wire, use.stories)


def page_named(name: str, model: SiteModel) -> Page | None:
    """Return the page of a story by its key, or of an outlet or a wire by its key or name; None where there is none."""
    if (story := next((key for key in (name, f"s-{name}") if key in model.by_key), None)) is not None:
        return Page(kind="story", key=story)
    folded = name.casefold()
    for kind, names in (
        ("wire", {each: each for each in model.wires}),
        ("outlet", {key: model.name_of(key) for key in model.outlets}),
    ):
        for key, called in names.items():
            if folded in {key.casefold(), called.casefold()}:
                return Page(kind=kind, key=key)
    return None


def _numbered(kind: str, key: str, entries: Sequence[object]) -> Iterator[Page]:
    for at in range(1, count_of(entries) + 1):
        yield Page(kind=kind, key=key, number=at)


def count_of(entries: Sequence[object]) -> int:
    """Return how many pages a list of stories takes, one at least."""
    return max(1, -(-len(entries) // PER_PAGE))
