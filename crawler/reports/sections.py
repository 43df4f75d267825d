"""The sections of a report, in order: of the page, its contents, the Markdown, the files."""

from __future__ import annotations

from crawler.findings import flow_summary as flow_findings
from crawler.findings.counting import account_of, boilerplate_by_rule, outlets_by_wire
from crawler.findings.health import source_health
from crawler.findings.never_credit import never_credit
from crawler.findings.pickups import build_our_stories
from crawler.findings.stories import shared_passages, uncredited
from crawler.findings.stories.links import shared_words
from crawler.findings.stories.uncredited import uncredited_copies
from crawler.reports.build.edits import build_edits
from crawler.reports.html import health_bars, lag_plot
from crawler.reports.markdown import apart, counted, edits, flow_summary, health, pickups, stale_copies, stories
from crawler.reports.markdown.never_credit import never_credit as never_credit_lines
from crawler.reports.model import Stories
from crawler.reports.rows import counted as counted_rows
from crawler.reports.rows import flow_summary as flow_rows
from crawler.reports.rows import links as link_rows
from crawler.reports.rows import published
from crawler.reports.rows import stories as story_rows
from crawler.reports.rows import uncredited as uncredited_rows
from crawler.reports.rows.never_credit import NeverCreditsRow
from crawler.reports.rows.statements import StatementRow
from crawler.reports.rows.wires import WireRow, wire_rows
from crawler.reports.section import (
    Key,
    Section,
    Table,
    files_of,
    key_of,
    key_of_list,
    key_of_rows,
    sliced,
    sliced_by,
    table_of,
)
from crawler.reports.wording import decisions as decision_words
from crawler.reports.wording import flow_summary as flow_words
from crawler.reports.wording import health as health_words
from crawler.reports.wording import method as method_words
from crawler.reports.wording import never_credit as never_credit_words
from crawler.reports.wording import pickups as pickup_words
from crawler.reports.wording import stale_copies as stale_words
from crawler.reports.wording.words import notes
from crawler.tables.pickup_rows import our_stories_data
from crawler.tables.report_schema import NOTICES, OURS
from crawler.tables.shapes import Maybe
from crawler.tables.stale_rows import notices_data

#: Copies that ran once on one page of the site; its search links to them.
ONCE_PER_PAGE = 500

