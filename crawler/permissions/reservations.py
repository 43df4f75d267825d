"""Reservations of text and data mining: who says no, where, and whether it is said to us. No network, no store.

Read are TDMRep (W3C community report of 2024: file, header, meta), `noai` and `noimageai` in X-Robots-Tag and robots meta
tags, ai.txt, RSL's `License:` lines, `Content-Signal:` lines, and what robots.txt says to crawlers of AI. Decision 0019 has the reasons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.pages.html.markup import parse
from crawler.permissions.robots import AI_AGENTS, Robots, Rule, path_of, pattern_of

#: The product token by which robots.txt, ai.txt and robots tags know us.
TOKEN = "wiretrace"  # noqa: S105  # a name, no secret
#: Signals that stop us: they are said to everybody, about text. The others are said to crawlers by name, about pictures, or
#: about uses that are not ours (a Content-Signal speaks of training, of answers by a model, of search).
STOPPING = frozenset({"tdmrep-file", "tdmrep-header", "tdmrep-meta", "noai-header", "noai-meta", "ai.txt", "rsl"})
#: Files by which a site rules its pages, and no pages themselves.
ROBOTS_TXT, TDMREP_JSON, AI_TXT = "/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"
SITE_FILES = (ROBOTS_TXT, TDMREP_JSON, AI_TXT)
_SIGNS_IN_PAGES = ("tdm-reservation", "noai", "noimageai")
_FOR_ONE = re.compile(r"\s*(?!unavailable_after|max-)([\w*-]+)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_POLICY = 300


@dataclass(frozen=True, slots=True)
class Reservation:
    """One signal and what it adds: the address of a policy or license, the crawlers that are named."""

    signal: str
    detail: str = ""

    @property
    def stops_us(self) -> bool:
        """Whether a page that carries it is not read, unless the user says otherwise."""
        return self.signal in STOPPING

    def __str__(self) -> str:
        return f"{self.signal} {self.detail}".strip()


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One location of a tdmrep.json."""

    rule: Rule  # allows: not reserved
    policy: str = ""


@dataclass(frozen=True, slots=True)
class _Tdm:
    """What one carrier of TDMRep says of a page; the nearer one to the text speaks."""

    reserved: bool
    reservation: Reservation


def read_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """Parse a /.well-known/tdmrep.json; anything else gives no rules."""
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = (_tdm_rule(row) for row in (rows if isinstance(rows, list) else [rows]))
    return tuple(rule for rule in rules if rule is not None)


def of_site(
    url: str, *, robots: Robots, tdmrep: Sequence[TdmRule] = (), ai_txt: Robots | None = None
) -> list[Reservation]:
    """Return what the files of a site say of a page at *url*. Of two locations that match, the longer counts, then the no."""
    path = path_of(url)
    matching = [entry for entry in tdmrep if entry.rule.matches(path)]
    best = max(matching, key=lambda entry: (len(entry.rule.pattern), not entry.rule.allows), default=None)
    named = [agent for agent in AI_AGENTS if robots.names(agent) and not robots.allowed(url, agent)]
    reservations = [Reservation("tdmrep-file", best.policy)] if best and not best.rule.allows else []
    reservations += [Reservation("ai.txt")] if ai_txt and not ai_txt.allowed(url, TOKEN) else []
    reservations += [Reservation("rsl", license_url[:_LONGEST_POLICY]) for license_url in robots.licenses]
    uses = robots.refused_uses(TOKEN)
    reservations += [Reservation("content-signal", ", ".join(uses))] if uses else []
    return reservations + ([Reservation("robots-ai", ", ".join(named))] if named else [])


def of_page(
    site: Iterable[Reservation], headers: Iterable[tuple[str, str]], html: str | None
) -> tuple[Reservation, ...]:
    """Return all reservations of one page: its site's, its response's (names in any case), its own. Meta tags overrule headers, those the file."""
    tags = list(headers)
    by_name = {name.lower(): value for name, value in tags}
    metas = _metas(html) if html and _looks_reserved(html) else []
    tdm = _tdm("tdmrep-meta", dict(metas)) or _tdm("tdmrep-header", by_name)
    others = [reservation for reservation in site if reservation.signal != "tdmrep-file" or tdm is None]
    others += [tdm.reservation] if tdm and tdm.reserved else []
    for place, values in (
        ("header", [value for name, value in tags if name.lower() == "x-robots-tag"]),
        ("meta", [value for name, value in metas if name in {"robots", TOKEN}]),
    ):
        words = {word for value in values for word in _words(value)}
        others += [Reservation(f"{word}-{place}") for word in ("noai", "noimageai") if word in words]
    return tuple(sorted(set(others), key=str))


def _looks_reserved(html: str) -> bool:
    """Return whether a page may have such a meta tag. Searching the page in lower case takes a tenth of a search without case."""
    folded = html.lower()
    return any(sign in folded for sign in _SIGNS_IN_PAGES)


def _words(value: str) -> set[str]:
    """Return the directives of a robots tag that are meant for everybody or for us."""
    one = _FOR_ONE.match(value)
    if one and one[1].lower() not in {"*", TOKEN}:
        return set()
    return {word.strip().lower() for word in (one[2] if one else value).split(",")}


def _metas(html: str) -> list[tuple[str, str]]:
    root, _ = parse(html)
    if root is None:
        return []
    return [(str(tag.get("name", "")).strip().lower(), str(tag.get("content", ""))) for tag in root.iter("meta")]


def _tdm(signal: str, values: Mapping[str, str]) -> _Tdm | None:
    value = values.get("tdm-reservation", "").strip()
    if value not in {"0", "1"}:
        return None
    return _Tdm(value == "1", Reservation(signal, values.get("tdm-policy", "").strip()[:_LONGEST_POLICY]))


def _tdm_rule(row: Any) -> TdmRule | None:
    if not isinstance(row, dict) or not isinstance(location := row.get("location"), str):
        return None
    value = str(row.get("tdm-reservation", "")).strip()
    if value not in {"0", "1"}:
        return None
    pattern = pattern_of(location.encode("utf-8", "replace").decode("latin-1"))
    policy = row.get("tdm-policy")
    return TdmRule(Rule(value == "0", pattern), policy[:_LONGEST_POLICY] if isinstance(policy, str) else "")
