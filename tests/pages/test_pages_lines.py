"""Lines: a page is cut into what a reader sees as lines, from HTML and from captured text."""

import pytest

from crawler.pages.html.lines import Kind, Line, lines_of_text
from crawler.pages.page import Page


def texts(html: str) -> list[str]:
    return [line.text for line in Page.from_html(html).lines]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>one</p><p>two</p>", ["one", "two"], id="paragraphs"),
        pytest.param("<div>one<div>two</div>three</div>", ["one", "two", "three"], id="text-around-a-block"),
        pytest.param("one<br>two<br><br>three", ["one", "two", "three"], id="breaks"),
        pytest.param("<p>a <b>bold</b> <i>move</i>.</p>", ["a bold move."], id="inline-tags-keep-one-line"),
        pytest.param("<table><tr><td>a<td>b<tr><td>c</table>", ["a", "b", "c"], id="cells-that-nobody-closed"),
        pytest.param("<ul><li>a<li>b</ul>", ["a", "b"], id="list-items"),
        pytest.param("<p>\n  much \t space \xa0 here\n</p>", ["much space here"], id="white-space"),
        pytest.param("<p>&lt;b&gt; &amp; &#8212;</p>", ["<b> & —"], id="entities"),
        pytest.param("<p>a<!-- note -->b</p>", ["ab"], id="comments"),
        pytest.param("<script>x</script><style>y</style><noscript>z</noscript>seen", ["seen"], id="scripts-and-styles"),
        pytest.param("<template><p>x</p></template><p>seen</p>", ["seen"], id="templates"),
        pytest.param("<p hidden>x</p><p style='display: none'>y</p><p>seen</p>", ["seen"], id="hidden"),
        pytest.param("<p hidden>x</p>tail<svg><title>t</title></svg>", ["tail"], id="text-after-the-hidden"),
        pytest.param("<span style='display:block'>a</span><span>b</span>", ["a", "b"], id="inline-tag-styled-as-block"),
        pytest.param("<button>Share</button><button>Save</button>", ["Share", "Save"], id="buttons"),
        pytest.param("<select><option>x</select>seen", ["seen"], id="form-fields"),
        pytest.param("<p>soft\u00adhyphen zero\u200bwidth</p>", ["softhyphen zerowidth"], id="invisible-characters"),
        pytest.param("<title>t</title><p>seen</p>", ["seen"], id="title-is-no-line"),
    ],
)
def test_html_is_cut_where_a_reader_sees_a_new_line(html, expected):
    """Blocks, cells, items and breaks part lines; inline tags, comments and hidden things do not."""
    assert texts(html) == expected


def test_lines_know_what_they_look_like():
    """Headings, items, cells and image texts are distinguished; only the first line of an item has its marker."""
    html = "<h2>h</h2><ul><li>i<p>more</p></li></ul><table><tr><td>c</table><img alt=logo><p>t</p>"
    kinds = [(line.text, line.kind) for line in Page.from_html(html).lines]
    assert kinds == [
        ("h", Kind.HEADING), ("i", Kind.ITEM), ("more", Kind.TEXT), ("c", Kind.CELL), ("logo", Kind.ALT), ("t", Kind.TEXT),
    ]  # fmt: skip


def test_an_icon_parts_labels_but_an_emoji_stays_in_its_sentence():
    """The clock's text stands by itself; an image of an emoji is a character."""
    assert texts("<span>Outlet</span><img alt='time'><span>an hour ago</span>") == ["Outlet", "time", "an hour ago"]
    assert texts("<p>Well done <img alt='🎉'> all</p>") == ["Well done 🎉 all"]


def test_labels_side_by_side_keep_their_borders():
    """Two spans without a space between them are one line whose pieces are known."""
    line = Page.from_html("<div><span>Channel 9</span><span>5 hours ago</span></div>").lines[0]
    assert (line.text, line.pieces) == ("Channel 95 hours ago", ("Channel 9", "5 hours ago"))


def test_a_link_around_blocks_reaches_every_line_in_it():
    """A card that is one big link gives its address to each of its lines."""
    page = Page.from_html("<a href='/x'><div>a</div><div>b</div></a><div>c</div>", url="http://h.example/en/")
    assert [line.href for line in page.lines] == ["/x", "/x", None]
    assert [(anchor.href, anchor.text) for anchor in page.anchors] == [("/x", "ab")]


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        pytest.param("", "/a#top", "http://h.example/a", id="fragment"),
        pytest.param("", "b", "http://h.example/en/b", id="relative"),
        pytest.param("<base href='https://other.example/x/'>", "b", "https://other.example/x/b", id="declared-base"),
        pytest.param("", "javascript:alert(1)", None, id="script"),
        pytest.param("", "mailto:a@b.example", None, id="mail"),
        pytest.param("", "http://[bad", None, id="bad-address"),
        pytest.param("", "//cdn.example/c", "http://cdn.example/c", id="scheme-relative"),
        pytest.param("", None, None, id="none"),
    ],
)
def test_links_become_absolute_http_addresses_or_nothing(base, href, expected):
    """Only http and https leave a page, without fragments."""
    assert Page.from_html(f"{base}<p>x</p>", url="http://h.example/en/").resolve(href) == expected


def test_captured_text_counts_its_blank_lines():
    """Each line knows how many empty lines stood before it."""
    assert lines_of_text("a\n\n \nb\r\nc") == (Line("a"), Line("b", blanks=2), Line("c"))
