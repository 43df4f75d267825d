"""The time that a short text prints: alone, in brackets, or between separators. No prose is looked into."""

from __future__ import annotations

from functools import lru_cache

import regex

from crawler.provenance.times.printed import looks_like_time, split_time

_LONGEST = 90  # characters; longer texts are teasers, whose times are others'
_LONGEST_IN_WORDS = 40  # characters of a label whose time has no digit ("an hour ago")
_SEPARATORS = regex.compile(
    r"\s*+[•·●▪∙|]++\s*+|\s++[-–—/]\s++|\s++(?:via|from|by|bei|von|par|chez|por|da|di|door|av|fra|från|przez|от)\s++(?=\p{L})"
)
#: What is set before a name and its time: "Published by Tide Post 2 hours ago".
_PUBLISHED = regex.compile(
    r"(?:published|posted|provided|reported|shared|submitted|added)\s(?:by|in|on|at)\s++"
    r"|(?:veröffentlicht|publié|publiée|publicado|pubblicato|gepubliceerd)\s(?:von|bei|in|auf|par|dans|sur|por|en|da|su|door|op)\s++",
    regex.IGNORECASE,
)
_DASHED = regex.compile(r"\s++[-–—|·]\s++|\s++\.{3}\s++")
_BRACKETS = ' \t()[]（）【】,;:|/·•-–—“”„"»«'


@lru_cache(maxsize=4096)
def time_in(text: str) -> str | None:
    """Return the printed time that *text* is, or that stands in it between separators or at its end; None where there is none."""
    if len(text) > _LONGEST or not text or (len(text) > _LONGEST_IN_WORDS and not any(map(str.isdigit, text))):
        return None
    bare = text.strip(_BRACKETS)
    if bare.endswith(".") and not looks_like_time(bare) and split_time(bare) is None:
        bare = bare[:-1]  # the end of a sentence
    if looks_like_time(bare):
        return bare
    for piece in _SEPARATORS.split(bare):
        if looks_like_time(piece):
            return piece
        parts = split_time(_PUBLISHED.sub("", piece, count=1))
        if parts is not None:
            return parts[1]
    return None


def opening_of(text: str) -> str | None:
    """Return what stands before the first dash of a teaser, where it is short and ends with a time: "Tide Post, 28 Nov 2026 - ..."."""
    opening = _DASHED.split(text[: _LONGEST + 3], maxsplit=1)
    return opening[0] if len(opening) > 1 and time_in(opening[0]) is not None else None


def without_time(text: str) -> str:
    """Return a label without the time that stands behind it."""
    time = time_in(text)
    return text if time is None else text.replace(time, "").strip(_BRACKETS).rstrip(".").strip(_BRACKETS)
