"""Names that may mean one outlet: found among many, with the reason. Nothing is merged here, a person decides.

Precision comes first: "Daily Mail" and "Daily Mirror", "CNN" and "CNBC", "News18" and "News24" are never near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Final

from crawler.text.words import words

# What a page's clock leaves behind a name: "Harbour Post3 hours ago", "Harbour Post 12:05", "Harbour Post 28-04-2025".
_RESIDUE: Final = re.compile(
    r"(?:(?<!\s)\s*+(?:[•·|–-]\s*+)?(?:\d{1,3}\s*(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|seconds?)\b(?:\s+ago)?"
    r"|\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"|(?<!\S)(?:an?|a few)\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?)\s+ago)\s*$",
    re.IGNORECASE,
)
_DOMAIN: Final = re.compile(r"(?:https?://)?(?:www\.)?([\w-]{4,})\.(?:(?:com?|net|org)\.)?[a-z]{2,6}/?", re.IGNORECASE)
_SMALL_WORDS: Final = frozenset({"the", "of", "and", "for", "a", "de", "du", "des", "di", "der", "die", "das"})
_LONG_WORD, _LONG_NAME = 6, 9  # letters that a word of several, and a name of one word, need to be a slip of another
_SHORTEST, _LONGEST = 3, 6  # letters of an abbreviation


class Why(StrEnum):
    """Why two names may be one outlet's, surest first."""

    SAME_SITE = "same-site"  # seen under addresses of one registered domain
    RESIDUE = "residue"  # a time or date stuck to the name
    SPELT_ALIKE = "spelt-alike"  # but for "The", spaces, hyphens, accents
    DOMAIN = "domain"  # one is the other's domain: "harbourpost.example"
    PLURAL = "plural"  # "Time of India"
    SLIP = "slip"  # one letter apart, inside one long word
    ABBREVIATION = "abbreviation"  # the first letters of the other, and of no other name


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the outlet *key*; `sites` are the registered domains it was seen under."""

    key: str
    name: str
    known: bool
    sites: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """Two names that may mean one outlet: the key of an unknown one, the key and name it is near to, and why."""

    key: str
    other: str
    other_name: str
    why: Why


def near_names(names: Iterable[Named]) -> list[Near]:
    """Return what is near among *names*: unknown ones to each other (once a pair) and to known ones; for each pair the surest reason.

    Linear in the names but for those that share a bucket.
    """
    given = sorted(set(names), key=lambda each: (each.key, each.name))
    buckets: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    for each in given:
        for bucket in _buckets(each):
            buckets[bucket].append(each)
    found: dict[tuple[str, str], Near] = {}
    for members in buckets.values():
        for a, b in combinations(members, 2):
            near = _near(a, b)
            if near is not None:
                pair = (near.key, near.other)
                found[pair] = min(found.get(pair, near), near, key=lambda each: _RANK[each.why])
    for near in _abbreviations(given):
        found.setdefault((near.key, near.other), near)
    return sorted(found.values())


def why_near(a: str, b: str) -> Why | None:
    """Return why two names may be one outlet's, by their letters alone, or None."""
    bare_a, bare_b = _RESIDUE.sub("", a), _RESIDUE.sub("", b)
    if (bare_a, bare_b) != (a, b):
        return Why.RESIDUE if _letters(bare_a) and _letters(bare_a) == _letters(bare_b) else None
    if _letters(a) == _letters(b):
        return Why.SPELT_ALIKE
    if any(label and _letters(name) == label for name, label in ((a, _label(b)), (b, _label(a)))):
        return Why.DOMAIN
    return _slip(_significant(a), _significant(b))


_RANK: Final = {why: rank for rank, why in enumerate(Why)}


def _near(a: Named, b: Named) -> Near | None:
    if a.key == b.key or (a.known and b.known):
        return None
    if a.known:
        a, b = b, a
    why = Why.SAME_SITE if a.sites & b.sites else why_near(a.name, b.name)
    return Near(a.key, b.key, b.name, why) if why else None


def _buckets(each: Named) -> Iterator[tuple[str, ...]]:
    """Give the buckets in which every name stands that may be near to this one."""
    bare = _RESIDUE.sub("", each.name)
    for letters in {_letters(bare), _label(bare)} - {""}:
        yield ("letters", letters)
    for site in sorted(each.sites):
        yield ("site", site)
    significant = _significant(each.name)
    for place, word in enumerate(significant):
        stem = word.rstrip("s")
        if stem:
            yield ("slip", *significant[:place], f"{stem[0]}*{stem[-1]}", *significant[place + 1 :])


def _abbreviations(given: Sequence[Named]) -> Iterator[Near]:
    """Give the names that are the first letters of exactly one other outlet's."""
    by_initials: dict[str, dict[str, Named]] = defaultdict(dict)
    for each in given:
        said = [word for word in words(each.name) if word.isalpha()]
        for initials in {"".join(w[0] for w in said), "".join(w[0] for w in said if w not in _SMALL_WORDS)}:
            if _SHORTEST <= len(initials) <= _LONGEST:
                by_initials[initials].setdefault(each.key, each)
    for each in given:
        short = each.name.strip()
        if not each.known and short.isalpha() and short.isupper():
            spelt = {key: other for key, other in by_initials[short.lower()].items() if key != each.key}
            if len(spelt) == 1:
                (other,) = spelt.values()
                yield Near(each.key, other.key, other.name, Why.ABBREVIATION)


def _letters(name: str) -> str:
    return _without_the("".join(words(name)))


def _without_the(letters: str) -> str:
    return letters[3:] if letters.startswith("the") and len(letters) > 6 else letters


def _significant(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without a leading "the"."""
    folded = words(name)
    return tuple(folded[1:] if len(folded) > 1 and folded[0] == "the" else folded)


def _label(name: str) -> str:
    """Return the registered part of a name that is a domain ("thehindu.com" -> "thehindu"), else ""."""
    found = _DOMAIN.fullmatch(name.strip())
    return _without_the("".join(words(found[1]))) if found else ""


def _slip(a: Sequence[str], b: Sequence[str]) -> Why | None:
    """Return whether two names differ in one word only, and there by a plural or a slip of the pen."""
    if len(a) != len(b):
        return None
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differing) != 1:
        return None
    x, y = sorted(differing[0], key=len)
    if not (x.isalpha() and y.isalpha()):  # numbers tell outlets apart: News18, News24
        return None
    if len(a) > 1 and f"{x}s" == y and len(x) > 3:
        return Why.PLURAL
    if x[0] != y[0] or x[-1] != y[-1] or len(x) < (_LONG_WORD if len(a) > 1 else _LONG_NAME):  # Expresso is not Express
        return None
    return Why.SLIP if _distance(x, y) == 1 else None


def _distance(a: str, b: str) -> int:
    """Return how many letters were changed, left out, put in or swapped with their neighbor (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
