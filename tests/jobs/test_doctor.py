"""`wiretrace doctor` checks whether a crawl is polite: contact, robots.txt, reservations, leases."""

from datetime import timedelta

import pytest

from crawler.jobs.checking import examine
from crawler.jobs.politeness_check import check_politeness
from crawler.store import hosts
from crawler.store.store import Store
from tests.command import wiretrace
from tests.factories import NOON


def checks(store_url: str, contact: str | None = None) -> dict:
    """The checks of politeness by name."""
    return {check.name: check for check in check_politeness(store_url, contact=contact, now=NOON)}


def test_politeness_is_among_the_checks(tmp_path):
    """All four, and the library that archives need."""
    names = [each.name for each in examine("sqlite:///none.db", folder=tmp_path, contact=None, now=NOON)]
    assert {"contact", "robots.txt", "reservations", "leases", "warcio"} <= set(names)


@pytest.mark.parametrize(("contact", "good"), [("desk@news.example", True), (None, False)])
def test_a_contact_is_shown_or_asked_for(contact, good):
    """Without one only private hosts can be crawled, which is no failure."""
    check = checks("sqlite:///none.db", contact)["contact"]
    assert check.good is good
    assert good or (check.optional and "WIRETRACE_CONTACT" in check.finding)


@pytest.mark.parametrize(
    ("setting", "value", "broken"),
    [
        pytest.param("ROBOTSTXT_OBEY", False, "robots.txt", id="robots-off"),
        pytest.param("DOWNLOADER_MIDDLEWARES", {}, "robots.txt", id="robots-not-mounted"),
        pytest.param("WIRETRACE_RESPECT_RESERVATIONS", False, "reservations", id="reservations-off"),
        pytest.param("DOWNLOADER", "scrapy.core.downloader.Downloader", "leases", id="not-leased"),
    ],
)
def test_impolite_settings_fail_a_check(monkeypatch, setting, value, broken):
    """Whoever changed the settings learns of it."""
    monkeypatch.setattr(f"crawler.settings.{setting}", value)
    assert [check.name for check in checks("sqlite:///none.db", "desk@news.example").values() if not check.good] == [
        broken
    ]


def test_leased_paused_and_abandoned_hosts_are_counted(tmp_path):
    """Of the store that is named."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    store = Store(url)
    minute = timedelta(minutes=1)
    with store.write() as connection:
        hosts.take(connection, "a.example", "x", now=NOON, until=NOON + minute)
        hosts.take(connection, "b.example", "y", now=NOON - 2 * minute, until=NOON - minute)
        hosts.pause(connection, "c.example", until=NOON + minute)
    store.close()
    assert checks(url)["leases"].finding.startswith("1 hosts leased now, 1 paused, 1 left by a crawl that died")


@pytest.mark.slow
def test_the_command_says_it_all(tmp_path):
    """One line each; what is only not set up yet is no failure."""
    done = wiretrace("doctor", "--contact", "desk@news.example", cwd=tmp_path)
    assert done.code == 0, done
    for line in (
        "ok      contact: desk@news.example",
        'ok      robots.txt: obeyed as "wiretrace"',
        "ok      reservations: recorded, obeyed",
        "ok      leases:",
    ):
        assert line in done.out
