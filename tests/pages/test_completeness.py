"""Pages that end early are known by their markup or their packing, and none that came whole is taken for one."""

import gzip
import zlib

import brotli
import pytest

from crawler.pages.html.completeness import CUT_OFF, ends_early
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.sightings.unpacking import is_whole, unpacked

BODY = "<div><h1>Ferry runs again</h1><p>The ferry will run again on Monday.</p></div>"
WHOLE = f"<html><head><title>Ferry</title></head><body>{BODY}</body></html>"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(WHOLE, id="whole"),
        pytest.param(f"<html><body>{BODY}", id="end-tags-left-out"),
        pytest.param(f"<html><body>{BODY}<!-- served in 3 ms -->", id="a-comment-at-the-end"),
        pytest.param(f"<html><body></div></span>{BODY}<script>if (a < b) '<div>'</script>", id="surplus-and-script"),
        pytest.param("<div><p>A fragment", id="fragment"),
        pytest.param("", id="empty"),
        pytest.param("Plain text with a < b", id="text"),
    ],
)
def test_a_page_that_came_whole(html):
    """Whatever it leaves out that HTML lets it leave out."""
    assert not ends_early(html)


@pytest.mark.parametrize(
    "at", [WHOLE.index(mark) for mark in ("</div>", "<p>", "run again", "itle>", "</title>", "h1>")]
)
def test_a_page_that_stops_in_the_middle(at):
    """In a container, a tag, a title, a text."""
    assert ends_early(WHOLE[:at]) == (at > WHOLE.index("<html>") and not WHOLE[:at].endswith("</title>"))
    assert (CUT_OFF in Page.from_html(WHOLE[:at]).notes) == ends_early(WHOLE[:at])


@pytest.mark.parametrize(
    "tail", ["<script>var a = '", "<!-- begin", "<div class='a", "<p>Text</p><ul><li>one", "<styl"]
)
def test_what_is_left_open_at_the_end(tail):
    """A script, a comment, a tag, a list."""
    assert ends_early(f"<html><body>{BODY}{tail}")


def _deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(WHOLE.encode() * 50),
    "x-gzip": gzip.compress(WHOLE.encode()) + gzip.compress(WHOLE.encode()),
    "deflate": zlib.compress(WHOLE.encode() * 50),
    "Deflate": _deflate(WHOLE.encode() * 50),
    "br": brotli.compress(WHOLE.encode() * 50),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_a_packed_body_is_whole_to_its_last_byte_only(encoding):
    """Cut anywhere it is not; rubbish behind it changes nothing."""
    body = PACKED[encoding]
    assert is_whole(body, encoding, most=1 << 20)
    assert not any(is_whole(body[:size], encoding, most=1 << 20) for size in (len(body) - 1, len(body) // 3, 20))
    assert is_whole(body + b"rubbish", encoding, most=1 << 20)


@pytest.mark.parametrize(
    ("body", "encoding"), [(b"<html>", "gzip"), (b"", "gzip"), (b"x", "zstd"), (b"x", ""), (b"<html>", "br")]
)
def test_what_is_not_packed_or_in_no_way_we_read_counts_as_whole(body, encoding):
    """It is told elsewhere."""
    assert is_whole(body, encoding, most=1 << 20)


def test_members_of_a_body_are_unpacked_one_after_the_other():
    """Small and large ones, empty ones by the thousand: what they give, in their order."""
    members = [b"", b"gulls ", b"x" * 300_000, *[b""] * 3_000, b"eggs"]
    body = b"".join(map(gzip.compress, members))
    assert unpacked(body, "gzip", most=1 << 20) == b"".join(members)
    assert unpacked(body, "gzip", most=100) == b"".join(members)[:100]
    assert is_whole(body, "gzip", most=1 << 20)
    assert not is_whole(body[:-1], "gzip", most=1 << 20)


def test_no_bomb_is_unpacked_to_its_end():
    """What has been seen until the limit is enough."""
    assert is_whole(gzip.compress(bytes(1 << 22))[:2000], "gzip", most=1 << 16)


@pytest.mark.shared
@pytest.mark.slow
def test_on_real_pages(shared):
    """None of them is taken for one that ends early; cut at a third nearly all are."""
    pages = [
        decode(gzip.decompress(file.read_bytes())) for file in sorted((shared / "data" / "pages").rglob("*.html.gz"))
    ]
    assert not any(map(ends_early, pages))
    assert sum(ends_early(html[: len(html) // 3]) for html in pages) >= 0.98 * len(pages)
