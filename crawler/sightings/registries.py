"""What the program knows beforehand: the bundled registries of outlets and wires, extended by the user's file, and custom layouts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.provenance.outlets.merges import OutletMerge, merged_outlets
from crawler.provenance.outlets.registry import Outlet, Outlets, OutletsError, unknown_outlet
from crawler.provenance.wires.attribution import Wires
from crawler.sightings.domains import registered_domain

if TYPE_CHECKING:
    from crawler.pages.custom.layout import CustomLayout


@dataclass(frozen=True, slots=True)
class Registries:
    """Who publishes and who distributes, and how custom layouts read pages.

    `custom_outlets` is the text of the user's file, `custom_layouts` that of the layout files (see `pages.custom.bundle`), `merges` are
    the outlets that a person made one, `digest` names all of it. The tables are parsed when they are first asked for, once per process: most questions need no outlet.
    """

    custom_outlets: str = field(default="", repr=False)
    digest: str = ""
    layouts: tuple[CustomLayout, ...] = ()
    custom_layouts: str = field(default="", repr=False)
    merges: tuple[OutletMerge, ...] = ()

    @property
    def outlets(self) -> Outlets:
        """The table of outlets."""
        return _outlets(self.custom_outlets, self.merges)

    @property
    def wires(self) -> Wires:
        """The table of wires."""
        return _wires(self.custom_outlets)

    def outlet_of(self, printed: str | None, *, url: str | None, relayed_at: str | None = None) -> Outlet | None:
        """Return the outlet of an article printed as *printed* at *url*, or None when neither says.

        An outlet that the table knows neither by name nor by host goes by the registered domain of *url*, unless that
        is the site of the aggregator page *relayed_at*, which shows other people's articles under its own address.
        """
        outlet = self.outlets.resolve(printed, url=url)
        if outlet is not None or self.outlets.relay_named(printed) or self.outlets.relay_for(url):
            return outlet
        domain = registered_domain(url)
        if domain is None or domain == registered_domain(relayed_at):
            return None
        return unknown_outlet(domain)


def load_registries(extra: Path | None = None, layouts: Sequence[Path] = ()) -> Registries:
    """Read the bundled registries and, if given, the user's file of ``[[outlet]]`` and ``[[wire]]`` entries, which win.

    *layouts* are layout files and folders of them. Raises OSError when a file cannot be read and ValueError when it is not
    what it should be.
    """
    from crawler.pages.custom.bundle import pack  # noqa: PLC0415  # every layout: only for whoever has layout files

    return registries_with(custom_outlets_text(extra) if extra else "", pack(layouts) if layouts else "")


def custom_outlets_text(extra: Path) -> str:
    """Return the text of the user's file, "" where it is called "none". Raises OSError, ValueError for what is not UTF-8."""
    from crawler.pages.custom.bundle import NO_FILE  # noqa: PLC0415  # likewise

    return "" if extra == NO_FILE else extra.read_text(encoding="utf-8")


@cache
def registries_with(custom_outlets: str, custom_layouts: str = "", merges: tuple[OutletMerge, ...] = ()) -> Registries:
    """Read the bundled registries, the text of a user's file and that of layout files ("" for none), with outlets made one.

    Raises ValueError when one is not that.
    """
    if custom_outlets:
        _refuse_unknown_wires(_outlets(custom_outlets), _wires(custom_outlets))
    texts = [*map(_bundled, _BUNDLED), custom_outlets, *([custom_layouts] if custom_layouts else ())]
    texts += map(repr, merges)
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    layouts = _unpacked(custom_layouts) if custom_layouts else ()
    return Registries(custom_outlets, digest, layouts, custom_layouts, merges)


_BUNDLED = ("outlets.toml", "wires.toml")


@cache
def _bundled(name: str) -> str:
    return files("crawler.provenance").joinpath(name).read_text(encoding="utf-8")


@cache
def _outlets(custom: str, merges: tuple[OutletMerge, ...] = ()) -> Outlets:
    if merges:
        return merged_outlets(_outlets(custom), merges)
    return Outlets.from_toml(_bundled("outlets.toml"), *([custom] if custom else ()))


@cache
def _wires(custom: str) -> Wires:
    return Wires.from_toml(_bundled("wires.toml"), *([custom] if custom else ()))


def _unpacked(custom_layouts: str) -> tuple[CustomLayout, ...]:
    from crawler.pages.custom.bundle import unpack  # noqa: PLC0415  # likewise

    return unpack(custom_layouts)


def _refuse_unknown_wires(outlets: Outlets, wires: Wires) -> None:
    names = {wire.name for wire in wires.wires}
    for entry in outlets.by_key.values():
        for name in entry.outlet.wires:
            if name not in names:
                raise OutletsError(
                    f"outlet {entry.outlet.key}: wires: {name!r} is the name of no wire, write it as wires.toml does"
                )