SECTIONS: tuple[Section, ...] = (
    Section(
        key="overview",  # its page is the masthead
        title="Overview",
        build=lambda basis: basis.overview,
        files=(key_of("overview", counted_rows.OverviewRow, counted_rows.overview_row),),
        markdown=counted.overview,
        headed=False,
    ),
    Section(
        key="ours",
        title="Our stories",
        build=lambda basis: build_our_stories(basis.data.copies, basis.data.pickups, basis.data.skipped),
        files=(
            Key("our_stories", Maybe(OURS), our_stories_data),
            Table("pickups.csv", published.PICKUP_COLUMNS, published.pickup_cells),
        ),
        html="our_stories.html.j2",
        styles=("pickups.css",),
        words=(pickup_words,),
        markdown=pickups.our_stories,
        page="ours",
        slices=sliced_by("items", 60, once={"outlets": (), "skipped": ()}),
    ),
    Section(
        key="stale",
        title="Stale copies",
        build=lambda basis: basis.notices,
        files=(
            Key("notices", Maybe(NOTICES), notices_data),
            Table("stale.csv", published.STALE_COLUMNS, published.stale_cells),
        ),
        html="notices.html.j2",
        styles=("pickups.css", "stale.css"),
        words=(stale_words,),
        markdown=stale_copies.stale_copies,
        page="stale",
        slices=sliced_by("wires", 30, once={"own": ()}),
    ),
    Section(
        key="stories",
        title="The stories that travelled",
        contents="Stories",
        build=lambda basis: Stories(every=basis.stories, once=basis.once),
        files=(
            key_of_rows("stories", story_rows.StoryRow, story_rows.story_rows),
            table_of("stories.csv", story_rows.StoryLine, story_rows.story_lines),
            table_of("copies.csv", story_rows.CopyLine, story_rows.copy_lines),
        ),
        html="stories.html.j2",
        markdown=stories.stories,
        headed=False,
    ),
    Section(
        key="versions",
        title="Several versions at one outlet",
        contents="Versions at one outlet",
        build=lambda basis: [story for story in basis.stories if story.in_full and not story.travelled] or None,
        html="versions.html.j2",
        page="versions",
        site="site/version_list.html.j2",
        slices=sliced(100),
    ),
    Section(
        key="further",
        title="Further stories",
        build=lambda basis: [story for story in basis.stories if not story.in_full] or None,
        html="further.html.j2",
        markdown=stories.further,
    ),
    Section(
        key="changed",
        title="Changed after publication",
        build=build_edits,
        files=(Key("edits", published.EDITS, published.edits_data),),
        html="edits.html.j2",
        styles=("edits.css",),
        markdown=edits.edits,
        page="versions",
        slices=sliced(40),
    ),
    Section(
        key="lags",
        title="How long after",
        build=lambda basis: basis.flow_summary if basis.flow_summary.lags else None,
        words=(flow_words, flow_findings, lag_plot),
        page="lags",
        site="site/lags.html.j2",
        single=False,
    ),
    Section(
        key="first",
        title="Who was first",
        build=lambda basis: [story for story in basis.stories if story.travelled],
        html="first.html.j2",
        words=(flow_words, flow_findings),
        markdown=flow_summary.first,
        page="lags",
        slices=sliced(100),
    ),
    Section(
        key="outlets",
        title="Outlet by outlet",
        contents="Outlets",
        build=lambda basis: basis.flow_summary,
        files=(
            Key("outlets", flow_rows.OUTLETS, flow_rows.outlets_data),
            Key("lags", flow_rows.LAGS, flow_rows.lags_data),
            Table("outlets.csv", flow_rows.OUTLET_COLUMNS, flow_rows.outlet_cells),
            Table("lags.csv", flow_rows.LAG_COLUMNS, flow_rows.lag_cells),
        ),
        html="outlets.html.j2",
        words=(flow_words, flow_findings, lag_plot),
        markdown=flow_summary.outlets,
        page="outlets",
        site="site/outlet_list.html.j2",
        slices=sliced_by("outlets", 300),
    ),
    Section(
        key="wires",
        title="Wires",
        build=lambda basis: basis.wire_use or None,
        files=(key_of_rows("wires", WireRow, wire_rows), table_of("wires.csv", WireRow, wire_rows)),
        page="wires",
        site="site/wire_list.html.j2",
        slices=sliced(200),
        single=False,
    ),
    Section(
        key="flow",
        title="From wire to outlet",
        contents="Wire to outlet",
        build=lambda basis: basis.flow_summary,
        files=(
            Key("flow", flow_rows.FLOW, flow_rows.flow_data),
            Table("flow.csv", flow_rows.EDGE_COLUMNS, flow_rows.edge_cells),
        ),
        html="flow.html.j2",
        words=(flow_words, flow_findings),
        markdown=flow_summary.flow,
        page="flow",
    ),
    Section(
        key="matrix",
        title="Outlets and wires",
        build=lambda basis: outlets_by_wire(basis.corpus.ran),
        files=(key_of("matrix", counted_rows.MatrixRow, counted_rows.matrix_row),),
        html="matrix.html.j2",
        markdown=counted.matrix,
        page="outlets",
        slices=sliced_by("outlets", 100),
    ),
    Section(
        key="uncredited",
        title="Uncredited in the renderings seen here",
        contents="Uncredited",
        build=lambda basis: uncredited_copies(basis.stories),
        files=(
            Key("uncredited", uncredited_rows.SHAPE, uncredited_rows.uncredited_data),
            table_of("uncredited.csv", uncredited_rows.UncreditedLine, uncredited_rows.uncredited_lines),
        ),
        html="uncredited.html.j2",
        words=(uncredited,),
        markdown=flow_summary.uncredited,
        page="uncredited",
        slices=sliced(200),
    ),
    Section(
        key="never_credit",
        title="Outlets that never credit a wire",
        contents="Never credit",
        build=lambda basis: never_credit(basis.corpus.ran) or None,
        files=files_of("never_credit", NeverCreditsRow),
        html="never_credit.html.j2",
        styles=("pickups.css",),
        words=(never_credit_words,),
        markdown=never_credit_lines,
        page="uncredited",
        slices=sliced(200),
    ),
    Section(
        key="once",
        title="Ran once",
        build=lambda basis: basis.once,
        files=(key_of_list("ran_once", story_rows.RAN_ONCE, story_rows.ran_once),),
        html="ran_once.html.j2",
        markdown=apart.ran_once,
        page="once",
        slices=sliced(ONCE_PER_PAGE),
    ),
    Section(
        key="statements",
        title="Statements, and who printed them",
        build=lambda basis: basis.statements or None,
        files=files_of("statements", StatementRow),
        page="quotations",
        site="site/statements.html.j2",
        slices=sliced(60),
        single=False,
    ),
    Section(
        key="shared",
        title="Shared, but not republished",
        contents="Shared passages",
        build=lambda basis: shared_words(basis.links, basis.links_apart),
        files=(
            key_of_list("quotations", link_rows.NAMED_PAIR, lambda shared: link_rows.named_pairs(shared.quotations)),
            key_of_list("passages", link_rows.NAMED_PAIR, lambda shared: link_rows.named_pairs(shared.passages)),
            key_of_list("templates", link_rows.NAMED_PAIR, lambda shared: link_rows.named_pairs(shared.templates)),
            key_of_list("again", link_rows.NAMED_PAIR, lambda shared: link_rows.named_pairs(shared.again)),
            key_of_list("links", link_rows.PAIR, lambda shared: link_rows.pairs(shared.links)),
            table_of("links.csv", link_rows.LinkLine, link_rows.link_lines),
        ),
        html="shared.html.j2",
        words=(shared_passages,),
        markdown=apart.shared,
        headed=False,
        page="quotations",
    ),
    Section(
        key="run",
        title="The run, accounted for",
        contents="The run",
        build=lambda basis: account_of(basis.data.facts),
        files=(key_of("account", counted_rows.AccountRow, counted_rows.account_row),),
        html="account.html.j2",
        markdown=counted.account,
        page="run",
    ),
    Section(
        key="health",
        title="Health of the sources",
        build=lambda basis: source_health(basis.data.runs) or None,
        html="health.html.j2",
        words=(health_words, health_bars),
        styles=("health.css",),
        markdown=health.health,
        page="run",
    ),
    Section(
        key="faults",
        title="Errors of this program",
        build=lambda basis: basis.data.known_faults or None,
        html="faults.html.j2",
        markdown=health.faults,
        page="run",
    ),
    Section(
        key="boilerplate",
        title="What was removed as boilerplate",
        contents="What was removed",
        build=lambda basis: boilerplate_by_rule(list(basis.corpus.sightings.values())),
        files=files_of("boilerplate", counted_rows.RuleRow),
        html="boilerplate.html.j2",
        markdown=counted.boilerplate,
        page="run",
    ),
    Section(
        key="reading",
        title="How to read this",
        build=lambda basis: notes(basis.data.window_hours),
        html="reading.html.j2",
        markdown=counted.reading,
        page="method",
    ),
    Section(
        key="decisions",
        title="What people decided",
        build=lambda basis: basis.data.decisions or None,
        words=(decision_words,),
        page="method",
        site="site/decisions.html.j2",
        single=False,
    ),
    Section(
        key="settings",
        title="Rules, numbers and versions",
        build=lambda basis: basis.data.method,
        words=(method_words,),
        page="method",
        site="site/settings.html.j2",
        single=False,
    ),
)
