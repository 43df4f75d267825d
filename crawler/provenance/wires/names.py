"""The names of wires, and where they stand in a text. No conclusions here."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Final

from crawler.errors import WiresError

_FIELDS: Final = frozenset(
    {
        "name",
        "credit",
        "codes",
        "self",
        "short",
        "fused",
        "people",
        "outlets",
        "house",
        "domains",
        "paper",
        "carries",
        "undated",
    }
)

_WORD: Final = re.compile(r"[^\W\u3040-\ud7a3]+")  # not over the border to a script without spaces: "AP" of "AP通信"
_UNSPACED: Final = ("\u3040", "\ud7a3")  # kana, Han and Hangul


class Use(Enum):
    """What a name is good for."""

    CREDIT = auto()  # credit lines, bylines, datelines, metadata
    SELF = auto()  # its own running text
    SHORT = auto()  # its own running text, once the long name has been read


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """One agency or syndicating paper; the fields are those that `wires.toml` explains."""

    name: str
    credit: tuple[str, ...]
    codes: tuple[str, ...] = ()
    itself: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    fused: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    outlets: frozenset[str] = frozenset()
    house: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()
    paper: bool = False
    carries: bool = False
    undated: bool = False

    def is_at_home(self, host: str) -> bool:
        """Return whether *host* is one of the wire's own."""
        return any(host == name or host.endswith("." + name) for name in self.domains)


@dataclass(frozen=True, slots=True)
class Place:
    """A name of *wire* at characters start..end of a text, as whole words."""

    wire: Wire
    start: int
    end: int
    uses: frozenset[Use] = field(compare=False)


class NameTable(dict[str, tuple[tuple[Wire, frozenset[Use]], ...]]):
    """Every name of *wires* with those it may mean and what it is good for there ("The Times" may mean two)."""

    def __init__(self, wires: Sequence[Wire]) -> None:
        table: dict[str, dict[str, tuple[Wire, set[Use]]]] = {}
        for wire in wires:
            groups = ((Use.CREDIT, (*wire.credit, *wire.codes)), (Use.SELF, wire.itself), (Use.SHORT, wire.short))
            for use, names in groups:
                for name in names:
                    table.setdefault(name, {}).setdefault(wire.name, (wire, set()))[1].add(use)
        super().__init__(
            {name: tuple((wire, frozenset(uses)) for wire, uses in found.values()) for name, found in table.items()}
        )
        self.wires = tuple(wires)

    @cached_property
    def beginnings(self) -> Mapping[str, Sequence[str]]:
        """The names by their first word, or first character where that is a sign or of a script that prints no spaces."""
        found: dict[str, list[str]] = {}
        for name in self:
            first = _WORD.match(name)
            found.setdefault(first[0] if first else name[0], []).append(name)
        return found

    @cached_property
    def folded(self) -> Mapping[str, Sequence[Wire]]:
        """The wires by the names that credit them, whatever the case, in the order of the table."""
        found: dict[str, dict[str, Wire]] = {}
        for wire in self.wires:
            for name in (*wire.credit, *wire.codes):
                found.setdefault(name.casefold(), {})[wire.name] = wire
        return {name: tuple(wires.values()) for name, wires in found.items()}

    @cached_property
    def carriers(self) -> frozenset[str]:
        """The names of the wires that carry others' copy."""
        return frozenset(wire.name for wire in self.wires if wire.carries)


@dataclass(frozen=True, slots=True)
class Homes:
    """Whose outlets and hosts these are: each with the wire that has it, the first in the table's order."""

    outlets: Mapping[str, tuple[int, Wire]]
    hosts: Mapping[str, tuple[int, Wire]]

    @classmethod
    def of(cls, wires: Sequence[Wire]) -> Homes:
        """Return those of *wires*."""
        numbered = list(enumerate(wires))[::-1]  # the first of two overwrites the other
        return cls(
            {outlet: (at, wire) for at, wire in numbered for outlet in wire.outlets},
            {name: (at, wire) for at, wire in numbered for name in wire.domains},
        )

    def at(self, host: str) -> tuple[int, Wire] | None:
        """Return the first wire at home on *host*, or None."""
        labels = host.split(".")
        tails = (".".join(labels[start:]) for start in range(len(labels)))
        return min((self.hosts[tail] for tail in tails if tail in self.hosts), key=_place, default=None)


