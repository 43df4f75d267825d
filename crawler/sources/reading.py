"""Reading sources.toml: every error names the file, the line and the key, and all of them are reported together."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from crawler.errors import LayoutFileError, SourceError, SourcesError
from crawler.pages.custom.bundle import pack, unpack
from crawler.pages.custom.layout import CustomLayout
from crawler.sources.revisit import Revisit
from crawler.sources.schedule import Schedule, length
from crawler.sources.source import ON_DISK, Follow, Kind, Limits, Source, default_follow, is_contact, web_only
from crawler.sources.steps import read_steps
from crawler.text.toml_lines import lines_of

_LARGEST = 4 * 1024 * 1024  # bytes of a sources file
_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_TABLE, _LAYOUTS, _CONTACT = "source", "layouts", "contact"
_TOP = (_TABLE, _LAYOUTS, _CONTACT)
_TEXT, _FLAG, _TEXTS, _WHOLE, _NUMBER = "text", "true or false", "a list of texts", "a whole number", "a number"
_LIST = "a list of tables"
_SECTION, _SWITCH, _HOSTS = "a table", "true, false or a table", 'a text ("same", "any") or a list of texts'
_LENGTH = 'a length of time like "90m", "6h" or "30d"'
#: Every key of a source and what it must be. docs/sources.md says what each is for.
KEYS: Mapping[str, str] = {
    "kind": _TEXT, "urls": _TEXTS, "paths": _TEXTS, "schedule": _TEXT, "layout": _TEXT, "browser": _FLAG, "outlet": _TEXT,
    "timezone": _TEXT, "respect_reservations": _FLAG, "cookies": _FLAG, "limits": _SECTION, "follow": _SWITCH,
    "revisit": _SWITCH, "steps": _LIST,
}  # fmt: skip
LIMIT_KEYS: Mapping[str, str] = {"max_pages": _WHOLE, "max_depth": _WHOLE, "delay": _NUMBER, "page_seconds": _NUMBER}
FOLLOW_KEYS: Mapping[str, str] = {"hosts": _HOSTS, "links": _TEXT, "outlets": _WHOLE}
REVISIT_KEYS: Mapping[str, str] = {
    "first": _LENGTH, "factor": _NUMBER, "longest": _LENGTH, "max_age": _LENGTH, "max_unchanged": _WHOLE, "max_pages": _WHOLE,
}  # fmt: skip


def read_sources(file: Path, custom: Sequence[CustomLayout] = ()) -> dict[str, Source]:
    """Return the sources of a file by name, in its order; they may name *custom* layouts, and those the file names.

    Raises SourcesError, OSError when it cannot be read.
    """
    with file.open("rb") as opened:
        raw = opened.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise SourcesError((f"{file}: larger than {_LARGEST // 2**20} MiB",))
    try:
        text = raw.decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourcesError((f"{file}:{line}: is not UTF-8",)) from None
    except tomllib.TOMLDecodeError as error:
        raise SourcesError((_syntax(file, str(error), text),)) from None
    except RecursionError:
        raise SourcesError((f"{file}: nested too deep",)) from None
    return _Reading(file, lines_of(text.replace("\r\n", "\n")), [layout.name for layout in custom]).sources(parsed)


def nearest(word: str, words: Iterable[str]) -> str:
    """Return "; did you mean X?" for a word that is close to one of *words*, else what there is."""
    known = list(words)
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(known) or 'none'}"


def _syntax(file: Path, message: str, text: str) -> str:
    match = _LINE.search(message)
    line = match[1] if match and match[1] else text.rstrip().count("\n") + 1
    return f"{file}:{line}: is no TOML: {_LINE.sub('', message)}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read."""

    file: Path
    lines: Mapping[tuple[str | int, ...], int]
    custom: Sequence[str] = ()

    def sources(self, parsed: Mapping[str, Any]) -> dict[str, Source]:
        problems: list[str] = []
        sources: dict[str, Source] = {}
        tables = parsed.get(_TABLE, {})
        unknown = [key for key in parsed if key not in _TOP]
        problems += [self.located(SourceError(f"is not known{nearest(key, _TOP)}"), (key,)) for key in unknown]
        paths, names = self.layouts(parsed.get(_LAYOUTS, []), problems)
        contact = self.contact(parsed.get(_CONTACT), problems)
        if not isinstance(tables, dict):
            problems.append(self.located(SourceError("must be tables, [source.NAME]"), (_TABLE,)))
            tables = {}
        elif not tables and not unknown:
            problems.append(f"{self.file}: names no source; a source is a table [source.NAME]")
        for name, table in tables.items():
            try:
                read = self.source(name, table, layouts=paths, custom_layouts=(*names, *self.custom))
                sources[name] = replace(read, contact=contact)
            except SourceError as error:
                problems.append(self.located(error, (_TABLE, name)))
        if problems:
            raise SourcesError(tuple(problems))
        return sources

    def contact(self, value: Any, problems: list[str]) -> str | None:
        """Return what webmasters are told of who crawls."""
        if value is None or (isinstance(value, str) and is_contact(value)):
            return value
        problems.append(
            self.located(
                SourceError(f"must be a URL or a mail address, in plain characters, not {_shown(value)}"), (_CONTACT,)
            )
        )
        return None

    def layouts(self, value: Any, problems: list[str]) -> tuple[tuple[Path, ...], list[str]]:
        """Return the layout files that the file names, as paths from here, and the names of their layouts."""
        texts = [value] if isinstance(value, str) else value
        if not _is_texts(texts):
            problems.append(self.located(SourceError(f"must be a text or {_TEXTS}, not {_shown(value)}"), (_LAYOUTS,)))
            return (), []
        paths = tuple(self.file.parent / text for text in texts)
        try:
            return paths, [layout.name for layout in unpack(pack(paths))]
        except LayoutFileError as error:
            problems.extend(error.problems)
        except OSError as error:
            problems.append(self.located(SourceError(f"{error.filename}: {error.strerror}"), (_LAYOUTS,)))
        return (), []

    def located(self, error: SourceError, table: tuple[str | int, ...]) -> str:
        """Return file, line, key and message of an error in *table*."""
        path = (*table, *error.key)
        place = next(self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines)
        key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        return f"{self.file}:{place}: {key}: {error}"

    def source(
        self, name: str, table: Any, *, layouts: tuple[Path, ...] = (), custom_layouts: tuple[str, ...] = ()
    ) -> Source:
        if not isinstance(table, dict):
            raise SourceError("must be a table, [source.NAME]")
        _check_keys(table, KEYS)
        if "kind" not in table:
            raise SourceError(f"has no kind; it is one of: {', '.join(Kind)}")
        kind = _kind(table["kind"])
        for key in web_only(kind):
            if key in table and key != "urls":
                raise SourceError(f"means nothing for a source of kind {kind.value}", key)
        return Source(
            name=name,
            kind=kind,
            layouts=layouts,
            custom_layouts=custom_layouts,
            urls=tuple(dict.fromkeys(table.get("urls", ()))),
            paths=tuple(self.file.parent / path for path in table.get("paths", ())),
            schedule=_schedule(table.get("schedule")),
            limits=_limits(table.get("limits", {})),
            steps=read_steps(table.get("steps", ())),
            follow=None if kind in ON_DISK else _follow(table.get("follow", True), kind),
            revisit=None if kind in ON_DISK else _revisit(table.get("revisit", True)),
            **{key: table[key] for key in ("layout", "browser", "outlet", "timezone", "respect_reservations", "cookies") if key in table},
        )  # fmt: skip


