"""The digest: what was new since an instant, in every form, sent on its schedule once."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest

from crawler.alerts.rules import Alerts, Channel, DigestRule, Rule, Way, When
from crawler.jobs.alerts.digests import begin_digests, digest_message, due_digests, post_due, rendered
from crawler.provenance.wires.attribution import Attribution
from crawler.reports.digest.build import DigestRules, build_digest
from crawler.sightings.registries import load_registries
from crawler.sources.schedule import Schedule
from crawler.tracking.config import TrackingConfig
from tests import places
from tests.factories import NOON, TEXT, a_copy, a_report_input, a_story, at, credited, inferred
from tests.reports.report_world import a_hostile_world, a_world


def ran(key: str, outlet: str, minutes: float, **changes):
    """A copy at an outlet."""
    known = {
        "outlet": outlet,
        "outlet_key": outlet.lower(),
        "published": at(minutes),
        "attribution": credited("Reuters"),
    }
    return a_copy(key=key, **{**known, **changes})


def a_digest(**changes):
    """The digest of a day with a story of three outlets, one of them silent, one before the day."""
    silent = {"attribution": Attribution(), "story_attribution": inferred("Reuters")}
    copies = [ran("a", "Old", -600), ran("b", "Echo", 5, text=f"{TEXT} More to come."), ran("c", "Post", 60, **silent)]
    data = a_report_input(title="What ran where", copies=copies, stories=[a_story(*copies)])
    return build_digest(data, since=NOON, **changes)


def test_what_is_older_is_not_counted_as_new():
    """It counts only in the story's whole figure."""
    digest = a_digest()
    assert digest.figures == (
        "2 copies at 2 outlets",
        "1 story at two outlets or more",
        "1 copy without credit in this rendering",
    )
    stories, silent = digest.parts
    assert stories.lines[0].facts[0] == "2 outlets in this time (Echo and Post), 3 outlets in all"
    assert silent.heading == "1 copy of a known wire did not name it"
    assert silent.lines[0].name == "Post: “More ferries for Little Skerry”"
    assert "rendering" in silent.caveat


def test_what_is_left_out_is_counted():
    """One line, and how many more."""
    silent = {"attribution": Attribution(), "story_attribution": inferred("Reuters")}
    copies = [ran("a", "Old", 1), *(ran(str(number), f"O{number}", 5, **silent) for number in range(4))]
    digest = build_digest(
        a_report_input(copies=copies, stories=[a_story(*copies)]), since=NOON, rules=DigestRules(copies=1)
    )
    assert [(len(part.lines), part.more) for part in digest.parts] == [(1, 0), (1, 3)]
    assert "- and 3 more" in rendered(digest, "md")
    assert "<li>and 3 more</li>" in rendered(digest, "html")


def test_every_form_says_the_same_and_page_text_stays_text():
    """Hostile headlines are neither markup nor links; the feed is one that a reader reads."""
    digest = build_digest(a_hostile_world(), since=NOON - timedelta(days=1))
    html, text = rendered(digest, "html"), rendered(digest, "md")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "<script" not in text.replace("\\<script", "")
    feed = feedparser.parse(rendered(digest, "atom").encode())
    assert not feed.bozo
    assert re.fullmatch(r"urn:wiretrace:alerts:digest:[\w:%.~-]+", feed.feed.id)  # a URN has no spaces
    assert len(feed.entries) == sum(len(part.lines) for part in digest.parts)


def test_the_same_store_gives_the_same_digest():
    """Whatever the order of its records."""
    data = a_world()
    forms = [rendered(build_digest(data, since=NOON - timedelta(days=1)), form) for form in ("md", "html", "atom")]
    turned = replace(data, copies=data.copies[::-1], links=data.links[::-1], stories=data.stories[::-1])
    assert forms == [
        rendered(build_digest(turned, since=NOON - timedelta(days=1)), form) for form in ("md", "html", "atom")
    ]


def test_an_empty_time_says_so():
    """Nothing new is a digest, too."""
    digest = build_digest(a_report_input(), since=NOON)
    assert "Nothing new." in rendered(digest, "md")
    assert "<p>Nothing new.</p>" in rendered(digest, "html")


@pytest.mark.parametrize(
    ("line", "due"),
    [
        pytest.param("every 1d", [0, 24, 48], id="an interval is due at once, then after its length"),
        pytest.param("0 18 * * *", [6, 30, 54], id="a cron line at its next time: six hours after noon"),
    ],
)
def test_a_scheduled_digest_goes_out_once_each_time(store, tmp_path, line, due):
    """Asked for every hour for two days and a half it is posted three times; one that was missed is not made up for."""
    rule = DigestRule(name="daily", schedule=Schedule(line), since=timedelta(days=1))
    channel = Channel(name="log", kind=Way.FILE, path=tmp_path / "log.jsonl")
    alerts = Alerts(rules=(Rule(name="x", when=When.STALE),), digests=(rule,), channels={"log": channel})
    known, config = load_registries(), TrackingConfig()
    begin_digests(store, alerts, now=NOON)
    posted = [
        hour
        for hour in range(60)
        if due_digests(store, alerts, now=NOON + timedelta(hours=hour))
        and post_due(store, known, config, alerts, now=NOON + timedelta(hours=hour))
    ]
    assert posted == due
    assert post_due(store, known, config, alerts, now=NOON + timedelta(days=30)) == 1


def test_the_command_prints_writes_and_sends(tmp_path, wiretrace):
    """On an empty store, too; a beginning is needed, and a channel that is there."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "outlet": "Echo", "text": TEXT}), encoding="utf-8")
    (tmp_path / "alerts.toml").write_text(
        '[rule.x]\nwhen = "stale"\n[channel.log]\nkind = "file"\npath = "log.jsonl"\n', encoding="utf-8"
    )
    wiretrace("import", "in.jsonl", cwd=tmp_path)
    assert wiretrace("digest", cwd=tmp_path).out.startswith("# What ran where\n")
    assert wiretrace("digest", "--format", "atom", "--out", "d.xml", cwd=tmp_path).out == "d.xml\n"
    assert wiretrace("digest", "--send", "log", cwd=tmp_path).out.startswith("1 delivered")
    assert '"when": "digest"' in (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert wiretrace("digest", "--send", "dask", cwd=tmp_path).code == 2
    assert wiretrace("digest", "--since", "none", cwd=tmp_path).code == 2


def test_what_a_digest_sends_is_on_the_page_of_alerts():
    """A receiver of webhooks finds every key of it there."""
    data = digest_message(a_digest(), channel="hook", rule="weekly", subject="weekly", at=NOON).data
    page = (places.DOCS / "alerts.md").read_text(encoding="utf-8")
    assert [key for key in {*data, *data["lines"][0]} if f"`{key}`" not in page] == []
