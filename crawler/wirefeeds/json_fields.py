"""The names that fields of JSON items have at agencies and wire desks: the table `json_fields.toml`, folded for comparing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Final

from crawler.wirefeeds.item import Status

_DROPPED: Final = str.maketrans("", "", "-_ .")


def folded(name: str) -> str:
    """Return a name as it is compared: "version_created", "versionCreated" and "Version-Created" are one."""
    return name.casefold().translate(_DROPPED)


@dataclass(frozen=True)
class FieldTable:
    """The table of `json_fields.toml`, read when it is first asked. All names are folded."""

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Any]]:
        return tomllib.loads((files("crawler.wirefeeds") / "json_fields.toml").read_text(encoding="utf-8"))

    @cached_property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """The spellings of each field of ninjs, the surest first."""
        return {name: tuple(map(folded, spellings)) for name, spellings in self._rows["fields"].items()}

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Names of what identifies an item."""
        return frozenset((*self.fields["uri"], *self.fields["guid"]))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Names of bodies."""
        return frozenset(
            ["bodies", *(name for key, names in self.fields.items() if key.startswith("body_") for name in names)]
        )

    @cached_property
    def one_sign(self) -> frozenset[str]:
        """Names one of which makes an object with an identifier an item."""
        return _names(self._rows["signs"]["one"])

    @cached_property
    def two_signs(self) -> frozenset[str]:
        """Names two of which make an object whose body is called "text" an item."""
        return _names(self._rows["signs"]["two"])

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """Names of lists that hold a document's items."""
        return tuple(map(folded, self._rows["envelopes"]["lists"]))

    @cached_property
    def objects(self) -> tuple[str, ...]:
        """Names of objects that hold an item or a list of them."""
        return tuple(map(folded, self._rows["envelopes"]["objects"]))

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """What the words of a status mean; a word that is not there is IPTC's or usable."""
        return {folded(word): Status(status) for status, words in self._rows["statuses"].items() for word in words}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind, by ninjs's name, that a word for it means."""
        return {folded(word): kind for kind, words in self._rows["kinds"].items() for word in words}


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


TABLE: Final = FieldTable()
