"""What a report says of texts that were changed and of pages that are gone; and that an article in two versions counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from crawler.findings.edits import edits_of
from crawler.findings.versions import histories
from crawler.reports import render_json
from crawler.reports.build.build import build
from crawler.reports.html import render as render_html
from crawler.reports.inputs import ReportInput
from crawler.reports.markdown import render as render_markdown
from crawler.sightings.copies import assemble_all
from crawler.sightings.record import Role, Sighting
from crawler.sightings.vanished import How, Vanished
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare
from tests.factories import NOON, TEXT, a_link, a_report_input, a_sighting, a_story, credited

HOUR = timedelta(hours=1)
EDITED = TEXT.replace("A single ticket stays at three crowns", "A single ticket rises to four crowns & <b>more</b>")
URL = "https://www.oldhaven-echo.example/ferries"


def a_look(name: str, text: str, hours: float, **changes: object) -> Sighting:
    """Return what an outlet's own page showed so many hours after noon."""
    known = {
        "id": name, "copy": name, "text": text, "role": Role.ARTICLE, "particulars": {"site": "Echo"}, "relay": None,
        "url": URL, "page_url": URL, "fetched_at": NOON + hours * HOUR, "attribution": credited("Reuters"),
    }  # fmt: skip
    return a_sighting(**{**known, **changes})


POST = {
    "outlet": "Harbour Post",
    "outlet_key": "harbour-post",
    "url": "https://post.example/f",
    "page_url": "https://post.example/f",
}


def a_world(**changes: object) -> ReportInput:
    """The Echo's article in two versions, and the Post's copy of the first."""
    seen = [a_look("old", TEXT, 0), a_look("new", EDITED, 3), a_look("post", TEXT, 1, **POST)]
    copies = assemble_all(seen)
    links = [a_link(copies[0], copies[1]), a_link(copies[0], copies[2]), a_link(copies[1], copies[2])]
    changed = [each for each in histories(seen) if len(each.versions) > 1]
    known = {
        "sightings": seen, "copies": copies, "links": links, "stories": [a_story(*copies)],
        "histories": changed, "edits": edits_of(changed, partial(compare, config=TrackingConfig())),
    }  # fmt: skip
    return a_report_input(**{**known, **changes})


def test_an_article_in_two_versions_counts_once_in_every_figure() -> None:
    """Two outlets ran one text: two copies, both republished, one copy each in tables, flow and profiles."""
    report = build(a_world())
    overview = report.overview
    assert (overview.copies, overview.republished, overview.republished_share) == (2, 2, 1.0)
    assert (overview.outlets, overview.travelled, overview.ran_once) == (2, 1, 0)
    assert [(line.outlet, line.copies) for line in report.parts["matrix"].outlets] == [
        ("Harbour Post", 1),
        ("Oldhaven Echo", 1),
    ]
    assert {profile.outlet: profile.copies for profile in report.parts["flow"].outlets} == {
        "harbour-post": 1,
        "oldhaven-echo": 1,
    }
    assert {edge.copies for edge in report.parts["flow"].flow.edges if edge.target == "oldhaven-echo"} == {1}
    assert len(report.stories[0].rows) == 3  # both versions are shown


def test_one_outlets_versions_alone_are_no_republication() -> None:
    """Without another outlet the text did not travel, whatever was changed."""
    seen = [a_look("old", TEXT, 0), a_look("new", EDITED, 3)]
    copies = assemble_all(seen)
    report = build(a_world(sightings=seen, copies=copies, links=[a_link(*copies)], stories=[a_story(*copies)]))
    assert (report.overview.copies, report.overview.republished, report.overview.travelled) == (1, 0, 0)


def test_an_earlier_version_counts_where_the_later_one_is_not_reported() -> None:
    """A report of one story must not lose the copy that is in it."""
    world = a_world()
    only = [copy for copy in world.copies if copy.key != "new"]
    report = build(a_world(copies=only, stories=[a_story(*only)], links=[]))
    assert report.overview.copies == 2


def test_a_change_is_told_with_its_interval_its_words_and_its_diff() -> None:
    """In all three formats, page text escaped, and linked to the story it belongs to."""
    report = build(a_world())
    (edit,) = report.parts["changed"]
    assert (edit.words_added, edit.words_removed, edit.place) == (6, 3, 1)
    html = render_html.render(report)[render_html.FILE]
    assert "Changed after publication" in html
    assert (
        "Between <b>21 Nov 2026, 12:00 UTC</b> and <b>21 Nov 2026, 15:00 UTC</b>: 6 words added, 3 words removed."
        in html
    )
    assert "&lt;b&gt;more" in html
    assert '<a href="#story-1">More ferries for Little Skerry</a>' in html
    assert (
        "2 of 2 | 21 Nov 2026, 12:00 UTC | 21 Nov 2026, 15:00 UTC | 6 | 3"
        in render_markdown.render(report)[render_markdown.FILE]
    )
    assert '"changed_before": "2026-11-21T15:00:00Z"' in render_json.render(report)[render_json.FILE]


def test_copies_say_that_they_were_changed_or_are_gone() -> None:
    """The sentences stand beside the copies they are about, and nowhere else."""
    page = Vanished(
        address="https://post.example/f", url="https://post.example/f", how=How.GONE,
        last_seen_at=NOON, gone_at=NOON + HOUR, looked_at=NOON + HOUR,
    )  # fmt: skip
    back = replace(page, how=How.SOFT, gone_at=NOON + 2 * HOUR, back_at=NOON + 3 * HOUR)
    said = {row.key: row.caveats for row in build(a_world(vanished=[page, back])).stories[0].rows}
    between = "between 21 Nov 2026, 12:00 UTC and 21 Nov 2026, 15:00 UTC"
    assert said["old"] == (f"An earlier version: its text was changed {between}.",)
    assert said["new"] == (f"Changed after publication, {between}.",)
    assert said["post"] == (
        "No longer at its address on post.example: gone between 21 Nov 2026, 12:00 UTC and 21 Nov 2026, 13:00 UTC (410).",
        (
            "Vanished from post.example between 21 Nov 2026, 12:00 UTC and 21 Nov 2026, 14:00 UTC (its address shows an error page), "
            "seen there again 21 Nov 2026, 15:00 UTC."
        ),
    )


def test_a_report_without_changes_has_no_section_of_them() -> None:
    """Nothing is said where nothing was seen."""
    html = render_html.render(build(a_world(histories=(), edits=())))[render_html.FILE]
    assert "Changed after publication" not in html