def _check_keys(table: Mapping[str, Any], keys: Mapping[str, str]) -> None:
    for key, value in table.items():
        if key not in keys:
            raise SourceError(f"is not known{nearest(key, keys)}", key)
        if not _FITS[keys[key]](value):
            raise SourceError(f"must be {keys[key]}, not {_shown(value)}", key)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_FITS: Mapping[str, Callable[[Any], bool]] = {
    _TEXT: lambda value: isinstance(value, str),
    _FLAG: lambda value: isinstance(value, bool),
    _WHOLE: lambda value: _is_number(value) and isinstance(value, int),
    _NUMBER: _is_number,
    _TEXTS: _is_texts,
    _SECTION: lambda value: isinstance(value, dict),
    _LIST: lambda value: isinstance(value, list),
    _SWITCH: lambda value: isinstance(value, bool | dict),
    _LENGTH: lambda value: isinstance(value, str) and length(value) is not None,
    _HOSTS: lambda value: isinstance(value, str) or _is_texts(value),
}


def _shown(value: Any) -> str:
    shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    return (shown or repr(value))[:60]


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise SourceError(f"{text!r} is no kind of source{nearest(text, Kind)}", "kind") from None


def _schedule(text: str | None) -> Schedule | None:
    try:
        return Schedule(text) if text is not None else None
    except ValueError as error:
        raise SourceError(str(error), "schedule") from None


def _limits(table: Mapping[str, Any]) -> Limits:
    try:
        _check_keys(table, LIMIT_KEYS)
        return Limits(**table)
    except SourceError as error:
        _below("limits", error)


def _follow(value: bool | Mapping[str, Any], kind: Kind) -> Follow | None:  # noqa: FBT001  # a value of the file
    if value is False:
        return None
    table = value if isinstance(value, dict) else {}
    try:
        _check_keys(table, FOLLOW_KEYS)
        hosts = table.get("hosts", default_follow(kind).hosts)
        return Follow(
            hosts=tuple(hosts) if isinstance(hosts, list) else hosts,
            links=table.get("links"),
            outlets=table.get("outlets", 0),
        )
    except SourceError as error:
        _below("follow", error)


def _revisit(value: bool | Mapping[str, Any]) -> Revisit | None:  # noqa: FBT001  # a value of the file
    if value is False:
        return None
    table = value if isinstance(value, dict) else {}
    try:
        _check_keys(table, REVISIT_KEYS)
        read: dict[str, Any] = {
            key: length(setting) if REVISIT_KEYS[key] == _LENGTH else setting for key, setting in table.items()
        }
        return Revisit(**read)
    except SourceError as error:
        _below("revisit", error)


def _below(table: str, error: SourceError) -> NoReturn:
    raise SourceError(str(error), table, *error.key) from None
