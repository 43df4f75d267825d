"""Layout files: a layout written as TOML. Every error names file, line and key, and all of them are told at once.

ValueError
 +-- LayoutFileError     a file cannot be used; `.problems` has a line for each thing that is wrong
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.errors import LayoutFileError
from crawler.pages.custom.layout import CustomLayout, Links, Rule
from crawler.pages.custom.roles import Roles
from crawler.pages.custom.selectors import Select, SelectorRefused
from crawler.text.toml_lines import lines_of

LARGEST = 256 * 1024  # characters of a layout file
MOST_FILES = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}")
_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_MOST_WORDS, _LONGEST_WORD = 20, 200
Key = tuple[str | int, ...]


def _text(value: object) -> str | None:
    return None if isinstance(value, str) and value.strip() and len(value) <= _LONGEST_WORD else "must be a short text"


def _name(value: object) -> str | None:
    fine = isinstance(value, str) and _NAME.fullmatch(value)
    return None if fine else "must be a name: small letters, digits, - and _, 64 at most"


def _hosts(value: object) -> str | None:
    if not isinstance(value, list) or len(value) > MOST_FILES:
        return "must be a list of hosts"
    bad = (each for each in value if not isinstance(each, str) or not _HOST.fullmatch(each))
    return next((f"{each!r} is no host; write it like news.example" for each in bad), None)


def _words(value: object) -> str | None:
    fine = isinstance(value, list) and 0 < len(value) <= _MOST_WORDS and not any(map(_text, value))
    return None if fine else f"must be a list of 1 to {_MOST_WORDS} short texts"


def _selector(value: object) -> str | None:
    if not isinstance(value, str):
        return "must be a CSS selector, as text"
    try:
        Select.of(value)
    except SelectorRefused as error:
        return f"{value[:60]!r} {error}"
    return None


_Check = Callable[[object], str | None]
_ROLES = ("source", "outlet", "time", "byline", "body", "link")
#: Every key of a layout file by its table ("" for none), with what is wrong about a value. docs/custom-layouts.md tells them.
KEYS: Mapping[str, Mapping[str, _Check]] = {
    "": {"name": _name, "aggregator": _text, "hosts": _hosts},
    "recognize": {"selector": _selector, "words": _words},
    "block": dict.fromkeys(("each", "rows", "headline", *_ROLES), _selector),
    "article": dict.fromkeys(("headline", *_ROLES), _selector),
    "links": {"next": _selector, "pages": _selector},
}


def read_layout(text: str, file: str) -> CustomLayout:
    """Return the layout that *text* describes; *file* is its name in messages. Raises LayoutFileError."""
    if len(text) > LARGEST:
        raise LayoutFileError([f"{file}: larger than {LARGEST // 1024} KiB"])
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = found[1] if found and found[1] else text.rstrip().count("\n") + 1
        raise LayoutFileError([f"{file}:{line}: is no TOML: {_LINE.sub('', str(error))}"]) from None
    except RecursionError:
        raise LayoutFileError([f"{file}: nested too deep"]) from None
    reading = _Reading(file, lines_of(text.replace("\r\n", "\n")))
    problems = [reading.told(key, why) for key, why in _problems(tables)]
    if problems:
        raise LayoutFileError(problems)
    return _layout(tables)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read."""

    file: str
    lines: Mapping[Key, int] = field(repr=False)

    def told(self, key: Key, why: str) -> str:
        """Return file, line, key and message."""
        place = next((self.lines[key[:end]] for end in range(len(key), 0, -1) if key[:end] in self.lines), None)
        return f"{self.file}:{place}: {'.'.join(map(str, key))}: {why}" if place else f"{self.file}: {key[-1]}: {why}"


def _problems(tables: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    yield from _wrong_keys("", {key: value for key, value in tables.items() if key not in KEYS or not key})
    for name in KEYS:
        if name and name in tables:
            if isinstance(tables[name], dict):
                yield from _wrong_keys(name, tables[name])
            else:
                yield (name,), f"must be a table, [{name}]"
    if "name" not in tables:
        yield ("name",), "has to be there"
    yield from _missing(tables)


def _wrong_keys(table: str, values: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    known = KEYS[table]
    for key, value in values.items():
        path = (table, key) if table else (key,)
        if key not in known:
            tables = [f"[{name}]" for name in KEYS if name] if not table else []
            yield path, f"is not known; there are: {', '.join([*known, *tables])}"
        elif why := known[key](value):
            yield path, why


def _missing(tables: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    block, article = tables.get("block"), tables.get("article")
    if not isinstance(block, dict) and not isinstance(article, dict):
        yield ("block",), "has to be there, as table [block] or [article]"
    if isinstance(block, dict):
        if ("each" in block) == ("rows" in block):
            yield ("block",), "needs each (every block has an element of its own) or rows (it has none), not both"
        elif "rows" in block and len(block) > 1:
            yield ("block",), "with rows tells the parts by itself: leave the other keys out"
        elif "each" in block and "headline" not in block:
            yield ("block",), "needs headline"
    if isinstance(article, dict) and not {"headline", "body"} <= article.keys():
        yield ("article",), "needs headline and body"
    for name in ("recognize", "links"):
        if tables.get(name) == {}:
            yield (name,), f"says nothing; leave it out or give one of: {', '.join(KEYS[name])}"


def _layout(tables: Mapping[str, Any]) -> CustomLayout:
    block, rule, links = (tables.get(name, {}) for name in ("block", "recognize", "links"))
    return CustomLayout(
        name=tables["name"],
        aggregator=tables.get("aggregator"),
        hosts=tuple(tables.get("hosts", ())),
        rule=Rule(_select(rule, "selector"), tuple(rule.get("words", ()))) if rule else None,
        each=_select(block, "each"),
        rows=_select(block, "rows"),
        block=_roles(block) if "headline" in block else None,
        article=_roles(tables["article"]) if "article" in tables else None,
        links=Links(_select(links, "next"), _select(links, "pages")) if links else None,
    )


def _roles(table: Mapping[str, Any]) -> Roles:
    return Roles(headline=Select.of(table["headline"]), **{key: _select(table, key) for key in _ROLES if key in table})


def _select(table: Mapping[str, Any], key: str) -> Select | None:
    return Select.of(table[key]) if key in table else None
