"""The registries of outlets and wires as the program uses them: the bundled data, extended by the user's own file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from crawler.provenance.outlets import Outlet, Outlets, OutletsError, unknown_outlet
from crawler.provenance.wires import Wires
from crawler.sightings.domains import registered_domain


@dataclass(frozen=True, slots=True)
class Registries:
    """Who publishes and who distributes. `own` is the text of the user's file, `digest` names all that is in both."""

    outlets: Outlets
    wires: Wires
    own: str = field(default="", repr=False)
    digest: str = ""

    def outlet_of(self, printed: str | None, *, url: str | None, relayed_at: str | None = None) -> Outlet | None:
        """Return the outlet of an article printed as *printed* at *url*, or None when neither says.

        An outlet that the table knows neither by name nor by host goes by the registered domain of *url*, unless that
        is the site of the aggregator page *relayed_at*, which shows other people's articles under its own address.
        """
        found = self.outlets.resolve(printed, url=url)
        if found is not None or self.outlets.relay_named(printed) or self.outlets.relay_for(url):
            return found
        domain = registered_domain(url)
        if domain is None or domain == registered_domain(relayed_at):
            return None
        return unknown_outlet(domain)


def load_registries(extra: Path | None = None) -> Registries:
    """Read the bundled registries and, if given, the user's own file of ``[[outlet]]`` and ``[[wire]]`` entries, which win.

    Raises OSError when the file cannot be read and ValueError when it is not a registry.
    """
    return registries_with(extra.read_text(encoding="utf-8") if extra else "")


@cache
def registries_with(own: str) -> Registries:
    """Read the bundled registries and the text of a user's file ("" for none). Raises ValueError when it is not a registry."""
    bundled = [files("crawler.provenance").joinpath(name).read_text(encoding="utf-8") for name in _BUNDLED]
    more = (own,) if own else ()
    outlets, wires = Outlets.from_toml(bundled[0], *more), Wires.from_toml(bundled[1], *more)
    _refuse_unknown_wires(outlets, wires)
    return Registries(outlets, wires, own, hashlib.sha256("\0".join([*bundled, own]).encode()).hexdigest())


_BUNDLED = ("outlets.toml", "wires.toml")


def _refuse_unknown_wires(outlets: Outlets, wires: Wires) -> None:
    names = {wire.name for wire in wires.wires}
    for entry in outlets.by_key.values():
        for name in entry.outlet.wires:
            if name not in names:
                raise OutletsError(
                    f"outlet {entry.outlet.key}: wires: {name!r} is the name of no wire, write it as wires.toml does"
                )
