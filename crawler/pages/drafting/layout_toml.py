"""Writing a drafted layout as TOML that explains itself: what each key means, how sure it is, what else could be tried."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from crawler.pages.drafting.choice import Choice
from crawler.pages.drafting.draft import Draft
from crawler.text.sanitize import sanitize

_MEANS = {
    "each": "the element around each article; what has no headline inside is passed over",
    "rows": "the element whose rows are the articles, which have no element of their own; their parts are told apart by their looks",
    "headline": "the headline",
    "link": "where the article leads; its href is taken",
    "source": 'the line that prints outlet and time together ("Harbour Post · 2 hours ago"), which is taken apart',
    "outlet": "who published it; nothing is guessed where it is not printed",
    "time": "when, as printed; what <time datetime> declares is taken as well",
    "body": "the text, or its paragraphs; what another key has taken is left out of it",
}
_LOST = {
    "outlet": "Outlets are printed, but no selector finds them. Look at the page and add one:",
    "time": "Times are printed, but no selector finds them. Look at the page and add one:",
    "body": "There is text, but no selector finds it. Look at the page and add one:",
    "link": "There are links, but no selector finds the right one. Look at the page and add it:",
}


def write_toml(draft: Draft, *, name: str, place: str, host: str | None, onward: Sequence[str]) -> str:
    """Return the layout file for *draft* of the page at *place*; *onward* are the next pages that are found without being told."""
    return "\n".join([*_head(draft, name, place, host), *_block(draft), *_article(draft), *_rest(onward)]) + "\n"


def toml_text(text: str) -> str:
    """Return *text* as TOML writes it, in the quotes that need no escapes where there are any."""
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return " ".join(sanitize(text).split())


def percent(share: float) -> str:
    """Return a share as percent; 100 % only where nothing is missing."""
    return f"{int(100 * share + 1e-9)} %"


def _head(draft: Draft, name: str, place: str, host: str | None) -> Iterator[str]:
    yield f"# Drafted by wiretrace layout new from {_one_line(place)}"
    yield f"# {draft.records} articles were found on it; that it is such a list is {percent(draft.sure)} sure."
    yield "# A draft is as right as that reading: look at the page beside expected.json before you trust it."
    yield ""
    yield f"name = {toml_text(name)}"
    if host is None:
        yield "# The page came without an address. Say where such pages are, and how reports call the aggregator:"
        yield '# aggregator = "News Example"'
        yield '# hosts = ["news.example"]'
    else:
        yield "# How reports call the aggregator, and the hosts (with all below them) whose pages are read with this file."
        yield f"aggregator = {toml_text(host)}"
        yield f"hosts = [{toml_text(host)}]"
    yield ""
    yield "# A page must hold this to be read with this file, at home too; pages on other hosts (a mirror) are read with it only by such a rule."
    yield "# [recognize]"
    yield f"# selector = {toml_text(draft.where.selector)}"
    yield '# words = ["Words that stand on every such page"]'
    yield ""


def _block(draft: Draft) -> Iterator[str]:
    yield "# Percentages say on how many of the articles a selector reads what was found there."
    yield "[block]"
    for choice in (draft.where, *draft.roles):
        yield from _choice(choice)
    for key in draft.missing:
        yield f"# {_LOST[key]}"
        yield f'# {key} = "..."'
    yield ""


def _choice(choice: Choice) -> Iterator[str]:
    yield f"# {_MEANS[choice.key]}; agrees on {percent(choice.agreement)}"
    yield f"{choice.key} = {toml_text(choice.selector)}"
    for selector, agreement in choice.others:
        yield f"#   or: {choice.key} = {toml_text(selector)}  # {percent(agreement)}"


def _article(draft: Draft) -> Iterator[str]:
    yield "# The article that the page itself is about, outside the blocks. Also: link, outlet, time, source, byline."
    if draft.article:
        yield "[article]"
        for choice in draft.article:
            yield from _choice(choice)
    else:
        yield "# [article]"
        yield '# headline = "h1"'
        yield '# body = "main > p"'
    yield ""


def _rest(onward: Sequence[str]) -> Iterator[str]:
    if onward:
        yield f"# The next page is found without being told: {_one_line(onward[0])}"
    else:
        yield '# No next page was found: <link rel="next">, a link called "Next" and page numbers are known without being told.'
    yield "# [links]"
    yield '# next = "a.older"'
    yield '# pages = "nav a.topic"  # other pages of the site that look like this one'
