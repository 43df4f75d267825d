"""The digest as Markdown, and as the HTML of a mail: no script, no style sheet, nothing loaded, readable where styles are dropped."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from crawler.reports.digest.build import Digest, Line, Part
from crawler.reports.markdown.escape import escaped, linked
from crawler.reports.wording.words import instant
from crawler.tables.safe_links import safe_url
from crawler.text.sanitize import sanitize

_NOTHING = "Nothing new."


def digest_markdown(digest: Digest) -> str:
    """Return the digest as Markdown; page text in it is escaped."""
    lines = [f"# {escaped(digest.title)}", "", _period(digest), "", *(f"- {figure}" for figure in digest.figures), ""]
    for part in digest.parts:
        lines += [f"## {part.heading}", "", *(_markdown_line(line) for line in part.lines), *_more(part), ""]
        lines += [f"*{escaped(part.caveat)}*", ""] if part.caveat else []
    return "\n".join([*lines, *([] if digest.parts else [_NOTHING, ""])])


def digest_html(digest: Digest) -> str:
    """Return the digest as the body of an HTML mail."""
    return str(Markup("\n").join(_html(digest))) + "\n"


def digest_page(digest: Digest) -> str:
    """Return the digest as a whole HTML page."""
    head = Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{}</title></head>\n'
        '<body style="font: 16px/1.5 Georgia, serif; max-width: 42em; margin: 1em auto; padding: 0 1em">\n'
    )
    return str(head.format(_clean(digest.title))) + digest_html(digest) + "</body></html>\n"


def _period(digest: Digest) -> str:
    return f"From {instant(digest.since)} on; last fetch: {instant(digest.as_of)}."


def _markdown_line(line: Line) -> str:
    facts = "".join(f"\n  - {escaped(fact)}" for fact in line.facts)
    return f"- **{linked(line.name, line.url)}**{facts}"


def _more(part: Part) -> Iterator[str]:
    if part.more:
        yield f"- and {part.more:,} more"


def _html(digest: Digest) -> Iterator[Markup]:
    yield Markup("<h1>{}</h1>").format(_clean(digest.title))
    yield Markup("<p>{}</p>").format(_period(digest))
    yield Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(figure) for figure in digest.figures)
    )
    for part in digest.parts:
        yield Markup("<h2>{}</h2>\n<ul>").format(part.heading)
        yield from (_html_line(line) for line in part.lines)
        yield from (Markup("<li>and {:,} more</li>").format(part.more) for _ in range(bool(part.more)))
        yield Markup("</ul>")
        if part.caveat:
            yield Markup("<p><em>{}</em></p>").format(_clean(part.caveat))
    if not digest.parts:
        yield Markup("<p>{}</p>").format(_NOTHING)


def _html_line(line: Line) -> Markup:
    address = safe_url(line.url)
    name = _clean(line.name)
    title = Markup('<a href="{}">{}</a>').format(address, name) if address else name
    facts = Markup("").join(Markup("<br>{}").format(_clean(fact)) for fact in line.facts)
    return Markup("<li><strong>{}</strong>{}</li>").format(title, facts)


def _clean(text: str) -> Markup:
    return escape(sanitize(text))
