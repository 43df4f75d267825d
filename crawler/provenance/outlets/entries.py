"""Entries of the registry of outlets: what stands in the TOML, checked key by key. Every error names line, entry and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.errors import OutletsError
from crawler.provenance.outlets.hosts import host_of
from crawler.text.words import words

KINDS: Final = ("outlet", "agency", "aggregator")
DATE_ORDERS: Final = ("DMY", "MDY")
_TABLES: Final = frozenset({"outlet", "wire"})  # wires stand in the same file and are read elsewhere
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*outlet[ \t]*\]\]", re.MULTILINE)
_HOST: Final = re.compile(r"(?:[a-z0-9_*](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `known` says that it stands in a table; else `key` is a slug of the printed name or the domain.

    `country` is ISO 3166-1 alpha-2, `timezone` a name of the tz database, `language` BCP 47's two letters, `wires` names
    wires that it takes, as far as known; `group` is its owner, whose papers are sisters and not mirrors.
    """

    key: str
    name: str
    known: bool
    kind: str
    country: str | None = None
    timezone: str | None = None
    group: str | None = None
    date_order: str | None = None
    language: str | None = None
    wires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An outlet as a table has it: with the names it goes by and the hosts it is on. `names` are as printed, main name first."""

    outlet: Outlet
    names: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of one text. `where` says so to its author ("line 7, outlet 2 (tide)")."""

    where: str
    values: Mapping[str, object] = field(repr=False)

    def refuse(self, key: str, why: str) -> OutletsError:
        return OutletsError(f"{self.where}: {key}: {why}")


def read_entries(text: str, before: Mapping[str, Entry] = MappingProxyType({})) -> dict[str, Entry]:
    """Return the entries of *text* by key. A row without a name adds to the entry of its key in *before*.

    Raises OutletsError for what is no such table, and for names or domains that stand twice in it.
    """
    rows = list(_rows(text))
    read: dict[str, Entry] = {}
    owners: dict[tuple[str, str], str] = {}
    for row in rows:
        entry = _entry(row, before)
        for what, value in (("key", entry.outlet.key), *_claims(row)):
            if owners.setdefault((what, value), row.where) != row.where:
                raise OutletsError(
                    f"{row.where}: {what} {value} stands twice among the outlets, first in {owners[what, value]}"
                )
        read[entry.outlet.key] = entry
    return read


def is_host(text: str) -> bool:
    """Whether *text* may stand among the domains of an entry."""
    return _HOST.fullmatch(text) is not None


def fold_name(name: str) -> str:
    """Return *name* for comparison: folded words, no leading article, no spaces ("The Hindu Business Line")."""
    folded = words(name)
    return "".join(folded[1:] if len(folded) > 1 and folded[0] == "the" else folded)


def _rows(text: str) -> Iterator[_Row]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(f"not TOML: {error}") from error
    if unknown := sorted(tables.keys() - _TABLES):
        raise OutletsError(f"{unknown[0]}: no such table; there are [[outlet]] and [[wire]]")
    rows = tables.get("outlet", [])
    if not isinstance(rows, list):
        raise OutletsError("outlet: write [[outlet]], with two brackets")
    lines = [text.count("\n", 0, found.end()) + 1 for found in _HEADER.finditer(text)]
    for number, values in enumerate(rows, 1):
        place = f"line {lines[number - 1]}, " if len(lines) == len(rows) else ""
        if not isinstance(values, dict):
            raise OutletsError(f"{place}outlet {number}: must be a table")
        yield _Row(f"{place}outlet {number} ({values.get('key', 'no key')})", values)


