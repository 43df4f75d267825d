"""The views: their names, what each column means, and the queries. Made again after every migration (`crawler.store.engine`).

They hold no JSON. What a copy's sightings say only together (its wire, its address) is in the table `copy_fact`, which tracking
keeps (`crawler.jobs.upkeep.facts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class View:
    """One view. `facets` are columns worth counting by; `columns` says what each means, in order."""

    description: str
    columns: Mapping[str, str]
    query: str
    facets: tuple[str, ...] = ()


VIEWS: Final[Mapping[str, View]] = {
    "copies": View(
        "What outlets ran: one row for each publication of a text by an outlet, and for each item of a wire's own feed.",
        {
            "id": "number of the copy in this store",
            "name": "what `wiretrace explain` takes: the imported id, else the key",
            "outlet": "the outlet; empty where nobody could tell",
            "owner": "its owner, where the registry knows it",
            "headline": "of the first sighting",
            "text": "the words that are compared, without boilerplate",
            "words": "how many those are",
            "published_earliest": "it was out no earlier than this (UTC)",
            "published_latest": "and no later",
            "wire": "the agency it came from: its own credit, else that of another copy of its story; empty without evidence",
            "wire_kind": "what says so: credit line, dateline, ...; “inferred ...” where another copy does",
            "wire_confidence": "how often evidence of this kind was right, 0 to 1",
            "wire_evidence": "the words that say so",
            "credited": "whether this copy itself names the wire",
            "story": "key of its story",
            "url": "address of the article, where one was seen",
            "page_url": "address of a page it was seen on",
            "first_fetched_at": "when it was first seen (UTC)",
            "last_fetched_at": "when it was last seen (UTC)",
            "kind": "outlet, or wire: an item of a wire's own feed",
            "status": "of a wire's item: usable, withheld, canceled",
            "incomplete": "whether every page that it was seen on ended early",
        },
        """SELECT c.id, coalesce(c.external_id, c.key) AS name, c.outlet, f.owner, c.headline, c.text, c.words,
            c.earliest AS published_earliest, c.latest AS published_latest, f.wire, f.wire_kind, f.wire_confidence,
            f.wire_evidence, f.credited,
            (SELECT min(s.key) FROM story_copy m JOIN story s ON s.id = m.story_id WHERE m.copy_id = c.id) AS story,
            f.url, f.page_url, f.first_fetched_at, f.last_fetched_at, c.kind, c.status, c.incomplete
        FROM copy c LEFT JOIN copy_fact f ON f.copy_id = c.id""",
        ("outlet", "wire", "wire_kind", "credited", "kind"),
    ),
    "stories": View(
        "Texts and who ran them: one row for each story, those of one copy included.",
        {
            "id": "number of the story in this store",
            "story": "its key",
            "headline": "of the copy that has most of it",
            "words": "of that copy",
            "copies": "how many copies",
            "outlets": "at how many outlets",
            "wire": "the agency that most of its copies came from",
            "credited": "how many copies name their wire",
            "published_earliest": "no copy was out before (UTC)",
            "published_latest": "every copy was out by then",
        },
        """SELECT s.id, s.key AS story, fullest.headline, fullest.words, count(*) AS copies,
            count(DISTINCT c.outlet_key) AS outlets,
            (SELECT f.wire FROM story_copy m JOIN copy_fact f ON f.copy_id = m.copy_id
             WHERE m.story_id = s.id AND f.wire IS NOT NULL GROUP BY f.wire ORDER BY count(*) DESC, f.wire LIMIT 1) AS wire,
            sum(CASE WHEN f.credited THEN 1 ELSE 0 END) AS credited,
            min(c.earliest) AS published_earliest, max(c.latest) AS published_latest
        FROM story s JOIN copy fullest ON fullest.id = s.fullest_id JOIN story_copy m ON m.story_id = s.id
        JOIN copy c ON c.id = m.copy_id LEFT JOIN copy_fact f ON f.copy_id = c.id
        GROUP BY s.id, s.key, fullest.headline, fullest.words""",
        ("wire", "outlets"),
    ),
    "links": View(
        "Pairs of copies of which one has words of the other. Pairs that are further apart in time than the store's window are"
        " among them; `wiretrace export links` says which.",
        {
            "a": "name of the one copy",
            "b": "name of the other",
            "outlet_a": "whose the one is",
            "outlet_b": "whose the other is",
            "relation": "verbatim, edited, excerpt, extended, merged",
            "coverage_a": "share of a's words that are in b, in order",
            "coverage_b": "share of b's words that are in a",
            "words": "how many words both have",
            "longest_run": "the longest run of equal words",
            "published_a": "a was out no earlier (UTC)",
            "published_b": "b was out no earlier (UTC)",
        },
        """SELECT coalesce(x.external_id, x.key) AS a, coalesce(y.external_id, y.key) AS b, x.outlet AS outlet_a,
            y.outlet AS outlet_b, CASE WHEN l.merged IS NOT NULL THEN 'merged' ELSE l.relation END AS relation,
            l.coverage_a, l.coverage_b, l.words, l.longest_run, x.earliest AS published_a, y.earliest AS published_b
        FROM likeness l JOIN copy x ON x.wording_id = l.a_id JOIN copy y ON y.wording_id = l.b_id
        WHERE l.relation IN ('verbatim', 'edited', 'excerpt', 'extended', 'merged')
        UNION ALL
        SELECT coalesce(x.external_id, x.key), coalesce(y.external_id, y.key), x.outlet, y.outlet, 'verbatim', 1.0, 1.0,
            w.words, w.words, x.earliest, y.earliest
        FROM copy x JOIN copy y ON y.wording_id = x.wording_id AND y.id > x.id JOIN wording w ON w.id = x.wording_id""",
        ("relation", "outlet_a", "outlet_b"),
    ),
    "outlets": View(
        "Outlets and how they use wires: one row for each.",
        {
            "outlet": "its name",
            "owner": "its owner, where the registry knows it",
            "copies": "what it ran",
            "words": "of all that",
            "wire_copies": "of them with a known wire",
            "wire_words": "words of these",
            "credited": "copies with a known wire that name it",
            "uncredited": "copies with a known wire that do not, in the renderings that were seen",
            "published_earliest": "nothing of it was out before (UTC)",
            "published_latest": "all of it was out by then",
        },
        """SELECT c.outlet, max(f.owner) AS owner, count(*) AS copies, sum(c.words) AS words, count(f.wire) AS wire_copies,
            sum(CASE WHEN f.wire IS NOT NULL THEN c.words ELSE 0 END) AS wire_words,
            sum(CASE WHEN f.wire IS NOT NULL AND f.credited THEN 1 ELSE 0 END) AS credited,
            sum(CASE WHEN f.wire IS NOT NULL AND NOT f.credited THEN 1 ELSE 0 END) AS uncredited,
            min(c.earliest) AS published_earliest, max(c.latest) AS published_latest
        FROM copy c LEFT JOIN copy_fact f ON f.copy_id = c.id
        WHERE c.kind = 'outlet' AND c.outlet IS NOT NULL GROUP BY c.outlet_key, c.outlet""",
        ("owner",),
    ),
    "wires": View(
        "Agencies and who ran them: one row for each that copies came from.",
        {
            "wire": "the agency",
            "copies": "of its texts",
            "outlets": "that ran them",
            "stories": "they are of",
            "words": "of all these copies",
            "credited": "copies that name it",
            "uncredited": "copies that do not, in the renderings that were seen",
        },
        """SELECT f.wire, count(*) AS copies, count(DISTINCT c.outlet_key) AS outlets,
            (SELECT count(DISTINCT m.story_id) FROM story_copy m JOIN copy_fact g ON g.copy_id = m.copy_id
             WHERE g.wire = f.wire) AS stories,
            sum(c.words) AS words, sum(CASE WHEN f.credited THEN 1 ELSE 0 END) AS credited,
            sum(CASE WHEN f.credited THEN 0 ELSE 1 END) AS uncredited
        FROM copy c JOIN copy_fact f ON f.copy_id = c.id
        WHERE f.wire IS NOT NULL AND c.kind = 'outlet' GROUP BY f.wire""",
    ),
    "sightings": View(
        "Each time that a copy was seen on a page.",
        {
            "id": "number of the sighting in this store",
            "copy_id": "the copy that was seen: id in copies",
            "copy": "its name",
            "outlet": "its outlet",
            "headline": "of the copy",
            "page_url": "the page it was on",
            "layout": "what read that page",
            "fetched_at": "when (UTC)",
        },
        """SELECT s.id, s.copy_id, coalesce(c.external_id, c.key) AS copy, c.outlet, c.headline, p.url AS page_url,
            p.read_by AS layout, s.fetched_at
        FROM sighting s JOIN copy c ON c.id = s.copy_id JOIN capture p ON p.id = s.capture_id""",
        ("layout", "outlet"),
    ),
    "runs": View(
        "Crawls: one row for each run of a source.",
        {
            "id": "number of the run in this store",
            "source": "name in the sources file, or the pages that were typed",
            "started_at": "when (UTC)",
            "finished_at": "when (UTC); empty while it goes on",
            "outcome": "finished, stopped, interrupted, ...",
            "exit_code": "of its command",
            "seen": "requests",
            "stored": "of them stored",
            "refused": "not fetched, by our choice",
            "failed": "did not come",
            "pages": "pages that came in this run",
            "unreadable": "of them not read by any layout",
            "sightings": "on these pages",
            "new_copies": "copies that were new",
        },
        """SELECT r.id, r.key AS source, r.started_at, r.finished_at, r.outcome, r.exit_code, COUNT:seen, COUNT:stored,
            COUNT:refused, COUNT:failed, COUNT:pages, COUNT:unreadable, COUNT:sightings, COUNT:new_copies FROM run r""",
        ("source", "outcome"),
    ),
}  # fmt: skip
#: A figure of a run, which its row has in an object.
_COUNT: Final = re.compile(r"COUNT:(\w+)")
_COUNT_OF: Final = {
    "sqlite": "json_extract(r.counts, '$.\\1') AS \\1",
    "postgresql": "CAST(r.counts ->> '\\1' AS integer) AS \\1",
}


def make_views(connection: Connection) -> None:
    """Make every view, as today's program says it."""
    for name, view in VIEWS.items():
        query = _COUNT.sub(_COUNT_OF[connection.dialect.name], view.query)
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def drop_views(connection: Connection) -> None:
    """Take the views out that are there: migrations change the tables below them."""
    there = sa.inspect(connection).get_view_names()
    for name in VIEWS:
        if name in there:
            connection.exec_driver_sql(f"DROP VIEW {name}")
