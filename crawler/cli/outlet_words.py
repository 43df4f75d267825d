"""Outlets in words, rows and TOML, as the commands of `outlets` print them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.jobs.reviewing import Review, Stranger
from crawler.provenance.outlets.entries import Entry, fold_name
from crawler.provenance.outlets.near_names import Near
from crawler.provenance.outlets.registry import Outlet, Outlets, slug

_HEAD = """\
# Proposals of `wiretrace outlets review`: look at each, take out what is wrong, fill in what you know (docs/outlets.md),
# and read the stored pages again: wiretrace track --outlets THIS-FILE
"""


def facts(entry: Entry) -> dict[str, object]:
    """Return what the registry has of an outlet, without what it has not."""
    outlet = entry.outlet
    every: dict[str, object] = {
        "key": outlet.key, "name": outlet.name, "aliases": list(entry.names[1:]), "domains": list(entry.hosts),
        "kind": outlet.kind, "country": outlet.country, "timezone": outlet.timezone, "language": outlet.language,
        "group": outlet.group, "wires": list(outlet.wires), "date_order": outlet.date_order,
    }  # fmt: skip
    return {key: value for key, value in every.items() if value}


def one_line(outlet: Outlet, hosts: Sequence[str]) -> str:
    """Return an outlet in one line."""
    about = ", ".join(filter(None, (outlet.kind, outlet.country, outlet.group)))
    return f"{outlet.name} ({outlet.key}): {about}; {', '.join(hosts) or 'no domain'}"


def why_words(asked: str, found: Outlet | None, relay: Outlet | None, *, host: str) -> str:
    """Return what a name or URL means, and why, in one line. *host* is "" for a name."""
    if relay is not None and found is None:
        return f"{relay.name}: an aggregator; it relays and is never an outlet"
    if found is None:
        return f"{asked}: no outlet; nothing in it can be a name"
    if found.known:
        return f"{found.name} ({found.key}): " + (f"its host is {host}" if host else "the registry has this name")
    if host:
        return f"{found.name} ({found.key}): the registered domain of {host}, which the registry does not know"
    return f"{found.name} ({found.key}): a name that the registry does not know, a separate outlet"


def as_rows(found: Review) -> Iterable[dict[str, object]]:
    """Give each stranger as JSON values."""
    strange = {each.key for each in found.strangers}
    for each in found.strangers:
        yield {
            "key": each.key,
            "name": each.name,
            "names": list(each.names),
            "sightings": each.sightings,
            "first_seen": each.first_seen.isoformat().replace("+00:00", "Z") if each.first_seen else None,
            "last_seen": each.last_seen.isoformat().replace("+00:00", "Z") if each.last_seen else None,
            "urls": list(each.urls),
            "near": [
                {"key": near.other, "name": near.other_name, "known": near.other not in strange, "why": near.why.value}
                for near in each.near
            ],
        }


def as_toml(found: Review, outlets: Outlets) -> str:
    """Return entries for a file of custom outlets: one for each outlet that takes strangers in, then the rest, commented out.

    A stranger near to two known outlets is left among the rest, with both named.
    """
    strangers = {each.key: each for each in found.strangers}
    homes = _homes(found, strangers)
    members: dict[str, list[Stranger]] = defaultdict(list)
    for key, home in homes.items():
        members[home].append(strangers[key])
    taken = set(homes) | set(members)
    parts = [_HEAD]
    parts += [_entry(home, strangers.get(home), members[home], outlets) for home in sorted(members)]
    parts += [_commented(each) for each in found.strangers if each.key not in taken]
    return "\n".join(parts)


def _homes(found: Review, strangers: dict[str, Stranger]) -> dict[str, str]:
    """Return for each stranger that is near to somebody whom it should go to: the known one, else the stranger seen most."""
    homes: dict[str, str] = {}
    rank = {each.key: place for place, each in enumerate(found.strangers)}
    for each in found.strangers:
        known = {near.other for near in each.near if near.other not in strangers}
        if len(known) == 1:
            homes[each.key] = known.pop()
    for near in sorted({near for each in found.strangers for near in each.near if near.other in strangers}):
        first, second = sorted((near.key, near.other), key=rank.__getitem__)
        home = homes.get(first, first)
        if second not in homes and second != home and second not in homes.values():
            homes[second] = home
    return homes


def _entry(home: str, stranger: Stranger | None, members: Sequence[Stranger], outlets: Outlets) -> str:
    lines = [f"# {_summary(each)}" for each in members] + ["[[outlet]]", f"key = {_quoted(home)}"]
    seen = {fold_name(stranger.name)} if stranger else set()
    if stranger is not None:
        lines.append(f"name = {_quoted(stranger.name)}")
    aliases = [name for each in members for name in each.names]
    aliases += list(stranger.names[1:]) if stranger else []
    new = [name for name in aliases if not (fold_name(name) in seen or seen.add(fold_name(name)))]  # type: ignore[func-returns-value]
    taken = outlets.by_name if stranger is None else {}
    lines.append(f"aliases = [{', '.join(_quoted(name) for name in new if fold_name(name) not in taken)}]")
    return "\n".join([*lines, ""])


def _commented(stranger: Stranger) -> str:
    lines = [
        _summary(stranger),
        "[[outlet]]",
        f"key = {_quoted(slug(stranger.name))}",
        f"name = {_quoted(stranger.name)}",
    ]
    return "\n".join([*(f"# {line}" for line in lines), ""])


def _summary(stranger: Stranger) -> str:
    near = "; ".join(_near(each) for each in stranger.near)
    times = "sighting" if stranger.sightings == 1 else "sightings"
    return " ".join(f"{stranger.name}: {stranger.sightings} {times}{', maybe ' if near else ''}{near}".split())


def _near(near: Near) -> str:
    return f"{near.other_name} ({near.why.value})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )  # a basic string of TOML is one of JSON, nearly
