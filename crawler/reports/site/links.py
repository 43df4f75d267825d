"""Links from page to page of a site, relative, so that the folder can be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.reports.sections import SECTIONS
from crawler.reports.site.address import path_of
from crawler.reports.site.model import SiteModel

_PAGE_OF: Mapping[str, str] = {section.key: section.page for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Addresses as seen from a page from which `root` leads back to the site's folder."""

    model: SiteModel
    root: str

    def story(self, place: int) -> str | None:
        """Return the address of a story's page."""
        story = self.model.by_place.get(place)
        return None if story is None else self.root + path_of("story", story.key)

    def outlet(self, key: str) -> str | None:
        """Return the address of an outlet's page."""
        return self.root + path_of("outlet", key) if key in self.model.outlets else None

    def wire(self, name: str) -> str | None:
        """Return the address of a wire's page."""
        return self.root + path_of("wire", name) if name in self.model.wires else None

    def section(self, key: str) -> str | None:
        """Return the address of the section on its page."""
        page = _PAGE_OF.get(key)
        return f"{self.root}{path_of(page)}#{key}" if page else None

    def page(self, kind: str, key: str = "", number: int = 1) -> str:
        """Return the address of any page."""
        return self.root + path_of(kind, key, number)
