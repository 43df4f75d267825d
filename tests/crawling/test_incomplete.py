"""A page that came only in part is stored and told, and never the fullest copy of a story."""

import gzip

import pytest

from tests.command import wiretrace
from tests.site import Site, article_path, page, story
from tests.stores import exported

pytestmark = pytest.mark.slow


def article(outlet: str, text: str) -> bytes:
    """An article page of one outlet, its text in paragraphs."""
    paragraphs = "".join(f"<p>{part.strip()}.</p>" for part in text.split(".") if part.strip())
    return f"""<html><head><title>Gulls counted</title><meta property="og:type" content="article">
<meta property="og:site_name" content="{outlet}"></head><body><main><article><h1>Gulls counted in the harbour</h1>{paragraphs}
</article></main><footer><div>{outlet}</div></footer></body></html>""".encode()


def test_a_packed_body_that_is_cut_off(tmp_path):
    """The server says 200, and the packing ends in the middle: a note, a mark, and the shorter whole copy is the fullest."""
    words = " ".join(story(number) for number in range(5))
    packed = gzip.compress(article("Cut Courier", words + " " + story(9)), 6)
    routes = {
        "/a": (200, {"Content-Encoding": "gzip", "Content-Type": "text/html"}, packed[: int(len(packed) * 0.93)]),
        "/b": article("Whole Herald", ". ".join(words.split(". ")[:30]) + "."),
    }
    with Site(routes) as site:
        done = wiretrace("crawl", f"{site.url}/a", f"{site.url}/b", "--delay", "0", cwd=tmp_path)
    assert "2 stored" in done.out, done.err
    copies = {row["incomplete"]: row for row in exported("copies", tmp_path)}
    assert copies[True]["words"] > copies[False]["words"]
    assert [row["incomplete"] for row in exported("sightings", tmp_path) if row["copy"] == copies[True]["id"]] == [True]
    (found,) = exported("stories", tmp_path)
    assert found["fullest"] == copies[False]["id"]
    wiretrace("report", cwd=tmp_path)
    pages = (tmp_path / "reports").rglob("*.html")
    assert any("page cut off: its text may go on" in page.read_text(encoding="utf-8") for page in pages)


def test_a_page_cut_in_the_middle_and_read_whole_later(tmp_path):
    """Imported and cut it is marked; a whole page with the same words takes the mark away."""
    whole = article("Harbour Post", story(1) + " " + story(2))
    text_ends = whole.index(b"</article>")
    (tmp_path / "cut.html").write_bytes(whole[:text_ends])
    wiretrace("import", "cut.html", "--url", "https://harbour-post.example/gulls", cwd=tmp_path)
    assert [row["incomplete"] for row in exported("copies", tmp_path)] == [True]
    (tmp_path / "whole.html").write_bytes(whole)
    wiretrace("import", "whole.html", "--url", "https://harbour-post.example/gulls", cwd=tmp_path)
    assert [row["incomplete"] for row in exported("copies", tmp_path)] == [False]


def test_of_a_page_with_blocks_the_last_may_go_on(tmp_path):
    """What stands before it came whole."""
    html = page(1, links=(article_path(2),))
    (tmp_path / "cut.html").write_bytes(html[: html.index(b"<ul>") - 40])
    wiretrace("import", "cut.html", "--url", "https://www.daily8.com" + article_path(1), cwd=tmp_path)
    rows = exported("sightings", tmp_path)
    assert {(row["role"], row["incomplete"]) for row in rows} == {("main", False), ("related", True)}
