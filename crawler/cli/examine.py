"""Commands that ask about one text or one pair: find, explain."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import say
from crawler.cli.lazy import loading

_FEW = 3  # copies, below which the command says what else can be tried
_LONGEST_NAME = 255  # of a file; more is a text
_LIKE_A_FILE = re.compile(r"\S*/\S*|\S+\.[A-Za-z]{1,5}(?:\.gz)?")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("find")(find_command)
    app.command("explain")(explain_command)


def find_command(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE_OR_WORDS...",
            help='A text file, a saved page, a URL, - for standard input, or words and "phrases" to look for.',
        ),
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show at most this many copies.")] = 20,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Who ran this text, how much of it, and where?

    The text need not be in the store. Prints the copies that hold most of it first, and the longest passage that they share
    with it; of a story of many copies, those are compared that share most passages with it. Words, or a text that is too short to be compared, are looked for in headlines and texts: all of them, “phrases” as
    they stand, none with a minus; what was published first is shown first. Exit code 0 also when there is none.

    For example:

    * **wiretrace find story.txt**
    * **cat story.txt | wiretrace find - --limit 5**
    * **wiretrace find 'ferry "Little Skerry" -tickets'**
    * **wiretrace find https://news.example/2026/story.html --contact desk@news.example** (fetched, politely, if the store has not got it)
    """
    with loading():
        from crawler.cli import proof
        from crawler.cli.logs import quiet_logs
        from crawler.cli.query_text import query_texts
        from crawler.jobs.finding import find, find_words, rarest_words
        from crawler.text.words import count_words
        from crawler.tracking.config import TrackingConfig

    options.registries(outlets)
    settings: dict[str, Any] = {}
    source = _source(what)
    if source and "://" in source:
        options.page_url(source, hint="FILE_OR_WORDS")
        settings = _polite(contact, proxy)
    quiet_logs()
    config = TrackingConfig(window_hours=None)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        if source:
            texts = query_texts(source, opened, known, stdin=sys.stdin, settings=settings)
        else:
            texts = [("", " ".join(what))]
        for headline, text in texts:
            if len(texts) > 1:
                say(f"== {headline}")
            if count_words(text) < config.min_words:
                proof.say_word_hits(find_words(opened, text, known, limit=limit))
                continue
            found = find(opened, text, known, config, limit=limit)
            proof.say_hits(found)
            if len(found.hits) + found.more < _FEW and len(texts) == 1:
                proof.note_few(rarest_words(opened, text))


def _source(what: Sequence[str]) -> str | None:
    """Return the file, URL or "-" that is asked about; None for words. What looks like a file must be one."""
    if len(what) > 1:
        return None
    (one,) = what
    if not one.strip():
        return None
    if one == "-" or "://" in one:
        return one
    path = Path(one) if len(one) < _LONGEST_NAME else None
    if path is None or (not path.exists() and not _LIKE_A_FILE.fullmatch(one)):
        return None
    if not path.exists():
        raise FileNotFoundError(2, "no such file; give a text file, a saved page, a URL or -", one)
    if path.is_dir():
        raise IsADirectoryError(21, "is a folder; give a text file, a saved page, a URL or -", one)
    return one


def _polite(contact: str | None, proxy: str | None) -> dict[str, Any]:
    """Return what a fetched page's site is told; whether a public host wants a contact is seen when it is fetched."""
    from crawler.cli.sources import politeness_settings

    return politeness_settings(contact, proxy, ())


def explain_command(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A copy: the id it was imported with, its key, or the URL of its page.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
    rules: Annotated[
        bool,
        typer.Option("--rules", help="Show what each rule looked at, next to its limit, and every shared passage."),
    ] = False,
) -> None:
    """The proof for one pair of copies: what they share, and which rule decided.

    Shows the two longest passages that both have next to each other, then the rules that were looked at; **--rules** adds their
    figures and limits. Also says why a pair is not linked. **wiretrace export copies** lists ids, keys and URLs; the first six characters of
    a key will do.

    For example:

    * **wiretrace explain echo-1 post-7**
    * **wiretrace explain https://echo.example/ferry https://post.example/night-boat**
    """
    with loading():
        from crawler.cli import proof
        from crawler.jobs.explaining import explain

    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        config = options.kept_config(opened)
        proof.say_proof(explain(opened, a, b, known, config), config, rules=rules)
