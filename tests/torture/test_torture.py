"""Small versions of the rows of `python -m tests.torture`: the same code, fewer of each."""

from itertools import repeat

import lxml.html
import pytest

from tests.torture import bombs, hostile_server, kills, mutations, payloads, served, soak
from tests.torture.spent import spent


@pytest.mark.slow
def test_a_store_comes_to_the_same_after_kills_at_statements(tmp_path):
    """One job of import, crawl, schedule, track and report, each killed up to three times."""
    assert kills.run(repeat(""), kills=1, seed=1) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")  # that warcio writes the archives to which are mutated
def test_mutated_inputs_let_no_exception_out():
    """Every kind of input, 37 of each."""
    done = mutations.run(300, 1)
    assert done.escaped == {}
    assert len(done.tried) == 8


@pytest.mark.slow
def test_bombs_of_a_tenth_of_the_size_cost_what_a_page_may():
    """In a process each, with its processor time and memory counted."""
    assert bombs.run(0.1) == []


@pytest.mark.slow
def test_headers_without_end_end_a_request_and_nothing_else():
    """The page has its reason, the site beside it is crawled."""
    (bomb,) = (each for each in hostile_server.bombs(0.01) if each.name == "headers without end")
    cost = served.crawled(bomb)
    assert (cost.outcome, cost.good) == ("headers-too-large", 4)
    assert "Traceback" not in cost.said


@pytest.mark.slow
def test_no_payload_acts_in_what_is_written():
    """Some of each kind, in every field of articles: pages, tables, Markdown, graphs, terminal, the web application."""
    assert payloads.run(40) == []


@pytest.mark.slow
def test_a_crawl_with_faults_and_scheduled_runs_leave_nothing_behind():
    """Every page has its outcome, no process and no handle is left."""
    assert soak.crawled(100, 1) == []
    assert soak.scheduled(3) == []


@pytest.mark.parametrize(
    "page",
    ["<script>x</script>", "<a href=' JavaScript:x'>x</a>", "<p onclick=x>x", "<svg onload=x>", "<iframe src=x>", "<form action='//x.example'>"],
)  # fmt: skip
def test_a_payload_that_acts_is_seen(page):
    """What the row looks for is found where it is."""
    assert [*payloads.acts(lxml.html.document_fromstring(f"<html><body>{page}</body></html>"))]


@pytest.mark.slow
def test_what_work_costs_is_measured():
    """Seconds of processor, memory, an exception that escapes, and a limit that ends what does not end itself."""
    cost = spent(lambda: len(bytearray(500_000_000)))
    assert (cost.found, cost.megabytes > 100) == ("500000000", True)
    assert spent(lambda: 1 // 0).found.startswith("ESCAPED ZeroDivisionError")
