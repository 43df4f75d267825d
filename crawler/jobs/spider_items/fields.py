"""Which fields of an item say what: WIRETRACE_FIELDS read and checked, items turned into records as an import takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from itemadapter import ItemAdapter

from crawler.errors import InputError
from crawler.pages.feeds.entry_html import one_line, text_of
from crawler.sightings.import_records import ARTICLE_KEYS, ITEM_KEYS
from crawler.sources.reading import nearest

#: What a mapping may name, in the words of an import.
KEYS: Final = ("text", "title", "url", "outlet", "time", "modified", "id", "fetched_at")
_INSTANTS: Final = frozenset({"time", "modified", "fetched_at"})
_RESERVED: Final = ARTICLE_KEYS | ITEM_KEYS
_EARLIEST, _LATEST = 0, 32_503_680_000  # seconds of the clock of computers: the years 1970 to 3000
_DEEPEST = 5  # levels of lists and tables in a field that is only kept


@dataclass(frozen=True, slots=True)
class Fields:
    """For each key of an article the fields of an item that may hold it: the first that is filled counts."""

    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_setting(cls, setting: object) -> Fields:
        """Read WIRETRACE_FIELDS: {"text": "body", "title": ["headline", "title"]}. What it does not name goes by our own name.

        Raises InputError.
        """
        if not isinstance(setting, Mapping):
            raise InputError(f'must be a table like {{"text": "body"}}, not {setting!r}'[:200])
        for key in setting:
            if key not in KEYS:
                raise InputError(f"{key!r} is not known{nearest(str(key), KEYS)}")
        return cls({key: _names(key, setting[key]) if key in setting else (key,) for key in KEYS})

    def record(self, item: Any) -> dict[str, object] | None:
        """Return what *item* says as a record of an import, other plain fields kept by their names; None when it has no text."""
        fields = ItemAdapter(item).asdict()
        record: dict[str, object] = {}
        for key, names in self.names.items():
            value = next((read for name in names if (read := _read(key, fields.get(name))) is not None), None)
            if value is not None:
                record[key] = value
        if "text" not in record:
            return None
        used = {name for names in self.names.values() for name in names} | _RESERVED
        more = {
            name: plain for name, value in fields.items() if name not in used and (plain := _plain(value)) is not None
        }
        return more | record


def _names(key: str, value: object) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, Sequence) or not names or not all(isinstance(name, str) and name for name in names):
        raise InputError(f"{key}: must be the name of a field or a list of names, not {value!r}"[:200])
    return tuple(names)


def _read(key: str, value: object) -> object:
    """Return the value of a field as a record has it, None where there is nothing in it."""
    if key in _INSTANTS:
        return _instant(value)
    if isinstance(value, list | tuple):  # what getall() gives: paragraphs, or the parts of a line
        value = ("\n" if key == "text" else " ").join(part for part in value if isinstance(part, str))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = (
        text_of(str(value))
        if key == "text"
        else one_line(str(value))
        if key in {"title", "outlet"}
        else str(value).strip()
    )
    return text or None


def _instant(value: object) -> str | None:
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and _EARLIEST < value < _LATEST:
        return datetime.fromtimestamp(value, UTC).isoformat()
    return value.strip() or None if isinstance(value, str) else None


def _plain(value: object, depth: int = 0) -> object:
    """Return a value that JSON has, None for any other."""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {str(name): _plain(inside, depth + 1) for name, inside in value.items()}
    if depth < _DEEPEST and isinstance(value, list | tuple):
        return [_plain(inside, depth + 1) for inside in value]
    return None
