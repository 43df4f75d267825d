"""Section: an outlet's front page or section, of which only the links count. Chosen by a source's kind, never recognized."""

from __future__ import annotations

from crawler.errors import UnreadablePage
from crawler.pages.page import Page
from crawler.pages.reading import PageReading


class Section:
    """The page object of a page that is read for its links alone."""

    name = "section"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:  # noqa: ARG002  # any page has links
        """Return False: whoever wants a page read for its links has to say so."""
        return False

    def read(self, page: Page) -> PageReading:
        """Return every link of the page, in page order. Raises UnreadablePage("nothing-recognized")."""
        own = page.resolve(page.url)
        found = dict.fromkeys(url for anchor in page.anchors if (url := page.resolve(anchor.href)) and url != own)
        if not found:
            raise UnreadablePage("nothing-recognized")
        return PageReading(layout=self.name, links=tuple(found), notes=page.notes)