def _place(found: tuple[int, Wire]) -> int:
    return found[0]


def read_wires(text: str) -> tuple[Wire, ...]:
    """Read the TOML of `wires.toml`. Raises WiresError for text that is not that."""
    try:
        rows = tomllib.loads(text).get("wire", [])
    except tomllib.TOMLDecodeError as error:
        raise WiresError(f"wires are not TOML: {error}") from error
    wires = tuple(_read_row(row) for row in rows)
    if len({wire.name for wire in wires}) < len(wires):
        raise WiresError("a wire stands twice in the table")
    return wires


def refuse_shared_names(wires: Sequence[Wire]) -> None:
    """Raise WiresError when one name would credit two wires."""
    owner: dict[str, str] = {}
    for wire in wires:
        for name in {*wire.credit, *wire.codes}:
            if owner.setdefault(name, wire.name) != wire.name:
                raise WiresError(f"{name} would credit both {owner[name]} and {wire.name}")


def _read_row(row: object) -> Wire:
    if not isinstance(row, dict) or not row.get("name") or not row.get("credit"):
        raise WiresError(f"a wire needs a name and a credit: {row!r}")
    if unknown := sorted(row.keys() - _FIELDS):
        raise WiresError(f"wire {row['name']}: unknown field {unknown[0]}")
    return Wire(
        name=row["name"],
        credit=tuple(row["credit"]),
        codes=tuple(row.get("codes", ())),
        itself=tuple(row.get("self", row["credit"][:1])),
        short=tuple(row.get("short", ())),
        fused=tuple(row.get("fused", ())),
        people=tuple(row.get("people", ())),
        outlets=frozenset(row.get("outlets", ())),
        house=frozenset(row.get("house", ())),
        domains=tuple(row.get("domains", ())),
        paper=bool(row.get("paper", False)),
        carries=bool(row.get("carries", False)),
        undated=bool(row.get("undated", False)),
    )


def find_names(text: str, table: NameTable) -> list[Place]:
    """Return the places of all names in *text*, in order; of overlapping names the longest stands.

    Linear: one search a name, at the speed of `str.find`, for names whose first word the text has.
    """
    names = _may_hold(text, table)
    spans = sorted((span for name in names if name in text for span in _occurrences(text, name)), key=_leftmost_longest)
    places: list[Place] = []
    free_from = 0
    for start, end in spans:
        if start < free_from:
            continue
        free_from = end
        places += [Place(wire, start, end, uses) for wire, uses in table[text[start:end]]]
    return places


def _may_hold(text: str, table: NameTable) -> Iterator[str]:
    """Yield the names whose beginning *text* has: names stand as whole words, and most of a thousand begin with none of a text's."""
    beginnings = table.beginnings
    return (name for first in {*_WORD.findall(text), *text} & beginnings.keys() for name in beginnings[first])


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if _stands_alone(text, start, end):
            yield start, end
        start = text.find(name, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether start..end is whole words: "ansa" is inside names, and "ex-Reuters" or "AP-NORC" is another word."""
    return not (_goes_on(text, start, step=-1) or _goes_on(text, end - 1, step=1))


def _goes_on(text: str, edge: int, *, step: int) -> bool:
    """Say whether the word of the name's last character goes on in direction *step*, over a hyphen, too."""
    if _is_unspaced(text[edge]):
        return False
    at = edge + step
    if 0 <= at < len(text) and text[at] == "-":
        at += step
    return 0 <= at < len(text) and _joins(text[at])


def _joins(character: str) -> bool:
    """Say whether a character beside a name makes it another word: not in scripts that print no spaces or join particles."""
    if _is_unspaced(character):
        return False
    return character.isalnum() or character == "_" or unicodedata.category(character) in {"Mn", "Mc"}


def _is_unspaced(character: str) -> bool:
    return _UNSPACED[0] <= character <= _UNSPACED[1]


def _leftmost_longest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]
