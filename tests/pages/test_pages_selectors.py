"""Selectors of layout files: they mean what CSS means, cost one step an element, and refuse the rest in one line."""

import time

import pytest
from cssselect import HTMLTranslator, parse
from lxml import etree

from crawler.pages.custom.selectors import Places, Select, SelectorRefused
from crawler.pages.html import markup

CARD = '<section id="s{n}" class="card wide"><h2 class="card-title"><a href="/{n}" rel="x next">A {n}</a></h2><i>B</i><p>one</p><p data-k="a-b">two</p><p>three</p><span></span></section>'
PAGE = f"<body><main class='list'>{''.join(CARD.format(n=n) for n in range(4))}</main><p>end</p></body>"


def tree(html: str) -> etree._Element:
    root, _ = markup.parse(html)
    assert root is not None
    return root


def outermost(found: list[etree._Element]) -> list[etree._Element]:
    return [each for each in found if not any(above in found for above in each.iterancestors())]


@pytest.mark.parametrize(
    "text",
    [
        "p", "*", "section", ".card", ".card.wide", "#s2", "#s2 a", "main > section > p", "section p", "main a, i", "h2 ~ p", "h2 + i",
        "i + p", "p ~ p", "p:first-child", "p:last-of-type", "p:nth-child(3)", "p:nth-last-child(2)", "p:nth-of-type(2n+1)",
        "p:nth-last-of-type(n+2)", "p:nth-child(-n+4)", "p:not(:last-child)", "p:not([data-k])", "[data-k]", "[data-k='a-b']",
        "[data-k|=a]", "[rel~=next]", "[class^=card]", "[class$=wide]", "[class*=rd-t]", "a[href!='/1']", "main section:nth-child(even) p",
        "section *", "p:only-of-type", "nothing", "main > p", "section > h2 > a", "H2 A", "span",
    ],
)  # fmt: skip
def test_a_selector_means_what_it_means_in_css(text):
    """The same elements as cssselect's XPath, outermost ones only, in page order."""
    root = tree(PAGE)
    by_xpath = [each for part in parse(text) for each in etree.XPath(HTMLTranslator().selector_to_xpath(part))(root)]
    wanted = [each for each in root.iter() if each in outermost(by_xpath)]
    assert list(Select.of(text).found(root, Places())) == wanted


def test_a_search_begins_at_its_record():
    """What stands above a record is no part of it: :scope is the record, and no outer element helps a selector."""
    root = tree(PAGE)
    record = next(Select.of("#s1").found(root, Places()))
    found = {
        text: [each.tag for each in Select.of(text).found(record, Places())]
        for text in (":scope > p", "main p", "section > i", ":scope", "body")
    }
    assert found == {":scope > p": ["p"] * 3, "main p": [], "section > i": ["i"], ":scope": ["section"], "body": []}


def test_what_belongs_to_something_else_is_not_found():
    """Elements of `without` and all inside them are passed over, and still count as siblings."""
    root = tree(PAGE)
    first = next(Select.of("section").found(root, Places()))
    assert len(list(Select.of("section + section h2").found(root, Places(), {first}))) == 3
    assert len(list(Select.of("h2").found(root, Places(), {first}))) == 3


@pytest.mark.parametrize(
    ("text", "attribute"), [("a::attr(href)", "href"), ("time::attr(DateTime), b::attr(datetime)", "datetime"), ("h2::text", None), ("h2", None)]
)  # fmt: skip
def test_a_selector_may_end_in_an_attribute(text, attribute):
    """As Scrapy's do."""
    assert Select.of(text).attribute == attribute


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "is no CSS selector", id="nothing"),
        pytest.param("> p", "is no CSS selector", id="begins-with-a-combinator"),
        pytest.param("p[", "is no CSS selector", id="cut-off"),
        pytest.param("a" * 301, "longer than 300", id="too-long"),
        pytest.param(",".join("abcdefg"), "lists more than 6", id="too-many"),
        pytest.param(" ".join("abcdefghi"), "joins more than 8", id="too-deep"),
        pytest.param("p" + ".a" * 13, "more than 12 things", id="too-many-conditions"),
        pytest.param(":not(" * 50 + "p" + ")" * 50, "", id="nested"),
        pytest.param("p:has(a)", ":has() is not supported", id="has"),
        pytest.param("p:is(.a, .b)", ":is() is not supported", id="is"),
        pytest.param("p:contains('x')", ":contains is not supported", id="contains"),
        pytest.param("p:not(a > b)", ":not() around a combinator", id="not-of-a-path"),
        pytest.param("p:hover", ":hover is not supported", id="hover"),
        pytest.param("p:nth-child(x)", "must hold a number", id="nth-of-nothing"),
        pytest.param("p::before", "neither ::text nor ::attr", id="pseudo-element"),
        pytest.param("a::attr(href), b", "the same ::attr()", id="attribute-of-some"),
        pytest.param("svg|p", "namespace", id="namespace"),
    ],
)
def test_what_is_not_supported_is_refused_in_one_line(text, why):
    """Nothing is half understood."""
    with pytest.raises(SelectorRefused) as refused:
        Select.of(text)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["p ~ p ~ p", "* * * * *", "p:nth-last-of-type(2n+1)", "p + p + p", "* :not(b) ~ * i"])
@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<body>" + "<p>x</p>" * 30_000 + "</body>", id="30000-siblings"),
        pytest.param("<body>" + "<div>" * 1_500 + "x" + "</div>" * 1_500 + "</body>", id="1500-deep"),
    ],
)
def test_a_hostile_selector_costs_no_more_than_another(text, html):
    """XPath needs 60 s for the first among a sixth of these siblings; here each takes less than a second, twenty are allowed."""
    root, before = tree(html), time.process_time()
    list(Select.of(text).found(root, Places()))
    assert time.process_time() - before < 20
