"""Reporting: from a store to the report's input, and its files on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler import __version__
from crawler.errors import BrowserMissing, NoSuchStory
from crawler.faults import Faults, Unexcused
from crawler.findings.counting import RunFacts
from crawler.findings.edits import edits_of
from crawler.findings.versions import histories
from crawler.jobs.atomic_write import replacing
from crawler.jobs.compared import Compared, against_measure
from crawler.jobs.evidence.printing import printed
from crawler.jobs.pickups import pickup_proofs
from crawler.jobs.site_files import write_site
from crawler.jobs.tracking.excused import tracking_faults
from crawler.reports import render_csv, render_json
from crawler.reports.build.basis import Basis
from crawler.reports.build.build import report_of
from crawler.reports.html import render as html
from crawler.reports.html.single import render_within
from crawler.reports.inputs import Method, ReportInput
from crawler.reports.model import Limits, Report
from crawler.reports.renderers import RENDERERS
from crawler.reports.site.address import slug
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from crawler.reports.site.pages import page_named
from crawler.reports.site.render import self_contained
from crawler.sightings.copies import assemble_all, with_inferred_wires
from crawler.sightings.record import Copy, Role
from crawler.sightings.registries import Registries
from crawler.sightings.version import READING_VERSION
from crawler.store.captures import faults_met
from crawler.store.decisions.stored import listed_decisions
from crawler.store.links import links
from crawler.store.queue import accounts
from crawler.store.records import page_counts, sightings, skipped_items
from crawler.store.rods.stored import rods
from crawler.store.runs import all_runs
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.stories import told_stories
from crawler.store.visited.pages import confirmations
from crawler.store.visited.vanished import all_vanished
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Story
from crawler.tracking.version import RULES_VERSION


def report_input(
    store: Store,
    registries: Registries,
    config: TrackingConfig,
    *,
    title: str,
    since: datetime | None = None,
    story: str | None = None,
    health: bool = True,
    spans: bool = False,
) -> ReportInput:
    """Gather everything a report says, from one state of the store. With *health*, a report of all stories tells of the runs, too.

    With *spans* every link has them, which no report prints; else only quotations, of which statements are made.
    """
    with store.read() as connection:
        all_stories, all_links = told_stories(connection), links(connection, spans=spans)
        all_sightings = list(sightings(connection))
        all_copies = with_inferred_wires(assemble_all(all_sightings), all_stories, registries.wires)
        pages, requests = page_counts(connection), accounts(connection)
        window_hours = stored_window(connection)
        by_key = {copy.key: copy for copy in all_copies}
        pickups = pickup_proofs(connection, by_key, all_links, config)
        skipped, gone = skipped_items(connection), all_vanished(connection)
        changed = histories(all_sightings, confirmations(connection), least=2)
        runs = all_runs(connection) if health and story is None else []
        chosen = _chosen(all_stories, by_key, since=since, story=story)
        shown = {key for each in chosen for key in each.copies}
        shown_histories = [each for each in changed if any(version.copy in shown for version in each.versions)]
        compared = Compared(connection, config)
        measured = rods(connection, {each.key for each in chosen})
        against = against_measure(chosen, by_key, measured, compared)
        edits = edits_of(shown_histories, compared)
        listed = listed_decisions(connection)
        known_faults = Counter(faults_met(connection)) + Counter(tracking_faults(connection)) if health else {}
    return ReportInput(
        decisions=listed,
        title=title,
        as_of=pages.as_of,
        sightings=[seen for seen in all_sightings if seen.copy in shown],
        copies=[copy for copy in all_copies if copy.key in shown],
        links=[link for link in all_links if link.a in shown and link.b in shown],
        stories=chosen,
        against_measure=against,
        rods=measured,
        pickups=[proof for proof in pickups if proof.item in shown and proof.copy in shown],
        skipped=skipped,
        facts=RunFacts(
            requests_seen=requests.seen,
            stored=requests.stored,
            refused=requests.refused,
            failed=requests.failed,
            pending=requests.pending,
            pages=pages.pages - sum(pages.unreadable.values()),
            blocks=sum(seen.role is Role.RELATED for seen in all_sightings),
            unreadable=pages.unreadable,
            imported=pages.records,
        ),
        window_hours=window_hours,
        runs=runs,
        histories=shown_histories,
        edits=edits,
        vanished=gone,
        method=Method(program=__version__, reading=READING_VERSION, rules=RULES_VERSION, config=config),
        faults=dict(compared.excused.places),
        known_faults=dict(sorted(known_faults.items())),
    )


def write_report(
    data: ReportInput, out: Path, formats: Iterable[str], *, single: bool = False, faults: Faults | None = None
) -> list[Path]:
    """Write the report in each format below *out* and return the files that a reader opens. Raises OSError when it cannot be written.

    A story, section, page or format that meets an error of this program is left out and counted in *faults*; without them the error ends it.

    "html" is a site of many pages, of which the first is returned, or with *single* one file, report.html.
    """
    excused = Unexcused() if faults is None else faults
    basis = Basis(data, Limits(), excused)
    report = report_of(basis)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name in formats:
        with excused.excused():
            if name == "html" and not single:
                written.append(write_site(SiteModel(basis.with_limits(SITE_LIMITS)), out).index)
            for filename, parts in _files(basis, report, name, single=single):
                path = out / filename
                with replacing(path) as file:
                    file.writelines(part.encode() for part in parts)
                written.append(path)
    return written


def print_page(data: ReportInput, name: str, out: Path) -> Path:
    """Print the page of a story, an outlet or a wire to a PDF below *out* and return the file.

    Raises NoSuchStory for a *name* that means none of these, BrowserMissing without a Chromium that prints.
    """
    model = SiteModel(Basis(data, SITE_LIMITS))
    page = page_named(name, model)
    if page is None:
        raise NoSuchStory(f"there is no story, outlet or wire {name}; the report's pages name them")
    pdf = printed(self_contained(page, model), at=data.as_of or datetime.fromtimestamp(0, UTC))
    if pdf is None:
        raise BrowserMissing("a PDF is printed by Chromium, and there is none here that prints: install chromium")
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{slug(page.key)}.pdf"
    with replacing(path) as file:
        file.write(pdf)
    return path


def _files(basis: Basis, report: Report, name: str, *, single: bool) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the files of a format, each as parts of its text."""
    if name == "html":
        yield from [(html.FILE, [render_within(basis)])] if single else []
    elif name == "json":
        yield render_json.FILE, render_json.pieces(report)
    elif name == "csv":
        yield from render_csv.tables(report)
    else:
        yield from ((filename, [text]) for filename, text in RENDERERS[name](report).items())


def _chosen(
    every: Sequence[Story], by_key: Mapping[str, Copy], *, since: datetime | None, story: str | None
) -> list[Story]:
    if story is not None:
        found = [each for each in every if each.key == story or each.key.removeprefix("s-") == story]
        if not found:
            raise NoSuchStory(
                f"there is no story {story}; the report's headings and `wiretrace export stories` name them"
            )
        return found
    if since is None:
        return list(every)
    return [each for each in every if any(_seen_since(by_key[key], since) for key in each.copies)]


def _seen_since(copy: Copy, since: datetime) -> bool:
    """Return whether a copy may be from *since* or later; one that nobody can place in time is kept."""
    if copy.published is not None:
        return copy.published.latest >= since
    return copy.last_fetched_at is None or copy.last_fetched_at >= since
