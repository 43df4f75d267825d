"""The proof as one page for people, and for paper. Page text in it is text; nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from crawler.evidence.case import Case, Pair
from crawler.findings.credit import credit_of, name_of
from crawler.reports.wording.words import CAVEAT, CREDITS, RELATIONS, count, instant, interval, percent
from crawler.sightings.record import Copy, Sighting
from crawler.tables.safe_links import safe_url
from crawler.text.cuts import Cut
from crawler.text.sanitize import sanitize
from crawler.text.words import Words
from crawler.tracking.figures import FIGURES
from crawler.tracking.relation import Span
from crawler.tracking.verdict import Check

_STYLE = Markup("""
:root { color-scheme: light dark; }
body { font: 15px/1.5 Georgia, 'Times New Roman', serif; max-width: 68em; margin: 0 auto; padding: 1em; }
h1 { font-size: 1.6em; line-height: 1.2; } h2 { font-size: 1.25em; margin-top: 2em; } h3 { font-size: 1em; }
table { border-collapse: collapse; width: 100%; font-size: .87em; }
th, td { text-align: left; vertical-align: top; padding: .25em .6em .25em 0; border-bottom: 1px solid #8886; overflow-wrap: break-word; }
td a, td code { overflow-wrap: anywhere; }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em; font-size: .9em; }
.texts p { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
mark { background: #ffe08a; color: #111; } code { font-size: .85em; overflow-wrap: anywhere; }
@media (max-width: 40em) { .texts { grid-template-columns: 1fr; } }
@media print { body { max-width: none; font-size: 10pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } mark { print-color-adjust: exact; } }
""")
_HEAD = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
)
_CHECK = (
    "Verify this bundle without its store: wiretrace evidence verify FOLDER_OR_ZIP. manifest.json has the SHA-256 of every file and of "
    "every record of captures.wacz, which any replay viewer for WACZ opens. Whoever wants to prove later that the bundle is the one of today "
    "keeps the SHA-256 of manifest.json elsewhere."
)
_NO_FETCH_TIME = "unknown: in the folder raw/"


def page_of(case: Case) -> str:
    """Return the page of a case."""
    return "".join(map(str, _page(case)))


def _page(case: Case) -> Iterator[Markup]:
    yield _HEAD.format(title=_text(case.title), style=_STYLE)
    yield Markup("<h1>{}</h1>\n<p>{}, made {}. {}</p>\n").format(
        _text(case.title), _summary(case), instant(case.made_at), CAVEAT
    )
    yield Markup("<h2>Who ran it</h2>\n")
    yield _table(
        ("outlet", "headline", "words", "published", "first and last fetched", "whose words", "where"),
        map(_copy_row, case.copies),
    )
    for pair in case.pairs:
        yield from pair_part(pair)
    yield Markup("<h2>Captures</h2>\n<p>{}</p>\n").format(_CHECK)
    yield _table(("page", "fetched", "capture", "SHA-256 of its bytes"), _captures(case))
    yield Markup("<h2>Versions and settings</h2>\n")
    yield _table(("what", "value"), ((key, str(value)) for key, value in _flat(case.about)))
    yield Markup("</body>\n</html>\n")


def _summary(case: Case) -> str:
    outlets = len({copy.outlet_key for copy in case.copies if copy.outlet_key})
    return f"{count(len(case.copies), 'copy', 'copies')} at {count(outlets, 'outlet')}, {count(len(case.captures) + len(case.gone), 'capture')}"


def _copy_row(copy: Copy) -> Iterator[Markup | str]:
    yield name_of(copy)
    yield copy.headline
    yield f"{copy.words:,}"
    yield interval(copy.published)
    yield f"{instant(copy.first_fetched_at)} / {instant(copy.last_fetched_at)}"
    wire = copy.attribution.wire_service or copy.story_attribution.wire_service or "no wire known"
    evidence = "; ".join(f"{each.kind}: “{each.text}”" for each in copy.attribution.evidence[:3])
    yield f"{wire}: {CREDITS[credit_of(copy)]}" + (f" ({evidence})" if evidence else "")
    yield _links(copy.urls or copy.page_urls)


def pair_part(pair: Pair) -> Iterator[Markup]:
    """Give the part of a page that proves one pair."""
    comparison = pair.comparison
    yield Markup("<h2>{} and {}</h2>\n<p><strong>{}</strong>: {}. {}</p>\n").format(
        _text(name_of(pair.a)), _text(name_of(pair.b)), comparison.relation, RELATIONS[comparison.relation], _text(_figures(pair))
    )  # fmt: skip
    yield from _passages(pair)
    yield Markup('<h3>Both texts, words in common marked</h3>\n<div class="texts">\n')
    for copy, words, spans in (
        (pair.a, pair.words_a, [(span.a_start, span.a_end) for span in comparison.spans]),
        (pair.b, pair.words_b, [(span.b_start, span.b_end) for span in comparison.spans]),
    ):
        yield Markup("<section>\n<h3>{}: {}</h3>\n<p>{}</p>\n</section>\n").format(
            _text(name_of(copy)), _text(copy.headline), Markup("").join(_marked(copy.text, words, sorted(spans)))
        )
    yield Markup("</div>\n<h3>The rules that were asked, in order</h3>\n")
    rows = (
        (asked.rule.name, "decides" if asked.decided else "no", "; ".join(map(_check, asked.checks)))
        for asked in pair.rules
    )
    yield _table(("rule", "holds", "figures and their limits"), rows)
    for copy, removed in ((pair.a, pair.removed_a), (pair.b, pair.removed_b)):
        yield from _removed(copy, removed)


def _figures(pair: Pair) -> str:
    found = pair.comparison
    return (
        f"{found.words:,} words in common: {percent(found.coverage_a)} of {name_of(pair.a)}'s {found.words_a:,}, {percent(found.coverage_b)} of "
        f"{name_of(pair.b)}'s {found.words_b:,}; longest run {found.longest_run:,}; {found.others_words:,} of them are somebody else's, quoted; "
        f"resemblance {found.resemblance:.3f}. Rule: {found.rule}. Linked: {pair.linked}."
    )


def _passages(pair: Pair) -> Iterator[Markup]:
    spans = sorted(pair.comparison.spans, key=lambda span: (span.a_start - span.a_end, span.a_start))[:2]
    if spans:
        yield Markup("<h3>The longest passages in common</h3>\n<ul>\n")
        yield from (Markup("<li><q>{}</q></li>\n").format(_text(_passage(pair, span))) for span in spans)
        yield Markup("</ul>\n")


def _passage(pair: Pair, span: Span) -> str:
    return " ".join(pair.a.text[pair.words_a.starts[span.a_start] : pair.words_a.ends[span.a_end - 1]].split())


def _marked(text: str, words: Words, spans: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    """Give a text in pieces, those that the other text has, too, marked."""
    starts, ends, edges = words.starts, words.ends, [0]
    for first, last in spans:
        edges += [max(starts[first], edges[-1]), max(ends[last - 1], edges[-1])]
    for number, (start, end) in enumerate(pairwise([*edges, len(text)])):
        if start < end:
            yield Markup("<mark>{}</mark>").format(_text(text[start:end])) if number % 2 else _text(text[start:end])


def _check(check: Check) -> str:
    holds = "yes" if check.holds else "no"
    return f"{FIGURES[check.threshold.figure]} {check.figure:g} {check.threshold.side.value} {check.limit:g}: {holds}"


def _removed(copy: Copy, removed: Sequence[Cut]) -> Iterator[Markup]:
    if removed:
        yield Markup("<h3>Left out of the text of {} before it was compared</h3>\n").format(_text(name_of(copy)))
        yield _table(("rule", "words"), ((cut.rule, cut.text) for cut in removed))


def _captures(case: Case) -> Iterator[tuple[Markup | str, ...]]:
    seen: dict[str, Sighting] = {}
    for sighting in case.sightings:
        seen.setdefault(sighting.capture, sighting)
    digests = {capture.key: capture.sha256 for capture in case.captures}
    for key, sighting in sorted(seen.items(), key=lambda item: (instant(item[1].fetched_at), item[0])):
        fetched = instant(sighting.fetched_at) if sighting.fetched_at else _NO_FETCH_TIME
        yield (
            _links((sighting.page_url or sighting.url or "",)),
            fetched,
            key,
            digests.get(key, "its bytes were let go"),
        )


def _flat(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(each, f"{name}.{key}" if name else str(key))
    else:
        yield name, value


def _table(header: Sequence[str], rows: Iterable[Iterable[Markup | str]]) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(cell) for cell in header)
    lines = Markup("").join(
        Markup("<tr>{}</tr>\n").format(Markup("").join(Markup("<td>{}</td>").format(_cell(cell)) for cell in row))
        for row in rows
    )
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n").format(head, lines)


def _cell(cell: Markup | str) -> Markup:
    return cell if isinstance(cell, Markup) else _text(cell)


def _links(urls: Iterable[str]) -> Markup:
    return Markup("<br>").join(_link(url) for url in urls)


def _link(url: str) -> Markup:
    address = safe_url(url)
    return Markup('<a href="{}">{}</a>').format(address, address) if address else _text(url)


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(_text(text))


def _text(text: str) -> Markup:
    return escape(sanitize(text))
