"""Pages that say there is none at their address, although their server says 200 ("soft 404").

Recognized by the title or the first heading alone, all of it: an article about a page that was not found says more.
"""

from __future__ import annotations

import regex
from lxml import etree

from crawler.pages.html.tree import title_of
from crawler.text.patterns import lazy_regex

_PAGE = r"(?:the |this |that |your |requested )*(?:web ?)?(?:page|article|story|content|file|url|resource)"
_MISSING = (
    r"(?:is |was )?(?:not found|no longer (?:available|exists?)|not available|unavailable|missing|(?:does|do)(?: not|n't) exist"
    r"|(?:can ?not|can't|could not|couldn't) be found|(?:has|have) (?:been (?:removed|deleted)|moved)|removed|deleted|gone)"
)
_SAYS = lazy_regex(
    rf"(?:(?:oops|sorry|whoops|uh-?oh|hmm+|error|http)\W+)*(?:"
    rf"(?:error )?(?:404|410)(?: error)?(?:\W+(?:(?:{_PAGE}\W+)?(?:{_MISSING})|gone|error))?"
    rf"|(?:{_PAGE}\W+)(?:{_MISSING})(?:\W+(?:error )?404)?|not found"
    rf"|we (?:can ?not|can't|could not|couldn't) find {_PAGE}(?: you (?:requested|are looking for|were looking for))?"
    r"|(?:die )?(?:seite|artikel)(?: wurde)? nicht gefunden|(?:cette )?(?:page|article) (?:introuvable|non trouvée?|n'existe pas)"
    r"|(?:página|pagina|artículo) (?:no encontrad[ao]|no existe)|página não encontrada|pagina non trovata|pagina niet gevonden"
    r"|sidan (?:hittades inte|kunde inte hittas|finns inte)|siden (?:blev |ble )?ikke (?:fundet|funnet)|sivua ei löyt(?:ynyt|y)"
    r"|(?:nie znaleziono strony|strona nie (?:istnieje|została znaleziona))|stránka nenalezena|sayfa bulunamadı|страница не найдена|сторінку не знайдено"
    r"|(?:お探しの)?ページが?見つかりません(?:でした)?|页面(?:不存在|未找到)|頁面不存在|找不到(?:页面|頁面)|페이지를 찾을 수 없습니다|الصفحة غير موجودة|पृष्ठ नहीं मिला"
    r")",
    regex.IGNORECASE,
)
_SEPARATOR = lazy_regex(r"\s+[|–—·»-]+\s+|\s*[|»]\s*")
_LONGEST = 200  # characters of a title that is looked at
_LONGEST_NAME = 5  # words of a site's name beside it; more is what an article says of the matter


def says_not_found(title: str) -> bool:
    """Say whether a title, but for the name of its site, says that the page is not there."""
    parts = [part.strip(" .!?\u2026:-") for part in _SEPARATOR.split(title[:_LONGEST].replace("\u2019", "'"))]
    beside = [part for part in parts if not _SAYS.fullmatch(" ".join(part.split()))]
    return len(beside) < len(parts) and sum(len(part.split()) for part in beside) <= _LONGEST_NAME


def is_not_found(tree: etree._Element) -> bool:
    """Say whether a parsed page is an error page: its title or its first heading says so."""
    heading = next(iter(tree.iter("h1")), None)
    said = " ".join(heading.itertext()) if heading is not None else ""
    return says_not_found(title_of(tree) or "") or says_not_found(said)
