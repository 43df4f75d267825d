"""Sites: the part of a host that somebody owns, and whether a printed name can be that of a host."""

from __future__ import annotations

import regex

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne", "edu", "go", "gob"})
_HOST = regex.compile(r"(?:[\w-]++\.)+[a-z]{2,24}(?:/\S*+)?", regex.IGNORECASE)
_SHORTEST = 3  # letters of a name that can be looked for inside a host


def site_of(host: str | None) -> str | None:
    """Return the last two labels of a host, or three below the likes of "co.uk"; None for None."""
    if host is None:
        return None
    labels = host.split(".")
    return ".".join(labels[-3:] if labels[-2:-1] and labels[-2] in _SECOND_LEVEL else labels[-2:])


def is_host(text: str) -> bool:
    """Return whether *text* is a host as link sites print it ("tidepost.example", "github.com/name")."""
    return _HOST.fullmatch(text) is not None


def agrees(label: str, host: str | None) -> bool:
    """Return whether a printed name can be the name of the site on *host*: it is the host, its words are in it, or its initials are."""
    if not host:
        return False
    if is_host(label):
        return site_of(label.partition("/")[0].casefold().removeprefix("www.")) == site_of(host)
    names = [part for part in host.removeprefix("www.").split(".")[:-1] if part not in _SECOND_LEVEL]
    words = regex.findall(r"\w+", label.casefold().replace("&", " and "))
    plain = [word for word in words if word not in {"the", "www", "com", "online", "magazine", "news"}] or words
    folded, initials = "".join(plain), "".join(word[0] for word in words)
    for name in names:
        bare = name.replace("-", "")
        if len(folded) >= _SHORTEST and (folded in bare or (len(bare) >= _SHORTEST and bare in "".join(words))):
            return True
        if len(initials) >= _SHORTEST and bare.startswith(initials):
            return True
    return False
