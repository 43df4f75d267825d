"""Lanes: which context of the browser a page is opened in."""

from crawler.crawling.browser.lanes import Lanes


def shown(lanes: Lanes, *hosts: str) -> list[str]:
    """The contexts of pages of *hosts* opened one after the other."""
    contexts = []
    for host in hosts:
        lane = lanes.take(host)
        contexts.append(lane.context)
        lanes.give_back(lane)
    return contexts


def test_a_context_is_left_after_some_pages():
    """The pages of a host share a context, three at most; those that are used up wait to be closed."""
    lanes = Lanes(most=4, pages=3)
    assert shown(lanes, *["a.example"] * 7) == ["wiretrace-1"] * 3 + ["wiretrace-2"] * 3 + ["wiretrace-3"]
    assert lanes.left == ["wiretrace-1", "wiretrace-2"]


def test_pages_that_are_open_at_once_have_contexts_of_their_own():
    """Only what is in front is drawn: two pages never share a context, not even of one host."""
    lanes = Lanes(most=4, pages=50)
    opened = [lanes.take(host) for host in ("a.example", "a.example", "b.example")]
    assert len({lane.context for lane in opened}) == 3
    lanes.give_back(opened[1])
    assert lanes.take("a.example") is opened[1]


def test_another_host_gets_a_new_context():
    """Cookies of one site are not shown to another: the lane used longest ago starts over when there are enough."""
    lanes = Lanes(most=2, pages=50)
    assert shown(lanes, "a.example", "b.example", "a.example", "c.example", "a.example") == [
        "wiretrace-1", "wiretrace-2", "wiretrace-1", "wiretrace-3", "wiretrace-1",
    ]  # fmt: skip
    assert lanes.left == ["wiretrace-2"]


def test_a_redirect_goes_on_in_its_context():
    """The cookies of a redirect are there at the next hop, on another host, too."""
    lanes = Lanes(most=4, pages=50)
    (first, _) = shown(lanes, "a.example", "b.example")
    assert lanes.take("b.example", again=first).context == first


def test_a_browser_that_is_gone_takes_its_contexts_along():
    """Nothing of it waits to be closed, and no name is used twice."""
    lanes = Lanes(most=4, pages=1)
    before = shown(lanes, "a.example", "a.example")
    lanes.lose()
    assert lanes.left == []
    assert not set(before) & set(shown(lanes, "a.example", "a.example"))
