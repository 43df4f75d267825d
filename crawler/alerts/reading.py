"""Reading alerts.toml: every error names the file, the line and the key, and all of them are reported together."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.alerts.rules import ALLOWED, CHANNEL_ALLOWED, Alerts, Channel, DigestRule, Rule, Security, Way, When
from crawler.errors import AlertError, AlertsError
from crawler.provenance.notices.form import NoticeKind
from crawler.sources.schedule import Schedule, length
from crawler.text.toml_lines import lines_of

_LARGEST = 1024 * 1024  # bytes of an alerts file
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RULE, _DIGEST, _CHANNEL = "rule", "digest", "channel"
Read = Callable[[Any], Any]
T = TypeVar("T")


def read_alerts(file: Path) -> Alerts:
    """Return what an alerts file says; paths in it are relative to its folder. Raises AlertsError, OSError when it cannot be read."""
    raw = file.read_bytes()
    if len(raw) > _LARGEST:
        raise AlertsError((f"{file}: larger than {_LARGEST // 2**20} MiB",))
    try:
        text = raw.decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError:
        raise AlertsError((f"{file}: is not UTF-8",)) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise AlertsError((f"{file}: is no TOML: {error}",)) from None
    return _Reading(file, lines_of(text.replace("\r\n", "\n")), []).alerts(parsed)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read."""

    file: Path
    lines: Mapping[tuple[str | int, ...], int]
    problems: list[str]

    def alerts(self, parsed: Mapping[str, Any]) -> Alerts:
        tables = (_RULE, _DIGEST, _CHANNEL)
        for key in parsed:
            if key not in tables:
                self.note(AlertError(f"is not known{_nearest(key, tables)}"), (key,))
        channels = {
            name: self.made(_CHANNEL, name, table, self.channel) for name, table in self.tables(parsed, _CHANNEL)
        }
        rules = [self.made(_RULE, name, table, self.rule) for name, table in self.tables(parsed, _RULE)]
        digests = [self.made(_DIGEST, name, table, self.digest) for name, table in self.tables(parsed, _DIGEST)]
        known = {name: channel for name, channel in channels.items() if channel is not None}
        alerts = Alerts(
            rules=tuple(rule for rule in rules if rule is not None),
            digests=tuple(digest for digest in digests if digest is not None),
            channels=known,
        )
        for table, each in [(_RULE, each) for each in alerts.rules] + [(_DIGEST, each) for each in alerts.digests]:
            for name in each.to:
                if name not in channels:
                    self.note(
                        AlertError(f"there is no channel {name!r}{_nearest(name, channels)}", "to"), (table, each.name)
                    )
        if not self.problems and not (alerts.rules or alerts.digests):
            self.problems.append(f"{self.file}: has no rule; a rule is a table [rule.NAME]")
        if self.problems:
            raise AlertsError(tuple(self.problems))
        return alerts

    def tables(self, parsed: Mapping[str, Any], kind: str) -> Iterable[tuple[str, Any]]:
        tables = parsed.get(kind, {})
        if isinstance(tables, dict):
            return tables.items()
        self.note(AlertError(f"must be tables, [{kind}.NAME]"), (kind,))
        return ()

    def made(self, kind: str, name: str, table: Any, make: Callable[[str, Mapping[str, Any]], T]) -> T | None:
        try:
            return make(name, _checked(kind, name, table))
        except AlertError as error:
            self.note(error, (kind, name))
            return None

    def note(self, error: AlertError, table: tuple[str | int, ...]) -> None:
        path = (*table, *error.key)
        line = next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 1)
        self.problems.append(f"{self.file}:{line}: {'.'.join(map(str, path))}: {error}")

    def rule(self, name: str, table: Mapping[str, Any]) -> Rule:
        when = _one_of(When, table.get("when"), "when", "rule")
        return Rule(
            name=name, when=when, **self.values(table, RULE_KEYS, ("when", "to", *ALLOWED[when]), without="when")
        )

    def digest(self, name: str, table: Mapping[str, Any]) -> DigestRule:
        for needed in ("schedule", "since"):
            if needed not in table:
                raise AlertError("is needed", needed)
        return DigestRule(name=name, **self.values(table, DIGEST_KEYS, tuple(DIGEST_KEYS)))

    def channel(self, name: str, table: Mapping[str, Any]) -> Channel:
        kind = _one_of(Way, table.get("kind"), "kind", "channel")
        return Channel(
            name=name, kind=kind, **self.values(table, CHANNEL_KEYS, ("kind", *CHANNEL_ALLOWED[kind]), without="kind")
        )

    def values(
        self, table: Mapping[str, Any], keys: Mapping[str, Read], allowed: Sequence[str], *, without: str = ""
    ) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in table.items():
            if key not in allowed:
                raise AlertError(f"is not known here{_nearest(key, allowed)}", key)
            if key == without:
                continue
            try:
                made = keys[key](value)
            except (ValueError, TypeError) as wrong:
                raise AlertError(str(wrong), key) from None
            read[key] = self.file.parent / made if isinstance(made, Path) else made
        return read


def _checked(kind: str, name: str, table: Any) -> Mapping[str, Any]:
    if not isinstance(table, dict):
        raise AlertError(f"must be a table, [{kind}.NAME]")
    if not _NAME.fullmatch(name):
        raise AlertError("is no name: letters, digits, - and _, 64 at most")
    return table


def _one_of(kind: Any, value: Any, key: str, what: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        shown = "is missing" if value is None else f"{value!r} is no kind of {what}"
        raise AlertError(f"{shown}{_nearest(str(value), list(kind))}", key) from None


def _nearest(word: str, words: Iterable[str]) -> str:
    known = [str(each) for each in words]
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(known) or 'none'}"


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"must be a text, not {value!r}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"must be a list of texts, not {value!r}")
    return tuple(dict.fromkeys(value))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"must be a whole number, not {value!r}")
    return value


def _share(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"must be a share like 0.6, not {value!r}")
    return float(value)


def _length(value: Any) -> Any:
    found = length(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f'must be a length of time like "90m", "6h" or "30d", not {value!r}')
    return found


def _kinds(value: Any) -> tuple[NoticeKind, ...]:
    known = {str(kind) for kind in NoticeKind}
    for each in _texts(value):
        if each not in known:
            raise ValueError(f"{each!r} is no kind of notice{_nearest(each, known)}")
    return tuple(NoticeKind(each) for each in value)


def _security(value: Any) -> Security:
    return Security(_text(value))


def _zone(value: Any) -> str:
    try:
        ZoneInfo(_text(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; write it like Europe/London") from None
    return str(value)


def _path(value: Any) -> Path:
    return Path(_text(value))


def _schedule(value: Any) -> Schedule:
    return Schedule(_text(value))


#: Every key of a rule, a digest and a channel, and what reads its value. docs/alerts.md says what each is for.
RULE_KEYS: Mapping[str, Read] = {
    "when": _text, "to": _texts, "wire": _text, "coverage": _share, "outlets": _whole, "within": _length, "kinds": _kinds,
    "sources": _texts, "file": _path, "story": _text,
}  # fmt: skip
DIGEST_KEYS: Mapping[str, Read] = {"schedule": _schedule, "since": _length, "to": _texts, "timezone": _zone}
CHANNEL_KEYS: Mapping[str, Read] = {
    "kind": _text, "path": _path, "entries": _whole, "url": _text, "secret_env": _text, "host": _text, "port": _whole,
    "security": _security, "sender": _text, "recipients": _texts, "user_env": _text, "password_env": _text,
    "ca_file": _path, "url_env": _text,
}  # fmt: skip
