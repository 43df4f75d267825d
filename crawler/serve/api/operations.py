"""The operations: where each is, what it takes, what it answers with. Routes, checks and the OpenAPI document are made of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from crawler.serve.api import answers
from crawler.serve.api.rows import DecisionRow, HitRow, RanRow
from crawler.serve.forms import LONGEST_TEXT
from crawler.serve.served import Served
from crawler.tables.copy_rows import CopyRow
from crawler.tables.link_rows import LinkRow
from crawler.tables.record import Row
from crawler.tables.run_rows import RunRow
from crawler.tables.story_rows import StoryRow
from crawler.tables.syndication_rows import OutletRow

MOST = 500

Limit = Annotated[int, Meta(ge=1, le=MOST, description="how many entries at most")]
Offset = Annotated[int, Meta(ge=0, le=10_000_000, description="how many entries to leave out before")]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """Which part of a list."""

    limit: Limit = 100
    offset: Offset = 0


class LinksPart(Part, frozen=True):
    """Which links."""

    copy: Annotated[str, Meta(max_length=500, description="only links of this copy, by its id or key")] = ""


class SearchPart(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which words, and which part of what has them."""

    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=500,
            description='words that must all be there, "phrases" as they are, none with a minus',
        ),
    ]
    limit: Annotated[int, Meta(ge=1, le=100, description="how many entries at most")] = 25
    offset: Annotated[int, Meta(ge=0, le=1_000_000, description="how many entries to leave out before")] = 0


class FindText(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text, and how many of its copies are wanted."""

    text: Annotated[
        str, Meta(description=f"the text, 20 words or more, {LONGEST_TEXT:,} characters at most; it is kept nowhere")
    ]
    limit: Limit = 100


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No parameter."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `takes` are its parameters, or its body where it is a POST; `gives` is one row, or an entry of a list."""

    name: str
    path: str
    summary: str
    answer: Callable[[Served, Any, str], answers.Answer]
    gives: type[Row]
    takes: type[Struct] = Nothing
    method: str = "GET"
    listed: bool = True

    @property
    def key(self) -> str:
        """The parameter in its path, "" without one."""
        return self.path.partition("{")[2].rstrip("}")


OPERATIONS: Final[Sequence[Operation]] = (
    Operation("listStories", "/stories", "Every story, those of one copy included", answers.stories, StoryRow, Part),
    Operation("getStory", "/stories/{story}", "One story by its key", answers.story, StoryRow, listed=False),
    Operation("listCopies", "/copies", "Every copy, by key", answers.copies, CopyRow, Part),
    Operation("getCopy", "/copies/{copy}", "One copy by its id or key", answers.copy, CopyRow, listed=False),
    Operation(
        "listLinks", "/links", "Every link between copies, or those of one copy", answers.links, LinkRow, LinksPart
    ),
    Operation(
        "listOutlets",
        "/outlets",
        "Every outlet in figures, those with most copies first",
        answers.outlets,
        OutletRow,
        Part,
    ),
    Operation("listRuns", "/runs", "Every run, oldest first", answers.runs, RunRow, Part),
    Operation(
        "listDecisions", "/decisions", "Every decision of a person, oldest first", answers.decisions, DecisionRow, Part
    ),
    Operation(
        "search",
        "/search",
        "The copies that have some words, those published first before others",
        answers.search,
        HitRow,
        SearchPart,
    ),
    Operation(
        "find",
        "/find",
        "The copies that share text with a text, those that hold most of it first",
        answers.find_text,
        RanRow,
        FindText,
        method="POST",
    ),
)