def _entry(row: _Row, before: Mapping[str, Entry]) -> Entry:
    given = {key: _checked(row, key) for key in row.values}
    key = given.get("key")
    if not isinstance(key, str):
        raise row.refuse("key", "an outlet needs a key and a name")
    old = before.get(key)
    if "name" not in given and old is None:
        raise row.refuse("name", "an outlet needs a key and a name; without a name an entry adds to one that is there")
    adds = "name" not in given and old is not None
    names = (*(old.names if adds and old else (given["name"],)), *_texts(given, "aliases"))
    hosts = (*(old.hosts if adds and old else ()), *(_host(host) for host in _texts(given, "domains")))
    wires = (*(old.outlet.wires if adds and old else ()), *_texts(given, "wires"))
    plain = {name: given.get(name, getattr(old.outlet, name) if adds and old else None) for name in _PLAIN}
    outlet = Outlet(
        key=key, name=str(names[0]), known=True, kind=str(plain["kind"] or "outlet"), country=_text(plain["country"]),
        timezone=_text(plain["timezone"]), group=_text(plain["group"]), date_order=_text(plain["date_order"]),
        language=_text(plain["language"]), wires=tuple(dict.fromkeys(wires)),
    )  # fmt: skip
    return Entry(outlet=outlet, names=tuple(map(str, names)), hosts=tuple(dict.fromkeys(hosts)))


def _claims(row: _Row) -> Iterator[tuple[str, str]]:
    """Give the names and domains that a row itself lays claim to."""
    names = [row.values[key] for key in ("name",) if key in row.values]
    for name in dict.fromkeys(fold_name(str(name)) for name in (*names, *_texts(row.values, "aliases"))):
        yield "name", name
    for host in dict.fromkeys(_host(host) for host in _texts(row.values, "domains")):
        yield "domain", host


def _checked(row: _Row, key: str) -> object:
    """Return the value of *key* if it may stand there; raise OutletsError if not."""
    if key not in _CHECKS:
        raise row.refuse(key, f"unknown field; there are {', '.join(_CHECKS)}")
    value = row.values[key]
    if why := _CHECKS[key](value):
        raise row.refuse(key, f"{value!r} {why}" if isinstance(value, str) else why)
    return value


def _one_of(choices: Sequence[str]) -> Callable[[object], str | None]:
    return lambda value: None if value in choices else f"is not one of {', '.join(choices)}"


def _like(pattern: str, why: str) -> Callable[[object], str | None]:
    return lambda value: None if isinstance(value, str) and re.fullmatch(pattern, value) else why


def _name(value: object) -> str | None:
    return None if isinstance(value, str) and fold_name(value) else "must be a text with letters or digits"


def _names(value: object) -> str | None:
    if not isinstance(value, list):
        return "must be a list of texts"
    return next((f"{each!r} {why}" for each in value if (why := _name(each))), None)


def _domains(value: object) -> str | None:
    if not isinstance(value, list):
        return "must be a list of texts"
    bad = (each for each in value if not isinstance(each, str) or not _HOST.fullmatch(_host(each)))
    return next((f"{each!r} is no host; write it like news.example.com" for each in bad), None)


def _zone(value: object) -> str | None:
    if not isinstance(value, str):
        return "must be a text"
    try:
        return None if value in _zone_names() or ZoneInfo(value) else "is no time zone; write it like Europe/London"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "is no time zone; write it like Europe/London"


@cache
def _zone_names() -> frozenset[str]:
    """Return the names of the tzdata package: looking one up costs nothing, loading 184 zones costs 80 ms."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def _host(text: str) -> str:
    if "*" in text:
        return text.lower().removeprefix("www.")
    return (host_of(f"https://{text}") if "/" not in text and ":" not in text else text).removeprefix("www.")


_PLAIN: Final = ("kind", "country", "timezone", "language", "group", "date_order")
#: Every key of an entry, in the order of the documentation, with what is wrong about a value (None: nothing).
_CHECKS: Final[Mapping[str, Callable[[object], str | None]]] = {
    "key": _like(_KEY.pattern, "must be words of small letters and digits, hyphenated"),
    "name": _name,
    "aliases": _names,
    "domains": _domains,
    "kind": _one_of(KINDS),
    "country": _like("(?!UK)[A-Z]{2}", "is no ISO 3166 code; write it like GB"),
    "timezone": _zone,
    "language": _like("[a-z]{2}", "is no two-letter language tag; write it like en"),
    "group": _name,
    "wires": _names,
    "date_order": _one_of(DATE_ORDERS),
}
KEYS: Final = tuple(_CHECKS)


def _texts(given: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = given.get(key, ())
    return tuple(value) if isinstance(value, list | tuple) else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
