"""Messages: causes, or a digest, as text, as HTML and as data. What a channel sends is fixed here, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from crawler.alerts.cause import Cause, key_of
from crawler.reports.markdown.escape import escaped, linked
from crawler.tables.instants import iso
from crawler.tables.safe_links import safe_url
from crawler.text.sanitize import sanitize

IN_FULL, IN_A_LINE = 20, 200  # causes of one message; how many more there are is said
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one channel. `id` is the same however often it is sent; `text` is Markdown; `data` what programs read."""

    id: str
    channel: str
    rule: str
    at: datetime
    title: str
    text: str
    html: str
    data: dict[str, Any]


def message_of(causes: Sequence[Cause], *, rule: str, when: str, channel: str, at: datetime) -> Message:
    """Return the message that tells of *causes*, at least one, which *rule* found."""
    title = one_line(causes[0].title)
    if len(causes) > 1:
        title = one_line(f"{rule}: {len(causes):,} findings, first: {causes[0].title}")
    identity = key_of("message", channel, *(cause.key for cause in causes))
    return Message(
        id=identity,
        channel=channel,
        rule=rule,
        at=at,
        title=title,
        text="\n".join(_markdown(causes)),
        html=str(Markup("").join(_html(causes))),
        data={
            "id": identity,
            "rule": rule,
            "when": when,
            "at": iso(at),
            "title": title,
            "causes": [_data(cause) for cause in causes[:IN_FULL]],
            "more": [one_line(cause.title) for cause in causes[IN_FULL : IN_FULL + IN_A_LINE]],
            "unlisted": max(len(causes) - IN_FULL - IN_A_LINE, 0),
        },
    )


def one_line(text: str) -> str:
    """Return *text* on one line that steers no terminal and breaks no header, cut where it is very long."""
    line = " ".join(sanitize(text).split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def _data(cause: Cause) -> dict[str, Any]:
    return {
        "key": cause.key,
        "title": one_line(cause.title),
        "facts": [sanitize(fact) for fact in cause.facts],
        "passages": [sanitize(passage) for passage in cause.passages],
        "places": [{"name": sanitize(place.name), "url": safe_url(place.url)} for place in cause.places],
        "story": cause.story,
    }


def _markdown(causes: Sequence[Cause]) -> Iterator[str]:
    for cause in causes[:IN_FULL]:
        yield f"## {escaped(cause.title)}\n"
        yield from (f"- {escaped(fact)}" for fact in cause.facts)
        yield from (f"- in common: “{escaped(passage)}”" for passage in cause.passages)
        yield from (f"- {linked(place.name, place.url)}" for place in cause.places if safe_url(place.url))
        if cause.story:
            yield f"- story `{cause.story}`"
        yield ""
    yield from (f"- {escaped(cause.title)}" for cause in causes[IN_FULL : IN_FULL + IN_A_LINE])
    if len(causes) > IN_FULL + IN_A_LINE:
        yield f"\nAnd {len(causes) - IN_FULL - IN_A_LINE:,} more."


def _html(causes: Sequence[Cause]) -> Iterator[Markup]:
    for cause in causes[:IN_FULL]:
        yield Markup("<h2>{}</h2>\n<ul>\n").format(_clean(cause.title))
        yield from (Markup("<li>{}</li>\n").format(_clean(fact)) for fact in cause.facts)
        yield from (Markup("<li>in common: <q>{}</q></li>\n").format(_clean(passage)) for passage in cause.passages)
        yield from (link_item(place.name, place.url) for place in cause.places if safe_url(place.url))
        if cause.story:
            yield Markup("<li>story <code>{}</code></li>\n").format(cause.story)
        yield Markup("</ul>\n")
    more = causes[IN_FULL : IN_FULL + IN_A_LINE]
    if more:
        yield Markup("<ul>\n{}</ul>\n").format(
            Markup("").join(Markup("<li>{}</li>\n").format(_clean(c.title)) for c in more)
        )
    if len(causes) > IN_FULL + IN_A_LINE:
        yield Markup("<p>And {:,} more.</p>\n").format(len(causes) - IN_FULL - IN_A_LINE)


def link_item(name: str, url: str | None) -> Markup:
    """Return a list item that links to *url* where it may be clicked."""
    address = safe_url(url)
    if address is None:
        return Markup("<li>{}</li>\n").format(_clean(name))
    return Markup('<li><a href="{}">{}</a></li>\n').format(address, _clean(name))


def _clean(text: str) -> Markup:
    return escape(sanitize(text))
