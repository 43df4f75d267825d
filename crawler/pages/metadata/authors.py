"""Authors: the names behind an article, out of what its page declares or prints. Agencies stay: they are evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

# What joins names in one value; a comma before a given name ("Smith, John") is not told from one between two names.
_JOINTS = regex.compile(
    r"\s*+(?:[,;|/•·]|\b(?:and|und|et|y|e|en|och|og|i|a|with|mit|&)\b|&)\s*+(?=\p{Lu}|\p{Lo}|[a-z]{2,4}\b)"
)
_LEAD = regex.compile(
    r"(?:(?:story |written |reported |text )?by|von|par|por|di|door|af|av|autor(?:in|es)?|text|author|reporter|geschrieben von|exklusiv)\b[:\s]++",
    regex.IGNORECASE,
)
_TAIL = regex.compile(
    r"\s*+(?:[,|(–—-]\s*+(?:staff|reporter|correspondent|editor|redaktion|redakteur(?:in)?|kommentar|updated).*|\bfor .{3,40})$",
    regex.IGNORECASE,
)
_NO_NAME = regex.compile(r"https?:|www\.|@|\d{3}|[<>{}=]|\.(?:php|html?)\b", regex.IGNORECASE)
_LONGEST = 80  # characters of a name


def clean_authors(declared: Sequence[str], bylines: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the authors that JSON-LD *declared*, else those of the first byline (a meta element) that names one.

    Each is one name; "By", roles, addresses and handles are taken off.
    """
    for values in (declared, *((line,) for line in bylines)):
        names = tuple(dict.fromkeys(name for value in values for name in split_names(value)))
        if names:
            return names
    return ()


def split_names(value: str) -> Iterator[str]:
    """Yield the names that one value joins ("A und B, dpa")."""
    if "://" in value:  # a profile's address instead of a name
        return
    value = _LEAD.sub("", value.strip(), count=1)
    for part in _JOINTS.split(value):
        name = _TAIL.sub("", part).strip(" ,;|-–—.()")
        if name and len(name) <= _LONGEST and not _NO_NAME.search(name) and any(map(str.isalpha, name)):
            yield name
