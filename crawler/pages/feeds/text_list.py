"""Lists of addresses in plain text: sitemaps with one address a line (sitemaps.org), and the sitemaps that a robots.txt names."""

from __future__ import annotations

import regex

from crawler.pages.feeds.entries import EntryList, FeedEntry

_ADDRESS = regex.compile(r"https?://[^\s<>\"]{3,2048}", regex.IGNORECASE)
_SITEMAP = regex.compile(r"^[ \t]*+sitemap[ \t]*+:[ \t]*+(\S{1,2048})", regex.IGNORECASE | regex.MULTILINE)
_RULE = regex.compile(r"[ \t]*+(?:user-agent|sitemap|(?:dis)?allow)[ \t]*+:", regex.IGNORECASE)
_LEAST = 2  # addresses: one alone is no list
_HEAD = 4096  # characters in which a robots.txt has a rule at the latest


def is_text_list(text: str) -> bool:
    """Return whether *text* is a sitemap in plain text, or a robots.txt that names sitemaps."""
    return is_robots(text) or _is_addresses(text)


def is_robots(text: str) -> bool:
    """Return whether *text* is a robots.txt that names sitemaps: nothing but comments and rules, as far as is looked at."""
    lines = [line.strip() for line in text[:_HEAD].lstrip("\ufeff").split("\n")[: -1 if len(text) > _HEAD else None]]
    rules = [line for line in lines if line and not line.startswith("#")]
    return (
        bool(rules)
        and all(":" in line and not line.startswith(("<", "{", "[")) for line in rules)
        and _RULE.match(rules[0]) is not None
        and _SITEMAP.search(text) is not None
    )


def read_text_list(text: str, *, most: int) -> EntryList:
    """Return the addresses of a list: pages of a sitemap, or the lists that a robots.txt names. More than *most* are noted."""
    lists = is_robots(text)
    if lists:
        found = [match[1] for match in _SITEMAP.finditer(text)]
    else:
        found = [line.strip() for line in text.lstrip("\ufeff").split("\n") if line.strip()]
    addresses = list(dict.fromkeys(found))
    entries = (
        FeedEntry(position=position, url=address, is_list=lists) for position, address in enumerate(addresses[:most])
    )
    return EntryList(entries=tuple(entries), notes=("feed-too-long",) if len(addresses) > most else ())


def _is_addresses(text: str) -> bool:
    lines = 0
    for line in text.lstrip("\ufeff").split("\n"):
        if address := line.strip():
            if not _ADDRESS.fullmatch(address):
                return False
            lines += 1
    return lines >= _LEAST
